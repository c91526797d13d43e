"""Pages of meetings: those of an area, the record of one, a form for each step."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sarn.access.doors import door, find
from sarn.access.models import covers
from sarn.access.scope import current
from sarn.accounts import history
from sarn.areas.models import Area
from sarn.meetings import invited, quorum, records
from sarn.meetings.forms import CorrectForm, PlanForm, RecordForm, RecordMoveForm
from sarn.meetings.models import GROUPS, Meeting
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem


@dataclass(frozen=True)
class Row:
    """A meeting in a list, with its light."""

    meeting: Meeting
    light: quorum.Light


@door("published", "read")
@require_GET
def meetings(request: HttpRequest, code: str) -> HttpResponse:
    """The meetings of one area: those recorded for everybody, those planned for who works on them."""
    area = _area(code)
    rows = Meeting.objects.filter(area_path=area.path).order_by("-held_on", "-pk")
    found = [Row(one, quorum.light(one)) for one in rows]
    return render(
        request,
        "meetings/meetings.html",
        {
            "area": area,
            "held": [row for row in found if row.meeting.state == "recorded"],
            "planned": [row for row in found if row.meeting.state == "planned"],
            "may_write": covers("meeting", "write", area.path),
        },
    )


@door("published", "read", area=None)
@require_GET
def meeting(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One meeting: who came by group, whether that was enough, what was agreed."""
    found = find(Meeting, request, uid=uid)
    groups = records.groups_of(found)
    rule = next((one for one in quorum.rules() if one.code == found.quorum_rule), None)
    changes = history.of(
        found.table,
        found.uid,
        besides={"meeting.plan": _("Planned"), "meeting.correct": _("Corrected")},
    )
    return render(
        request,
        "meetings/meeting.html",
        {
            "meeting": found,
            "light": quorum.light(found),
            "groups": [(records.GROUP_WORDS[group], groups[group]) for group in GROUPS if group in groups],
            "rule": rule,
            "rule_words": rule.words(get_language() or "th") if rule else "",
            "resolutions": found.resolutions.order_by("number"),
            "history": [(line, records.told(line.detail)) for line in changes],
            "may_write": covers("meeting", "write", found.area_path),
        },
    )


@door("meeting", "write")
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, code: str) -> HttpResponse:
    """A meeting that was held, on one screen."""
    area = _area(code)
    form = RecordForm(request.POST or None, initial={"households": invited.households_of(area)})
    problem = ""
    if request.method == "POST" and form.is_valid():
        given = form.figures()
        given["resolutions"] = [one["text"] for one in given["resolutions"]]
        try:
            made = records.record(area=area, title=form.cleaned_data["title"], by=current().actor, **given)
        except Problem as refusal:
            problem = _said(refusal)
        else:
            messages.success(request, _("The meeting is recorded. Everybody can read it."))
            return redirect(made.get_absolute_url())
    return _form_page(request, area, form, problem, heading=_("Record a meeting"))


@door("meeting", "write")
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """A meeting that is to come."""
    area = _area(code)
    form, problem = PlanForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            made = records.plan(area=area, by=current().actor, **form.cleaned_data)
        except Problem as refusal:
            problem = _said(refusal)
        else:
            messages.success(request, _("The meeting is planned."))
            return redirect(made.get_absolute_url())
    return _form_page(request, area, form, problem, heading=_("Plan a meeting"))


@door("meeting", "write", area=None)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Mend the record; what it said before stays readable."""
    found = find(Meeting, request, uid=uid)
    if found.state != "recorded":
        raise Http404
    initial = _as_initial(found)
    form, problem = CorrectForm(request.POST or None, kind=found.kind, initial=initial), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            records.correct(
                found, reason=said["reason"], by=current().actor, title=said["title"], **form.figures()
            )
        except Problem as refusal:
            problem = _said(refusal)
        else:
            messages.success(request, _("The record is corrected. The former values stay on the page."))
            return redirect(found.get_absolute_url())
    return _form_page(request, found.area, form, problem, heading=_("Correct the record"), back=found)


do_meeting = move_view(Meeting, forms={"record": RecordMoveForm})


def _form_page(
    request: HttpRequest, area: Area, form: Any, problem: str, *, heading: str, back: Meeting | None = None
) -> HttpResponse:
    status = 400 if request.method == "POST" else 200
    context = {"area": area, "form": form, "problem": problem, "heading": heading, "back": back}
    return render(request, "meetings/form.html", context, status=status)


def _as_initial(meeting: Meeting) -> dict[str, Any]:
    said = records.as_recorded(meeting)
    return {
        **said,
        **said["attended"],
        "held_on": meeting.held_on,
        "resolutions": "\n".join(one["text"] for one in said["resolutions"]),
    }


def _area(code: str) -> Area:
    found = Area.objects.current().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _said(refusal: Problem) -> str:
    return refusal.sentence(get_language() or "th")
