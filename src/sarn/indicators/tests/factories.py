"""A round with figures, without phones: for tests of this app and of the pages above it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sarn.access.scope import within
from sarn.access.tests.scopes import everything, person_scope
from sarn.areas.models import Area
from sarn.areas.tests.factories import make_area
from sarn.collection.models import FormDef, Programme, Round, TargetHousehold, VillageRound
from sarn.indicators import cells, packs, releases
from sarn.indicators.models import Cell, Definition, Release
from sarnkit.uid import uuid7

FORUM = datetime.date(2026, 11, 8)
TODAY = datetime.date(2026, 11, 20)
HEAD = "person:head4"
NAMES = (
    "ห้วยสาธิต", "ท่าสาน", "กกคราม", "หนองน้ำใส", "ดงครั่ง", "ทุ่งรวงทอง", "โคกขมิ้น",
    "ปลายนา", "เนินเล็ก", "วังบัวลาย", "ซับไผ่สาน", "ใหม่ใบข้าว", "หัวฝายเก่า", "ท้ายทุ่ง",
)  # fmt: skip


@dataclass
class Scene:
    """ตำบลห้วยสาธิต with a round that is checked everywhere; `villages` by their number."""

    tambon: Area
    round: Round
    above: list[Area]
    villages: dict[int, Area] = field(default_factory=dict)

    def village_round(self, number: int) -> VillageRound:
        return VillageRound.objects.get(area=self.villages[number], round=self.round)

    def release(self, *numbers: int) -> None:
        """The forums of these villages certify, give back and open their results."""
        for number in numbers:
            release_village(self.villages[number], self.round.code)


def make_scene(numbers: Iterable[int] = range(1, 15), code: str = "2569") -> Scene:
    """Areas down to the villages of these numbers, a form, a round; packs read from disk."""
    with everything():
        country = make_area("TH", "country", None, "ประเทศไทย", name_en="Thailand")
        cluster = make_area("C18", "cluster", country, "กลุ่มจังหวัดสาธิต")
        province = make_area("99", "province", cluster, "สาธิต", name_en="Satit")
        amphoe = make_area("9901", "amphoe", province, "เมืองสาธิต", name_en="Mueang Satit")
        tambon = make_area("990101", "tambon", amphoe, "ห้วยสาธิต", name_en="Huai Satit")
        programme = Programme.objects.create(id=1, name="ห้วยสาธิต", area=tambon)
        form = FormDef.objects.create(programme=programme, xml_form_id="household")
        opened = Round.objects.create(
            code=code,
            title=f"รอบ {code}",
            programme=programme,
            form_def=form,
            reference_year=2025,
            opens_on=datetime.date(2026, 10, 1),
            closes_on=datetime.date(2026, 12, 31),
        )
        scene = Scene(tambon, opened, [amphoe, province, cluster, country])
        for number in numbers:
            name = NAMES[number - 1]
            village = make_area(f"990101{number:02}", "village", tambon, name, number=number)
            scene.villages[number] = village
            VillageRound.objects.create(round=opened, area=village, area_path=village.path, state="checked")
        packs.sync()
    return scene


def make_targets(scene: Scene, number: int, **outcomes: int) -> None:
    """Target households of a village by outcome: answered=124, closed_house=3."""
    with everything():
        village_round = scene.village_round(number)
        TargetHousehold.objects.bulk_create(
            TargetHousehold(
                village_round=village_round,
                household_uid=uuid7(),
                area_path=village_round.area_path,
                outcome=outcome,
            )
            for outcome, count in outcomes.items()
            for _ in range(count)
        )


def make_figure(
    scene: Scene,
    number: int,
    num: int,
    den: int,
    code: str = "w1",
    *,
    part: str = "",
    forms: Iterable[str] = ("3",),
    **other: Any,
) -> Cell:
    """The exact figure of a village as a run would write it; again with other numbers supersedes."""
    with everything():
        definition = Definition.objects.select_related("pack").get(code=code)
        area, pack = scene.villages[number], definition.pack
        values = {"eligible": den, "base": den, "answered": den, "target": den, **other}
        cell = Cell(
            area=area,
            area_code=area.code,
            area_path=area.path,
            level="village",
            round_code=scene.round.code,
            pack_id=pack.pack_id,
            pack_version=pack.version,
            code=code,
            part=part or definition.headline,
            num=num,
            den=den,
            form_versions=list(forms),
            **{"definition_hash": definition.definition_hash, **values},
        )
        with transaction.atomic():
            cells.replace(Cell, [cell], Cell.objects.filter(area=area, superseded_by=None))
        return cell


def release_village(area: Area, round_code: str = "2569") -> Release:
    """What a head does over two meetings, in the scope of that head."""
    meeting: dict[str, Any] = {"on": FORUM, "attendance": 86, "today": TODAY}
    place: dict[str, Any] = {"area": area, "round_code": round_code, "by": HEAD}
    with within(person_scope("village_head", area)):
        releases.record_return(**place, **meeting)
        releases.certify(**place, **meeting)
        return releases.release(**place)
