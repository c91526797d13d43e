"""Two rounds of one village side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sarn.access.doors import door
from sarn.portal import comparing, places


@door("published", "read")
@require_GET
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Each matter in two rounds, exact for those of the village."""
    found = places.find(code)
    if found.level != "village":
        raise Http404
    return render(request, "portal/compare.html", {"page": comparing.page_of(found, request)})
