"""Pages of issues: one tap at a figure, villagers' own, the forum's ranking."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sarn.access.doors import door, find
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.documents import pictures
from sarn.meetings.forms import ForumForm
from sarn.planning import issues, next_steps, proposals, rights, words
from sarn.planning.forms import IssueForm, RankForm, RankMoveForm, ResolveForm, RewordForm
from sarn.planning.models import Issue
from sarn.thread import nodes
from sarn.thread.refs import Ref
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem

do = move_view(
    Issue,
    forms={
        "confirm": ForumForm,
        "rank": RankMoveForm,
        "resolve": ResolveForm,
        "resume": ForumForm,
    },
)


@door("published", "read", area=None)
@require_safe
def issue(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One issue: the figure behind it, what the forum said, what is done about it."""
    found = find(Issue, request, uid=uid)
    writes = rights.decides(found.area)
    cells = [one for one in (found.cell_uid, found.resolved_cell_uid) if one is not None]
    shown = nodes.find([Ref("cell", one) for one in cells])
    context = {
        "issue": found,
        "cell": shown.get(Ref("cell", found.cell_uid)) if found.cell_uid else None,
        "later": shown.get(Ref("cell", found.resolved_cell_uid)) if found.resolved_cell_uid else None,
        "proposals": proposals.of_issue(found),
        "writes": writes,
        "step": next_steps.of_issue(found) if writes else None,
        "calm": found.state in ("ranked", "answered", "worked-on"),
        "reword": RewordForm(initial={"title": found.title, "story": found.story})
        if writes and found.state == "raised"
        else None,
    }
    return render(request, "planning/issue.html", context)


@door("plan", "write", area=None)
@require_POST
def raise_from_cell(request: HttpRequest, cell_uid: uuid.UUID) -> HttpResponse:
    """The one tap at a figure; a second tap leads to the issue that there is."""
    known = issues.of_cell(cell_uid)
    if known is not None:
        messages.info(request, _("This figure is an issue already."))
        return redirect(known.get_absolute_url())
    try:
        found = issues.raise_from_cell(cell_uid=cell_uid, by=current().actor)
    except Problem as refusal:
        if refusal.status == 404:
            raise Http404 from refusal
        return render(
            request,
            "planning/refused.html",
            {"problem": refusal.sentence(words.language())},
            status=refusal.status,
        )
    messages.success(request, _("It is an issue now. Its figure is pinned to it."))
    return redirect(found.get_absolute_url())


@door("plan", "write")
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """An issue that villagers say there is, without a figure."""
    area = _area(code)
    form = IssueForm(request.POST or None, request.FILES or None)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            found = _raised(area, form)
        except Problem as refusal:
            problem = refusal.sentence(words.language())
        else:
            return redirect(found.get_absolute_url())
    status = 400 if request.method == "POST" else 200
    return render(
        request, "planning/issue_new.html", {"area": area, "form": form, "problem": problem}, status=status
    )


def _raised(area: Area, form: IssueForm) -> Issue:
    said, by = form.cleaned_data, current().actor
    with transaction.atomic():
        picture = None
        if said["picture"]:
            picture = pictures.keep(said["picture"], alt=said["alt"] or said["title"], by=by)
        return issues.raise_by_villagers(
            area=area, title=said["title"], story=said["story"], picture=picture, by=by
        )


@door("plan", "write", area=None)
@require_POST
def reword(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Other words for an issue before the forum has taken it up."""
    found = find(Issue, request, uid=uid)
    form = RewordForm(request.POST)
    if form.is_valid():
        try:
            issues.reword(found, by=current().actor, **form.cleaned_data)
        except Problem as refusal:
            messages.error(request, refusal.sentence(words.language()))
    else:
        for refusals in form.errors.values():
            messages.error(request, str(refusals[0]))
    return redirect(found.get_absolute_url())


@door("plan", "write")
@require_http_methods(["GET", "POST"])
def rank(request: HttpRequest, code: str) -> HttpResponse:
    """The forum's ranking of all issues at once."""
    area = _area(code)
    rows = Issue.objects.filter(area=area, state__in=issues.RANKABLE)
    found = sorted(rows, key=lambda one: (one.rank is None, one.rank or 0, one.pk))
    form = RankForm(request.POST or None, area=area, found=found)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            issues.rank_all(
                area=area, meeting=form.cleaned_data["meeting"], order=form.order(), by=current().actor
            )
        except Problem as refusal:
            problem = refusal.sentence(words.language())
        else:
            messages.success(request, _("The forum's ranking is recorded."))
            return redirect("planning:village", code=area.code)
    status = 400 if request.method == "POST" else 200
    return render(
        request, "planning/rank.html", {"area": area, "form": form, "problem": problem}, status=status
    )


@door("published", "read", area=None)
@require_safe
def picture(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The photo of an issue, for whoever may read the issue."""
    found = find(Issue, request, uid=uid)
    if found.picture is None:
        raise Http404
    size = request.GET.get("size")
    return pictures.response(found.picture, "large" if size == "large" else "small", public=found.opened)


def _area(code: str) -> Area:
    found = Area.objects.current().filter(code=code, level__in=("village", "tambon")).first()
    if found is None:
        raise Http404
    return found
