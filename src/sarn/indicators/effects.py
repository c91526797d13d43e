"""What was measured for promises: proposed when a round is released, judged by a person (DESIGN §7.15).

The system proposes and never accepts. A result stands on the counts of its day: when a village corrects
its figures, or another comparison village opens its own, a newer result takes its place and the former
one says so. Everybody reads an accepted result, so that its row holds the village's counts only where
they are public (`shown`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from django.db import transaction
from django.db.models import Q

from sarn.access import scope
from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.audit import log
from sarn.indicators import baselines, measuring
from sarn.indicators.measuring import Beside, Found, Measured, Seen
from sarn.indicators.models import Cell, EffectResult, Promise
from sarn.indicators.telling import Told
from sarn.thread import links, nodes
from sarn.thread.refs import Ref
from sarnkit import clock
from sarnkit.effects import Count, Direction, Trend

SYSTEM = "system:effects"
CORRECTED, MORE_VILLAGES = "corrected", "more-villages"


def propose_due(area: Area, round_code: str, *, now: datetime | None = None) -> list[EffectResult]:
    """Propose a result for each promise that this village's release makes measurable; the new ones.

    The village's own promises that are due in the round or start from it, and those that compare with
    it. Nothing is proposed where the counts are the same as before. Runs as the system.
    """
    with scope.system("effects"), transaction.atomic():
        rounds = Q(due_round=round_code) | Q(baseline_round=round_code)
        concerned = Q(area=area) | Q(members__area=area)
        found = Promise.objects.filter(rounds, concerned).distinct().order_by("pk")
        proposed = [_propose(one, now or clock.now()) for one in found]
        return [one for one in proposed if one is not None]


def release_heard(sender: Any, *, area: Area, round_code: str, now: datetime, **kwargs: Any) -> None:
    """Receiver of `releases.released`."""
    propose_due(area, round_code, now=now)


def of(subject: Ref) -> Any:
    """Results of a subject that the scope may see, the newest first (superseded ones too)."""
    return EffectResult.objects.filter(
        promise__subject_type=subject.kind, promise__subject_uid=subject.uid
    ).order_by("-pk")


def current(subject: Ref) -> Any:
    """The same without those that newer figures took the place of."""
    return of(subject).filter(superseded_by=None)


def read(result: EffectResult) -> Told | None:
    """What the current reader may be told of a result; None where the figures are not for this reader."""
    promise, figures = result.promise, result.figures
    if result.shown:
        before, after = _seen(figures["before"]), _seen(figures["after"])
    elif covers("result", "read", result.area_path):
        cells = {
            cell.uid: cell for cell in Cell.objects.filter(uid__in=(result.before_uid, result.after_uid))
        }
        if len(cells) < 2:
            return None
        before, after = (_of_cell(cells[uid]) for uid in (result.before_uid, result.after_uid))
    else:
        return None
    measured = Measured(
        before=before,
        after=after,
        direction=cast("Direction", promise.direction),
        comparable=result.comparable,
        meaningful=Decimal(result.meaningful),
        besides=tuple(_beside(one) for one in figures["comparisons"]),
        wished=figures["wished"],
        trend=cast("Trend", figures["trend"]),
        worst=figures["worst"],
        another=figures["another"],
    )
    unit = baselines.definition_of(promise.pack_id, promise.code).unit
    return Told(
        measured,
        result.lowered_to,
        result.cause_lowered_to,
        "person" if unit == "person" else "house",
    )


def _propose(promise: Promise, now: datetime) -> EffectResult | None:
    found = measuring.measure(promise)
    if found is None:
        return None
    former = EffectResult.objects.select_for_update().filter(promise=promise, superseded_by=None).first()
    fingerprint = _fingerprint(found)
    if former is not None and former.fingerprint == fingerprint:
        return None
    result = _result(promise, found, fingerprint, now)
    if former is not None:
        result.supersedes = former.uid
        former.superseded_by, former.superseded_why = result.uid, _why(former, found)
        former.save(update_fields=["superseded_by", "superseded_why"])
    result.save()
    _join(result)
    log.record(
        "effect.propose",
        by=SYSTEM,
        object_type="effect",
        object_uid=str(result.uid),
        area_path=result.area_path,
        promise=str(promise.uid),
        before=str(result.before_uid),
        after=str(result.after_uid),
        word=result.word,
        grade=result.grade,
        supersedes=str(result.supersedes or ""),
    )
    return result


def _result(promise: Promise, found: Found, fingerprint: str, now: datetime) -> EffectResult:
    measured = found.measured
    shown = all(baselines.public_twin(cell) is not None for cell in (found.before, found.after))
    figures: dict[str, Any] = {
        "title": found.title,
        "comparisons": [
            {
                "code": one.code,
                "name": one.name,
                "before": [one.before.num, one.before.den],
                "after": [one.after.num, one.after.den],
            }
            for one in measured.besides
        ],
        "wished": measured.wished,
        "trend": measured.trend if shown else "cannot-tell",
        "worst": measured.worst if shown else False,
        "another": measured.another,
    }
    if shown:
        figures |= {"before": asdict(measured.before), "after": asdict(measured.after)}
    return EffectResult(
        promise=promise,
        area=promise.area,
        area_path=promise.area_path,
        before_uid=found.before.uid,
        after_uid=found.after.uid,
        shown=shown,
        comparable=measured.comparable,
        every_house=measured.every_house,
        figures=figures,
        meaningful=str(measured.meaningful),
        word=(measured.word or "") if shown else "",
        cause_word=(measured.cause_word or "") if shown else "",
        grade=measured.grade,
        notices=[{"code": one.code, "th": one.th, "en": one.en} for one in measured.notices] if shown else [],
        fingerprint=fingerprint,
        proposed_at=now,
    )


def _fingerprint(found: Found) -> str:
    """Of the cells and of all else that the words follow from.

    The row may be read by everybody and a hash of small counts could be tried out: so the village's own
    counts stand in it by the uids of their cells, which never change.
    """
    measured = found.measured
    said = {
        "cells": [str(found.before.uid), str(found.after.uid)],
        "besides": [[one.code, asdict(one.before), asdict(one.after)] for one in measured.besides],
        "comparable": measured.comparable,
        "meaningful": str(measured.meaningful),
        "wished": measured.wished,
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _why(former: EffectResult, found: Found) -> str:
    """Figures that were corrected, or only more comparison villages than before."""
    now = {
        one.code: [[one.before.num, one.before.den], [one.after.num, one.after.den]]
        for one in found.measured.besides
    }
    then = {one["code"]: [one["before"], one["after"]] for one in former.figures["comparisons"]}
    same_cells = (former.before_uid, former.after_uid) == (found.before.uid, found.after.uid)
    return MORE_VILLAGES if same_cells and then.items() <= now.items() else CORRECTED


def _join(result: EffectResult) -> None:
    """project → effect and cell → effect, where the kind of subject has a place on the thread."""
    here, promise = Ref("effect", result.uid), result.promise
    links.join(source=Ref("cell", result.after_uid), target=here, relation="measures", by=SYSTEM)
    if nodes.relation_of(promise.subject_type, "measured-by", "effect") is not None:
        subject = Ref(promise.subject_type, promise.subject_uid)
        links.join(source=subject, target=here, relation="measured-by", by=SYSTEM)


def _seen(said: Mapping[str, Any]) -> Seen:
    return Seen(said["num"], said["den"], said["answered"], said["target"], tuple(said["forms"]))


def _of_cell(cell: Cell) -> Seen:
    return Seen(cell.num or 0, cell.den or 0, cell.answered, cell.target, tuple(cell.form_versions))


def _beside(said: Mapping[str, Any]) -> Beside:
    return Beside(said["code"], said["name"], Count(*said["before"]), Count(*said["after"]))
