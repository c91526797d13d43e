"""Versions of plans: what may enter, who moves them, what stays when one is announced, how two differ."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything
from sarn.audit.models import Event
from sarn.planning import comparing_versions, contents, entries, freezing, plans, taking
from sarn.planning.models import Component, ComponentYear, Plan, PlanEntry, PlanVersion, Project
from sarn.planning.tests.plan_scenes import (
    HEAD,
    OFFICER,
    WATER,
    announce,
    entry_of,
    local_draft,
    make_forum,
    make_place,
    make_project,
    make_work,
    village_draft,
)
from sarn.planning.tests.test_frozen import tampering
from sarn.thread.models import Link, LinkEnd
from sarn.workflow import moving
from sarnkit import clock
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def project(place):
    return make_project(place.village)


def refused(code):
    return pytest.raises(Problem, match="") if code is None else _Refused(code)


class _Refused:
    """`with refused("plans.frozen")`: exactly this refusal."""

    def __init__(self, code):
        self.code = code

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        assert isinstance(error, Problem), f"{self.code} was not refused"
        assert error.code == self.code
        assert error.sentence("th")
        assert error.sentence("en")
        return True


# What may enter


def test_one_project_stands_in_two_plans_and_is_one_row(place, project):
    village, local = village_draft(place, project), local_draft(place, project)
    with everything():
        assert Project.objects.count() == 1
        assert {entry.version_id for entry in PlanEntry.objects.all()} == {village.pk, local.pk}
        assert (local.plan.first_year, local.plan.last_year) == (2028, 2032)
    drawn = Link.objects.filter(relation="appears-in", from_uid=project.uid)
    assert {link.to_uid for link in drawn} == set(PlanEntry_uids())


def PlanEntry_uids():
    with everything():
        return list(PlanEntry.objects.values_list("uid", flat=True))


def test_neither_promise_nor_reason(place):
    bare = make_project(place.village, reason="")
    with refused("plans.no-promise"):
        local_draft(place, bare)
    with everything():
        assert not PlanEntry.objects.exists()
    assert not Link.objects.exists()


@pytest.mark.parametrize(
    ("years", "code"),
    [
        ({2027: 1}, "plans.year-outside"),
        ({2033: 1}, "plans.year-outside"),
        ({2028: -1}, "plans.bad-money"),
        ({2028: 10**14}, "plans.bad-money"),
    ],
)
def test_money_of_years_that_the_plan_does_not_hold(place, project, years, code):
    with refused(code):
        local_draft(place, project, years=years)


def test_twice_into_one_version(place, project):
    local_draft(place, project)
    with refused("plans.already-in"):
        local_draft(place, project)


def test_a_project_of_another_tambon(place):
    other = make_project(place.tambons.other_villages[0])
    with everything():
        version = plans.draft_version_for(area=place.tambon, kind="local", by="system:test")
        with refused("plans.other-area"):
            entries.enter(version=version, project=other, years={}, by="system:test")


def test_a_plan_of_the_wrong_level(place):
    with place.officer, refused("plans.wrong-place"):
        plans.draft_version_for(area=place.village, kind="local", by=OFFICER)


def test_the_head_writes_no_local_plan_and_no_neighbours_plan(place):
    with place.head:
        with pytest.raises(Denied):
            plans.draft_version_for(area=place.tambon, kind="local", by=HEAD)
        with pytest.raises(Denied):
            plans.draft_version_for(area=place.tambons.villages[1], kind="village", by=HEAD)


def test_money_and_group_are_changed_and_the_old_ones_stay_in_the_log(place, project):
    version = local_draft(place, project)
    with place.officer:
        entries.change(
            entry=entry_of(version, project), years={2029: 5_00}, programme="แผนงานใหม่", by=OFFICER
        )
        held = contents.of(version)
    assert dict(held.rows[0].years) == {2029: 5_00}
    assert held.rows[0].strategy == "ยุทธศาสตร์ที่ 1 แหล่งน้ำ"
    said = Event.objects.get(action="plan-entry.changed").detail
    assert said["former"]["years"] == {"2028": 300_000_00}


def test_taken_out_with_a_reason(place, project):
    version = local_draft(place, project)
    with place.officer:
        with refused("workflow.no-reason"):
            entries.take_out(entry=entry_of(version, project), reason="", by=OFFICER)
        entries.take_out(entry=entry_of(version, project), reason="ซ้ำกับโครงการของ อบจ.", by=OFFICER)
        assert not contents.of(version).rows
    assert LinkEnd.objects.count() == 1


# Who moves them


def test_a_village_plan_needs_its_forum(place, project):
    version = village_draft(place, project)
    few = make_forum(place.village, women=10, men=5)
    elsewhere = make_forum(place.tambons.villages[1])
    with place.head:
        for meeting in (None, few, elsewhere):
            with pytest.raises(Problem):
                moving.move(version, "agree", by=HEAD, meeting=meeting)
        moving.move(version, "agree", by=HEAD, meeting=make_forum(place.village))
        assert version.forum is not None
        assert version.agreed_on == datetime.date(2026, 11, 8)
    with within(PUBLIC):
        assert Plan.objects.get().opened
        assert contents.of(PlanVersion.objects.get()).rows[0].title == WATER


def test_nobody_outside_sees_a_draft(place, project):
    village_draft(place, project)
    with within(PUBLIC):
        assert not Plan.objects.exists()
        assert not PlanVersion.objects.exists()
        assert not PlanEntry.objects.exists()


def test_back_to_the_draft_closes_it_again(place, project):
    version = village_draft(place, project)
    with place.head:
        moving.move(version, "agree", by=HEAD, meeting=make_forum(place.village))
        moving.move(version, "reopen", by=HEAD, reason="ต้องแก้เงินปี 2571")
    with within(PUBLIC):
        assert not Plan.objects.exists()
        assert not PlanEntry.objects.exists()


def test_the_officer_does_not_move_the_villages_plan(place, project):
    version = village_draft(place, project)
    with place.officer, refused("plans.not-your-kind"):
        moving.move(version, "hear", by=OFFICER)


def test_an_empty_version_is_not_agreed(place):
    with place.officer:
        version = plans.draft_version_for(area=place.tambon, kind="local", by=OFFICER)
        with refused("plans.empty"):
            moving.move(version, "agree", by=OFFICER)


# What stays


def test_frozen_stays_while_the_drafts_follow(place, project):
    village, local = village_draft(place, project), local_draft(place, project)
    first = announce(place, village)
    before = first.sha256
    with everything():
        project.title = "ประปาหมู่บ้าน ระยะที่สอง"
        project.save()
        first.refresh_from_db()
        assert contents.of(first).rows[0].title == WATER
        assert contents.of(local).rows[0].title == "ประปาหมู่บ้าน ระยะที่สอง"
        assert first.sha256 == before == freezing.hash_of(first.snapshot)
        assert freezing.is_as_announced(first) is True
        assert freezing.is_as_announced(local) is None


def test_nothing_of_a_frozen_version_is_changed(place, project):
    version = announce(place, village_draft(place, project))
    other = make_project(place.village, "โครงการอื่น")
    with place.head:
        with refused("plans.frozen"):
            entries.enter(version=version, project=other, years={}, by=HEAD)
        with refused("plans.frozen"):
            entries.change(entry=entry_of(version, project), years={}, by=HEAD)
        with refused("plans.frozen"):
            entries.take_out(entry=entry_of(version, project), reason="เปลี่ยนใจแล้ว", by=HEAD)


def test_a_touched_copy_is_noticed(place, project):
    version = announce(place, village_draft(place, project))
    assert freezing.is_as_announced(version)
    with everything():
        version.snapshot["entries"][0]["years"]["2028"] += 1
        with tampering():
            version.save()
        again = PlanVersion.objects.get(pk=version.pk)
        assert freezing.is_as_announced(again) is False
    assert Event.objects.get(action="plan-version.frozen").detail["sha256"] == version.sha256


def test_the_hash_does_not_hang_on_the_order_of_keys():
    assert freezing.hash_of({"a": 1, "ข": [2]}) == freezing.hash_of({"ข": [2], "a": 1})
    assert freezing.hash_of({"a": 1}) != freezing.hash_of({"a": 2})


def test_the_next_version_takes_everything_over_and_replaces_the_last(place, project):
    first = announce(place, village_draft(place, project))
    second_project = make_project(place.village, "ไฟทางเข้าหมู่บ้าน")
    second = village_draft(place, second_project)
    assert (second.number, second.kind) == (2, "added")
    assert second.label == f"เพิ่มเติม ครั้งที่ 1/{clock.today().year + 543}"
    with place.head:
        assert [row.title for row in contents.of(second).rows] == [WATER, "ไฟทางเข้าหมู่บ้าน"]
        assert contents.of(second).rows[0].years == {2028: 300_000_00}
    second = announce(place, second)
    with everything():
        first.refresh_from_db()
        assert (first.state, second.state) == ("replaced", "announced")
        standing = Link.objects.filter(relation="appears-in", ending=None)
        assert {link.to_uid for link in standing} == set(
            PlanEntry.objects.filter(version=second).values_list("uid", flat=True)
        )
        assert plans.holding_version(first.plan) == second


def test_one_version_at_a_time(place, project):
    version = village_draft(place, project)
    with place.head:
        with refused("plans.version-open"):
            plans.next_version(plan=version.plan, kind="changed", by=HEAD)
        moving.move(version, "agree", by=HEAD, meeting=make_forum(place.village))
        with refused("plans.waiting"):
            plans.draft_version_for(area=place.village, kind="village", by=HEAD)


# How two differ


def test_lists_exactly_the_changed_fields(place, project):
    stays = make_project(place.village, "ไม่เปลี่ยนเลย")
    goes = make_project(place.village, "เลิกทำ")
    first = announce(place, village_draft(place, project, stays, goes))
    with place.head:
        second = plans.draft_version_for(area=place.village, kind="village", by=HEAD)
        project.title, project.office = "ขยายประปา ระยะ 2", "อบจ.สาธิต"
        project.save()
        entries.change(entry=entry_of(second, project), years={2028: 200_000_00, 2029: 50_000_00}, by=HEAD)
        entries.take_out(entry=entry_of(second, goes), reason="อบต. ทำแล้ว", by=HEAD)
        comes = make_project(place.village, "เพิ่งเข้า")
        entries.enter(version=second, project=comes, years={}, by=HEAD)
        found = comparing_versions.differences(first, second)
    assert [row.title for row in found.added] == ["เพิ่งเข้า"]
    assert [row.title for row in found.removed] == ["เลิกทำ"]
    assert {(one.field, one.old, one.new) for one in found.changed} == {
        ("title", WATER, "ขยายประปา ระยะ 2"),
        ("office", "กองช่าง", "อบจ.สาธิต"),
        ("years.2028", "300,000.00", "200,000.00"),
        ("years.2029", "0.00", "50,000.00"),
    }
    assert {one.project for one in found.changed} == {str(project.uid)}
    assert not comparing_versions.between(contents.of(first), contents.of(first)).changed


def test_two_plans_are_not_compared(place, project):
    with refused("plans.two-plans"), everything():
        comparing_versions.differences(village_draft(place, project), local_draft(place, project))


# Sums


def test_sums_by_year_and_by_doer_add_up(place):
    alone, mixed, asked, unsaid = (make_project(place.village, title) for title in "กขคง")
    make_work(alone, "self")
    make_work(mixed, "self", "ask")
    make_work(asked, "ask", "ask")
    version = local_draft(place, alone, mixed, asked, unsaid)
    with place.officer:
        held = contents.of(version)
    assert [(share.doing, len(share.rows)) for share in held.shares] == [
        ("self", 2),
        ("ask", 2),
        ("", 1),
    ]
    assert [doing for doing, rows in held.chapters for _ in rows] == ["self", "joint", "ask", ""]
    # Five parts of 100,000 baht each; of the project without parts, its money in the plan.
    assert [share.satang for share in held.shares] == [200_000_00, 300_000_00, 300_000_00]
    assert sum(share.percent for share in held.shares) == pytest.approx(100)
    assert held.satang == 4 * 300_000_00
    assert sum(satang for _, satang in held.by_year) == held.satang


def test_a_plan_counts_each_part_with_its_labour_announced_too(place, project):
    """Scenario 9: 60 person-days of 345 baht by the village, a well of 420,000 by an office."""
    proposal = make_work(project, "self", "ask", "self", satang=0)
    with everything():
        dig, well, _watch = Component.objects.filter(proposal=proposal).order_by("order")
        dig.labour_days, dig.labour_rate = 60, 345_00
        dig.save()
        ComponentYear.objects.filter(component=well).update(satang=420_000_00)
    version = village_draft(place, project, satang=420_000_00)
    expected = [("self", 1, 0, 20_700_00), ("ask", 1, 420_000_00, 0)]
    for _draft_then_announced in range(2):
        with place.head:
            held = contents.of(version)
        assert [(one.doing, len(one.rows), one.money, one.labour) for one in held.shares] == expected
        assert held.satang == 420_000_00
        version = announce(place, version) if version.snapshot is None else version
    assert version.snapshot is not None
    assert [doing for doing, _ in held.chapters] == ["joint"]


def test_strategies_stand_in_the_order_of_their_numbers(place):
    names = ("ยุทธศาสตร์ที่ 10", "ยุทธศาสตร์ที่ 2", "", "ยุทธศาสตร์ที่ ๑")
    for name in names:
        version = local_draft(place, make_project(place.village, name or "ไม่มี"), strategy=name)
    with place.officer:
        order = [group.strategy for group in contents.of(version).groups]
    assert order == ["ยุทธศาสตร์ที่ ๑", "ยุทธศาสตร์ที่ 2", "ยุทธศาสตร์ที่ 10", ""]


def test_a_plan_of_many_projects_is_read_in_a_handful_of_queries(place, django_assert_max_num_queries):
    for number in range(12):
        made = make_project(place.village, f"โครงการ {number}")
        make_work(made, "self")
        version = local_draft(place, made)
    with place.officer, django_assert_max_num_queries(14):
        assert len(contents.of(PlanVersion.objects.get(pk=version.pk)).rows) == 12
    assert connection.vendor in ("sqlite", "postgresql")


def test_the_table_of_many_projects_is_read_in_a_handful_of_queries(place, django_assert_max_num_queries):
    for number in range(12):
        made = make_project(place.village, f"โครงการ {number}", reason="" if number % 2 else "วัดไม่ได้")
        make_work(made, "self")
    version = local_draft(place)
    with place.officer, django_assert_max_num_queries(14):
        ((_, found),) = taking.candidates(version)
    assert [one.satang for one in found] == [100_000_00] * 12
    assert [one.lacks is None for one in found] == [True, False] * 6
