"""The page of a thread, and the report of broken ones."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sarn.access.doors import door, public_door
from sarn.thread import gaps, pages, walks
from sarn.thread.refs import Ref


@public_door("each node is shown only as its own app allows; the others are grey")
@require_safe
def thread(request: HttpRequest, kind: str, uid: UUID) -> HttpResponse:
    """All that hangs together with one object, from the indicator to its next value."""
    try:
        walk = walks.both(Ref(kind, uid))
    except walks.NotSeen as unseen:
        raise Http404 from unseen
    return render(request, "thread/thread.html", {"page": pages.page_of(walk)})


@door("plan", "read", area=None)
def broken(request: HttpRequest) -> HttpResponse:
    """Where a thread stops that should go on, by rule."""
    return render(request, "thread/broken.html", {"report": gaps.report()})
