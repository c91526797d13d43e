"""The front page, and what machines ask for first: robots.txt and the sitemap."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sarn.access.doors import door, public_door
from sarn.portal import addresses, conditional, events, feeds, front, sitemaps

_HOUR = 60


@door("published", "read", area=None)
@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """What this is, one living thread, what is new, the tambons that have opened figures, the six undertakings."""
    context = {
        "example": front.example(),
        "news": front.newest_news(),
        "coming": events.coming(most=4),
        "tambons": front.opened_tambons(),
        "undertakings": front.undertakings(),
        "rss": feeds.address("rss"),
        "atom": feeds.address("atom"),
        "origin": addresses.origin(request),
    }
    return render(request, "portal/front.html", context)


@public_door("names public addresses for search engines")
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Which pages search engines leave alone."""
    text = sitemaps.robots(addresses.origin(request))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@public_door("lists the pages that everybody reads")
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """The pages that everybody reads."""
    content = sitemaps.pages(addresses.origin(request))
    return conditional.answer(request, content, "application/xml", minutes=_HOUR)
