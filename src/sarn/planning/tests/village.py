"""ม.4 of ตำบลห้วยสาธิต with figures and forums, for tests of planning."""

from __future__ import annotations

import datetime
from fractions import Fraction
from typing import Any

from sarn.access.scope import Scope, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.areas.models import Area
from sarn.indicators import promises
from sarn.indicators.models import Cell
from sarn.indicators.tests.factories import Scene, make_figure, make_scene, release_village
from sarn.meetings.models import Meeting
from sarn.planning import components, issues, plans, proposals
from sarn.planning.models import Issue, Plan, PlanVersion, Project, Proposal
from sarn.planning.proposals import Draft, Part
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarn.workflow.models import by_the_engine

FORUM = datetime.date(2027, 2, 10)
HEAD = "person:head4"
OFFICER = "person:plan1"
# Counts of round 2569 of ม.4 and the six comparison villages.
W1 = {1: (38, 96), 2: (44, 110), 3: (29, 80), 4: (51, 124), 6: (60, 141), 8: (22, 60), 11: (47, 118)}
YES = {one.code: True for one in components.QUESTIONS}
NO = dict.fromkeys(YES, False)
OWN = {**NO, "own-means": True, "plain-work": True}
OFFICES = {**NO, "duty": True}


def forum(area: Area, *, attended: int = 86, households: int = 131, on: datetime.date = FORUM) -> Meeting:
    """A recorded forum; the engine's way round, as meetings are tested in their own room."""
    with everything(), by_the_engine():
        meeting = Meeting(
            area=area, area_path=area.path, title="เวทีประชาคม", held_on=on,
            households=households, attended=attended, made_by=HEAD,
        )  # fmt: skip
        meeting.state, meeting.opened = "recorded", True
        meeting.save()
    return meeting


class Village:
    """Everything that a head needs: a figure, a forum, a scope. Nothing of planning yet."""

    def __init__(self, *, others: bool = False) -> None:
        self.scene: Scene = make_scene(W1 if others else [4, 9])
        self.area = self.scene.villages[4]
        self.head: Scope = person_scope("village_head", self.area, name="head4")
        self.officer: Scope = person_scope("tambon_officer", self.scene.tambon, name="plan1")
        for number, (num, den) in (W1 if others else {4: W1[4]}).items():
            cell = make_figure(self.scene, number, num, den)
            if number == 4:
                self.cell: Cell = cell
            release_village(self.scene.villages[number])
        self.forum = forum(self.area)

    def issue(self, *, confirmed: bool = True) -> Issue:
        """«Water runs short», from the figure."""
        with within(self.head):
            found = issues.raise_from_cell(cell_uid=self.cell.uid, by=HEAD)
            if confirmed:
                moving.move(found, "confirm", by=HEAD, meeting=self.forum)
                found.refresh_from_db()
            return found

    def proposal(self, *found: Issue, state: str = "draft", **said: Any) -> Proposal:
        """«ประปาบาดาล ม.4» in three parts, moved on to the state."""
        with within(self.head):
            proposal = proposals.draft(area=self.area, said=water(*found, **said), by=HEAD)
            for name, given in (("submit", {}), ("pass", {"meeting": self.forum}), ("sort", {})):
                if proposal.state == state:
                    break
                if name == "sort":
                    decide_all(proposal)
                moving.move(proposal, name, by=HEAD, **given)
                proposal.refresh_from_db()
            return proposal

    def promise(self, proposal: Proposal, **more: Any) -> Any:
        """41 → 25 % within round 2570."""
        with within(self.head):
            return promises.make(
                subject=Ref("proposal", proposal.uid), area=self.area, pack_id="demo-water", code="w1",
                target=Fraction(1, 4), due_round="2570", by=HEAD, **more,
            )  # fmt: skip

    def version(self) -> PlanVersion:
        with within(self.head):
            return plans.draft_version_for(area=self.area, kind=Plan.VILLAGE, by=HEAD)

    def project(self, *found: Issue, promised: bool = True) -> Project:
        """The proposal entered into the village plan."""
        proposal = self.proposal(*found, state="sorted")
        if promised:
            self.promise(proposal)
        version = self.version()
        with within(self.head):
            moving.move(proposal, "enter", by=HEAD, version=version)
            return Project.objects.get(proposals=proposal)


def water(*found: Issue, **said: Any) -> Draft:
    """The proposal of scenario 9: 60 person-days at 345 baht, 420,000 baht, nothing."""
    reason = "" if found else "คำสั่งเร่งด่วนภัยแล้ง"
    parts = (
        Part("ขุดร่องวางท่อ", labour_days=60, labour_rate=34_500),
        Part("เจาะบ่อบาดาล", years={2028: 42_000_000}, doer="อบต.ห้วยสาธิต"),
        Part("คณะกรรมการน้ำ"),
    )
    given: dict[str, Any] = {
        "title": "ประปาบาดาล ม.4", "issues": found, "no_issue_reason": reason, "parts": parts, **said,
    }  # fmt: skip
    return Draft(**given)


def decide_all(proposal: Proposal) -> None:
    """The forum follows the rules: ทำเอง, ให้หน่วยงานทำ, ทำเอง."""
    for part, answers in zip(components.of(proposal), (OWN, OFFICES, OWN), strict=True):
        components.decide(part, answers=answers, mode=components.suggest(answers)[0], by=HEAD)
