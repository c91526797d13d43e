"""Proposals: what to do about issues, drafted on one screen, passed or not passed by the forum."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.audit import log
from sarn.indicators import promises
from sarn.planning import components, issues, proposal_promises, rights
from sarn.planning.following import follow
from sarn.planning.models import Component, ComponentYear, Issue, Proposal, ProposalIssue
from sarn.thread import links
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarn.workflow.needs import LEAST_LETTERS
from sarn.workflow.tables import Follow, Given, Need
from sarnkit import clock
from sarnkit.problems import Problem

# A proposal in one of these states holds its issues as answered.
PASSED = ("passed", "sorted", "planned")
ALIVE = ("draft", "submitted", *PASSED)
# From the first to the last, then what did not become anything.
ORDER = (*ALIVE, "rejected", "withdrawn")


@dataclass(frozen=True)
class Part:
    """One component as it is typed: `years` maps a fiscal year (CE) to satang, `labour_rate` is satang a person-day.

    `pk` is that of the component it changes, None for a new one.
    """

    title: str
    years: Mapping[int, int] = field(default_factory=dict)
    labour_days: int = 0
    labour_rate: int = 0
    doer: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Draft:
    """All that is typed on the one screen of a proposal."""

    title: str
    issues: Sequence[Issue] = ()
    no_issue_reason: str = ""
    objective: str = ""
    target: str = ""
    expected: str = ""
    parts: Sequence[Part] = ()


def draft(*, area: Area, said: Draft, by: str) -> Proposal:
    """Write a new draft. Raises Denied, Problem `planning.proposal-title`, `planning.no-issue`,
    `planning.other-area`, `planning.issue-ended`, `planning.component-title`.
    """
    rights.require_decides(area)
    _check(area, said)
    with transaction.atomic():
        proposal = Proposal(area=area, area_path=area.path, made_by=by, made_on=clock.today())
        _fill(proposal, said)
        proposal.save()
        _write_parts(proposal, said.parts)
        _address(proposal, said.issues, by)
        _record("proposal.draft", proposal, by)
    return proposal


def edit(proposal: Proposal, *, said: Draft, by: str, seen: str | None = None) -> Proposal:
    """Change a draft; `seen` is the mark of what the person had before her eyes.

    Raises what `draft` raises, and Problem `planning.not-draft`, `planning.changed-meanwhile`.
    """
    with transaction.atomic():
        found = Proposal.objects.select_for_update().get(pk=proposal.pk)
        rights.require_decides(found.area)
        if found.state != "draft":
            raise Problem("planning.not-draft", title=found.title, state=found.state_now.label)
        if seen is not None and seen != mark(found):
            raise Problem("planning.changed-meanwhile")
        _check(found.area, said)
        _fill(found, said)
        found.save()
        _write_parts(found, said.parts)
        _address(found, said.issues, by)
        _record("proposal.edit", found, by)
    return found


def mark(proposal: Proposal) -> str:
    """A short hash of all that the screen of a proposal shows: it tells whether somebody changed it meanwhile."""
    said: list[Any] = [
        proposal.title,
        proposal.objective,
        proposal.target,
        proposal.expected,
        proposal.no_issue_reason,
        sorted(one.issue_id for one in ProposalIssue.objects.filter(proposal=proposal)),
    ]
    for one in components.of(proposal):
        years = sorted((year.fiscal_year, year.satang) for year in one.years.all())
        said.append([one.pk, one.title, one.labour_days, one.labour_rate, one.doer, years])
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def issues_of(*proposals: Proposal) -> list[Issue]:
    """The issues that these proposals address, as far as the current scope may see them; by rank."""
    keys = ProposalIssue.objects.filter(proposal__in=proposals).values_list("issue_id", flat=True)
    found = list(Issue.objects.filter(pk__in=list(keys)))
    return sorted(found, key=lambda one: (one.rank is None, one.rank or 0, one.pk))


def of_issue(issue: Issue) -> list[Proposal]:
    """The proposals that address the issue, newest first."""
    keys = ProposalIssue.objects.filter(issue=issue).values_list("proposal_id", flat=True)
    return list(Proposal.objects.filter(pk__in=list(keys)).order_by("-pk"))


def release_issues(answered: Iterable[Issue], *, by: str) -> None:
    """Issues that nothing answers any more go back to the ranking."""
    for issue in answered:
        others = [
            one
            for one in of_issue(issue)
            if one.state in PASSED and not (one.project is not None and one.project.state == "cancelled")
        ]
        if not others:
            follow(issue, "reopen", by=by)


# What the table of states asks for and brings about.


def _no_cause(found: Any, given: Given) -> Problem | None:
    if ProposalIssue.objects.filter(proposal=found).exists() or _reason(found.no_issue_reason):
        return None
    return Problem("planning.no-issue")


def _no_parts(found: Any, given: Given) -> Problem | None:
    exists = Component.objects.filter(proposal=found).exists()
    return None if exists else Problem("planning.no-component")


def _unsorted(found: Any, given: Given) -> Problem | None:
    titles = components.unsettled(components.of(found))
    return Problem("planning.unsorted", titles=", ".join(f"«{one}»" for one in titles)) if titles else None


ISSUE_OR_REASON = Need(_("an issue that it answers, or the reason why there is none"), _no_cause)
HAS_PARTS = Need(_("at least one part of the work"), _no_parts)
ALL_SORTED = Need(_("who does it, with the reason, for each part of the work"), _unsorted)


def _passed(proposal: Any, given: Given, by: str) -> None:
    """The forum stands beside it; its issues are taken up by the same forum where none has yet, and answered."""
    proposal.forum, proposal.state_reason = given["meeting"], ""
    proposal.save(update_fields=["forum", "state_reason"])
    promises.open_for(Ref("proposal", proposal.uid))
    for issue in issues_of(proposal):
        if issue.state == "raised":
            moving.move(issue, "confirm", by=by, meeting=given["meeting"])
            issue.refresh_from_db()
        follow(issue, "answer", by=by)


def _rejected(proposal: Any, given: Given, by: str) -> None:
    proposal.forum = given["meeting"]
    proposal.save(update_fields=["forum"])
    issues.keep_reason(proposal, given, by)


def _withdrawn(proposal: Any, given: Given, by: str) -> None:
    issues.keep_reason(proposal, given, by)
    proposal_promises.close(proposal)
    release_issues(issues_of(proposal), by=by)


PASSED_ON = Follow(_("the forum stands beside it, and its issues are answered"), _passed)
REJECTED = Follow(_("the forum and its reason stand beside it for everybody to read"), _rejected)
WITHDRAWN = Follow(_("the reason stands beside it; its issues go back to the ranking"), _withdrawn)


def _check(area: Area, said: Draft) -> None:
    if not said.title.strip():
        raise Problem("planning.proposal-title")
    if not said.issues and not _reason(said.no_issue_reason):
        raise Problem("planning.no-issue")
    for issue in said.issues:
        if issue.area_id != area.pk:
            raise Problem("planning.other-area", title=issue.title)
        if issue.state not in issues.OPEN:
            raise Problem("planning.issue-ended", title=issue.title, state=issue.state_now.label)
    for row, part in enumerate(said.parts, start=1):
        if not part.title.strip():
            raise Problem("planning.component-title", row=row)


def _reason(text: str) -> bool:
    return len(text.strip()) >= LEAST_LETTERS


def _fill(proposal: Proposal, said: Draft) -> None:
    proposal.title = " ".join(said.title.split())[:200]
    proposal.objective, proposal.target = said.objective.strip(), said.target.strip()
    proposal.expected, proposal.no_issue_reason = said.expected.strip(), said.no_issue_reason.strip()


def _write_parts(proposal: Proposal, parts: Sequence[Part]) -> None:
    """Change, add and take away components, so that they are these in this order."""
    known = {one.pk: one for one in Component.objects.filter(proposal=proposal)}
    kept = [known.get(part.pk or 0) or Component(proposal=proposal) for part in parts]
    gone = set(known) - {one.pk for one in kept}
    Component.objects.filter(pk__in=gone).delete()
    for one in kept:  # out of each other's way: an order is held once
        if one.pk:
            Component.objects.filter(pk=one.pk).update(order=one.order + 1000)
    for order, (one, part) in enumerate(zip(kept, parts, strict=True), start=1):
        one.order, one.title = order, " ".join(part.title.split())[:200]
        one.labour_days, one.labour_rate = part.labour_days, part.labour_rate
        one.doer = part.doer.strip()[:200] or one.doer
        one.save()
        ComponentYear.objects.filter(component=one).delete()
        ComponentYear.objects.bulk_create(
            ComponentYear(component=one, fiscal_year=year, satang=satang)
            for year, satang in sorted(part.years.items())
            if satang
        )


def _address(proposal: Proposal, wanted: Sequence[Issue], by: str) -> None:
    """Let the proposal address exactly these issues; the thread goes with it."""
    stands = {one.issue_id: one for one in ProposalIssue.objects.filter(proposal=proposal)}
    wanted_keys = {issue.pk for issue in wanted}
    target = Ref("proposal", proposal.uid)
    for key, row in stands.items():
        if key not in wanted_keys:
            source = Ref("issue", row.issue.uid)
            row.delete()
            links.end(source=source, target=target, relation="addressed-by", by=by)
    for issue in wanted:
        if issue.pk not in stands:
            ProposalIssue.objects.create(proposal=proposal, issue=issue)
            links.join(source=Ref("issue", issue.uid), target=target, relation="addressed-by", by=by)


def _record(action: str, proposal: Proposal, by: str) -> None:
    log.record(
        action,
        by=by,
        object_type="proposal",
        object_uid=proposal.uid,
        area_path=proposal.area_path,
        title=proposal.title,
        mark=mark(proposal),
    )
