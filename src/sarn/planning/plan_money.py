"""What is approved for a year, shown in the drafts of the local plan where the project stands."""

from __future__ import annotations

from sarn.access import scope
from sarn.planning import entries, plans
from sarn.planning.models import BudgetLine, Plan, PlanEntry, PlanEntryYear
from sarn.planning.sources import GIVEN, SOURCES


def show(line: BudgetLine, *, by: str) -> None:
    """Put the money approved for the line's year into each draft entry of its project in a local plan.

    A version that stands fast is left alone, and so is a plan that does not reach to that year. It follows
    from the approval, so that it is done for whoever approves, also where the plan is another's to write.
    """
    with scope.system("following"):
        rows = PlanEntry.objects.filter(
            project=line.project_id,
            version__plan__kind=Plan.LOCAL,
            version__state__in=plans.EDITABLE,
        ).select_related("version__plan")
        for entry in rows:
            if line.fiscal_year in entry.version.plan.years:
                years = {one.fiscal_year: one.satang for one in PlanEntryYear.objects.filter(entry=entry)}
                years[line.fiscal_year] = _approved_in(line)
                entries.change(entry=entry, years=years, by=by)


def _approved_in(line: BudgetLine) -> int:
    rows = BudgetLine.objects.filter(project=line.project_id, fiscal_year=line.fiscal_year)
    return sum(one.approved for one in rows if SOURCES[one.source].kind != GIVEN)
