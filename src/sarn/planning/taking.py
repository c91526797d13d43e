"""Taking projects of villages into the plan of the tambon: which there are, and what of them fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sarn.areas.models import Area
from sarn.planning import components, entries
from sarn.planning.models import PlanEntry, PlanEntryYear, PlanVersion, Project
from sarnkit.problems import Problem

# A project that has come to its end is taken into no plan.
_ENDED = ("cancelled", "closed", "measured", "handed-over")


@dataclass(frozen=True)
class Candidate:
    """A project that is not in the version yet.

    `years` is the money it brings, of years that the plan holds; `outside` what lies in other years; `lacks` why it
    cannot be taken, None where it can.
    """

    project: Project
    years: dict[int, int]
    outside: dict[int, int]
    lacks: Problem | None

    @property
    def satang(self) -> int:
        """Money that it brings into the plan."""
        return sum(self.years.values())

    @property
    def satang_outside(self) -> int:
        """Money of years that the plan does not hold."""
        return sum(self.outside.values())


def candidates(version: PlanVersion) -> list[tuple[Area, list[Candidate]]]:
    """The projects in the plan's area that are not in the version, by village in the order of their codes."""
    there = PlanEntry.objects.filter(version=version).values_list("project_id", flat=True)
    rows = (
        Project.objects.filter(area_path__within=version.plan.area_path)
        .exclude(state__in=_ENDED)
        .exclude(pk__in=list(there))
        .select_related("area")
        .order_by("area__code", "pk")
    )
    found: dict[Area, list[Candidate]] = defaultdict(list)
    for one in _weighed(version, list(rows)):
        found[one.project.area].append(one)
    return list(found.items())


def take(
    version: PlanVersion, projects: Iterable[Project], *, strategy: str, programme: str, by: str
) -> tuple[list[PlanEntry], list[Problem]]:
    """Enter each of them with the money it brings; what is refused does not keep out the others."""
    taken, refused = [], []
    for found in _weighed(version, list(projects)):
        try:
            taken.append(
                entries.enter(
                    version=version,
                    project=found.project,
                    years=found.years,
                    strategy=strategy,
                    programme=programme,
                    by=by,
                )
            )
        except Problem as problem:
            refused.append(problem)
    return taken, refused


def _weighed(version: PlanVersion, projects: list[Project]) -> list[Candidate]:
    """What each project brings and lacks; a handful of queries, however many they are."""
    held, money, settled = version.plan.years, _money(projects), entries.proposal_promises(projects)
    return [
        Candidate(
            one,
            {year: satang for year, satang in money[one.pk].items() if year in held},
            {year: satang for year, satang in money[one.pk].items() if year not in held},
            None if one.pk in settled else Problem("plans.no-promise", project=one.title),
        )
        for one in projects
    ]


def _money(projects: list[Project]) -> dict[int, dict[int, int]]:
    """What the newest entry of each project says, else what its parts need."""
    newest = {
        one.pk: one.project_id
        for one in {
            row.project_id: row
            for row in PlanEntry.objects.filter(project__in=projects).order_by("entered_at", "pk")
        }.values()
    }
    found: dict[int, dict[int, int]] = {key: {} for key in newest.values()}
    for year in PlanEntryYear.objects.filter(entry__in=list(newest)):
        found[newest[year.entry_id]][year.fiscal_year] = year.satang
    rest = [one for one in projects if one.pk not in found]
    return found | components.money_by_year_of(rest)
