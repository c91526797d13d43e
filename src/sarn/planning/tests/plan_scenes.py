"""Villages of ตำบลห้วยสาธิต with projects that may enter plans, made without the ways before them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from sarn.access.scope import within
from sarn.access.tests.scopes import everything, person_scope
from sarn.areas.models import Area
from sarn.areas.tests.factories import Tambons, make_tambon
from sarn.meetings import records
from sarn.meetings.models import Meeting
from sarn.planning import entries, plans
from sarn.planning.models import Component, ComponentYear, PlanEntry, PlanVersion, Project, Proposal
from sarn.workflow import moving

HEAD, OFFICER = "person:head4", "person:plan1"
WATER = "ขยายระบบประปาหมู่บ้าน"
WORDS = {
    "objective": "เพื่อแก้ปัญหาน้ำใช้ไม่เพียงพอ",
    "target": "บ่อบาดาล 1 บ่อ ท่อ 1,200 เมตร",
    "indicator": "ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ ไม่เกิน 25.0 % ภายในรอบ 2571",
    "expected": "ทุกหลังมีน้ำใช้ตลอดปี",
    "office": "กองช่าง",
}


@dataclass
class Place:
    """The tambon and its two villages, with the scopes of those who plan there."""

    tambons: Tambons
    projects: list[Project] = field(default_factory=list)

    @property
    def tambon(self) -> Area:
        return self.tambons.tambon

    @property
    def village(self) -> Area:
        return self.tambons.villages[0]

    @property
    def head(self) -> Any:
        """A block in the scope of the head of ม.4."""
        return within(person_scope("village_head", self.village, name="head4"))

    @property
    def officer(self) -> Any:
        """A block in the scope of the tambon's plan officer."""
        return within(person_scope("tambon_officer", self.tambon, name="plan1"))


def make_place() -> Place:
    """Areas only."""
    return Place(make_tambon())


def make_project(area: Area, title: str = WATER, *, reason: str = "วัดเป็นตัวเลขไม่ได้", **words: str) -> Project:
    """A project of the village; `reason` why it promises nothing, "" for neither promise nor reason."""
    with everything():
        return Project.objects.create(
            area=area, area_path=area.path, title=title, effect_refused=reason, **{**WORDS, **words}
        )


def make_work(project: Project, *modes: str, satang: int = 100_000_00, year: int = 2028) -> Proposal:
    """The proposal behind a project, with one component a mode."""
    with everything():
        proposal = Proposal.objects.create(
            area=project.area,
            area_path=project.area_path,
            title=project.title,
            project=project,
            made_by=HEAD,
            made_on=datetime.date(2026, 11, 8),
        )
        for order, mode in enumerate(modes, start=1):
            part = Component.objects.create(
                proposal=proposal, order=order, title=f"ส่วนที่ {order}", mode=mode, doer="อบต.ห้วยสาธิต"
            )
            ComponentYear.objects.create(component=part, fiscal_year=year, satang=satang)
        return proposal


def make_forum(area: Area, *, women: int = 50, men: int = 36, households: int = 131) -> Meeting:
    """A recorded forum; quorate unless few come."""
    with everything():
        return records.record(
            area=area,
            title="เวทีประชาคม บ้านหนองน้ำใส",
            held_on=datetime.date(2026, 11, 8),
            households=households,
            attended={"women": women, "men": men},
            represented=min(women + men, households),
            by=HEAD,
        )


def village_draft(
    place: Place, *projects: Project, year: int = 2028, satang: int = 300_000_00
) -> PlanVersion:
    """The draft of the village plan of ม.4 with these projects."""
    with place.head:
        version = plans.draft_version_for(area=place.village, kind="village", by=HEAD)
        for project in projects:
            entries.enter(version=version, project=project, years={year: satang}, by=HEAD)
        return version


def local_draft(place: Place, *projects: Project, **given: Any) -> PlanVersion:
    """The draft of the local plan of the tambon with these projects."""
    given = {
        "years": {2028: 300_000_00},
        "strategy": "ยุทธศาสตร์ที่ 1 แหล่งน้ำ",
        "programme": "แผนงานการเกษตร",
        **given,
    }
    with place.officer:
        version = plans.draft_version_for(area=place.tambon, kind="local", by=OFFICER)
        for project in projects:
            entries.enter(version=version, project=project, by=OFFICER, **given)
        return version


def announce(place: Place, version: PlanVersion) -> PlanVersion:
    """Agreed and announced by whoever may."""
    with everything():
        village = version.plan.kind == "village"
    meeting = make_forum(place.village) if village else None
    with place.head if village else place.officer:
        by = HEAD if village else OFFICER
        moving.move(version, "agree", by=by, **({"meeting": meeting} if meeting else {}))
        return moving.move(version, "announce", by=by)


def entry_of(version: PlanVersion, project: Project) -> PlanEntry:
    """The project's entry in the version."""
    return PlanEntry.objects.get(version=version, project=project)
