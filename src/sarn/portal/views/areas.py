"""Areas, the page of each area, its figures as a file, and the forum's three steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from sarn.access.doors import door
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.collection.models import Round
from sarn.indicators import releases
from sarn.portal import figures, front, places, village, wider
from sarn.portal.forms import MeetingForm
from sarnkit.problems import Problem


@door("area", "read", area=None)
@require_GET
def areas(request: HttpRequest) -> HttpResponse:
    """The way down: provinces by cluster."""
    return render(request, "portal/areas.html", {"clusters": front.provinces()})


@door("published", "read")
@require_GET
def area(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a village, or of a wider area."""
    found = places.find(code)
    if found.level == "khum":
        raise Http404
    if found.level == "village":
        return render(request, "portal/village.html", {"page": village.page_of(found, request)})
    return render(request, "portal/wider.html", {"page": wider.page_of(found, request)})


@door("published", "read")
@require_GET
def figures_csv(request: HttpRequest, code: str) -> HttpResponse:
    """What has been opened, as a file."""
    found = places.find(code)
    chosen = places.rounds_of(found, request, set()).chosen
    if chosen is None:
        raise Http404
    response = HttpResponse(figures.as_csv(found, chosen), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-{chosen.code}.csv"'
    return response


@door("result", "certify")
@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, code: str, round_code: str) -> HttpResponse:
    """The village's forum: data given back, figures certified, opened to others."""
    found = places.find(code)
    opened = Round.objects.filter(code=round_code).first()
    if found.level != "village" or opened is None:
        raise Http404
    filled: dict[str, MeetingForm] = {}
    problem = ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act not in _DONE:
            raise BadRequest(f"no act {act[:20]!r}")
        form = MeetingForm(request.POST, prefix=act)
        filled[act] = form
        if act == "release" or form.is_valid():
            problem = _record(act, found, round_code, form)
            if not problem:
                messages.success(request, _DONE[act]())
                return redirect("portal:release", code=code, round_code=round_code)
    at_field = any(one.errors for act, one in filled.items() if act != "release")
    newest = releases.newest(found, round_code)
    context: dict[str, Any] = {
        "area": found,
        "round": opened,
        "release": newest,
        "problem": "" if at_field else problem,
        "return_form": filled.get("return") or MeetingForm(prefix="return"),
        "certify_form": filled.get("certify") or MeetingForm(prefix="certify"),
    }
    return render(request, "portal/release.html", context, status=400 if request.method == "POST" else 200)


_DONE = {
    "return": lambda: _("The return of the data is recorded."),
    "certify": lambda: _("The forum's certification is recorded."),
    "release": lambda: _("The figures are open to others now."),
}


def _record(act: str, found: Area, round_code: str, form: MeetingForm) -> str:
    """Do what was asked; return the sentence of a refusal, "" when it is done."""
    place: dict[str, Any] = {"area": found, "round_code": round_code, "by": current().actor}
    try:
        if act == "release":
            releases.release(**place)
        else:
            on: date = form.cleaned_data["on"]
            meeting = {"on": on, "attendance": form.cleaned_data["attendance"]}
            record = {"return": releases.record_return, "certify": releases.certify}[act]
            record(**place, **meeting)
    except Problem as refusal:
        sentence = refusal.sentence(get_language() or "th")
        if refusal.code in _FIELD_OF:
            form.add_error(_FIELD_OF[refusal.code], sentence)
        return sentence
    return ""


# Refusals that stand at the field they are about, not above the page.
_FIELD_OF = {"results.attendance": "attendance", "results.day-ahead": "on", "results.day-early": "on"}
