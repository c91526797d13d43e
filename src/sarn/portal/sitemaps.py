"""Which pages search engines may know: those that everybody reads, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from django.urls import reverse

from sarn.access.scope import PUBLIC, within
from sarn.areas.models import Area
from sarn.indicators.models import PublicCell
from sarn.portal.front import address_of
from sarn.workflow.checks import stateful_models
from sarnkit.clock import BANGKOK

# What the protocol allows in one file.
MOST = 50_000
_NAMES = ("portal:front", "portal:news", "portal:calendar", "portal:areas")
# Pages of people who sign in; forms and endless turning of months.
_CLOSED = (
    "/accounts/",
    "/mine/",
    "/audit/",
    "/v1/",
    "/news/desk/",
    "/news/write/",
    "/calendar/write/",
    "/calendar/?",
    "/*/do/",
    "/*/release/",
)


def pages(origin: str) -> bytes:
    """The sitemap as XML."""
    root = ElementTree.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    with within(PUBLIC):
        found = list(_addresses())[:MOST]
    for path, changed in found:
        page = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(page, "loc").text = origin + path
        if changed is not None:
            ElementTree.SubElement(page, "lastmod").text = changed.astimezone(BANGKOK).isoformat(
                timespec="seconds"
            )
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def robots(origin: str) -> str:
    """robots.txt."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _CLOSED),
        "",
        f"Sitemap: {origin}{reverse('portal:sitemap')}",
    ]
    return "\n".join(lines) + "\n"


def _addresses() -> Iterator[tuple[str, datetime | None]]:
    """Paths with the time of their last change: fixed pages, areas with open figures, all that has been opened."""
    for name in _NAMES:
        yield reverse(name), None
    keys = set(PublicCell.objects.filter(superseded_by=None).values_list("area_id", flat=True))
    for area in (
        Area.objects.current().filter(pk__in=keys).exclude(level__in=("country", "cluster")).order_by("code")
    ):
        yield reverse("portal:area", args=[area.code]), None
    for model in stateful_models():
        if hasattr(model, "get_absolute_url"):
            for one in model.objects.filter(opened=True).order_by("-pk")[:MOST]:
                path = address_of(one)
                if path:
                    yield path, one.state_since
