"""A village's forum, and nobody else, opens its results; nothing above shows one before that."""

from __future__ import annotations

import datetime

import pytest

from sarn.access import policy
from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.audit.models import Event
from sarn.collection import rounds
from sarn.collection.models import Round, VillageRound
from sarn.indicators import releases
from sarn.indicators.models import Cell, PublicCell, Release
from sarn.indicators.tests.factories import (
    FORUM,
    HEAD,
    TODAY,
    make_figure,
    make_scene,
    make_targets,
    release_village,
)
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def scene():
    made = make_scene([4, 5])
    make_figure(made, 4, 51, 124)
    make_figure(made, 5, 11, 88)
    return made


def place(scene, number=4):
    return {"area": scene.villages[number], "round_code": "2569", "by": HEAD}


def meeting(**changed):
    return {"on": FORUM, "attendance": 86, "today": TODAY, **changed}


def head(scene, number=4):
    return within(person_scope("village_head", scene.villages[number]))


def test_public_only_from_the_release_on(scene):
    with head(scene):
        releases.record_return(**place(scene), **meeting())
        releases.certify(**place(scene), **meeting())
        with within(PUBLIC):
            assert not PublicCell.objects.exists()
        releases.release(**place(scene))
    with within(PUBLIC):
        shown = {(cell.area_code, cell.num, cell.den) for cell in PublicCell.objects.all()}
    above = {(area.code, 51, 124) for area in [scene.tambon, *scene.above]}
    assert shown == {("99010104", 51, 124), *above}


def test_areas_above_count_released_villages_and_say_how_many(scene):
    with everything():
        assert not Cell.objects.exclude(level="village").exists()
    scene.release(4)
    scene.release(5)
    with everything():
        total = Cell.objects.get(area=scene.tambon, superseded_by=None)
        assert (total.num, total.den, total.villages_in, total.villages_of) == (62, 212, 2, 2)
        first = Cell.objects.get(area=scene.tambon, superseded_by=total.uid)
        assert (first.num, first.den, first.villages_in, first.villages_of) == (51, 124, 1, 2)


@pytest.mark.parametrize("role", [role for role in policy.ROLES if role not in ("village_head", "device")])
def test_no_other_role_certifies_or_releases(scene, role):
    with within(person_scope(role, scene.villages[4])):
        for act in (releases.certify, releases.record_return):
            with pytest.raises(Denied):
                act(**place(scene), **meeting())
        with pytest.raises(Denied):
            releases.release(**place(scene))


def test_the_head_of_another_village_does_not(scene):
    with head(scene, 5), pytest.raises(Denied):
        releases.certify(**place(scene), **meeting())


@pytest.mark.parametrize("role", ["tambon_officer", "cd_officer", "province_officer", "evaluator", "public"])
def test_officers_above_never_read_an_exact_figure(scene, role):
    scene.release(4)
    with within(person_scope(role, scene.tambon.path)), pytest.raises(Denied):
        Cell.objects.count()


def test_each_step_writes_who_did_it(scene):
    release_village(scene.villages[4])
    acts = Event.objects.filter(object_type="release").order_by("pk").values_list("action", "actor")
    assert list(acts) == [("round.return", HEAD), ("round.certify", HEAD), ("round.release", HEAD)]


def test_coverage_with_its_reasons_is_kept_with_the_certificate(scene):
    make_targets(scene, 4, answered=124, closed_house=3, working_away=3, refused=1, abandoned=2)
    done = release_village(scene.villages[4])
    assert done.coverage == {
        "target": 131,
        "answered": 124,
        "missing": {"closed_house": 3, "refused": 1, "working_away": 3},
        "abandoned": 2,
    }


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"attendance": 0}, "results.attendance"),
        ({"attendance": 2_001}, "results.attendance"),
        ({"on": TODAY + datetime.timedelta(days=1)}, "results.day-ahead"),
        ({"on": datetime.date(2026, 9, 30)}, "results.day-early"),
    ],
)
def test_a_meeting_that_cannot_be(scene, changed, code):
    with head(scene), pytest.raises(Problem) as refusal:
        releases.certify(**place(scene), **meeting(**changed))
    assert refusal.value.code == code
    with within(PUBLIC):
        assert not Release.objects.exists()


def test_records_are_checked_before_the_forum(scene):
    with everything():
        VillageRound.objects.filter(area=scene.villages[4]).update(state="closed")
    with head(scene), pytest.raises(Problem) as refusal:
        releases.certify(**place(scene), **meeting())
    assert refusal.value.code == "results.not-checked"


def test_not_without_figures():
    made = make_scene([4])
    with head(made), pytest.raises(Problem) as refusal:
        releases.certify(**place(made), **meeting())
    assert refusal.value.code == "results.no-figures"


def test_the_village_sees_before_others_do(scene):
    with head(scene):
        with pytest.raises(Problem) as refusal:
            releases.release(**place(scene))
        assert refusal.value.code == "results.not-certified"
        releases.certify(**place(scene), **meeting())
        with pytest.raises(Problem) as refusal:
            releases.release(**place(scene))
        assert refusal.value.code == "results.not-returned"


def test_what_is_counted_after_the_forum_waits_for_another(scene):
    release_village(scene.villages[4])
    make_figure(scene, 4, 49, 124)
    with within(PUBLIC):
        assert PublicCell.objects.get(level="village", superseded_by=None).num == 51
    again = release_village(scene.villages[4])
    assert again.edition == 2
    with within(PUBLIC):
        assert PublicCell.objects.get(level="village", superseded_by=None).num == 49
        assert PublicCell.objects.get(level="tambon", superseded_by=None).num == 49


@pytest.mark.parametrize("people", [200, 201])
def test_no_more_people_than_the_village_can_have(scene, people):
    make_targets(scene, 4, answered=12)
    with head(scene):
        if people == 200:
            releases.certify(**place(scene), **meeting(attendance=people))
            return
        with pytest.raises(Problem) as refusal:
            releases.certify(**place(scene), **meeting(attendance=people))
    assert refusal.value.params == {"given": 201, "most": 200}


def test_the_day_in_a_refusal_is_thai(scene):
    with head(scene), pytest.raises(Problem) as refusal:
        releases.certify(**place(scene), **meeting(on=TODAY + datetime.timedelta(days=18)))
    assert "วันที่ 8 ธ.ค. 2569 ยังมาไม่ถึง (วันนี้ 20 พ.ย. 2569)" in refusal.value.sentence("th")


@pytest.mark.parametrize(
    ("act", "code"),
    [(releases.certify, "results.same-figures"), (releases.record_return, "results.return-open")],
)
def test_what_is_open_is_neither_certified_nor_given_back_again(scene, act, code):
    release_village(scene.villages[4])
    with head(scene), pytest.raises(Problem) as refusal:
        act(**place(scene), **meeting(attendance=5))
    assert refusal.value.code == code
    with within(PUBLIC):
        assert Release.objects.count() == 1


def test_a_next_round_waits_for_the_return_of_the_last_one(scene):
    def open_next():
        rounds.opening.send(sender=Round, programme=scene.round.programme, area=scene.tambon, code="2570")

    with everything():
        with pytest.raises(Problem) as refusal:
            open_next()
        assert refusal.value.code == "results.return-missing"
        assert "หนองน้ำใส" in refusal.value.sentence("th")
        for number in (4, 5):
            releases.record_return(**place(scene, number), **meeting())
        assert releases.return_recorded(scene.tambon, "2569")
        open_next()
