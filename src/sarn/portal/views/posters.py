"""The poster of a village and the card of its links, as PDF and PNG."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from sarn.access.doors import door
from sarn.portal import conditional, places, poster
from sarn.portal.poster import Kind

_MINUTES = 10
_TYPES: dict[Kind, tuple[str, str]] = {
    "pdf": ("application/pdf", "pdf"),
    "png": ("image/png", "png"),
    "og": ("image/png", "png"),
}


@door("published", "read")
@require_safe
def pdf(request: HttpRequest, code: str) -> HttpResponse:
    """A3, to be printed for the pavilion."""
    return _answer(request, code, "pdf")


@door("published", "read")
@require_safe
def png(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a picture, to be sent in LINE."""
    return _answer(request, code, "png")


@door("published", "read")
@require_safe
def og(request: HttpRequest, code: str) -> HttpResponse:
    """The card of 1,200 × 630 dots that a shared link shows."""
    return _answer(request, code, "og")


def _answer(request: HttpRequest, code: str, kind: Kind) -> HttpResponse:
    area = places.find(code)
    if area.level != "village":
        raise Http404
    content_type, ending = _TYPES[kind]
    response = conditional.answer(request, poster.made(area, kind), content_type, minutes=_MINUTES)
    response["Content-Disposition"] = f'inline; filename="sarn-{area.code}.{ending}"'
    return response
