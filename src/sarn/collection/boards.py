"""What the pages of an area show: households with their visits, villages with their coverage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.collection import rounds
from sarn.collection.models import Round, TargetHousehold, VillageRound
from sarn.collection.rounds import Coverage
from sarn.registry import houses

OUTCOMES = {
    "": _("not visited yet"),
    "answered": _("answered"),
    "closed_house": _("house closed"),
    "working_away": _("working away"),
    "refused": _("refused"),
    "abandoned": _("abandoned house"),
}
STATES = {
    "open": _("open"),
    "collecting": _("collecting"),
    "closed": _("collecting is over"),
    "checked": _("checked"),
}


@dataclass(frozen=True)
class HouseholdLine:
    """One household: where it lives and what became of the visit."""

    number: str
    ordinal: int
    khum: str
    village: str
    outcome: str  # code, "" while nobody has been there
    outcome_label: object
    outcome_at: datetime | None


@dataclass(frozen=True)
class HouseholdBoard:
    """All households of an area, in the newest round that reaches it."""

    round: Round | None
    lines: list[HouseholdLine]
    answered: int
    target: int  # abandoned houses are no targets
    abandoned: int
    many_villages: bool


@dataclass(frozen=True)
class CoverageLine:
    """One village in one round."""

    village: Area
    round: Round
    state_label: object
    coverage: Coverage
    missing: list[tuple[object, int]]


def outcome_label(code: str) -> object:
    """The words for a visit's outcome; a code that only the form knows stands for itself."""
    return OUTCOMES.get(code, code)


def households_of(area: Area) -> HouseholdBoard:
    """The households below the area that the current scope may read."""
    newest = (
        VillageRound.objects.filter(area_path__within=area.path)
        .select_related("round")
        .order_by("-round__opened_at")
        .first()
    )
    visits = {}
    if newest is not None:
        targets = TargetHousehold.objects.filter(
            area_path__within=area.path, village_round__round_id=newest.round_id
        )
        visits = {
            uid: (code, at) for uid, code, at in targets.values_list("household_uid", "outcome", "outcome_at")
        }
    lines = []
    for one in houses.board(area.path):
        outcome, at = visits.get(one.uid, ("", None))
        lines.append(
            HouseholdLine(one.number, one.ordinal, one.khum, one.village, outcome, outcome_label(outcome), at)
        )
    answered = sum(line.outcome == "answered" for line in lines)
    abandoned = sum(line.outcome == rounds.NO_TARGET for line in lines)
    return HouseholdBoard(
        round=newest.round if newest else None,
        lines=lines,
        answered=answered,
        target=len(lines) - abandoned,
        abandoned=abandoned,
        many_villages=len({line.village for line in lines}) > 1,
    )


def coverage_of(area: Area) -> list[CoverageLine]:
    """Each village below the area in each round, newest round first."""
    found = (
        VillageRound.objects.filter(area_path__within=area.path)
        .select_related("round", "area")
        .order_by("-round__opened_at", "area__code")
    )
    lines = []
    for one in found:
        coverage = rounds.coverage(one)
        missing = [(outcome_label(code), count) for code, count in coverage.missing.items()]
        lines.append(CoverageLine(one.area, one.round, STATES[one.state], coverage, missing))
    return lines
