"""What is meant to get better: promised before the money, compared with villages chosen before the money.

promises.make(subject=Ref("proposal", uid), area=village, pack_id="demo-water", code="w1",
              target=Fraction(1, 4), due_round="2570", preset="points-16", by=actor)
promises.compare_with(promise, areas=[one.area for one in promises.propose_comparisons(...)], by=actor)
promises.freeze(subject, by=actor)        the first money is paid: nothing of it changes any more

A promise is opened with its subject, so that its row holds numbers only where everybody may see them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction

from sarn.areas.models import Area
from sarn.audit import log
from sarn.indicators import comparing, presetting
from sarn.indicators.baselines import Baseline, baseline_of, definition_of
from sarn.indicators.comparing import Candidate
from sarn.indicators.models import ComparisonMember, Definition, Promise
from sarn.indicators.presetting import Preset
from sarn.thread.refs import Ref
from sarnkit import clock, effects
from sarnkit.problems import Problem

__all__ = [
    "LEAST_LETTERS",
    "baseline_of",
    "change",
    "compare_with",
    "complete",
    "definition_of",
    "due_year",
    "freeze",
    "hand_over",
    "make",
    "of",
    "open_for",
    "open_with_effect",
    "presets",
    "propose_comparisons",
    "withdraw",
]

LEAST_LETTERS = 5


def make(
    *,
    subject: Ref,
    area: Area,
    pack_id: str,
    code: str,
    target: Fraction,
    due_round: str,
    preset: str = "",
    cell_uid: UUID | None = None,
    by: str,
    now: datetime | None = None,
) -> Promise:
    """Say what the subject is to make better in the village: the share to reach, and by which round.

    `cell_uid` pins the exact cell that the issue came from. Raises Denied, and Problem
    `effects.unknown-indicator`, `effects.no-direction`, `effects.no-baseline`, `effects.due-round`,
    `effects.target`, `effects.target-not-better`, `effects.promised-already`.
    """
    definition = definition_of(pack_id, code)
    if definition.direction not in effects.DIRECTIONS:
        raise Problem("effects.no-direction", indicator=definition.title.get("th", code))
    baseline = baseline_of(area, definition, cell_uid=cell_uid)
    _check(definition, baseline, target, due_round)
    with transaction.atomic():
        if of(subject).filter(pack_id=pack_id, code=code, part=definition.headline).exists():
            raise Problem("effects.promised-already")
        promise = Promise.objects.create(
            subject_type=subject.kind,
            subject_uid=subject.uid,
            area=area,
            area_path=area.path,
            pack_id=pack_id,
            code=code,
            part=definition.headline,
            direction=definition.direction,
            baseline_uid=baseline.cell_uid,
            baseline_round=baseline.round_code,
            baseline_num=baseline.num if baseline.public else None,
            baseline_den=baseline.den if baseline.public else None,
            target_num=target.numerator,
            target_den=target.denominator,
            due_round=due_round,
            preset=preset,
            made_by=by,
            made_at=now or clock.now(),
        )
        _record("promise.make", promise, by, target=str(target), due=due_round, preset=preset)
    return promise


def change(promise: Promise, *, target: Fraction, due_round: str, preset: str = "", by: str) -> Promise:
    """Another size or another round. Raises as `make`, and Problem `effects.frozen`."""
    definition = definition_of(promise.pack_id, promise.code)
    baseline = baseline_of(promise.area, definition, cell_uid=promise.baseline_uid)
    _check(definition, baseline, target, due_round)
    with transaction.atomic():
        row = _unfrozen(promise)
        row.target_num, row.target_den = target.numerator, target.denominator
        row.due_round, row.preset = due_round, preset
        row.save(update_fields=["target_num", "target_den", "due_round", "preset"])
        _record("promise.change", row, by, target=str(target), due=due_round, preset=preset)
    return row


def withdraw(promise: Promise, *, by: str) -> None:
    """Take it back while no money was paid. Raises Problem `effects.frozen`."""
    with transaction.atomic():
        row = _unfrozen(promise)
        _record("promise.withdraw", row, by, subject=f"{row.subject_type} {row.subject_uid}")
        row.delete()


def of(subject: Ref) -> Any:
    """The promises of a subject that the scope may see, in the order in which they were made."""
    return Promise.objects.filter(subject_type=subject.kind, subject_uid=subject.uid).order_by("pk")


def presets(area: Area, definition: Definition, *, cell_uid: UUID | None = None) -> list[Preset]:
    """What may be aimed at with one tap, computed from the village's figure; [] without a figure."""
    if definition.direction not in effects.DIRECTIONS:
        return []
    try:
        baseline = baseline_of(area, definition, cell_uid=cell_uid)
    except Problem:
        return []
    return presetting.offered(definition, baseline.share, due_year(baseline.round_code))


def due_year(round_code: str) -> int:
    """The reference year (CE) of a round, by which targets are chosen; that of its code where it is unknown."""
    from sarn.collection.models import Round

    year = Round.objects.filter(code=round_code).values_list("reference_year", flat=True).first()
    return year if year is not None else int(round_code) - 544 if round_code.isdecimal() else 0


def propose_comparisons(area: Area, pack_id: str, code: str, round_code: str = "") -> list[Candidate]:
    """Villages to compare with, by rule, the nearest on this indicator first (planning note, §B5.5).

    Only public figures of other villages are looked at. [] where the village's own figure may not be seen.
    """
    definition = definition_of(pack_id, code)
    baseline = baseline_of(area, definition, round_code=round_code)
    if baseline.share is None:
        return []
    return comparing.by_rule(area, definition, baseline)


def compare_with(
    promise: Promise,
    *,
    areas: Sequence[Area] = (),
    reason_none: str = "",
    by: str,
    now: datetime | None = None,
) -> Promise:
    """Choose the comparison villages, or say why there are none; the table seen is kept with the choice.

    Raises Denied, and Problem `effects.frozen`, `effects.no-comparison-reason`, `effects.not-comparable`
    (a village without a public figure of the same definition, or with a promise of its own).
    """
    definition = definition_of(promise.pack_id, promise.code)
    reason = reason_none.strip()
    if not areas and len(reason) < LEAST_LETTERS:
        raise Problem("effects.no-comparison-reason", least=LEAST_LETTERS)
    baseline = baseline_of(promise.area, definition, cell_uid=promise.baseline_uid)
    chosen = [comparing.candidate(promise, definition, baseline, one) for one in areas]
    with transaction.atomic():
        row = _unfrozen(promise)
        row.members.all().delete()
        row.reason_none = "" if chosen else reason
        row.compared_by, row.compared_at = by, now or clock.now()
        row.balance = comparing.balance(row, baseline, chosen)
        row.save(update_fields=["reason_none", "compared_by", "compared_at", "balance"])
        for order, one in enumerate(chosen, start=1):
            ComparisonMember.objects.create(
                promise=row,
                order=order,
                area=one.area,
                baseline_uid=one.cell_uid,
                num=one.num,
                den=one.den,
            )
        _record(
            "promise.compare", row, by, villages=[one.area.code for one in chosen], reason=row.reason_none
        )
    return row


def freeze(subject: Ref, *, by: str, now: datetime | None = None) -> int:
    """The first money is paid: promises and comparison villages stay as they are. How many it froze."""
    with transaction.atomic():
        found = list(of(subject).filter(frozen_at=None).select_for_update())
        for promise in found:
            promise.frozen_by, promise.frozen_at = by, now or clock.now()
            promise.save(update_fields=["frozen_by", "frozen_at"])
            _record("promise.freeze", promise, by)
    return len(found)


def hand_over(*, source: Ref, target: Ref, by: str) -> int:
    """A proposal became a project: its promises belong to the project from now on. How many."""
    with transaction.atomic():
        found = list(of(source).select_for_update())
        for promise in found:
            promise.subject_type, promise.subject_uid = target.kind, target.uid
            promise.save(update_fields=["subject_type", "subject_uid"])
            _record("promise.hand-over", promise, by, source=str(source.uid), target=str(target.uid))
    return len(found)


def open_for(subject: Ref) -> int:
    """Let everybody read the subject's promises and comparison villages, as they may the subject."""
    with transaction.atomic():
        return _open(list(of(subject).filter(opened=False)))


def open_with_effect(result: Any) -> None:
    """What was measured is opened: so is what was promised."""
    _open([result.promise] if not result.promise.opened else [])


def _open(found: Sequence[Promise]) -> int:
    for promise in found:
        promise.opened = True
        promise.save(update_fields=["opened"])
        ComparisonMember.objects.filter(promise=promise).update(opened=True)
    return len(found)


def complete(promise: Promise) -> bool:
    """Whether comparison villages are chosen, or a reason for none is given: what a plan asks for."""
    return bool(promise.reason_none) or promise.members.exists()


def _check(definition: Definition, baseline: Baseline, target: Fraction, due_round: str) -> None:
    if not 0 <= target <= 1:
        raise Problem("effects.target")
    if not due_round > baseline.round_code:
        raise Problem("effects.due-round", due=due_round or "–", round=baseline.round_code)
    # Asked only where the figure may be seen: an answer would tell a stranger which side of it he is on.
    share = baseline.share
    if share is not None and not (target < share if _lower(definition) else target > share):
        raise Problem(
            "effects.target-not-better", now=presetting.percent(share), target=presetting.percent(target)
        )


def _lower(definition: Definition) -> bool:
    return definition.direction == "lower is better"


def _unfrozen(promise: Promise) -> Promise:
    row = Promise.objects.select_for_update().get(pk=promise.pk)
    if row.frozen:
        raise Problem("effects.frozen")
    return row


def _record(action: str, promise: Promise, by: str, **detail: Any) -> None:
    log.record(
        action,
        by=by,
        object_type="promise",
        object_uid=str(promise.uid),
        area_path=promise.area_path,
        indicator=f"{promise.pack_id}:{promise.code}",
        **detail,
    )
