"""What several villages do alike: record a forum, raise and draft, bring through, enter the plan, confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sarn.demo.story.telling import day, move, only, village
from sarn.demo.tambon import village as counts_of
from sarn.indicators import promises
from sarn.indicators.models import Cell
from sarn.meetings import records
from sarn.meetings.models import Meeting
from sarn.planning import components, issues, plans, proposal_promises, proposals
from sarn.planning.models import Component, Issue, Plan, Project, Proposal
from sarn.planning.proposals import Draft, Part

BAHT = 100  # satang

# Answers to the six questions, by who should do it: with their own means, or an office by its duty.
OWN = {
    "own-means": True, "plain-work": True, "in-part": True, "duty": False, "wider": False, "fund": False,
}  # fmt: skip
OFFICE = {
    "own-means": False, "plain-work": False, "in-part": False, "duty": True, "wider": False, "fund": False,
}  # fmt: skip


@dataclass(frozen=True)
class Came:
    """Who came to a forum."""

    women: int
    men: int
    elders: int
    youth: int


def forum(
    by: str,
    number: int,
    on: str,
    title: str,
    came: Came,
    resolutions: Sequence[str],
    *,
    place: str = "ศาลากลางบ้าน",
) -> Meeting:
    """A forum that was held that day, of all target households of the village."""
    return records.record(
        area=village(number),
        title=title,
        held_on=day(on),
        place=place,
        households=counts_of(number).rounds["2569"].target,
        attended=vars(came),
        resolutions=resolutions,
        by=by,
    )


def forum_of(number: int, on: str) -> Meeting:
    """The forum of that day."""
    found: Meeting = only(Meeting, number, held_on=day(on))
    return found


def figure(number: int, round_code: str, pack_id: str = "demo-water", code: str = "w1") -> Cell:
    """The exact headline figure of the village, for those who may read it."""
    part = promises.definition_of(pack_id, code).headline
    found: Cell = only(
        Cell,
        number,
        round_code=round_code,
        pack_id=pack_id,
        code=code,
        part=part,
        group="",
        superseded_by=None,
    )
    return found


def raise_figure(by: str, number: int, cell: Cell, title: str, story: str) -> Issue:
    """The issue of a figure in one tap, then in the village's own words."""
    issue = issues.raise_from_cell(cell_uid=cell.uid, by=by)
    return issues.reword(issue, title=title, story=story, by=by)


def issue_of(number: int, title: str) -> Issue:
    """The village's issue of this title."""
    found: Issue = only(Issue, number, title=title)
    return found


def rank(by: str, number: int, meeting: Meeting, titles: Sequence[str]) -> None:
    """The forum confirms these issues and ranks them in this order."""
    for title in titles:
        move(issue_of(number, title), "confirm", by, meeting=meeting)
    issues.rank_all(
        area=village(number), meeting=meeting, order=[issue_of(number, title) for title in titles], by=by
    )


def draft(by: str, number: int, said: Draft, decided: Sequence[tuple[dict[str, bool], str, str]]) -> Proposal:
    """A draft; for each part the answers to the questions, who does it (mode), and the office or group."""
    proposal = proposals.draft(area=village(number), said=said, by=by)
    for component, (answers, mode, doer) in zip(components.of(proposal), decided, strict=True):
        components.decide(component, answers=answers, mode=mode, doer=doer, by=by)
    return proposal


def part(title: str, year: int = 0, baht: int = 0, *, labour_days: int = 0) -> Part:
    """A part of the work: money in one fiscal year, or person-days at 345 baht."""
    return Part(title, {year: baht * BAHT} if baht else {}, labour_days, 345 * BAHT if labour_days else 0)


def promise(
    by: str, proposal: Proposal, code: str, target: Fraction, due: str, preset: str, *,
    pack_id: str = "demo-water", none: str = "",
) -> None:  # fmt: skip
    """What is to get better, compared with the villages that the system proposes, or the reason for none."""
    definition = promises.definition_of(pack_id, code)
    made = proposal_promises.make(
        proposal, definition=definition, target=target, due_round=due, preset=preset, by=by
    )
    areas = [] if none else [one.area for one in promises.propose_comparisons(made.area, pack_id, code)]
    promises.compare_with(made, areas=areas, reason_none=none, by=by)


def proposal_of(number: int, title: str) -> Proposal:
    """The village's proposal of this title."""
    found: Proposal = only(Proposal, number, title=title)
    return found


def through_the_forum(by: str, proposal: Proposal, meeting: Meeting) -> Proposal:
    """Brought before the forum, passed, and everybody knows who does what."""
    move(proposal, "submit", by)
    move(proposal, "pass", by, meeting=meeting)
    return move(proposal, "sort", by)  # type: ignore[no-any-return]


def into_the_plan(by: str, number: int, titles: Sequence[str], meeting: Meeting) -> None:
    """Into the draft of the village plan, which the same forum agrees to."""
    version = plans.draft_version_for(area=village(number), kind=Plan.VILLAGE, by=by)
    for title in titles:
        move(proposal_of(number, title), "enter", by, version=version)
    move(version, "agree", by, meeting=meeting)


def announce(by: str, number: int) -> None:
    """The agreed version of the village plan is announced."""
    plan = plans.find(village(number), Plan.VILLAGE)
    version = plans.newest_version(plan) if plan is not None else None
    move(version, "announce", by)


def project_of(number: int, title: str) -> Project:
    """The village's project of this title."""
    found: Project = only(Project, number, title=title)
    return found


def lines_of(project: Project) -> list[Any]:
    """Its budget lines, the oldest first."""
    return list(project.budget_lines.order_by("pk"))


def pay(by: str, number: int, title: str, *moves: tuple[str, int]) -> None:
    """Moves of the project's one budget line: («commit», baht), …"""
    for name, baht in moves:
        [line] = lines_of(project_of(number, title))
        move(line, name, by, satang=baht * BAHT)


ASK, SELF = Component.ASK, Component.SELF
