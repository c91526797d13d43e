"""Plans and their versions: one is worked on at a time, the announced ones stay as they were announced.

version = plans.draft_version_for(area=village, kind="village", by=scope.actor)
entries.enter(version=version, project=project, years={2027: 30_000_000}, by=scope.actor)
"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from sarn.areas.models import Area
from sarn.audit import log
from sarn.planning import layouts, rights, succession
from sarn.planning.models import Plan, PlanVersion
from sarnkit import clock, thai
from sarnkit.problems import Problem

# Where entries are taken in, changed and taken out.
EDITABLE: Final = ("draft", "heard")
# Nothing is waited for from such a version; another may begin.
SETTLED: Final = ("announced", "replaced")

_LEVELS: Final = {Plan.VILLAGE: "village", Plan.LOCAL: "tambon"}
_LEVEL_WORDS: Final = {"village": "หมู่บ้าน", "tambon": "ตำบล"}
# Official names of versions: data of the paper, Thai in every language.
_KIND_WORDS: Final = {
    PlanVersion.FIRST: "ฉบับแรก",
    PlanVersion.ADDED: "เพิ่มเติม",
    PlanVersion.CHANGED: "เปลี่ยนแปลง",
    PlanVersion.AMENDED: "แก้ไข",
}


def draft_version_for(*, area: Area, kind: str, by: str, first_year: int | None = None) -> PlanVersion:
    """The version of the area's plan that may be worked on; made where there is none.

    `kind` is Plan.VILLAGE or Plan.LOCAL, `first_year` the fiscal year (CE) in which the plan begins. Without it
    the newest plan that still holds in today's fiscal year is taken, else a plan of the round planned now. After
    an announced version an addition («เพิ่มเติม») begins, which takes every entry over.

    Raises Problem `plans.wrong-place`, `plans.not-your-kind`, `plans.no-round`, `plans.waiting` (agreed and not
    announced yet); Denied.
    """
    with transaction.atomic():
        plan = _locked(_plan_for(area, kind, first_year, by))
        newest = newest_version(plan)
        if newest is None:
            return _begin(plan, PlanVersion.FIRST, None, by)
        if newest.state in EDITABLE:
            return newest
        if newest.state not in SETTLED:
            raise Problem("plans.waiting", version=name_of(newest))
        return _begin(plan, PlanVersion.ADDED, newest, by)


def next_version(*, plan: Plan, kind: str, by: str) -> PlanVersion:
    """Begin the version after the newest one, with all its entries: added, changed or amended.

    Raises Problem `plans.version-open` while another is not announced yet, `plans.not-your-kind`; ValueError for
    an unknown kind.
    """
    if kind not in (PlanVersion.ADDED, PlanVersion.CHANGED, PlanVersion.AMENDED):
        raise ValueError(f"no version of a plan is «{kind}»")
    with transaction.atomic():
        plan = _locked(plan)
        rights.require_planner(plan.kind, plan.area_path)
        newest = newest_version(plan)
        if newest is not None and newest.state not in SETTLED:
            raise Problem("plans.version-open", version=name_of(newest), state=newest.state_now.label)
        return _begin(plan, kind if newest is not None else PlanVersion.FIRST, newest, by)


def find(area: Area, kind: str, first_year: int | None = None) -> Plan | None:
    """The area's plan that begins in the year; without one the newest that still holds today."""
    rows = Plan.objects.filter(area=area, kind=kind)
    if first_year is not None:
        return rows.filter(first_year=first_year).first()
    return rows.filter(last_year__gte=thai.fiscal_year(clock.today())).order_by("-first_year").first()


def newest_version(plan: Plan) -> PlanVersion | None:
    """The last version of the plan that the current scope may see."""
    found: PlanVersion | None = versions_of(plan).first()
    return found


def versions_of(plan: Plan) -> Any:
    """The versions of the plan that the current scope may see, the newest first; their copies are read on demand."""
    return PlanVersion.objects.filter(plan=plan).defer("snapshot").order_by("-number")


def holding_version(plan: Plan) -> PlanVersion | None:
    """The announced version that holds now."""
    found: PlanVersion | None = versions_of(plan).filter(state="announced").first()
    return found


def name_of(version: PlanVersion) -> str:
    """«แผนพัฒนาหมู่บ้าน บ้านหนองน้ำใส ม.4 ฉบับแรก»."""
    return f"{version.plan.title} {version.label}"


def layout_of(plan: Plan) -> layouts.Layout:
    """The layout of its round."""
    return layouts.get(plan.layout or layouts.for_round(plan.kind, plan.first_year).code)


def _plan_for(area: Area, kind: str, first_year: int | None, by: str) -> Plan:
    if area.level != _LEVELS[kind]:
        raise Problem("plans.wrong-place", wanted=_LEVEL_WORDS[_LEVELS[kind]], area=area.display())
    rights.require_planner(kind, area.path)
    known = find(area, kind, first_year)
    if known is not None:
        return known
    begins = first_year or layouts.begins(kind, thai.fiscal_year(clock.today()))
    layout = layouts.for_round(kind, begins)
    first, last = layout.span(begins)
    plan, made = Plan.objects.get_or_create(
        area=area,
        kind=kind,
        first_year=first,
        defaults={
            "area_path": area.path,
            "last_year": last,
            "layout": layout.code,
            "title": layout.plan_title.format(area=area.display()),
        },
    )
    if made:
        log.record(
            "plan.begun",
            by=by,
            object_type="plan",
            object_uid=plan.uid,
            area_path=plan.area_path,
            kind=kind,
            first_year=first,
            last_year=last,
        )
    return plan


def _locked(plan: Plan) -> Plan:
    """The plan's row, held until the transaction ends: two who begin a version come one after the other."""
    return Plan.objects.select_for_update().get(pk=plan.pk)


def _begin(plan: Plan, kind: str, before: PlanVersion | None, by: str) -> PlanVersion:
    version = PlanVersion.objects.create(
        area_path=plan.area_path,
        plan=plan,
        number=before.number + 1 if before is not None else 1,
        kind=kind,
        label=_label(plan, kind),
    )
    log.record(
        "plan-version.begun",
        by=by,
        object_type="plan-version",
        object_uid=version.uid,
        area_path=plan.area_path,
        plan=str(plan.uid),
        number=version.number,
        label=version.label,
    )
    if before is not None:
        succession.carry_over(before, version, by=by)
    return version


def _label(plan: Plan, kind: str) -> str:
    """«ฉบับแรก», «เพิ่มเติม ครั้งที่ 1/2570»: counted within the kind and the calendar year."""
    if kind == PlanVersion.FIRST:
        return _KIND_WORDS[kind]
    year = thai.be(clock.today().year)
    earlier = PlanVersion.objects.filter(plan=plan, kind=kind, label__endswith=f"/{year}").count()
    return f"{_KIND_WORDS[kind]} ครั้งที่ {earlier + 1}/{year}"
