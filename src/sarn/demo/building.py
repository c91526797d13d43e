"""The demo before anybody sends: areas, people, houses, programmes, forms, rounds, tokens.

Each step finds out what is there and adds what is missing, so that running again changes nothing and a
build that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from django.db import transaction

from sarn.accounts import tokens
from sarn.areas import clusters
from sarn.areas.importing import import_areas
from sarn.areas.models import Area
from sarn.collection import publishing, rounds
from sarn.collection.models import FormVersion, Programme, Round
from sarn.demo import answers, places, timeline
from sarn.demo.instances import FORM_ID
from sarn.demo.people import BY
from sarn.demo.sending import DemoError
from sarn.demo.tambon import TAMBON, RoundPlan, Village, areas, cluster, practice, villages
from sarn.registry import houses
from sarn.registry.models import House

PROGRAMME = 1
_SINCE = date(2025, 1, 1)
_T = TypeVar("_T")
Bar = Callable[[Iterable[_T], str], Iterable[_T]]


def require_own_node() -> None:
    """Raise DemoError where the node holds houses that are not the demo's."""
    foreign = House.objects.exclude(area__code__startswith="99").first()
    if foreign is not None:
        raise DemoError(
            "This node holds houses of a real place; the invented tambon does not belong beside them. "
            "Give the demo a folder of its own: SARN_HOME=/path/to/demo sarn demo"
        )


def make_areas() -> int:
    """The invented province with all below it; return how many areas were added."""
    with transaction.atomic():
        clusters.ensure(_SINCE)
        row = cluster()
        country = Area.objects.get_current("TH")
        Area.objects.get_or_create(
            code=row.code,
            valid_to=None,
            defaults={
                "level": row.level,
                "kind": row.level,
                "name_th": row.name_th,
                "name_en": row.name_en,
                "parent": country,
                "path": f"{country.path}{row.code}.",
                "valid_from": _SINCE,
                "source": "demo",
            },
        )
        report = import_areas([one.line() for one in areas()], _SINCE, by=BY)
    if report.refused:
        line, code, problem = report.refused[0]
        raise DemoError(f"area {code} (line {line}): {problem.sentence('en')}")
    return report.added


def enrol_houses(bar: Bar[Village]) -> None:
    """Every house and household of the villages, spread over their คุ้ม."""
    for village in bar([*villages(), practice().village], "บ้านและครัวเรือน · houses"):
        area = Area.objects.get_current(village.code)
        if House.objects.filter(area=area).exists():
            continue  # a village is enrolled in one transaction: all or nothing
        khum = [Area.objects.get_current(village.khum_code(index)) for index in range(len(village.khum))]
        numbers: dict[str, int] = {}
        for number, ordinal in answers.house_numbers(village):
            numbers[number] = ordinal
        with transaction.atomic():
            for index, (number, households) in enumerate(numbers.items()):
                houses.enrol(
                    village=area,
                    number=number,
                    khum=khum[index * len(khum) // len(numbers)],
                    households=households,
                    by=BY,
                    on=_SINCE,
                )


def set_up_programmes() -> None:
    """The two collecting bodies: that of ห้วยสาธิต, and one in which everybody may try."""
    publishing.set_up_programme(
        number=PROGRAMME, name="อบต.ห้วยสาธิต (สมมติ)", area=Area.objects.get_current(TAMBON), by=BY
    )
    publishing.set_up_programme(
        number=practice().programme,
        name="ลองทำ (สมมติ)",
        area=Area.objects.get_current(practice().village.tambon),
        by=BY,
    )


def publish_form(plan: RoundPlan, number: int = PROGRAMME) -> FormVersion:
    """The household form of the round, in a programme; what was open before only takes what phones hold."""
    programme = Programme.objects.get(pk=number)
    version = publishing.publish(
        (places.FORMS / plan.form).read_bytes(), plan.form, programme=programme, by=BY
    )
    for former in version.form.versions.filter(pk__lt=version.pk, state=FormVersion.OPEN):
        publishing.set_state(former, FormVersion.CLOSING, by=BY)
    return version


def open_round(plan: RoundPlan, version: FormVersion, area_code: str = TAMBON) -> Round:
    """The round, with every enrolled household of the area as a target."""
    return rounds.open_round(
        code=plan.code,
        title=plan.title,
        programme=version.form.programme,
        form=version.form,
        area=Area.objects.get_current(area_code),
        reference_year=plan.reference_year,
        opens_on=plan.opens_on,
        closes_on=plan.closes_on,
        by=BY,
        now=timeline.on(plan.opens_on, 6),
    )


def issue_tokens(
    plan: RoundPlan,
    where: Iterable[Village],
    programme: int = PROGRAMME,
    life: timedelta | None = tokens.LIFE,
) -> dict[str, str]:
    """Village code → secret of its phones' token in the round; kept in SARN_HOME/demo (owner only).

    One that has ended is replaced; whether it has is asked of the day on which the clock stands.
    """
    kept = kept_tokens(plan)
    secrets: dict[str, str] = {}
    for village in where:
        secret = kept.get(village.code, "")
        if tokens.find(secret) is None:
            _, secret = tokens.issue(
                name=f"สาธิต ม.{village.number} รอบ {plan.code}",
                area=Area.objects.get_current(village.code),
                programme_id=programme,
                form_ids=[FORM_ID],
                by=BY,
                life=life,
            )
        secrets[village.code] = secret
    if secrets != kept:
        places.write(_tokens_file(plan), json.dumps(secrets, indent=1).encode(), mode=0o600)
    return secrets


def kept_tokens(plan: RoundPlan) -> dict[str, str]:
    """Village code → secret, as they were kept; {} before any was issued."""
    path = _tokens_file(plan)
    found: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _tokens_file(plan: RoundPlan) -> Path:
    return places.home() / f"tokens-{plan.code}.json"
