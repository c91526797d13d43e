"""Two versions of one plan, field by field: what came in, what went out, what reads differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from sarn.planning import contents
from sarn.planning.contents import Contents, Row
from sarn.planning.models import PlanVersion
from sarnkit import thai
from sarnkit.problems import Problem

# A field's name in code and on the page, and how it is read from a row. Money is compared year by year besides.
FIELDS: Final[tuple[tuple[str, Any, Callable[[Row], str]], ...]] = (
    ("title", _("Project"), lambda row: row.title),
    ("objective", _("Objective"), lambda row: row.objective),
    ("target", _("Target (output)"), lambda row: row.target),
    ("indicator", _("Indicator (KPI)"), lambda row: row.indicator),
    ("expected", _("Expected result"), lambda row: row.expected),
    ("office", _("Responsible office"), lambda row: row.office),
    ("area", _("Village"), lambda row: row.area),
    ("strategy", _("Strategy"), lambda row: row.strategy),
    ("programme", _("Programme of work"), lambda row: row.programme),
    ("doing", _("Who does it"), lambda row: row.doing),
    ("promises", _("What will get better"), lambda row: "\n".join(row.promises)),
    ("no_promise", _("Why nothing is promised"), lambda row: row.no_promise),
    ("issues", _("Issues that it answers"), lambda row: "\n".join(one.title for one in row.issues)),
)


@dataclass(frozen=True)
class Changed:
    """One field of one project that reads differently. `field` is a name of FIELDS, or «years.2028»."""

    project: str
    title: str  # the project's title in the later version
    field: str
    label: Any
    old: str
    new: str
    year: int | None = None  # of money, CE


@dataclass(frozen=True)
class Differences:
    """All that two versions of one plan differ in; rows in the order of their version."""

    added: tuple[Row, ...]
    removed: tuple[Row, ...]
    changed: tuple[Changed, ...]

    @property
    def none(self) -> bool:
        """Whether both say the same."""
        return not (self.added or self.removed or self.changed)

    @property
    def by_project(self) -> list[tuple[str, list[Changed]]]:
        """Title → its changed fields."""
        found: dict[str, tuple[str, list[Changed]]] = {}
        for one in self.changed:
            found.setdefault(one.project, (one.title, []))[1].append(one)
        return list(found.values())


def differences(before: PlanVersion, after: PlanVersion) -> Differences:
    """What `after` says differently from `before`; projects are known by their uid, not by their title.

    Raises Problem `plans.two-plans` for versions of two plans.
    """
    if before.plan_id != after.plan_id:
        raise Problem("plans.two-plans")
    return between(contents.of(before), contents.of(after))


def between(before: Contents, after: Contents) -> Differences:
    """The same of two documents that were read."""
    old = {row.project: row for row in before.rows}
    new = {row.project: row for row in after.rows}
    years = sorted({*before.years, *after.years})
    return Differences(
        tuple(row for row in after.rows if row.project not in old),
        tuple(row for row in before.rows if row.project not in new),
        tuple(
            one
            for row in after.rows
            if row.project in old
            for one in (*_words(old[row.project], row), *_money(old[row.project], row, years))
        ),
    )


def _words(old: Row, new: Row) -> list[Changed]:
    return [
        Changed(new.project, new.title, name, label, read(old), read(new))
        for name, label, read in FIELDS
        if read(old) != read(new)
    ]


def _money(old: Row, new: Row, years: list[int]) -> list[Changed]:
    return [
        Changed(
            new.project,
            new.title,
            f"years.{year}",
            _("Budget"),
            thai.baht(old.years.get(year, 0)),
            thai.baht(new.years.get(year, 0)),
            year,
        )
        for year in years
        if old.years.get(year, 0) != new.years.get(year, 0)
    ]
