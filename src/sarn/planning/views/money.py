"""Pages of money, of work done, and the photos of both."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sarn.access.doors import door, find
from sarn.access.models import Denied, covers
from sarn.access.scope import current
from sarn.accounts import history
from sarn.areas.models import Area
from sarn.documents import pictures
from sarn.planning import activities, money
from sarn.planning.forms_money import (
    AmountForm,
    AskForm,
    CorrectMoneyForm,
    DoForm,
    PlanActivityForm,
    RecordActivityForm,
)
from sarn.planning.models import Acceptance, Activity, ActivityPicture, BudgetLine, Project
from sarn.workflow.models import Stateful
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem


@door("published", "read", area=None)
@require_GET
def budget_line(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One line: asked, approved, committed, paid, and who wrote it when."""
    line = find(BudgetLine, request, uid=uid)
    changes = history.of(
        line.table,
        line.uid,
        besides={"budget-line.ask": _("Asked for"), "budget-line.correct": _("Corrected")},
    )
    context = {
        "line": line,
        "source": money.source_words(line),
        "history": [(one, money.told(one.detail)) for one in changes],
        "may_write": _may_write(line) and money.not_its_keeper(line, {}) is None,
    }
    return render(request, "planning/budget_line.html", context)


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask a source for money for the project."""
    project = _project(request, uid)
    initial = {"satang": money.missing(project) or None}
    form = AskForm(request.POST or None, initial=initial)

    def act() -> BudgetLine:
        return money.ask(project=project, by=current().actor, **form.cleaned_data)

    return _form_page(request, form, act, project=project, heading=_("Ask for money"), done=_("Asked for."))


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Mend sums that were typed wrong."""
    line = find(BudgetLine, request, uid=uid)
    _require_write(line)
    initial = {name: getattr(line, name) for name in money.AMOUNTS}
    form = CorrectMoneyForm(request.POST or None, initial=initial)

    def act() -> BudgetLine:
        return money.correct(line, by=current().actor, **form.cleaned_data)

    return _form_page(
        request,
        form,
        act,
        project=line.project,
        heading=_("Correct the sums"),
        done=_("Corrected."),
        back=line,
    )


do_budget_line = move_view(
    BudgetLine, forms={"approve": AmountForm, "commit": AmountForm, "disburse": AmountForm}
)


@door("published", "read")
@require_GET
def wanted(request: HttpRequest, code: str) -> HttpResponse:
    """Projects that got a part of their money, and what is still missing."""
    area = Area.objects.current().filter(code=code).first()
    if area is None:
        raise Http404
    rows = money.wanted(area)
    return render(
        request,
        "planning/budget_wanted.html",
        {"area": area, "rows": rows, "total": sum(row.missing for row in rows)},
    )


@door("published", "read", area=None)
@require_GET
def activity(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One piece of work: when, where, how many, what came of it, photos."""
    found = find(Activity, request, uid=uid)
    changes = history.of(found.table, found.uid, besides={"activity.plan": _("Planned")})
    context = {
        "activity": found,
        "outputs": found.outputs.order_by("pk"),
        "pictures": found.pictures.select_related("picture").order_by("order"),
        "history": changes,
    }
    return render(request, "planning/activity.html", context)


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def plan_activity(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Work that is to be done on the project."""
    project = _project(request, uid)
    form = PlanActivityForm(request.POST or None)

    def act() -> Activity:
        said = form.cleaned_data
        return activities.plan(
            project=project,
            title=said["title"],
            on=said["on"],
            place=said["place"],
            people=said["people"] or 0,
            note=said["note"],
            outputs=form.outputs(done=False),
            by=current().actor,
        )

    return _form_page(request, form, act, project=project, heading=_("Plan work"), done=_("Planned."))


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def record_activity(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Work that was done on the project, with photos, on one screen."""
    project = _project(request, uid)
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RecordActivityForm(*given)

    def act() -> Activity:
        return activities.record(
            project=project,
            title=form.cleaned_data["title"],
            place=form.cleaned_data["place"],
            outputs=form.outputs(done=True),
            by=current().actor,
            **form.done(),
        )

    return _form_page(
        request,
        form,
        act,
        project=project,
        heading=_("Record work that was done"),
        done=_("Recorded. Everybody can see it."),
    )


do_activity = move_view(Activity, forms={"do": DoForm})


@door("published", "read", area=None)
@require_GET
def activity_picture(request: HttpRequest, uid: uuid.UUID, size: pictures.Size = "large") -> HttpResponse:
    """A photo of work, for whoever may see that work; `uid` is the photo's."""
    row = find(ActivityPicture, request, picture__uid=uid)
    return pictures.response(row.picture, size, public=row.opened)


@door("published", "read", area=None)
@require_GET
def acceptance_picture(request: HttpRequest, uid: uuid.UUID, size: pictures.Size = "large") -> HttpResponse:
    """The photo of a confirmation; `uid` is the photo's."""
    row = find(Acceptance, request, picture__uid=uid)
    if row.picture is None:
        raise Http404
    return pictures.response(row.picture, size, public=row.opened)


def _form_page(
    request: HttpRequest,
    form: Any,
    act: Callable[[], Stateful],
    *,
    project: Project,
    heading: str,
    done: str,
    back: Any = None,
) -> HttpResponse:
    """A form that does one act: what it made, or the form again with why not."""
    problem, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                made = act()
            except Problem as refusal:
                problem, status = refusal.sentence(get_language() or "th"), refusal.status
            else:
                messages.success(request, done)
                return redirect(made.get_absolute_url())  # type: ignore[attr-defined]
    context = {
        "project": project,
        "form": form,
        "heading": heading,
        "problem": problem,
        "back": back or project,
    }
    return render(request, "planning/activity_form.html", context, status=status)


def _project(request: HttpRequest, uid: uuid.UUID) -> Project:
    found = find(Project, request, uid=uid)
    _require_write(found)
    return found


def _may_write(found: Stateful) -> bool:
    return covers("plan", "write", found.area_path)


def _require_write(found: Stateful) -> None:
    if not _may_write(found):
        raise Denied(f"{current().actor} may not write plan in {found.area_path}")
