"""Pages of proposals: read, written on one screen, and the six questions about each part."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sarn.access.doors import door, find
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.meetings.forms import ForumForm
from sarn.planning import (
    components,
    issues,
    next_steps,
    planned_years,
    proposal_promises,
    proposals,
    rights,
    words,
)
from sarn.planning.forms import (
    EnterForm,
    PartFormSet,
    ProposalForm,
    RejectForm,
    WhoForm,
    part_rows,
    uid_of,
)
from sarn.planning.models import Component, Issue, Project, Proposal
from sarn.planning.proposals import Draft
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem

do = move_view(Proposal, forms={"pass": ForumForm, "reject": RejectForm, "enter": EnterForm})


@door("published", "read", area=None)
@require_safe
def proposal(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One proposal: what it answers, its parts and doers, its money, what it promises."""
    found = find(Proposal, request, uid=uid)
    parts = components.of(found)
    writes = rights.decides(found.area)
    context = {
        "proposal": found,
        "issues": proposals.issues_of(found),
        "parts": [{"part": one, "money": components.money_of(one)} for one in parts],
        "sums": components.by_mode(parts),
        "years": components.by_year(parts),
        "promises": proposal_promises.told(proposal_promises.of(found)),
        "writes": writes,
        "step": next_steps.of_proposal(found) if writes else None,
        "sorts": writes and found.state in ("draft", "submitted", "passed"),
        "promising": writes and not found.state_now.ended,
        "project": _project_of(found),
    }
    return render(request, "planning/proposal.html", context)


@door("result", "certify")  # a proposal is the village's own: whoever speaks for its results
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new draft; `?issue=` ticks an issue beforehand."""
    area = Area.objects.current().filter(code=code, level__in=("village", "tambon")).first()
    if area is None:
        raise Http404
    asked = uid_of(request.GET.get("issue", ""))
    first = Issue.objects.filter(area=area, uid=asked).first() if asked else None
    initial: dict[str, Any] = {"issues": [str(first.uid)] if first else []}
    return _screen(request, area, None, initial)


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The same screen for a draft that there is."""
    found = _mine(request, uid)
    if found.state != "draft":
        refusal = Problem("planning.not-draft", title=found.title, state=found.state_now.label)
        messages.error(request, refusal.sentence(words.language()))
        return redirect(found.get_absolute_url())
    initial = {
        "title": found.title,
        "issues": [str(one.uid) for one in proposals.issues_of(found)],
        "no_issue_reason": found.no_issue_reason,
        "objective": found.objective,
        "target": found.target,
        "expected": found.expected,
        "seen": proposals.mark(found),
    }
    return _screen(request, found.area, found, initial)


def _screen(
    request: HttpRequest, area: Area, found: Proposal | None, initial: dict[str, Any]
) -> HttpResponse:
    parts = components.of(found) if found is not None else []
    years = planned_years.of(area, parts)
    posted = request.POST or None
    choices = [one for one in Issue.objects.filter(area=area) if one.state in issues.OPEN]
    choices.sort(key=lambda one: (one.rank is None, one.rank or 0, one.pk))
    form = ProposalForm(posted, initial=initial, open_issues=choices)
    rows = PartFormSet(posted, prefix="part", initial=part_rows(parts), form_kwargs={"years": years})
    problem = ""
    if request.method == "POST" and form.is_valid() and rows.is_valid():
        try:
            made = _write(area, found, form, rows)
        except Problem as refusal:
            problem = refusal.sentence(words.language())
        else:
            messages.success(request, _("The draft is kept."))
            return redirect(made.get_absolute_url())
    context = {
        "area": area,
        "proposal": found,
        "form": form,
        "rows": rows,
        "years": years,
        "problem": problem,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "planning/proposal_form.html", context, status=status)


def _write(area: Area, found: Proposal | None, form: ProposalForm, rows: Any) -> Proposal:
    said = {name: form.cleaned_data[name] for name in ("title", "no_issue_reason", "objective", "target")}
    draft = Draft(
        **said,
        expected=form.cleaned_data["expected"],
        issues=form.chosen(),
        parts=[row.part() for row in rows if row.said],
    )
    by = current().actor
    if found is None:
        return proposals.draft(area=area, said=draft, by=by)
    return proposals.edit(found, said=draft, by=by, seen=form.cleaned_data["seen"] or None)


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest, uid: uuid.UUID, order: int) -> HttpResponse:
    """Six questions about one part; the rules suggest, the forum decides."""
    found = _mine(request, uid)
    part = Component.objects.filter(proposal=found, order=order).first()
    if part is None:
        raise Http404
    suggestion, problem = None, ""
    form = WhoForm(request.POST or None, initial=_said_before(part))
    answers = dict(part.answers)
    if request.method == "POST" and form.is_valid():
        answers = components.as_said(form.cleaned_data)
        if request.POST.get("act") == "decide":
            try:
                _decide(part, form, answers)
            except Problem as refusal:
                problem = refusal.sentence(words.language())
            else:
                return _to_next(request, found, part)
        elif len(answers) < len(components.QUESTIONS):
            left = len(components.QUESTIONS) - len(answers)
            unanswered = Problem("planning.unanswered", count=left, title=part.title)
            problem = unanswered.sentence(words.language())
    if len(answers) == len(components.QUESTIONS):
        mode, why = components.suggest(answers)
        suggestion = {"mode": mode, "why": why}
        if request.POST.get("act") == "ask":
            form = WhoForm(initial={**form.cleaned_data, "mode": mode, "reason": why})
    context = {
        "proposal": found,
        "part": part,
        "form": form,
        "suggestion": suggestion,
        "problem": problem,
        "count": Component.objects.filter(proposal=found).count(),
    }
    return render(request, "planning/who.html", context, status=400 if problem else 200)


def _said_before(part: Component) -> dict[str, Any]:
    said: dict[str, Any] = {code: "yes" if yes else "no" for code, yes in part.answers.items()}
    return {**said, "mode": part.mode, "reason": part.mode_reason, "doer": part.doer}


def _decide(part: Component, form: WhoForm, answers: dict[str, bool]) -> None:
    said = form.cleaned_data
    components.decide(
        part,
        answers=answers,
        mode=said["mode"],
        reason=said["reason"],
        doer=said["doer"],
        by=current().actor,
    )


def _to_next(request: HttpRequest, found: Proposal, part: Component) -> HttpResponse:
    """The next part that nobody has settled, else back to the proposal."""
    messages.success(request, _("Who does «%(part)s» is kept.") % {"part": part.title})
    rest = Component.objects.filter(proposal=found, mode="").order_by("order").first()
    if rest is not None:
        return redirect("planning:who-does-it", uid=found.uid, order=rest.order)
    return redirect(found.get_absolute_url())


def _mine(request: HttpRequest, uid: uuid.UUID) -> Proposal:
    found = find(Proposal, request, uid=uid)
    rights.require_decides(found.area)
    return found


def _project_of(found: Proposal) -> Project | None:
    return Project.objects.filter(pk=found.project_id).first() if found.project_id else None
