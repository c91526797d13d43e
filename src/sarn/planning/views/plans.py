"""Pages of plans: the plan, a version, two versions side by side, the officer's table, and what is downloaded."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST

from sarn.access.doors import door, find
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.meetings.forms import ForumForm
from sarn.planning import (
    comparing_versions,
    components,
    contents,
    entries,
    freezing,
    layouts,
    p02,
    plan_book,
    plans,
    projects,
    rights,
    taking,
)
from sarn.planning.contents import Contents, Group
from sarn.planning.forms_plans import EntryForm, GroupForm, ReasonForm
from sarn.planning.models import Plan, PlanEntry, PlanVersion, Project
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem

ROWS: Final = 100  # of a table on one page
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _said(problem: Problem) -> str:
    return problem.sentence(get_language() or "th")


@door("published", "read")
def of_area(request: HttpRequest, code: str) -> HttpResponse:
    """The plans of an area that the reader may see, and for whoever works on them the button to begin one."""
    area = get_object_or_404(Area.objects.current(), code=code)
    found = list(Plan.objects.filter(area=area).order_by("kind", "-first_year"))
    kind = {"village": Plan.VILLAGE, "tambon": Plan.LOCAL}.get(area.level, "")
    begins = kind and rights.plans_there(kind, area.path) and plans.find(area, kind) is None
    context = {
        "area": area,
        "plans": [(plan, plans.holding_version(plan), plans.newest_version(plan)) for plan in found],
        "begins": kind if begins else "",
    }
    return render(request, "planning/plans.html", context)


@door("plan", "write")
@require_POST
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the plan of the area, or go on with its draft."""
    area = get_object_or_404(Area.objects.current(), code=code)
    kind = request.POST.get("kind", "")
    if kind not in Plan.KINDS:
        raise Http404
    try:
        version = plans.draft_version_for(area=area, kind=kind, by=current().actor)
    except Problem as problem:
        messages.error(request, _said(problem))
        return redirect("planning:plans", code=code)
    return redirect(version)


@door("published", "read", area=None)
def plan(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The version that holds (or the newest), and the list of all."""
    found = find(Plan, request, uid=uid)
    shown = plans.holding_version(found) or plans.newest_version(found)
    versions = list(plans.versions_of(found))
    writes = rights.plans_there(found.kind, found.area_path)
    settled = bool(versions) and versions[0].state in plans.SETTLED
    context = {
        "plan": found,
        "versions": list(zip(versions, [*versions[1:], None], strict=True)),
        "begins": writes and settled,
        **(_version_context(request, shown) if shown is not None else {"version": None}),
    }
    return render(request, "planning/plan.html", context)


@door("plan", "write", area=None)
@require_POST
def next_version(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Begin an addition, a change or an amendment."""
    found = find(Plan, request, uid=uid)
    kind = request.POST.get("kind", "")
    if kind not in (PlanVersion.ADDED, PlanVersion.CHANGED, PlanVersion.AMENDED):
        raise Http404
    try:
        version = plans.next_version(plan=found, kind=kind, by=current().actor)
    except Problem as problem:
        messages.error(request, _said(problem))
        return redirect(found)
    return redirect(version)


@door("published", "read", area=None)
def version(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One version: its state, sums, and every project."""
    found = find(PlanVersion, request, uid=uid)
    before = plans.versions_of(found.plan).filter(number__lt=found.number).first()
    context = {"plan": found.plan, "before": before, **_version_context(request, found)}
    return render(request, "planning/plan_version.html", context)


def _version_context(request: HttpRequest, found: PlanVersion) -> dict[str, Any]:
    held = contents.of(found)
    groups, page = _page_of(held, request)
    local = found.plan.kind == Plan.LOCAL
    editable = found.state in plans.EDITABLE and rights.plans_there(found.plan.kind, found.area_path)
    layout = plans.layout_of(found.plan)
    return {
        "version": found,
        "held": held,
        "groups": groups,
        "page": page,
        "local": local,
        "editable": editable,
        "intact": freezing.is_as_announced(found),
        "sums": [
            components.Sum(share.doing, len(share.rows), share.money, share.labour) for share in held.shares
        ],
        "layout": layout,
        "layouts": layouts.of_round(layout) if local else [],
    }


def _page_of(held: Contents, request: HttpRequest) -> tuple[list[Group], Any]:
    """The groups of the page that is asked for; sums stay those of the whole group."""
    flat = [(group, row) for group in held.groups for row in group.rows]
    page = Paginator(flat, ROWS).get_page(request.GET.get("page"))
    shown: dict[int, tuple[Group, list[Any]]] = {}
    for group, row in page.object_list:
        shown.setdefault(id(group), (group, []))[1].append(row)
    return [Group(group.strategy, group.programme, tuple(rows)) for group, rows in shown.values()], page


@door("published", "read", area=None)
def compare(request: HttpRequest, uid: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """What `other` says differently from the version `uid`."""
    before, after = find(PlanVersion, request, uid=uid), find(PlanVersion, request, uid=other)
    try:
        found = comparing_versions.differences(before, after)
    except Problem as problem:
        raise Http404 from problem
    context = {"plan": after.plan, "before": before, "after": after, "found": found}
    return render(request, "planning/plan_compare.html", context)


# The officer's table


@door("plan", "write", area=None)
def take(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Projects of the villages, to be taken into the version."""
    found = find(PlanVersion, request, uid=uid)
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in request.POST.getlist("project") if _is_uid(one)]
        projects = list(Project.objects.filter(uid__in=chosen).order_by("area__code", "pk"))
        taken, refused = taking.take(
            found,
            projects,
            strategy=form.cleaned_data["strategy"],
            programme=form.cleaned_data["programme"],
            by=current().actor,
        )
        for problem in refused:
            messages.error(request, _said(problem))
        if taken:
            words = ngettext("%(count)s project taken in", "%(count)s projects taken in", len(taken))
            messages.success(request, words % {"count": len(taken)})
            return redirect(found)
        if not refused:
            messages.error(request, gettext("No project is chosen. Tick at least one and press again."))
    context = {
        "plan": found.plan,
        "version": found,
        "editable": found.state in plans.EDITABLE and rights.plans_there(found.plan.kind, found.area_path),
        "villages": taking.candidates(found),
        "form": form,
        **_names(found),
    }
    return render(request, "planning/plan_take.html", context)


@door("plan", "write", area=None)
def entry(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Strategy, programme and money of one entry; or take it out."""
    found = find(PlanEntry, request, uid=uid)
    out = request.POST.get("act") == "out"
    form = EntryForm(request.POST if request.method == "POST" and not out else None, entry=found)
    reason = ReasonForm(request.POST if out else None)
    problem = None
    if request.method == "POST":
        try:
            if out and reason.is_valid():
                entries.take_out(entry=found, reason=reason.cleaned_data["reason"], by=current().actor)
                return redirect(found.version)
            if not out and form.is_valid():
                data = form.cleaned_data
                entries.change(
                    entry=found,
                    years=form.years(),
                    strategy=data["strategy"],
                    programme=data["programme"],
                    by=current().actor,
                )
                messages.success(request, gettext("Saved"))
                return redirect(found.version)
        except Problem as refusal:
            problem = refusal
    context = {
        "entry": found,
        "version": found.version,
        "plan": found.version.plan,
        "form": form,
        "reason": reason,
        "problem": _said(problem) if problem else "",
        "rewords": projects.may_reword(found.project),
        **_names(found.version),
    }
    status = problem.status if problem else 400 if form.errors or reason.errors else 200
    return render(request, "planning/plan_entry.html", context, status=status)


def _names(found: PlanVersion) -> dict[str, list[str]]:
    """Strategies and programmes in use in the plan, to be offered."""
    rows = PlanEntry.objects.filter(version__plan=found.plan)
    return {
        "strategies": sorted({one for one in rows.values_list("strategy", flat=True) if one}),
        "programmes": sorted({one for one in rows.values_list("programme", flat=True) if one}),
    }


def _is_uid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


# Downloads


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _download(
    request: HttpRequest, uid: uuid.UUID, suffix: str, kind: str, make: Callable[[PlanVersion], bytes]
) -> HttpResponse:
    found = find(PlanVersion, request, uid=uid)
    try:
        content = make(found)
    except Problem as problem:
        messages.error(request, _said(problem))
        return redirect(found)
    return _file(content, kind, f"{plan_book.name_of_file(found)}{suffix}")


def _grid(request: HttpRequest) -> Callable[[PlanVersion], p02.Grid]:
    form, layout = request.GET.get("form", "p02"), request.GET.get("layout", "")
    return lambda found: p02.grid(found, form=form, layout=layout)


@door("published", "read", area=None)
def p02_xlsx(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """ผ.02 as a workbook."""
    laid_out = _grid(request)
    return _download(request, uid, "-p02.xlsx", _XLSX, lambda found: p02.workbook(laid_out(found)))


@door("published", "read", area=None)
def p02_pdf(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """ผ.02 on paper."""
    laid_out = _grid(request)
    return _download(request, uid, "-p02.pdf", "application/pdf", lambda found: p02.pdf(laid_out(found)))


@door("published", "read", area=None)
def book_pdf(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The book of a village plan."""
    return _download(request, uid, ".pdf", "application/pdf", plan_book.pdf)


do_version = move_view(PlanVersion, forms={"agree": ForumForm})
