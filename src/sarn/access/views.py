"""The page of the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sarn.access import policy
from sarn.access.doors import door
from sarn.access.paths import AFTER_DOT
from sarn.access.scope import current
from sarn.audit.models import Event

A_PAGE = 50


@door("audit", "read", area=None)
def events(request: HttpRequest) -> HttpResponse:
    """Acts and refusals in the reader's areas, the newest first."""
    rows = Event.objects.filter(_where(policy.paths(current(), "audit", "read"))).order_by("-pk")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "access/events.html", {"page": page, "lines": [_line(event) for event in page]})


@dataclass(frozen=True)
class Line:
    """One event as the page shows it: codes that a reader can look up, no identifiers of rows."""

    at: datetime
    who: str
    what: str
    on_what: str
    area_code: str


def _line(event: Event) -> Line:
    return Line(
        # Thai time, so that its date is the right one as well.
        at=timezone.localtime(event.at),
        who=event.actor.removeprefix("person:"),
        what=event.action,
        on_what=event.object_type,
        area_code=event.area_path.rstrip(".").rpartition(".")[2],
    )


def _where(paths: tuple[str, ...]) -> Q:
    """Events of these areas; those without an area only for a reader of everything."""
    if "" in paths:
        return Q()
    ranges = (Q(area_path__gte=path, area_path__lt=path[:-1] + AFTER_DOT) for path in paths)
    return reduce(or_, ranges, Q(pk__in=[]))
