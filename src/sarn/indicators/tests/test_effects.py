"""Measured effects, through the whole path: cells, releases, the proposal of the system, a person's word."""

import pytest

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything
from sarn.audit.models import Event
from sarn.indicators import effects, promises
from sarn.indicators.models import Definition, EffectResult
from sarn.indicators.tests.factories import make_figure, release_village
from sarn.indicators.tests.stories import SIX, make_story
from sarn.thread.models import Link
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

EVALUATOR, OFFICER = "person:eval1", "person:plan1"


@pytest.fixture
def story():
    return make_story()


def only(story):
    with everything():
        (result,) = effects.current(story.project)
        return result


def told(result):
    with everything():
        return effects.read(result)


def test_before_and_after_to_the_digit(story):
    story.promise()
    story.count_second(4)
    one = told(only(story))
    assert one.points == "−14.7 จุด (−26.0 ถึง −2.8)"
    assert (one.word, one.word_text, one.grade) == ("clearly-better", "ดีขึ้นชัดเจน", "ข")
    assert (one.cause_word, one.against, one.chance) == (None, "", "")


def test_against_the_six_villages_to_the_digit(story):
    story.whole()
    one = told(only(story))
    assert one.against == "−12.8 จุด (−25.8 ถึง +0.2)"
    assert (one.cause_text, one.grade) == ("น่าจะดีขึ้นเพราะโครงการ", "ค")
    assert one.chance == "มีหมู่บ้านเปรียบเทียบ 6 แห่ง จึงพูดได้ไม่เกินโอกาสบังเอิญ 1 ใน 7"
    assert one.word_text == "ดีขึ้นชัดเจน"
    assert "พิสูจน์" not in " ".join((one.sentence, one.chance, one.rank, one.cause_text, one.grade_text))


def test_the_count_comes_first_and_names_what_it_is_out_of_where_not_every_house_was_asked(story):
    story.whole()
    one = told(only(story))
    assert not one.measured.every_house  # 124 of 131 is 94.7 %, 121 of 131 is 92.4 %
    assert one.counted == "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32 (จาก 124 และ 121 หลัง)"
    assert one.sentence.startswith(one.counted)


def test_a_full_count_is_a_fact(story):
    make_figure(story.first, 4, 51, 124, answered=124, target=125)
    release_village(story.first.villages[4])
    story.promise()
    make_figure(story.second, 4, 32, 121, answered=121, target=125)
    release_village(story.second.villages[4], "2570")
    one = told(only(story))
    assert one.measured.every_house
    assert one.counted == "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32"


def test_a_small_village_cannot_tell_and_its_row_holds_no_number(story):
    from fractions import Fraction

    story.promise(9, target=Fraction(1, 5))
    story.count_second(9)
    result = only(story)
    assert not result.shown
    assert (result.word, result.cause_word, result.notices) == ("", "", [])
    assert {"before", "after"} & set(result.figures) == set()
    with story.head(9):
        one = effects.read(effects.current(story.project).get())
    assert (one.points, one.word_text) == ("−17.1 จุด (−41.4 ถึง +10.6)", "ยังบอกไม่ได้")
    assert any("30" in notice for notice in one.notices)
    with story.evaluator():
        assert effects.read(effects.current(story.project).get()) is None


def test_nothing_before_the_village_itself_releases(story):
    story.compared()
    story.count_second(*SIX)
    make_figure(story.second, 4, 32, 121, answered=121, target=131)
    with everything():
        assert not EffectResult.objects.exists()


def test_proposing_again_changes_nothing(story):
    story.whole()
    before = only(story)
    with everything():
        assert effects.propose_due(story.first.villages[4], "2570") == []
        assert effects.propose_due(story.first.villages[1], "2569") == []
    assert only(story).uid == before.uid


def test_a_corrected_figure_brings_a_new_result_and_the_old_one_says_so(story):
    story.whole()
    old = only(story)
    make_figure(story.second, 4, 30, 121, answered=121, target=131)
    release_village(story.second.villages[4], "2570")
    new = only(story)
    with everything():
        old.refresh_from_db()
    assert (new.supersedes, old.superseded_by) == (old.uid, new.uid)
    assert old.superseded_why == "corrected"
    assert told(old).measured.after.num == 32  # what was said stays
    with story.evaluator():
        with pytest.raises(Problem) as caught:
            moving.move(EffectResult.objects.get(pk=old.pk), "accept", by=EVALUATOR)
        assert caught.value.code == "effects.superseded"


def test_a_corrected_baseline_does_the_same(story):
    story.whole()
    old = only(story)
    make_figure(story.first, 4, 49, 124, answered=124, target=131)
    release_village(story.first.villages[4])
    new = only(story)
    assert new.supersedes == old.uid
    assert new.figures["before"]["num"] == 49
    with everything():
        assert new.promise.baseline_num == 51


def test_villages_that_open_later_are_taken_in(story):
    story.compared()
    story.count_second(4, 1, 2, 3)
    first = only(story)
    assert first.grade == "ข"
    story.count_second(6)
    result = only(story)
    assert result.grade == "ค"
    with everything():
        first.refresh_from_db()
    assert EffectResult._meta.get_field("superseded_why")
    with everything():
        assert set(
            EffectResult.objects.exclude(superseded_by=None).values_list("superseded_why", flat=True)
        ) == {"more-villages"}


def test_another_definition_gives_no_word(story):
    promise = story.compared()
    make_figure(story.second, 4, 32, 121, answered=121, target=131, definition_hash="other")
    release_village(story.second.villages[4], "2570")
    result = only(story)
    assert (result.comparable, result.word, result.cause_word, result.grade) == (False, "", "", "ก")
    one = told(result)
    assert (one.counted, one.points, one.word_text, one.sentence) == ("", "", "", "")
    assert one.notices[0].startswith("นิยามของตัวชี้วัดเปลี่ยนไป")
    assert promise.pk == result.promise_id


@pytest.mark.parametrize(
    ("how", "version", "comparable"),
    [
        ("same", "0", True),
        ("same", "0.9", True),
        ("same", "1", False),
        ("same", "", False),
        ("with care", "0", False),
    ],
)
def test_a_definition_may_say_that_it_compares_with_its_earlier_version(story, how, version, comparable):
    from sarn.indicators import measuring
    from sarn.indicators.models import Cell

    definition = Definition.objects.select_related("pack").get(code="w1")
    definition.comparable = [{"indicator": "w1", "version": version, "how": how}]
    before = Cell(pack_id="demo-water", pack_version="0.9.4", definition_hash="a")
    after = Cell(pack_id="demo-water", pack_version="1.0.1", definition_hash="b")
    assert measuring.same_definition(before, after, definition) is comparable
    assert measuring.same_definition(after, after, definition)


@pytest.mark.parametrize(("who", "by"), [("evaluator", EVALUATOR), ("officer", OFFICER)])
def test_a_person_accepts_and_everybody_reads_it(story, who, by):
    story.whole()
    with within(PUBLIC):
        assert not EffectResult.objects.exists()
    with getattr(story, who)():
        moving.move(effects.current(story.project).get(), "accept", by=by)
    with within(PUBLIC):
        result = EffectResult.objects.get()
        assert (result.state, result.decided_by) == ("accepted", by)
        assert effects.read(result).word_text == "ดีขึ้นชัดเจน"
        assert promises.of(story.project).get().members.count() == 6
    with everything():
        assert Event.objects.filter(action="effect.accept", object_uid=str(result.uid)).count() == 1


@pytest.mark.parametrize("name", ["accept", "lower", "refuse"])
def test_the_head_does_not_judge_his_own_project(story, name):
    story.whole()
    with story.head(), pytest.raises(Denied):
        moving.move(
            effects.current(story.project).get(), name, by="person:head4",
            reason="เพราะเห็นกับตา", lowered_to="cannot-tell",
        )  # fmt: skip


def lower(story, **given):
    with story.evaluator():
        return moving.move(effects.current(story.project).get(), "lower", by=EVALUATOR, **given)


def test_an_evaluator_lowers_a_word_with_a_reason(story):
    story.whole()
    result = lower(story, lowered_to="probably-better", reason="ฝนดีกว่าทุกปี")
    one = told(result)
    assert (result.state, one.word_text, one.cause_text) == ("lowered", "น่าจะดีขึ้น", "น่าจะดีขึ้นเพราะโครงการ")
    assert result.word == "clearly-better"  # as computed, kept beside it
    assert result.reason == "ฝนดีกว่าทุกปี"


def test_after_accepting_the_word_may_still_be_lowered(story):
    story.whole()
    with story.evaluator():
        moving.move(effects.current(story.project).get(), "accept", by=EVALUATOR)
    assert lower(story, cause_lowered_to="cannot-tell", reason="ฝนดีกว่าทุกปี").state == "lowered"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"cause_lowered_to": "clearly-better"}, "effects.only-lower"),
        ({"cause_lowered_to": "slightly-better"}, "effects.only-lower"),
        ({"lowered_to": "clearly-worse"}, "effects.only-lower"),
        ({"lowered_to": "พิสูจน์แล้ว"}, "effects.only-lower"),
        ({"lowered_to": "cannot-tell", "cause_lowered_to": "clearly-better"}, "effects.only-lower"),
        ({"lowered_to": "clearly-better"}, "effects.nothing-lowered"),
        ({}, "effects.nothing-lowered"),
        ({"lowered_to": "cannot-tell", "reason": " "}, "workflow.no-reason"),
    ],
)
def test_never_raised_and_never_without_a_reason(story, given, code):
    story.whole()
    with pytest.raises(Problem) as caught:
        lower(story, **{"reason": "ฝนดีกว่าทุกปี", **given})
    assert caught.value.code == code
    assert only(story).state == "proposed"


def test_the_officer_does_not_lower(story):
    story.whole()
    with story.officer(), pytest.raises(Denied):
        moving.move(
            effects.current(story.project).get(), "lower", by=OFFICER,
            lowered_to="cannot-tell", reason="ฝนดีกว่าทุกปี",
        )  # fmt: skip


def test_unmeasurable_needs_a_reason(story):
    story.whole()
    with story.evaluator():
        found = effects.current(story.project).get()
        with pytest.raises(Problem) as caught:
            moving.move(found, "refuse", by=EVALUATOR)
        assert caught.value.code == "workflow.no-reason"
        moving.move(found, "refuse", by=EVALUATOR, reason="ปีที่สองแล้งทั้งอำเภอ")
        assert EffectResult.objects.get(pk=found.pk).state == "unmeasurable"


def test_what_was_frozen_still_gets_its_result(story):
    story.compared()
    with story.officer():
        promises.freeze(story.project, by=OFFICER)
    story.count_second(*SIX, 4)
    assert only(story).grade == "ค"


def test_the_thread_leads_from_project_and_cell_to_the_effect(story):
    story.whole()
    result = only(story)
    drawn = {(link.from_type, link.relation) for link in Link.objects.filter(to_uid=result.uid)}
    assert drawn == {("project", "measured-by"), ("cell", "measures")}
    assert Link.objects.filter(from_uid=result.after_uid, to_uid=result.uid).exists()
    assert Ref("effect", result.uid)


def test_warnings_by_rule(story):
    make_figure(story.first, 4, 70, 124, answered=124, target=131)  # the worst of the tambon
    release_village(story.first.villages[4])
    story.promise()
    make_figure(story.second, 4, 32, 100, answered=100, target=131, forms=["4"])
    release_village(story.second.villages[4], "2570")
    assert [one["code"] for one in only(story).notices] == [
        "regression-to-the-mean",
        "form-changed",
        "coverage-changed",
    ]


def test_a_cell_on_the_thread_is_exact_for_the_village_public_for_others_grey_for_the_rest(story):
    from sarn.indicators.models import Cell
    from sarn.thread import nodes

    with everything():
        four, nine = (
            Ref("cell", Cell.objects.get(area=story.first.villages[number], round_code="2569").uid)
            for number in (4, 9)
        )
    with story.head(9):
        assert nodes.find([nine])[nine].facts[0] == "9 จาก 22 ครัวเรือน (40.9 %)"
    with within(PUBLIC):
        found = nodes.find([four, nine])
    assert set(found) == {four}
    assert found[four].facts[0] == "51 จาก 124 ครัวเรือน (41.1 %)"
    assert found[four].url == "/areas/99010104/?round=2569#demo-water-w1"
    make_figure(story.first, 4, 50, 124, answered=124, target=131)
    with within(PUBLIC):
        assert not nodes.find([four])[four].superseded  # others read what was certified
    with story.head(4):
        assert nodes.find([four])[four].superseded


def test_an_effect_on_the_thread_tells_its_word_only_where_it_may_be_read(story):
    from sarn.thread import nodes

    story.whole()
    ref = Ref("effect", only(story).uid)
    with within(PUBLIC):
        assert nodes.find([ref]) == {}
    with story.evaluator():
        node = nodes.find([ref])[ref]
    assert (node.state, node.facts[1]) == ("ดีขึ้นชัดเจน", "−14.7 จุด (−26.0 ถึง −2.8)")
