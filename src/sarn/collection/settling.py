"""Which of a household's submissions stands for it in a round, and what its visit came to.

One household answers once a round: of several submissions with answers the last one received counts.
A household that answered has answered, whatever a later visit found; otherwise the last visit tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sarn.audit import log
from sarn.collection.models import Extraction, Record, Submission, TargetHousehold, VillageRound
from sarn.collection.placing import ANSWERED

TWICE = "household.answered-twice"
Standing = tuple[UUID, str]  # household uid, round code


def rounds_read(versions: Iterable[UUID]) -> list[str]:
    """The round of each reading of these versions so far, "" for those that fell into none."""
    return list(
        Extraction.objects.filter(version__uid__in=list(versions)).values_list("round_code", flat=True)
    )


def standing_of(submission: Submission, rounds: Iterable[str]) -> set[Standing]:
    """The household in the rounds for which the submission was read so far (`rounds_read`)."""
    if submission.household_uid is None:
        return set()
    return {(submission.household_uid, code) for code in rounds if code}


def settle(standing: Standing) -> None:
    """Let the last answered submission count, and write the outcome to the target household."""
    household_uid, round_code = standing
    visits = list(
        Extraction.objects.filter(
            version__current_of__household_uid=household_uid, round_code=round_code
        ).select_related("version")
    )
    visits.sort(key=lambda one: one.version.uid)
    answered = [one for one in visits if one.countable]
    for one in answered:
        counts = one is answered[-1]
        Record.objects.filter(version_id=one.version_id).exclude(counted=counts).update(counted=counts)
        _flag(one, twice=len(answered) > 1)
    target = (
        TargetHousehold.objects.filter(household_uid=household_uid, village_round__round__code=round_code)
        .select_related("village_round")
        .first()
    )
    if target is None:
        return
    told = (
        answered[-1] if answered else next((one for one in reversed(visits) if one.outcome != ANSWERED), None)
    )
    outcome = told.outcome if told else ""
    if target.outcome != outcome:
        target.outcome = outcome
        target.outcome_at = told.version.received_at if told else None
        target.save()
    if told:
        _begin(target.village_round)


def _flag(extraction: Extraction, *, twice: bool) -> None:
    if twice == (TWICE in extraction.flags):
        return
    extraction.flags = (
        [*extraction.flags, TWICE] if twice else [one for one in extraction.flags if one != TWICE]
    )
    extraction.status = Extraction.FLAGGED if extraction.flags else Extraction.OK
    extraction.save()
    if twice:
        Submission.objects.filter(current=extraction.version_id, review_state="received").update(
            review_state="has_issues"
        )


def _begin(village_round: VillageRound) -> None:
    """The first visit moves a village from open to collecting."""
    if village_round.state != "open":
        return
    village_round.state = "collecting"
    village_round.save()
    log.record(
        "round.collect",
        by="system:extraction",
        object_type="village_round",
        object_uid=str(village_round.uid),
        area_path=village_round.area_path,
        before="open",
        after="collecting",
    )
