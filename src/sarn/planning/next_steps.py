"""What a village does next: one step for each thing that waits, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sarn.areas.models import Area
from sarn.planning import components, proposal_promises, proposals
from sarn.planning.models import Issue, Project, Proposal

if TYPE_CHECKING:
    from uuid import UUID

MOST = 6


@dataclass(frozen=True)
class Step:
    """What to do, about what, and the address where it is done."""

    act: str
    about: str
    url: str


def steps(
    area: Area, issues: Sequence[Issue], found: Sequence[Proposal], projects: Sequence[Project]
) -> list[Step]:
    """The next steps of the village's head: what is nearest to its end comes first."""
    return [
        *_of_projects(projects),
        *_of_proposals(found),
        *_of_issues(area, issues, found),
    ][:MOST]


def of_proposal(proposal: Proposal) -> Step | None:
    """What the village's head does next with one proposal where that is no move of its own."""
    if proposal.state == "passed" and components.unsettled(components.of(proposal)):
        return _who_does_it(proposal)
    if proposal.state == "sorted" and not proposal_promises.settled(proposal):
        return Step(
            _("Say what is to get better"),
            proposal.title,
            reverse("planning:promise", kwargs={"uid": proposal.uid}),
        )
    return None


def of_issue(issue: Issue) -> Step | None:
    """What the village's head does next with one issue where that is no move of its own."""
    if issue.state != "ranked" or any(one.state in proposals.ALIVE for one in proposals.of_issue(issue)):
        return None
    where = reverse("planning:new-proposal", kwargs={"code": issue.area.code}) + f"?issue={issue.uid}"
    return Step(_("Write a proposal"), issue.title, where)


def _of_projects(found: Iterable[Project]) -> Iterable[Step]:
    for one in found:
        if one.state == "completed":
            yield Step(
                _("Let villagers confirm that it works"), one.title, _do("project", one.uid, "confirm")
            )


def _of_proposals(found: Sequence[Proposal]) -> Iterable[Step]:
    for one in sorted(found, key=lambda each: proposals.ORDER.index(each.state), reverse=True):
        if one.state == "sorted":
            if proposal_promises.settled(one):
                yield Step(_("Put into the village plan"), one.title, _do("proposal", one.uid, "enter"))
            else:
                address = reverse("planning:promise", kwargs={"uid": one.uid})
                yield Step(_("Say what is to get better"), one.title, address)
        elif one.state == "passed":
            yield _who_does_it(one)
        elif one.state == "submitted":
            yield Step(_("Ask the forum about the proposal"), one.title, one.get_absolute_url())
        elif one.state == "draft":
            yield Step(_("Finish the draft and bring it before the forum"), one.title, one.get_absolute_url())


def _who_does_it(proposal: Proposal) -> Step:
    open_part = next((part for part in components.of(proposal) if not part.mode), None)
    if open_part is None:
        return Step(_("Settle who does what"), proposal.title, _do("proposal", proposal.uid, "sort"))
    address = reverse("planning:who-does-it", kwargs={"uid": proposal.uid, "order": open_part.order})
    return Step(_("Say who does it"), f"{proposal.title}: {open_part.title}", address)


def _of_issues(area: Area, found: Sequence[Issue], made: Sequence[Proposal]) -> Iterable[Step]:
    raised = [one for one in found if one.state == "raised"]
    unranked = [one for one in found if one.state == "confirmed"]
    if raised:
        text = ngettext("%(n)s issue waits", "%(n)s issues wait", len(raised)) % {"n": len(raised)}
        where = raised[0].get_absolute_url()
        yield Step(_("Let the forum confirm what has to be mended"), f"{text}: {_listed(raised)}", where)
    if unranked:
        where = reverse("planning:rank-issues", kwargs={"code": area.code})
        yield Step(_("Let the forum rank the issues"), _listed(unranked), where)
    addressed = {
        issue.pk for issue in proposals.issues_of(*(one for one in made if one.state in proposals.ALIVE))
    }
    for one in found:
        if one.state == "ranked" and one.pk not in addressed:
            where = reverse("planning:new-proposal", kwargs={"code": area.code}) + f"?issue={one.uid}"
            yield Step(_("Write a proposal"), one.title, where)


def _listed(found: Sequence[Issue]) -> str:
    names = ", ".join(one.title for one in found[:3])
    return f"{names} …" if len(found) > 3 else names


def _do(kind: str, uid: UUID, name: str) -> str:
    return reverse(f"planning:do-{kind}", kwargs={"uid": uid, "name": name})
