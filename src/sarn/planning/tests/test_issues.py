"""Issues: from a figure in one tap, from villagers, confirmed and ranked by the forum, closed with a figure."""

from __future__ import annotations

import pytest

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.audit.models import Event
from sarn.collection.models import Round
from sarn.indicators.models import Cell
from sarn.indicators.tests.factories import make_figure
from sarn.planning import issues
from sarn.planning.models import Issue
from sarn.planning.tests.village import HEAD, OFFICER, Village, forum
from sarn.thread import walks
from sarn.thread.models import Link
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


def refused(code: str):
    return pytest.raises(Problem, check=lambda problem: problem.code == code)


def test_raise_pins_the_exact_cell_and_joins_the_thread(village: Village):
    with within(village.head):
        issue = issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD)
    assert (issue.cell_uid, issue.pack_id, issue.code, issue.round_code) == (
        village.cell.uid, "demo-water", "w1", "2569",
    )  # fmt: skip
    assert issue.title
    assert issue.state == "raised"
    assert not issue.opened
    link = Link.objects.get(to_uid=issue.uid)
    assert (link.from_type, link.from_uid, link.relation) == ("cell", village.cell.uid, "points-at")
    assert Event.objects.get(action="issue.raise").detail["cell"] == str(village.cell.uid)


def test_a_second_tap_leads_to_the_issue_that_there_is(village: Village):
    with within(village.head):
        first = issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD)
        second = issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD)
    assert first.pk == second.pk
    with everything():
        assert Issue.objects.count() == 1
    assert Link.objects.count() == 1


def test_the_pinned_cell_stays_when_the_figure_is_corrected(village: Village):
    issue = village.issue(confirmed=False)
    newer = make_figure(village.scene, 4, 49, 124)
    with within(village.head):
        issue.refresh_from_db()
        assert issue.cell_uid == village.cell.uid != newer.uid
        assert issues.raise_from_cell(cell_uid=newer.uid, by=HEAD).pk == issue.pk


def test_raise_from_a_corrected_figure_is_refused(village: Village):
    make_figure(village.scene, 4, 49, 124)
    with within(village.head), refused("planning.figure-corrected"):
        issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD)


def test_a_dismissed_figure_may_be_raised_again_and_its_old_link_has_ended(village: Village):
    with within(village.head):
        first = issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD)
        moving.move(first, "dismiss", by=HEAD, reason="นับผิดหมู่บ้าน")
        second = issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD)
        assert second.pk != first.pk
        first.refresh_from_db()
        assert first.state_reason == "นับผิดหมู่บ้าน"
    with pytest.raises(walks.NotSeen), within(village.head):
        walks.both(Ref("issue", village.cell.uid))
    assert Link.objects.filter(ending=None).count() == 1


def test_nobody_raises_what_is_another_villages(village: Village):
    neighbour = person_scope("village_head", village.scene.villages[9])
    with within(neighbour), refused("planning.no-figure"):
        issues.raise_from_cell(cell_uid=village.cell.uid, by="person:head9")
    with within(neighbour), pytest.raises(Denied):
        issues.raise_by_villagers(area=village.area, title="ไฟทางมืด", by="person:head9")
    with within(village.officer), refused("planning.no-figure"):  # above the village no exact figure is read
        issues.raise_from_cell(cell_uid=village.cell.uid, by=OFFICER)


def test_villagers_raise_without_a_figure(village: Village):
    with within(village.head):
        issue = issues.raise_by_villagers(
            area=village.area, title="  ไฟทางมืด  หน้าวัด ", story="รถล้มสองครั้ง", by=HEAD
        )
        assert issue.title == "ไฟทางมืด หน้าวัด"
        assert not issue.from_figure
        with refused("planning.no-title"):
            issues.raise_by_villagers(area=village.area, title=" ", by=HEAD)
    assert not Link.objects.exists()


def test_reword_until_the_forum_has_taken_it_up(village: Village):
    issue = village.issue(confirmed=False)
    with within(village.head):
        assert issues.reword(issue, title="น้ำใช้ไม่พอ", story="", by=HEAD).title == "น้ำใช้ไม่พอ"
        moving.move(issue, "confirm", by=HEAD, meeting=village.forum)
        with refused("planning.already-confirmed"):
            issues.reword(issue, title="อื่น", story="", by=HEAD)


def test_confirm_needs_a_quorate_forum_of_this_village(village: Village):
    issue = village.issue(confirmed=False)
    small = forum(village.area, attended=40)
    other = forum(village.scene.villages[9], attended=20, households=24)
    with within(village.head):
        for meeting in (None, small, other):
            with pytest.raises(Problem):
                moving.move(issue, "confirm", by=HEAD, meeting=meeting)
        moving.move(issue, "confirm", by=HEAD, meeting=village.forum)
        issue.refresh_from_db()
        assert issue.confirmed_in == village.forum
        with pytest.raises(Problem) as told:
            moving.move(village_issue(village), "confirm", by=HEAD, meeting=small)
    assert "ยังไม่ครบองค์ประชุม" in told.value.sentence("th")
    assert "40" in told.value.sentence("th")
    assert "66" in told.value.sentence("th")


def village_issue(village: Village, title: str = "ไฟทางมืด") -> Issue:
    return issues.raise_by_villagers(area=village.area, title=title, by=HEAD)


def test_a_confirmed_issue_is_open_to_everybody(village: Village):
    issue = village.issue(confirmed=False)
    with within(PUBLIC):
        assert not Issue.objects.exists()
    with within(village.head):
        moving.move(issue, "confirm", by=HEAD, meeting=village.forum)
    with within(PUBLIC):
        assert Issue.objects.get().title == issue.title


def test_rank_is_held_once(village: Village):
    first = village.issue()
    with within(village.head):
        second = village_issue(village)
        moving.move(second, "confirm", by=HEAD, meeting=village.forum)
        moving.move(first, "rank", by=HEAD, meeting=village.forum, rank=1)
        for rank in (0, None, "1"):
            with refused("planning.rank"):
                moving.move(second, "rank", by=HEAD, meeting=village.forum, rank=rank)
        with refused("planning.rank-taken"):
            moving.move(second, "rank", by=HEAD, meeting=village.forum, rank=1)


def test_the_forum_ranks_all_anew(village: Village):
    with within(village.head):
        water = village.issue()
        light, debt = village_issue(village), village_issue(village, "หนี้นอกระบบ")
        for one in (light, debt):
            moving.move(one, "confirm", by=HEAD, meeting=village.forum)
        issues.rank_all(area=village.area, meeting=village.forum, order=[water, light, debt], by=HEAD)
        issues.rank_all(area=village.area, meeting=village.forum, order=[light, water], by=HEAD)
        ranks = dict(Issue.objects.values_list("title", "rank"))
        assert (ranks[light.title], ranks[water.title], ranks[debt.title]) == (1, 2, None)
        with refused("planning.nothing-ranked"):
            issues.rank_all(area=village.area, meeting=village.forum, order=[], by=HEAD)


def answered(village: Village) -> Issue:
    issue = village.issue()
    village.proposal(issue, state="passed")
    with within(village.head):
        issue.refresh_from_db()
    return issue


def next_round(village: Village, num: int = 32, den: int = 121, code: str = "2570") -> Cell:
    with everything():
        village.scene.round = Round.objects.create(
            code=code, title=code, programme=village.scene.round.programme,
            form_def=village.scene.round.form_def, reference_year=2026,
            opens_on=village.scene.round.opens_on, closes_on=village.scene.round.closes_on,
        )  # fmt: skip
    return make_figure(village.scene, 4, num, den)


def test_resolve_needs_the_next_rounds_figure_or_a_reason(village: Village):
    issue = answered(village)
    with within(village.head):
        with refused("planning.no-next-figure"):
            moving.move(issue, "resolve", by=HEAD, meeting=village.forum)
        with refused("planning.wrong-figure"):
            moving.move(issue, "resolve", by=HEAD, meeting=village.forum, cell=village.cell)
    later = next_round(village)
    with within(village.head):
        assert [one.pk for one in issues.later_cells(issue)] == [later.pk]
        moving.move(issue, "resolve", by=HEAD, meeting=village.forum, cell=later)
        issue.refresh_from_db()
        assert (issue.state, issue.resolved_cell_uid, issue.resolved_in) == (
            "resolved",
            later.uid,
            village.forum,
        )


def test_resolve_with_a_reason(village: Village):
    issue = answered(village)
    with within(village.head):
        moving.move(issue, "resolve", by=HEAD, meeting=village.forum, reason="มีประปาเทศบาลถึงทุกหลังแล้ว")
        issue.refresh_from_db()
        assert issue.state_reason == "มีประปาเทศบาลถึงทุกหลังแล้ว"


def test_park_keeps_its_reason_and_resume_lets_it_go(village: Village):
    issue = village.issue()
    with within(village.head):
        with refused("workflow.no-reason"):
            moving.move(issue, "park", by=HEAD, reason="")
        moving.move(issue, "park", by=HEAD, reason="รองบปีหน้า")
        issue.refresh_from_db()
        assert issue.state_reason == "รองบปีหน้า"
        moving.move(issue, "resume", by=HEAD, meeting=village.forum)
        issue.refresh_from_db()
        assert (issue.state, issue.state_reason) == ("confirmed", "")


@pytest.mark.parametrize("name", ["confirm", "park", "dismiss"])
def test_an_officer_above_moves_no_issue(village: Village, name: str):
    issue = village.issue(confirmed=False)
    with within(village.officer), pytest.raises(Denied):
        moving.move(issue, name, by=OFFICER, meeting=village.forum, reason="เหตุผลของตำบล")


@pytest.mark.parametrize("name", ["answer", "work", "reopen"])
def test_what_follows_is_done_by_nobodys_hand(village: Village, name: str):
    issue = village.issue()
    with within(village.head), pytest.raises(Denied):
        moving.move(issue, name, by=HEAD)
