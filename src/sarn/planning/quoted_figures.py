"""Figures as a plan quotes them: opened ones only, the count first, in the Thai of the paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sarn.indicators.models import Definition, PublicCell
from sarn.planning.models import Issue

# The paper's words of what an indicator counts.
UNITS: Final = {"household": "ครัวเรือน", "person": "คน", "village": "หมู่บ้าน"}


def figures_behind(issues: Iterable[Issue]) -> dict[int, tuple[str, str]]:
    """The opened figure behind each issue that has one: «51 จาก 124 ครัวเรือน (41.1 %)», and what is counted."""
    pinned = [one for one in issues if one.cell_uid is not None]
    if not pinned:
        return {}
    cells = PublicCell.objects.filter(
        area__in={one.area_id for one in pinned},
        code__in={one.code for one in pinned},
        group="",
        shown=True,
        superseded_by=None,
    )
    by_name = {(one.area_id, one.round_code, one.pack_id, one.code): one for one in cells}
    definitions = newest_definitions((pack_id, code) for _, _, pack_id, code in by_name)
    found = {}
    for issue in pinned:
        cell = by_name.get((issue.area_id, issue.round_code, issue.pack_id, issue.code))
        if cell is not None and cell.num is not None and cell.den:
            known = definitions.get((cell.pack_id, cell.code))
            title = known.title.get("th", cell.code) if known else cell.code
            unit = UNITS.get(known.unit if known else "", "")
            found[issue.pk] = (share_words(cell.num, cell.den, unit), title)
    return found


def share_words(num: int, den: int, unit: str) -> str:
    """«51 จาก 124 ครัวเรือน (41.1 %)»: never a bare percentage."""
    tenths = (num * 2000 + den) // (den * 2)
    return f"{num:,} จาก {den:,} {unit}".strip() + f" ({tenths // 10}.{tenths % 10} %)"


def newest_definitions(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Definition]:
    """The newest definition of each (pack id, code), in the order of packs and of their indicators."""
    wanted = set(names)
    rows = Definition.objects.filter(code__in={code for _, code in wanted}).select_related("pack")
    newest = {}
    for one in rows.order_by("pack__active", "pack__read_at", "pk"):
        if (one.pack.pack_id, one.code) in wanted:
            newest[one.pack.pack_id, one.code] = one
    return dict(sorted(newest.items(), key=lambda pair: (pair[0][0], pair[1].order)))
