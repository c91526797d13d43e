"""What a proposal means to make better: promised before the money, or the reason why nothing can be promised.

The promises themselves belong to `indicators`; they are made for a proposal and go over to its project.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sarn.audit import log
from sarn.indicators import promises
from sarn.indicators.models import Cell, ComparisonMember, Definition, Promise
from sarn.planning import rights
from sarn.planning.models import Issue, Project, Proposal, ProposalIssue
from sarn.planning.promise_words import in_words as sentences
from sarn.thread.refs import Ref
from sarn.workflow.needs import LEAST_LETTERS
from sarn.workflow.tables import Given, Need
from sarnkit import effects
from sarnkit.problems import Problem


def of(proposal: Proposal) -> list[Promise]:
    """The proposal's promises; once it is a project, the project's."""
    found = promises.of(Ref("proposal", proposal.uid))
    if not found and proposal.project is not None:
        return of_project(proposal.project)
    return list(found)


def of_project(project: Project) -> list[Promise]:
    """The project's promises."""
    return list(promises.of(Ref("project", project.uid)))


def refuse(proposal: Proposal, *, reason: str, by: str) -> Proposal:
    """Say why nothing can be promised; an empty reason takes it back.

    Raises Problem `planning.past-promising`, `workflow.no-reason`.
    """
    words = reason.strip()
    with transaction.atomic():
        found = require_open(proposal)
        if words and len(words) < LEAST_LETTERS:
            raise Problem("workflow.no-reason", least=LEAST_LETTERS)
        found.effect_refused = words
        found.save(update_fields=["effect_refused"])
        log.record(
            "proposal.refuse-promise",
            by=by,
            object_type="proposal",
            object_uid=found.uid,
            area_path=found.area_path,
            reason=words,
        )
    return found


def withdraw(proposal: Proposal, promise: Promise, *, by: str) -> None:
    """Take a promise back. Raises Problem `planning.past-promising`, `effects.frozen`."""
    with transaction.atomic():
        require_open(proposal)
        promises.withdraw(promise, by=by)


def require_open(proposal: Proposal) -> Proposal:
    """The proposal, locked.

    Raises Denied for whoever does not speak for its area, Problem `planning.past-promising` once it stands in the plan
    or has ended.
    """
    found: Proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    rights.require_decides(found.area)
    if found.state_now.ended:
        raise Problem("planning.past-promising", title=found.title)
    return found


def take_over(proposal: Proposal, project: Project, *, by: str) -> None:
    """The proposal's promises become the project's."""
    promises.hand_over(source=Ref("proposal", proposal.uid), target=Ref("project", project.uid), by=by)


def close(proposal: Proposal) -> None:
    """The proposal is not for everybody any more, nor is what it promised."""
    rows = promises.of(Ref("proposal", proposal.uid))
    ComparisonMember.objects.filter(promise__in=list(rows)).update(opened=False)
    rows.update(opened=False)


def in_words(found: Iterable[Promise]) -> str:
    """The promises as sentences, for the column «indicator» of the plan's forms."""
    return "\n".join(sentences(found).values())


def settled(proposal: Proposal) -> bool:
    """Whether it says what is to get better, or why that cannot be told."""
    return len(proposal.effect_refused.strip()) >= LEAST_LETTERS or bool(of(proposal))


@dataclass(frozen=True)
class Told:
    """A promise as a page shows it: in one sentence, with the villages it is compared with."""

    promise: Promise
    sentence: str
    members: tuple[ComparisonMember, ...]

    @property
    def compared(self) -> bool:
        """Whether villages were chosen, or it was said why there are none."""
        return bool(self.members or self.promise.reason_none)


def told(found: Iterable[Promise]) -> list[Told]:
    """The promises for a page; comparison villages in the order in which they were chosen."""
    rows = list(found)
    members: dict[int, list[ComparisonMember]] = {}
    chosen = ComparisonMember.objects.filter(promise__in=[one.pk for one in rows])
    for member in chosen.order_by("order").select_related("area"):
        members.setdefault(member.promise_id, []).append(member)
    said = sentences(rows)
    return [Told(one, said[one.pk], tuple(members.get(one.pk, ()))) for one in rows]


def make(
    proposal: Proposal, *, definition: Definition, target: Fraction, due_round: str, preset: str = "", by: str
) -> Promise:
    """Promise for the proposal, from the figure that its issue is pinned to where there is one.

    Raises Problem `planning.past-promising`, and what `promises.make` refuses.
    """
    with transaction.atomic():
        found = require_open(proposal)
        promise = promises.make(
            subject=Ref("proposal", found.uid),
            area=found.area,
            pack_id=definition.pack.pack_id,
            code=definition.code,
            target=target,
            due_round=due_round,
            preset=preset,
            cell_uid=pinned(found, definition),
            by=by,
        )
        if found.opened:
            promises.open_for(Ref("proposal", found.uid))
    return promise


def pinned(proposal: Proposal, definition: Definition) -> UUID | None:
    """The exact figure of this indicator that an issue of the proposal is pinned to."""
    keys = ProposalIssue.objects.filter(proposal=proposal).values_list("issue_id", flat=True)
    issue = Issue.objects.filter(
        pk__in=list(keys), pack_id=definition.pack.pack_id, code=definition.code
    ).first()
    return issue.cell_uid if issue is not None else None


def indicators_for(proposal: Proposal) -> list[Definition]:
    """Indicators that can be promised on: those of its issues first, then the village's others.

    Only such of which the village has a figure now and whose direction is known.
    """
    cells = Cell.objects.filter(area=proposal.area, superseded_by=None, group="")
    known = set(cells.values_list("pack_id", "code"))
    rows = Definition.objects.filter(code__in={code for _pack, code in known}).select_related("pack")
    newest = {(one.pack.pack_id, one.code): one for one in rows.order_by("pack__active", "pack__pk")}
    keys = ProposalIssue.objects.filter(proposal=proposal).values_list("issue_id", flat=True)
    issues = Issue.objects.filter(pk__in=list(keys)).exclude(cell_uid=None)
    named = dict.fromkeys((one.pack_id, one.code) for one in issues)
    order = [
        *named,
        *sorted(known - set(named), key=lambda key: (key[0], newest[key].order if key in newest else 0)),
    ]
    return [
        newest[key]
        for key in order
        if key in newest
        and newest[key].direction in effects.DIRECTIONS
        and newest[key].disclosure != "internal"
    ]


def _no_promise(found: Any, given: Given) -> Problem | None:
    return None if settled(found) else Problem("planning.no-promise")


PROMISE_OR_REASON = Need(_("what is to get better, or the reason why that cannot be told"), _no_promise)
