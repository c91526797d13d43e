"""What the book of a village plan tells around its projects: the village in figures, its issues, where money comes from.

Only what is open to everybody: released figures, issues that the forum confirmed. It is part of the document of a
version, so that the book of an announced version stays what it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, Final

from sarn.areas.models import Area
from sarn.indicators.models import Definition, PublicCell, Release
from sarn.planning.models import BudgetLine, Issue
from sarn.planning.quoted_figures import UNITS, figures_behind, newest_definitions

# States of an issue in which it is the village's own word (see states/issue.py).
_TAKEN_UP: Final = ("confirmed", "ranked", "answered", "worked-on", "resolved")


def around(area: Area, projects: Iterable[int]) -> dict[str, Any]:
    """The village in figures, its issues by rank, the money of these projects by source and year."""
    return {"village": _figures(area), "issues": _issues(area), "sources": _sources(projects)}


def _figures(area: Area) -> dict[str, Any] | None:
    """The newest round that the village opened: who answered, and what may be seen of every figure."""
    release = (
        Release.objects.filter(area=area, state=Release.RELEASED).order_by("-released_at", "-edition").first()
    )
    if release is None:
        return None
    cells = PublicCell.objects.filter(
        area=area, round_code=release.round_code, group="", shown=True, superseded_by=None
    )
    by_name = {(one.pack_id, one.code): one for one in cells}
    known = newest_definitions(by_name)
    shown = []
    for name, definition in known.items():
        cell = by_name[name]
        if cell.num is None or not cell.den:
            continue
        shown.append(
            {
                "title": definition.title.get("th", definition.code),
                "num": cell.num,
                "den": cell.den,
                "unit": UNITS.get(definition.unit, ""),
                **_target(definition),
            }
        )
    coverage = release.coverage or {}
    return {
        "round": release.round_code,
        "certified_on": release.certified_on.isoformat() if release.certified_on else None,
        "attendance": release.attendance,
        "answered": coverage.get("answered"),
        "target": coverage.get("target"),
        "figures": shown,
    }


def _target(definition: Definition) -> dict[str, Any]:
    """The newest target as a whole or broken percentage in text, and its good side; {} without one."""
    if not definition.targets:
        return {"threshold": None, "good": "low" if definition.direction == "lower is better" else "high"}
    newest = max(definition.targets, key=lambda one: one.get("year", 0))
    bound = Fraction(newest.get("at_most") or newest["at_least"]) * 100
    written = str(bound.numerator) if bound.denominator == 1 else f"{float(bound):.1f}"
    return {"threshold": written, "good": "low" if "at_most" in newest else "high"}


def _issues(area: Area) -> list[dict[str, Any]]:
    rows = list(Issue.objects.filter(area=area, state__in=_TAKEN_UP).order_by("rank", "pk"))
    rows.sort(key=lambda one: (one.rank is None, one.rank or 0, one.pk))
    figures = figures_behind(rows)
    found = []
    for one in rows:
        figure, indicator = figures.get(one.pk, ("", ""))
        found.append(
            {
                "rank": one.rank,
                "title": one.title,
                "story": one.story,
                "figure": figure,
                "indicator": indicator,
                "from_figure": one.from_figure,
            }
        )
    return found


def _sources(projects: Iterable[int]) -> dict[str, dict[str, int]]:
    """Source → fiscal year → satang that were approved, or asked for where nobody has answered yet."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for line in BudgetLine.objects.filter(project__in=list(projects)).exclude(state="refused"):
        found[line.source][str(line.fiscal_year)] += line.approved if line.state != "asked" else line.asked
    return {source: dict(sorted(years.items())) for source, years in sorted(found.items())}
