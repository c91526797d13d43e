"""The demo before anybody sends: areas, people, houses, programme, form, round, tokens.

Each step finds out what is there and adds what is missing, so that running again changes nothing and a
build that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from sarn.accounts import tokens
from sarn.areas import clusters
from sarn.areas.importing import import_areas
from sarn.areas.models import Area
from sarn.collection import publishing, rounds
from sarn.collection.models import FormVersion, Programme, Round
from sarn.demo import answers, places
from sarn.demo.instances import FORM_ID
from sarn.demo.people import BY
from sarn.demo.sending import DemoError
from sarn.demo.tambon import ROUND, TAMBON, Village, areas, cluster, villages
from sarn.registry import houses
from sarn.registry.models import House

PROGRAMME = 1
_SINCE = date(2025, 1, 1)
_OPENS = date(2026, 11, 1)
_CLOSES = date(2026, 12, 31)
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
    """Every house and household of the fourteen villages, spread over their คุ้ม."""
    for village in bar(villages(), "บ้านและครัวเรือน · houses"):
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


def publish_form() -> FormVersion:
    """The household form of the project, in the programme of the invented tambon."""
    area = Area.objects.get_current(TAMBON)
    programme = publishing.set_up_programme(number=PROGRAMME, name="อบต.ห้วยสาธิต (สมมติ)", area=area, by=BY)
    return publishing.publish(places.FORM.read_bytes(), places.FORM.name, programme=programme, by=BY)


def open_round(version: FormVersion) -> Round:
    """Round 2569, which asks about 2025 CE, with every enrolled household as a target."""
    opened = timezone.make_aware(datetime(2026, 11, 1, 6))
    return rounds.open_round(
        code=ROUND,
        title="ข้อมูลครัวเรือน ปี 2569",
        programme=Programme.objects.get(pk=PROGRAMME),
        form=version.form,
        area=Area.objects.get_current(TAMBON),
        reference_year=2025,
        opens_on=_OPENS,
        closes_on=_CLOSES,
        by=BY,
        now=min(opened, timezone.now()),
    )


def issue_tokens() -> dict[str, str]:
    """Village code → secret of its phones' token; kept in SARN_HOME/demo/tokens.json (owner only)."""
    path = places.home() / "tokens.json"
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    secrets: dict[str, str] = {}
    for village in villages():
        secret = kept.get(village.code, "")
        if tokens.find(secret) is None:
            _, secret = tokens.issue(
                name=f"สาธิต ม.{village.number}",
                area=Area.objects.get_current(village.code),
                programme_id=PROGRAMME,
                form_ids=[FORM_ID],
                by=BY,
            )
        secrets[village.code] = secret
    if secrets != kept:
        places.write(path, json.dumps(secrets, indent=1).encode(), mode=0o600)
    return secrets
