"""Promises: sizes in plain words, comparison villages by rule, nothing changed after the first money."""

from fractions import Fraction

import pytest

from sarn.access import scope
from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.audit.models import Event
from sarn.indicators import baselines, promises
from sarn.indicators.models import ComparisonMember, Promise
from sarn.indicators.tests.factories import make_figure, release_village
from sarn.indicators.tests.stories import SIX, make_story
from sarn.thread.refs import Ref
from sarnkit.problems import Problem
from sarnkit.uid import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture
def story():
    return make_story()


def numbers(candidates):
    return sorted(one.area.number for one in candidates)


def propose(story, number=4):
    with story.head(number):
        return promises.propose_comparisons(story.first.villages[number], "demo-water", "w1", "2569")


def test_the_six_villages_of_the_demo_are_proposed(story):
    found = propose(story)
    assert numbers(found) == list(SIX)
    assert [one.area.number for one in found][:2] == [2, 11]  # 1.1 and 1.3 points away


def test_a_village_that_has_not_opened_its_figures_is_not_proposed_though_it_is_near(story):
    release_village(story.first.villages[14])
    assert 14 in numbers(propose(story))


def test_rules_that_leave_a_village_out(story):
    make_figure(story.first, 1, 38, 96, answered=96, target=300)  # more than twice as many households
    make_figure(story.first, 2, 56, 110, answered=110, target=117)  # ten points away: still in
    make_figure(story.first, 11, 62, 118, answered=118, target=125)  # 11.4 points away
    for number in (1, 2, 11):
        release_village(story.first.villages[number])
    story.promise(3, subject=Ref("project", uuid7()), target=Fraction(1, 5))  # has such a project itself
    assert numbers(propose(story)) == [2, 6, 8]


def test_another_form_version_is_left_out(story):
    make_figure(story.first, 6, 61, 141, answered=141, target=149, forms=["4"])
    release_village(story.first.villages[6])
    assert 6 not in numbers(propose(story))


def test_without_a_figure_that_may_be_seen_nothing_is_proposed(story):
    with story.officer():
        area = story.first.villages[14]  # certified by nobody
        with pytest.raises(Problem) as caught:
            promises.propose_comparisons(area, "demo-water", "w1", "2569")
        assert caught.value.code == "effects.no-baseline"
        assert promises.propose_comparisons(story.first.villages[9], "demo-water", "w1", "2569") == []
    assert propose(story, 9) == []  # 24 households: nobody is of that size


def test_presets_say_in_plain_words_from_where_to_where(story):
    with story.head():
        found = promises.presets(story.first.villages[4], baselines.definition_of("demo-water", "w1"))
    said = {one.code: (one.sentence["th"], one.target) for one in found}
    assert said["points-16"] == ("จาก 41 เหลือ 25 %", Fraction(1, 4))
    assert said["target"] == ("จาก 41 เหลือ 20 %", Fraction(1, 5))
    assert said["halfway"] == ("จาก 41 เหลือ 31 %", Fraction(31, 100))
    assert said["points-5"][1] == Fraction(36, 100)


def test_presets_of_a_hidden_figure_tell_only_the_target(story):
    with story.officer():
        found = promises.presets(story.first.villages[9], baselines.definition_of("demo-water", "w1"))
    assert [(one.code, one.sentence["th"]) for one in found] == [("target", "ให้ไม่เกิน 20 %")]


def test_presets_go_upwards_where_more_is_better(story):
    definition = baselines.definition_of("bmn-2560", "10")
    make_figure(story.first, 4, 73, 124, "10")
    release_village(story.first.villages[4])
    with story.head():
        found = promises.presets(story.first.villages[4], definition)
    said = {one.code: one.sentence["th"] for one in found}
    assert said["points-16"] == "จาก 59 เพิ่มเป็น 75 %"


def test_a_promise_pins_the_certified_cell(story):
    promise = story.promise()
    assert (promise.baseline_num, promise.baseline_den, promise.baseline_round) == (51, 124, "2569")
    with scope.system("effects"):
        assert Event.objects.filter(action="promise.make", object_uid=str(promise.uid)).count() == 1
    make_figure(story.first, 4, 50, 124, answered=124, target=131)
    with story.head():
        kept = Promise.objects.get(pk=promise.pk)
    assert (kept.baseline_uid, kept.baseline_num) == (promise.baseline_uid, 51)


def test_the_row_of_a_small_village_holds_no_number_of_it(story):
    promise = story.promise(9, target=Fraction(1, 5))
    assert (promise.baseline_num, promise.baseline_den) == (None, None)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"target": Fraction(45, 100)}, "effects.target-not-better"),
        ({"target": Fraction(51, 124)}, "effects.target-not-better"),
        ({"target": Fraction(3, 2)}, "effects.target"),
        ({"due_round": "2569"}, "effects.due-round"),
        ({"due_round": ""}, "effects.due-round"),
        ({"code": "w9"}, "effects.unknown-indicator"),
    ],
)
def test_a_promise_that_promises_nothing(story, change, code):
    with pytest.raises(Problem) as caught:
        story.promise(**change)
    assert caught.value.code == code


def test_a_hidden_figure_cannot_be_found_out_by_trying_targets(story):
    with story.officer():
        for share in (Fraction(1, 100), Fraction(99, 100)):
            promise = promises.make(
                subject=Ref("project", uuid7()), area=story.first.villages[9], pack_id="demo-water",
                code="w1", target=share, due_round="2570", by="person:plan1",
            )  # fmt: skip
            assert promise.baseline_num is None


def test_once_an_indicator(story):
    story.promise()
    with pytest.raises(Problem) as caught:
        story.promise()
    assert caught.value.code == "effects.promised-already"


def test_the_choice_is_kept_with_the_table_that_was_seen(story):
    promise = story.compared()
    assert [row["code"] for row in promise.balance][:2] == ["99010104", "99010101"]
    assert (promise.balance[1]["distance"], promise.balance[1]["breaks"]) == ("1.5", [])
    assert promise.compared_by == "person:head4"
    assert promise.compared_at is not None
    with story.head():
        assert promises.complete(promise)


def test_a_village_out_of_the_rules_may_be_named_and_is_told(story):
    promise = story.compared([*SIX, 12])
    assert promise.balance[-1]["breaks"] == ["distance"]


@pytest.mark.parametrize("number", [4, 9, 14])
def test_villages_that_cannot_be_compared_with(story, number):
    with pytest.raises(Problem) as caught:
        story.compared([1, number])
    assert caught.value.code == "effects.not-comparable"


def test_a_reason_for_none(story):
    promise = story.promise()
    with story.head():
        with pytest.raises(Problem) as caught:
            promises.compare_with(promise, reason_none="ไม่", by="person:head4")
        assert caught.value.code == "effects.no-comparison-reason"
        assert not promises.complete(promise)
        promise = promises.compare_with(promise, reason_none="ไม่มีหมู่บ้านที่คล้ายกัน", by="person:head4")
        assert promises.complete(promise)


def test_nothing_changes_after_the_first_money(story):
    promise = story.compared()
    with story.officer():
        assert promises.freeze(story.project, by="person:plan1") == 1
        assert promises.freeze(story.project, by="person:plan1") == 0
    with story.head():
        changes = (
            lambda: promises.compare_with(promise, areas=[story.first.villages[1]], by="person:head4"),
            lambda: promises.compare_with(promise, reason_none="เปลี่ยนใจแล้ว", by="person:head4"),
            lambda: promises.change(promise, target=Fraction(2, 5), due_round="2570", by="person:head4"),
            lambda: promises.withdraw(promise, by="person:head4"),
        )
        for attempt in changes:
            with pytest.raises(Problem) as caught:
                attempt()
            assert caught.value.code == "effects.frozen"
        assert promise.members.count() == 6
        assert Promise.objects.get(pk=promise.pk).target == Fraction(1, 4)


def test_before_the_money_it_may_change(story):
    promise = story.compared()
    with story.head():
        promises.change(promise, target=Fraction(1, 5), due_round="2571", by="person:head4")
        assert Promise.objects.get().target == Fraction(1, 5)
        promises.withdraw(promise, by="person:head4")
        assert not Promise.objects.exists()
        assert not ComparisonMember.objects.exists()


def test_a_head_promises_for_no_other_village(story):
    with story.head(3), pytest.raises(Denied):
        promises.make(
            subject=story.project, area=story.first.villages[4], pack_id="demo-water", code="w1",
            target=Fraction(1, 4), due_round="2570", by="person:head3",
        )  # fmt: skip


def test_opened_with_its_subject(story):
    story.compared()
    with within(PUBLIC):
        assert list(promises.of(story.project)) == []
    with story.head():
        assert promises.open_for(story.project) == 1
    with within(PUBLIC):
        (promise,) = promises.of(story.project)
        assert promise.members.count() == 6


def test_a_proposal_hands_its_promise_over_to_the_project(story):
    proposal, project = Ref("proposal", uuid7()), story.project
    story.promise(subject=proposal)
    with story.head():
        assert promises.hand_over(source=proposal, target=project, by="person:head4") == 1
        assert list(promises.of(proposal)) == []
        assert promises.of(project).count() == 1
