"""The page of one move, made for any table: who may do it, what it needs, and the button.

    path("issues/<uuid:uid>/<slug:name>/", move_view(Issue, forms={"confirm": ConfirmForm}), name="move-issue")

A browser gets pages; who asks for JSON gets the new state, or the refusal with its code.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from sarn.access.doors import View, door, find
from sarn.access.models import Denied
from sarn.access.scope import current
from sarn.workflow import moving
from sarn.workflow.forms import MoveForm, ReasonForm
from sarn.workflow.models import Stateful
from sarnkit.problems import Problem


def move_view(model: type[Stateful], forms: Mapping[str, type[MoveForm]] | None = None) -> View:
    """The view that does moves of the model; `forms` names what is asked for beyond a reason.

    The object must have `get_absolute_url`. Kwargs of the address: `uid`, `name` (of the move).
    """

    @door(model.data_class, "write", area=None)
    def view(request: HttpRequest, uid: uuid.UUID, name: str) -> HttpResponse:
        found = find(model, request, uid=uid)
        act = next((one for one in found.table.moves if one.name == name and one.roles), None)
        if act is None:
            raise Http404
        if not moving.may(current(), act, found.area_path):
            raise Denied(f"{current().actor} may not {name} {found.table.kind} in {found.area_path}")
        kind = (forms or {}).get(name) or (ReasonForm if "reason" in act.takes else MoveForm)
        given = (request.POST, request.FILES) if request.method == "POST" else ()
        form = kind(*given, found=found, initial={"seen": found.state})
        problem: Problem | None = None
        if request.method == "POST" and form.is_valid():
            try:
                moving.move(
                    found,
                    name,
                    by=current().actor,
                    seen=form.cleaned_data["seen"] or None,
                    **form.given(),
                )
            except Problem as refusal:
                problem = refusal
            else:
                return _done(request, found)
        if _wants_json(request) and request.method == "POST":
            return _refused(problem, form)
        status = problem.status if problem else 400 if request.method == "POST" else 200
        context = {
            "found": found,
            "act": act,
            "form": form,
            "problem": problem.sentence(get_language() or "th") if problem else "",
        }
        return render(request, "workflow/move.html", context, status=status)

    return view


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _done(request: HttpRequest, found: Stateful) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"uid": str(found.uid), "kind": found.table.kind, "state": found.state})
    messages.success(request, str(found.state_now.label))
    return redirect(found.get_absolute_url())  # type: ignore[attr-defined]


def _refused(problem: Problem | None, form: MoveForm) -> JsonResponse:
    if problem is None:
        return JsonResponse({"code": "form", "errors": form.errors.get_json_data()}, status=400)
    said = {"code": problem.code, "th": problem.sentence("th"), "en": problem.sentence("en")}
    return JsonResponse(said, status=problem.status)
