"""Which fiscal years the screen of a proposal asks money for."""

from __future__ import annotations

from collections.abc import Iterable

from sarn.areas.models import Area
from sarn.planning import layouts, plans
from sarn.planning.models import Component, Plan
from sarnkit import clock, thai


def of(area: Area, parts: Iterable[Component] = ()) -> tuple[int, ...]:
    """The years of the area's plan (CE), and those in which its parts have money already."""
    kind = Plan.VILLAGE if area.level == "village" else Plan.LOCAL
    plan = plans.find(area, kind)
    if plan is not None:
        years = set(plan.years)
    else:
        begins = layouts.begins(kind, thai.fiscal_year(clock.today()))
        first, last = layouts.for_round(kind, begins).span(begins)
        years = set(range(first, last + 1))
    years |= {year.fiscal_year for part in parts for year in part.years.all() if year.satang}
    return tuple(sorted(years))
