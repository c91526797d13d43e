"""The page of the rules."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sarn.access.doors import public_door
from sarn.workflow import tables


@public_door("says who may do what: rules, no data")
def rules(request: HttpRequest, kind: str = "") -> HttpResponse:
    """«ใครกดได้ ต้องมีอะไร» of every kind, or of one."""
    found = [one for one in tables.registered() if not kind or one.kind == kind]
    if not found:
        raise Http404
    return render(request, "workflow/rules.html", {"tables": found})
