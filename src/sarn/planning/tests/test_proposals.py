"""Proposals: drafted with a cause, parts and their doers, passed or not, entered into the plan with a promise."""

from __future__ import annotations

import itertools

import pytest

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything
from sarn.areas.models import Area
from sarn.indicators.models import Promise
from sarn.planning import components, issues, plans, proposal_promises, proposals
from sarn.planning.components import ASK, JOINT, QUESTIONS, SELF
from sarn.planning.following import follow
from sarn.planning.models import Component, Issue, Plan, PlanEntry, Project, Proposal, ProposalIssue
from sarn.planning.proposals import Part
from sarn.planning.tests.village import (
    HEAD,
    NO,
    OFFICER,
    OFFICES,
    OWN,
    YES,
    Village,
    decide_all,
    forum,
    water,
)
from sarn.thread import strip, walks
from sarn.thread.models import Link
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarn.workflow.models import by_the_engine
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


def refused(code: str):
    return pytest.raises(Problem, check=lambda problem: problem.code == code)


# Drafting.


def test_a_draft_without_issue_and_reason_is_refused(village: Village):
    with within(village.head):
        with pytest.raises(Problem) as told:
            proposals.draft(area=village.area, said=water(no_issue_reason=""), by=HEAD)
        assert told.value.sentence("th").startswith("เลือกเรื่องที่ต้องแก้ หรือบอกเหตุผล")
        assert not Proposal.objects.exists()
        assert proposals.draft(area=village.area, said=water(), by=HEAD).no_issue_reason == "คำสั่งเร่งด่วนภัยแล้ง"


def test_a_draft_joins_its_issues_and_lets_them_go(village: Village):
    issue = village.issue()
    proposal = village.proposal(issue)
    assert Link.objects.filter(from_uid=issue.uid, to_uid=proposal.uid, relation="addressed-by").exists()
    with within(village.head):
        proposals.edit(proposal, said=water(no_issue_reason="เหตุเร่งด่วน"), by=HEAD)
        assert not ProposalIssue.objects.exists()
        proposals.edit(proposal, said=water(issue), by=HEAD)
        assert proposals.issues_of(proposal) == [issue]
    assert Link.objects.filter(from_uid=issue.uid, ending=None).count() == 1


def test_a_draft_takes_only_issues_of_its_area_that_are_open(village: Village):
    with within(village.head):
        ended = issues.raise_by_villagers(area=village.area, title="เรื่องเล่า", by=HEAD)
        moving.move(ended, "dismiss", by=HEAD, reason="ไม่ใช่ปัญหา")
        ended.refresh_from_db()
        with refused("planning.issue-ended"):
            proposals.draft(area=village.area, said=water(ended), by=HEAD)
        elsewhere = Issue(area=village.scene.villages[9], title="ของ ม.9")
        with refused("planning.other-area"):
            proposals.draft(area=village.area, said=water(elsewhere), by=HEAD)
        with refused("planning.proposal-title"):
            proposals.draft(area=village.area, said=water(title=" "), by=HEAD)
        with refused("planning.component-title"):
            proposals.draft(area=village.area, said=water(parts=[Part(" ", years={2028: 100})]), by=HEAD)


def test_edit_only_while_it_is_a_draft(village: Village):
    proposal = village.proposal(state="submitted")
    with within(village.head):
        with refused("planning.not-draft"):
            proposals.edit(proposal, said=water(title="ใหม่"), by=HEAD)
        moving.move(proposal, "return", by=HEAD, reason="ยังไม่มีราคา")
        assert proposals.edit(proposal, said=water(title="ใหม่"), by=HEAD).title == "ใหม่"


def test_two_who_edit_at_once_one_is_told(village: Village):
    proposal = village.proposal()
    with within(village.head):
        seen = proposals.mark(proposal)
        proposals.edit(proposal, said=water(title="ของคนแรก"), by=HEAD, seen=seen)
        with refused("planning.changed-meanwhile"):
            proposals.edit(proposal, said=water(title="ของคนหลัง"), by=HEAD, seen=seen)
        proposal.refresh_from_db()
        assert proposal.title == "ของคนแรก"


def test_edit_keeps_parts_that_stay_and_drops_those_that_go(village: Village):
    proposal = village.proposal()
    with within(village.head):
        decide_all(proposal)
        first, well, committee = components.of(proposal)
        parts = (
            Part("เจาะบ่อลึก", years={2028: 40_000_000, 2029: 5_000_000}, pk=well.pk),
            Part("ขุดร่องวางท่อ", labour_days=50, labour_rate=34_500, pk=first.pk),
            Part("ป้ายโครงการ", years={2028: 100_000}),
        )
        proposals.edit(proposal, said=water(parts=parts), by=HEAD)
        after = components.of(proposal)
        assert [one.title for one in after] == ["เจาะบ่อลึก", "ขุดร่องวางท่อ", "ป้ายโครงการ"]
        assert [one.mode for one in after] == [ASK, SELF, ""]
        assert not Component.objects.filter(pk=committee.pk).exists()
        assert components.by_year(after) == {2028: 40_100_000, 2029: 5_000_000}


# Who does what.


def test_scenario_9_who_does_it_part_by_part(village: Village):
    proposal = village.proposal()
    with within(village.head):
        decide_all(proposal)
        parts = components.of(proposal)
        assert [one.mode for one in parts] == [SELF, ASK, SELF]
        assert all(one.mode_reason and one.answers for one in parts)
        sums = {one.mode: one for one in components.by_mode(parts)}
        assert (sums[SELF].total, sums[SELF].labour, sums[SELF].money) == (2_070_000, 2_070_000, 0)
        assert sums[ASK].total == 42_000_000
        assert sum(one.total for one in sums.values()) == 44_070_000


@pytest.mark.parametrize(
    ("answers", "mode"),
    [
        (YES, SELF),
        (OWN, SELF),
        ({**NO, "own-means": True}, JOINT),
        ({**NO, "in-part": True}, JOINT),
        ({**NO, "in-part": True, "duty": True}, JOINT),
        (OFFICES, ASK),
        (NO, ASK),
        ({**NO, "plain-work": True, "wider": True}, ASK),
    ],
)
def test_suggest(answers: dict[str, bool], mode: str):
    assert components.suggest(answers)[0] == mode


def test_suggest_answers_whatever_is_said():
    for said in itertools.product((True, False), repeat=len(QUESTIONS)):
        mode, why = components.suggest(dict(zip((one.code for one in QUESTIONS), said, strict=True)))
        assert mode in Component.MODES
        assert why


def test_suggest_says_besides_that_a_wider_project_or_a_fund_exists():
    plain = components.suggest(NO)[1]
    more = components.suggest({**NO, "wider": True, "fund": True})[1]
    assert more.startswith(plain)
    assert len(more) > len(plain)


def test_decide_otherwise_than_the_rules_needs_a_reason(village: Village):
    proposal = village.proposal()
    with within(village.head):
        part = components.of(proposal)[0]
        with refused("planning.unanswered"):
            components.decide(part, answers={"own-means": True}, mode=SELF, by=HEAD)
        with refused("planning.mode"):
            components.decide(part, answers=OWN, mode="they", by=HEAD)
        with refused("planning.mode-reason"):
            components.decide(part, answers=OWN, mode=ASK, by=HEAD)
        decided = components.decide(part, answers=OWN, mode=ASK, reason="คนหนุ่มไปทำงานในเมือง", by=HEAD)
        assert (decided.suggested, decided.mode, decided.mode_reason) == (SELF, ASK, "คนหนุ่มไปทำงานในเมือง")


def test_decide_until_it_is_settled(village: Village):
    proposal = village.proposal(state="sorted")
    with within(village.head), refused("planning.mode-settled"):
        components.decide(components.of(proposal)[0], answers=OWN, mode=SELF, by=HEAD)


# Before the forum.


def test_submit_needs_parts(village: Village):
    proposal = village.proposal(parts=())
    with within(village.head), refused("planning.no-component"):
        moving.move(proposal, "submit", by=HEAD)


def test_pass_needs_a_quorum(village: Village):
    proposal = village.proposal(state="submitted")
    with within(village.head):
        with pytest.raises(Problem) as told:
            moving.move(proposal, "pass", by=HEAD, meeting=forum(village.area, attended=40))
        assert "ยังไม่ครบองค์ประชุม" in told.value.sentence("th")
        proposal.refresh_from_db()
        assert proposal.state == "submitted"


def test_pass_confirms_and_answers_its_issues(village: Village):
    issue = village.issue(confirmed=False)
    village.proposal(issue, state="passed")
    with within(village.head):
        issue.refresh_from_db()
        assert (issue.state, issue.confirmed_in) == ("answered", village.forum)


def test_reject_needs_a_reason_and_stays_visible(village: Village):
    proposal = village.proposal(state="submitted")
    with within(village.head):
        with refused("workflow.no-reason"):
            moving.move(proposal, "reject", by=HEAD, meeting=village.forum, reason="")
        moving.move(proposal, "reject", by=HEAD, meeting=village.forum, reason="ยังตกลงเรื่องที่ดินไม่ได้")
    with within(PUBLIC):
        shown = Proposal.objects.get()
        assert (shown.state, shown.state_reason) == ("rejected", "ยังตกลงเรื่องที่ดินไม่ได้")


def test_withdraw_gives_its_issues_back(village: Village):
    issue = village.issue()
    proposal = village.proposal(issue, state="passed")
    with within(village.head):
        moving.move(proposal, "withdraw", by=HEAD, reason="รวมกับโครงการตำบล")
        issue.refresh_from_db()
        assert issue.state == "ranked"


def test_withdraw_leaves_an_issue_that_another_proposal_answers(village: Village):
    issue = village.issue()
    first, _ = village.proposal(issue, state="passed"), village.proposal(issue, state="passed")
    with within(village.head):
        moving.move(first, "withdraw", by=HEAD, reason="ซ้ำกับอีกข้อเสนอ")
        issue.refresh_from_db()
        assert issue.state == "answered"


def test_sort_needs_a_doer_for_each_part(village: Village):
    proposal = village.proposal(state="passed")
    with within(village.head):
        with pytest.raises(Problem) as told:
            moving.move(proposal, "sort", by=HEAD)
        assert "เจาะบ่อบาดาล" in told.value.sentence("th")


@pytest.mark.parametrize("name", ["submit", "pass", "reject", "sort", "enter", "withdraw"])
def test_an_officer_above_moves_no_proposal(village: Village, name: str):
    proposal = village.proposal()
    with within(village.officer), pytest.raises(Denied):
        moving.move(proposal, name, by=OFFICER)


# Into the plan.


def test_enter_needs_a_promise_or_a_reason(village: Village):
    proposal = village.proposal(village.issue(), state="sorted")
    version = village.version()
    with within(village.head):
        with pytest.raises(Problem) as told:
            moving.move(proposal, "enter", by=HEAD, version=version)
        assert told.value.sentence("th").startswith("ยังไม่ได้บอกว่าอะไรจะดีขึ้น")
        assert not Project.objects.exists()
        assert not PlanEntry.objects.exists()
        proposal_promises.refuse(proposal, reason="ไม่มีตัวชี้วัดเรื่องถนน", by=HEAD)
        moving.move(proposal, "enter", by=HEAD, version=version)
        assert Project.objects.get().effect_refused == "ไม่มีตัวชี้วัดเรื่องถนน"


def test_enter_makes_one_project_and_its_place_in_the_plan(village: Village):
    project = village.project(village.issue())
    with within(village.head):
        proposal = Proposal.objects.get()
        assert (proposal.state, proposal.project) == ("planned", project)
        entry = PlanEntry.objects.get()
        assert (entry.project, {one.fiscal_year: one.satang for one in entry.years.all()}) == (
            project, {2028: 42_000_000},
        )  # fmt: skip
        assert project.office == "อบต.ห้วยสาธิต"
        assert [one.code for one in proposal_promises.of_project(project)] == ["w1"]
        assert proposal_promises.of(proposal) == proposal_promises.of_project(project)
        assert "25" in project.indicator
    link = Link.objects.get(relation="becomes")
    assert link.meeting_uid == village.forum.uid


def test_enter_needs_an_open_draft_of_this_villages_plan(village: Village):
    proposal = village.proposal(state="sorted")
    with within(village.head):
        proposal_promises.refuse(proposal, reason="ไม่มีตัวชี้วัด", by=HEAD)
        with refused("planning.no-version"):
            moving.move(proposal, "enter", by=HEAD)
    with within(village.officer):
        local = plans.draft_version_for(
            area=Area.objects.get(code=village.scene.tambon.code), kind=Plan.LOCAL, by=OFFICER
        )
    with within(village.head), refused("planning.other-plan"):
        moving.move(proposal, "enter", by=HEAD, version=local)


def test_a_second_proposal_joins_the_project(village: Village):
    project = village.project(village.issue())
    second = village.proposal(state="sorted", title="ถังน้ำสำรอง")
    with within(village.head):
        proposal_promises.refuse(second, reason="นับรวมกับประปาบาดาล", by=HEAD)
        moving.move(second, "enter", by=HEAD, version=village.version(), project=project)
        assert Project.objects.count() == PlanEntry.objects.count() == 1
        entry = PlanEntry.objects.get()
        assert {one.fiscal_year: one.satang for one in entry.years.all()} == {2028: 84_000_000}
    assert Link.objects.filter(relation="becomes", to_uid=project.uid).count() == 2


def test_a_promise_is_refused_back_once_it_stands_in_the_plan(village: Village):
    village.project(village.issue())
    with within(village.head):
        proposal = Proposal.objects.get()
        with refused("planning.past-promising"):
            proposal_promises.refuse(proposal, reason="เปลี่ยนใจแล้ว", by=HEAD)


def test_the_thread_runs_from_the_figure_to_the_project(village: Village):
    project = village.project(village.issue())
    with within(PUBLIC):
        seven = strip.of(Ref("project", project.uid))
        assert [one.state for one in seven.steps][1:4] == ["there"] * 3
        ends = {stop.kind for stop in walks.both(Ref("project", project.uid)).stops}
    assert {"cell", "issue", "proposal", "project"} <= ends


# Projects.


def started(village: Village) -> Project:
    project = village.project(village.issue())
    follow(project, "fund", by="system:test")
    with within(village.head):
        project.refresh_from_db()
        moving.move(project, "start", by=HEAD)
        project.refresh_from_db()
    return project


def test_start_lets_its_issues_be_mended(village: Village):
    started(village)
    with within(village.head):
        assert Issue.objects.get().state == "worked-on"


def test_complete_writes_down_who_said_so(village: Village):
    project = started(village)
    with within(village.officer):
        moving.move(project, "complete", by=OFFICER)
        project.refresh_from_db()
        assert project.completed_by == OFFICER
        assert project.completed_on is not None


def test_cancel_gives_its_issues_back_to_the_ranking(village: Village):
    project = started(village)
    with within(village.officer):
        with refused("workflow.no-reason"):
            moving.move(project, "cancel", by=OFFICER, reason="")
        moving.move(project, "cancel", by=OFFICER, reason="ได้งบจากที่อื่นทำไปแล้ว")
    with within(village.head):
        project.refresh_from_db()
        assert project.state_reason == "ได้งบจากที่อื่นทำไปแล้ว"
        assert Issue.objects.get().state == "ranked"


@pytest.mark.parametrize("name", ["cancel", "delay", "measure"])
def test_a_head_does_not_do_what_is_the_offices(village: Village, name: str):
    project = village.project()
    with within(village.head), pytest.raises(Denied):
        moving.move(project, name, by=HEAD, reason="เหตุผลของหมู่บ้าน")


def test_measure_needs_an_accepted_effect_or_a_reason(village: Village):
    project = handed_over(village)
    with within(village.officer):
        with refused("planning.not-measured"):
            moving.move(project, "measure", by=OFFICER)
        moving.move(project, "measure", by=OFFICER, reason="รอบถัดไปไม่ได้เก็บข้อนี้")
        project.refresh_from_db()
        assert (project.state, project.unmeasured_reason) == ("measured", "รอบถัดไปไม่ได้เก็บข้อนี้")


def handed_over(village: Village) -> Project:
    """Set there by the engine's way round: accepting is the other room's."""
    project = started(village)
    with everything(), by_the_engine():
        found = Project.objects.get(pk=project.pk)
        found.state = "handed-over"
        found.save()
    with within(village.officer):
        return Project.objects.get(pk=project.pk)


def test_what_a_withdrawn_proposal_promised_is_closed_with_it(village: Village):
    proposal = village.proposal(village.issue())
    village.promise(proposal)
    with within(village.head):
        moving.move(proposal, "submit", by=HEAD)
        moving.move(proposal, "pass", by=HEAD, meeting=village.forum)
    with within(PUBLIC):
        assert Promise.objects.count() == 1
    with within(village.head):
        moving.move(proposal, "withdraw", by=HEAD, reason="ชาวบ้านขอถอนกลับไปคิดใหม่")
    with within(PUBLIC):
        assert not Promise.objects.exists()
    with within(village.head):
        assert Promise.objects.count() == 1
