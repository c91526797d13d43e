"""What a new version takes over from the one before, and what the replaced one lets go of."""

from __future__ import annotations

from sarn.planning.models import PlanEntry, PlanEntryYear, PlanVersion
from sarn.thread import links
from sarn.thread.refs import Ref
from sarnkit import clock

APPEARS_IN = "appears-in"


def carry_over(before: PlanVersion, after: PlanVersion, *, by: str) -> None:
    """Give `after` every entry of `before`, each drawn to its project. Call it inside a transaction."""
    rows = list(PlanEntry.objects.filter(version=before).select_related("project").order_by("order", "pk"))
    made = PlanEntry.objects.bulk_create(
        PlanEntry(
            version=after,
            project=row.project,
            order=row.order,
            strategy=row.strategy,
            programme=row.programme,
            entered_by=by,
            entered_at=clock.now(),
        )
        for row in rows
    )
    entry_of = {entry.project_id: entry for entry in made}
    amounts = PlanEntryYear.objects.filter(entry__version=before).select_related("entry")
    PlanEntryYear.objects.bulk_create(
        PlanEntryYear(entry=entry_of[one.entry.project_id], fiscal_year=one.fiscal_year, satang=one.satang)
        for one in amounts
    )
    for entry in made:
        draw(entry, by=by)


def draw(entry: PlanEntry, *, by: str) -> None:
    """The thread from the project to the plan."""
    links.join(
        source=Ref("project", entry.project.uid),
        target=Ref("plan-entry", entry.uid),
        relation=APPEARS_IN,
        by=by,
    )


def let_go(entry: PlanEntry, *, by: str, reason: str) -> None:
    """End the thread from the project to an entry that holds no longer."""
    links.end(
        source=Ref("project", entry.project.uid),
        target=Ref("plan-entry", entry.uid),
        relation=APPEARS_IN,
        by=by,
        reason=reason,
    )
