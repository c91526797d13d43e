"""Planning on the thread: what strangers see, what is grey, and where threads break."""

from __future__ import annotations

import datetime

import pytest

from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.planning import issues, nodes
from sarn.planning.models import BudgetLine, Issue, Project
from sarn.planning.tests.test_proposals import handed_over
from sarn.planning.tests.village import HEAD, OFFICER, Village
from sarn.thread import gaps, strip, walks
from sarn.thread import nodes as registry
from sarn.thread.refs import Ref
from sarnkit import clock

pytestmark = [pytest.mark.django_db]


def found(code: str) -> list[str]:
    """Titles that a rule of the report finds in the current scope."""
    return next([node.title for node in one.nodes] for one in gaps.report() if one.rule.code == code)


def test_every_kind_of_planning_is_registered_with_its_step():
    steps = {one.kind: one.step for one in nodes.TYPES}
    assert steps == {
        "issue": 2, "proposal": 3, "project": 4, "plan-entry": 4,
        "budget-line": 5, "activity": 6, "output": 6, "acceptance": 6,
    }  # fmt: skip
    assert all(registry.type_of(kind) for kind in steps)


def test_a_raised_issue_is_grey_to_strangers_and_to_the_next_village(village: Village):
    issue = village.issue(confirmed=False)
    ref = Ref("issue", issue.uid)
    for scope in (PUBLIC, person_scope("village_head", village.scene.villages[9])):
        with within(scope):
            assert registry.find([ref]) == {}
            with pytest.raises(walks.NotSeen):
                walks.both(ref)
            seven = strip.of(Ref("cell", village.cell.uid)) if scope is PUBLIC else None
        if seven is not None:
            assert seven.steps[1].state == "not yours"
    with within(village.head):
        assert registry.find([ref])[ref].title == issue.title


def test_a_villagers_issue_begins_hollow(village: Village):
    with within(village.head):
        issue = issues.raise_by_villagers(area=village.area, title="ไฟทางมืดหน้าวัด", by=HEAD)
        seven = strip.of(Ref("issue", issue.uid))
    assert [one.state for one in seven.steps] == ["missing", "there", *["missing"] * 5]


def test_an_issue_from_a_figure_has_two_steps_woven(village: Village):
    issue = village.issue()
    with within(village.head):
        seven = strip.of(Ref("issue", issue.uid))
    assert [one.state for one in seven.steps] == ["there", "there", *["missing"] * 5]


def test_a_proposal_says_its_parts_and_money(village: Village):
    proposal = village.proposal(village.issue(), state="passed")
    with within(PUBLIC):
        node = registry.find([Ref("proposal", proposal.uid)])[Ref("proposal", proposal.uid)]
    assert "440,700" in " ".join(node.facts)
    assert "3" in node.facts[0]


def test_no_node_names_a_person(village: Village):
    project = village.project(village.issue())
    with within(PUBLIC):
        for node in walks.both(Ref("project", project.uid)).nodes:
            said = " ".join((node.title, node.state, *node.facts))
            assert "head4" not in said
            assert "person:" not in said


def test_gap_projects_without_evidence(village: Village):
    village.project()
    village.project(village.issue())
    with within(village.officer):
        assert len(found("project-without-evidence")) == 1
    with everything():
        assert Project.objects.count() == 2


def test_gap_issues_left_alone_after_90_days(village: Village):
    issue = village.issue()
    with within(village.head):
        assert found("issue-left-alone") == []
        Issue.objects.filter(pk=issue.pk).update(raised_on=clock.today() - datetime.timedelta(days=91))
        assert found("issue-left-alone") == [issue.title]
    village.proposal(issue)
    with within(village.head):
        assert found("issue-left-alone") == []


def test_gap_done_and_not_measured(village: Village):
    project = handed_over(village)
    with within(village.officer):
        assert found("never-measured") == [project.title]


def test_gap_money_without_activity(village: Village):
    project = village.project(village.issue())
    with everything():
        BudgetLine.objects.create(
            project=project, area_path=project.area_path, source="local", fiscal_year=2028, asked=100,
            approved=100, committed=100, disbursed=100, made_by=OFFICER,
        )  # fmt: skip
    with within(village.officer):
        assert found("money-without-activity") == [project.title]
    with within(person_scope("village_head", village.scene.villages[9])):
        assert found("project-without-evidence") in ([], [project.title])  # open projects only
