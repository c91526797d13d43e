"""The calendar: months, an event, the feed; and the page where events are written."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sarn.access.doors import door, find
from sarn.access.scope import PUBLIC, current, within
from sarn.areas.models import Area
from sarn.portal import addresses, conditional, events, ical, months, places, structured, writing
from sarn.portal.forms import CancelForm, EventForm, RescheduleForm, RewordForm
from sarn.portal.models import CalendarEvent
from sarn.workflow.move_page import move_view
from sarnkit import clock
from sarnkit.problems import Problem

do = move_view(CalendarEvent, {"reschedule": RescheduleForm, "reword": RewordForm, "cancel": CancelForm})


@door("published", "read", area=None)
@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """A month of the whole node."""
    return _month(request, None)


@door("published", "read")
@require_safe
def month_of(request: HttpRequest, code: str) -> HttpResponse:
    """A month of an area and what lies below it."""
    return _month(request, places.find(code))


def _month(request: HttpRequest, area: Area | None) -> HttpResponse:
    first = months.read(request.GET.get("month"))
    if first is None:
        raise Http404
    context = {
        "area": area,
        "above": places.above(area) if area else [],
        "month": months.month(first, area),
        "weekdays": [_("Sun"), _("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat")],
        "coming": events.coming(area),
        "feed": feed_address(area),
        "feed_whole": addresses.whole(request, feed_address(area)),
        "may_write": writing.may_write(),
    }
    return render(request, "portal/calendar.html", context)


@door("published", "read", area=None)
@require_safe
def event(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One event, and from when it was moved."""
    found: CalendarEvent = find(CalendarEvent, request, uid=uid)
    former = events.former_of([found])[found.pk]
    url = addresses.whole(request, found.get_absolute_url())
    announced = found.state in {"published", "cancelled"}
    context = {
        "event": found,
        "former": former,
        "url": url,
        "structured": structured.tag(structured.event(found, former, url=url)) if announced else "",
        "redrafts": events.may_redraft(found),
    }
    return render(request, "portal/event.html", context)


@door("published", "read", area=None)
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """All announced events, for other calendars."""
    return _feed(request, None)


@door("published", "read")
@require_safe
def feed_of(request: HttpRequest, code: str) -> HttpResponse:
    """Those of an area and what lies below it."""
    return _feed(request, places.find(code))


def _feed(request: HttpRequest, area: Area | None) -> HttpResponse:
    oldest = clock.now() - timedelta(days=ical.KEPT_DAYS)
    with within(PUBLIC):  # whoever asks, the feed holds what everybody may read
        found = list(events.announced_in(area).filter(ends_at__gte=oldest))
    name = _("Events of %(place)s") % {"place": area.display()} if area else _("Events — Sarn")
    content = ical.feed(found, name=name, origin=addresses.origin(request))
    newest = max((one.changed_at for one in found), default=None)
    return conditional.answer(request, content, ical.CONTENT_TYPE, changed_at=newest)


def feed_address(area: Area | None) -> str:
    """Where the feed of the area is, or of the whole node."""
    return reverse("portal:area-ics", kwargs={"code": area.code}) if area else reverse("portal:ics")


@door("news", "write", area=None)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """A new event."""
    form = EventForm(request.POST or None)
    writing.offer_areas(form, request)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            area = form.cleaned_data["area"]
            made = events.draft(area=area, span=form.span(), by=current().actor, **form.words())
        except Problem as refusal:
            problem = refusal.sentence(get_language() or "th")
        else:
            return redirect(made)
    return _written(request, form, problem, None)


@door("news", "write", area=None)
@require_http_methods(["GET", "POST"])
def rewrite(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Changes to an event that is not announced yet."""
    found: CalendarEvent = find(CalendarEvent, request, uid=uid)
    events.require_redraft(found)
    form = EventForm(request.POST or None)
    form.fields["area"].offer([found.area])  # type: ignore[attr-defined]
    form.fill(found)
    problem = ""
    if request.method == "POST" and form.is_valid():
        try:
            events.redraft(found, span=form.span(), by=current().actor, **form.words())
        except Problem as refusal:
            problem = refusal.sentence(get_language() or "th")
        else:
            return redirect(found)
    return _written(request, form, problem, found)


def _written(
    request: HttpRequest, form: EventForm, problem: str, found: CalendarEvent | None
) -> HttpResponse:
    wrong = bool(problem or form.errors)
    context = {"form": form, "problem": problem, "event": found}
    return render(request, "portal/write_event.html", context, status=400 if wrong else 200)
