"""Rounds: opening one with its target households, and each village's way through it.

The last state here is *checked*; certification and release by the village's forum follow in
`sarn.indicators` (DESIGN §7.1).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from sarn.areas.models import Area
from sarn.audit import log
from sarn.collection.models import FormDef, Programme, Round, TargetHousehold, VillageRound
from sarn.collection.placing import ANSWERED
from sarn.registry import houses
from sarnkit import clock
from sarnkit.problems import Problem

# act → (states from which, state to which). Extraction makes the first move, open → collecting.
STATES: dict[str, tuple[tuple[str, ...], str]] = {
    "close": (("open", "collecting"), "closed"),
    "reopen": (("closed",), "collecting"),
    "check": (("closed",), "checked"),
}
# Abandoned houses are counted apart: nobody lives there who could be heard.
NO_TARGET = "abandoned"

# Sent before a round opens, with `programme`, `area` and `code`; a receiver that raises a Problem stops it
# (the return of the last round's data is recorded in an app above).
opening = Signal()


@dataclass(frozen=True)
class Coverage:
    """Households of a village round: target = answered + sum(missing); abandoned ones stand apart."""

    target: int
    answered: int
    missing: dict[str, int]  # outcome → households; "" for those nobody has visited
    abandoned: int


def open_round(
    *,
    code: str,
    title: str,
    programme: Programme,
    form: FormDef,
    area: Area,
    reference_year: int,
    opens_on: date,
    closes_on: date,
    by: str,
    now: datetime | None = None,
) -> Round:
    """Open a round (code "2569", reference year 2025 CE) in every village of the area.

    The targets are the households that exist when it opens. Doing it again adds villages and
    households that came since, and changes nothing else. Raises Problem `rounds.dates`,
    `rounds.differs`, `rounds.no-households`, and what receivers of `opening` raise.
    """
    if closes_on < opens_on:
        raise Problem("rounds.dates", opens=opens_on, closes=closes_on)
    now = now or clock.now()
    on = max(opens_on, timezone.localdate(now))
    if not any(True for _ in houses.households_below(area.path, on)):
        raise Problem("rounds.no-households", round=code, area=area.display())
    with transaction.atomic():
        opened, made = Round.objects.get_or_create(
            code=code,
            defaults={
                "title": title,
                "programme": programme,
                "form_def": form,
                "reference_year": reference_year,
                "opens_on": opens_on,
                "closes_on": closes_on,
                "opened_at": now,
            },
        )
        if made:
            opening.send(sender=Round, programme=programme, area=area, code=code)
            log.record(
                "round.open",
                by=by,
                object_type="round",
                object_uid=str(opened.uid),
                area_path=area.path,
                code=code,
                reference_year=reference_year,
            )
        _require_same(opened, form, reference_year)
        for village in Area.objects.under(area.path).current(on).of_level("village").order_by("code"):
            _open_village(opened, village, on)
    return opened


def close_village(
    round_code: str, village_code: str, *, by: str, now: datetime | None = None
) -> VillageRound:
    """End collecting in a village: what comes later is kept, flagged and not counted."""
    return _move("close", round_code, village_code, by=by, now=now)


def reopen_village(round_code: str, village_code: str, *, by: str) -> VillageRound:
    """Take up collecting again in a village that was closed too early."""
    return _move("reopen", round_code, village_code, by=by)


def check_village(round_code: str, village_code: str, *, by: str) -> VillageRound:
    """The records of a village have been looked through; they are ready for its forum."""
    return _move("check", round_code, village_code, by=by)


def find_village(round_code: str, village_code: str) -> VillageRound:
    """The village in the round; Problem `rounds.unknown` or `rounds.no-village`."""
    if not Round.objects.filter(code=round_code).exists():
        raise Problem("rounds.unknown", round=round_code)
    found = VillageRound.objects.filter(round__code=round_code, area__code=village_code).first()
    if found is None:
        raise Problem("rounds.no-village", village=village_code, round=round_code)
    return found


def coverage(village_round: VillageRound) -> Coverage:
    """How many of the target households answered, and why the others did not."""
    outcomes = Counter(
        TargetHousehold.objects.filter(village_round=village_round).values_list("outcome", flat=True)
    )
    abandoned = outcomes.pop(NO_TARGET, 0)
    answered = outcomes.pop(ANSWERED, 0)
    missing = dict(sorted(outcomes.items()))
    return Coverage(answered + sum(missing.values()), answered, missing, abandoned)


def _require_same(opened: Round, form: FormDef, reference_year: int) -> None:
    for what, same in (
        ("form", opened.form_def_id == form.pk),
        ("reference year", opened.reference_year == reference_year),
    ):
        if not same:
            raise Problem("rounds.differs", round=opened.code, what=what)


def _open_village(opened: Round, village: Area, on: date) -> None:
    village_round, _ = VillageRound.objects.get_or_create(
        round=opened, area=village, defaults={"area_path": village.path}
    )
    if village_round.state not in ("open", "collecting"):
        return
    known = set(
        TargetHousehold.objects.filter(village_round=village_round).values_list("household_uid", flat=True)
    )
    TargetHousehold.objects.bulk_create(
        TargetHousehold(village_round=village_round, household_uid=uid, area_path=path)
        for uid, path in houses.households_below(village.path, on)
        if uid not in known
    )


def _move(
    act: str, round_code: str, village_code: str, *, by: str, now: datetime | None = None
) -> VillageRound:
    sources, target = STATES[act]
    with transaction.atomic():
        found = find_village(round_code, village_code)
        found = VillageRound.objects.select_for_update().get(pk=found.pk)
        if found.state not in sources:
            raise Problem(
                "rounds.wrong-state",
                village=village_code,
                round=round_code,
                state=found.state,
                action=act,
                needed=" / ".join(sources),
            )
        before, found.state = found.state, target
        found.closed_at = None if act == "reopen" else found.closed_at or now or clock.now()
        found.save()
        log.record(
            f"round.{act}",
            by=by,
            object_type="village_round",
            object_uid=str(found.uid),
            area_path=found.area_path,
            before=before,
            after=target,
        )
    return found
