"""Pages about collecting in one area: its households and how far the round has come."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sarn.access.doors import door
from sarn.areas.models import Area
from sarn.collection import boards


@door("household", "read")
def households(request: HttpRequest, code: str) -> HttpResponse:
    """Houses and households of an area with the outcome of the visit; no name of a person."""
    area = _area(code)
    board = boards.households_of(area)
    return render(request, "collection/households.html", {"area": area, "board": board})


@door("round", "read")
def submissions(request: HttpRequest, code: str) -> HttpResponse:
    """How many target households of each village answered, and why the others did not."""
    area = _area(code)
    return render(request, "collection/submissions.html", {"area": area, "lines": boards.coverage_of(area)})


def _area(code: str) -> Area:
    area = Area.objects.current().filter(code=code).first()
    if area is None:
        raise Http404
    return area
