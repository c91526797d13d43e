"""News as RSS 2.0 and Atom, of the whole node and of each area. Only what is published is ever in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from sarn.areas.models import Area
from sarn.portal import addresses, markup, news, places
from sarn.portal.models import NewsPhoto, NewsReport

MOST = 50

if TYPE_CHECKING:
    _Feed = Feed[NewsReport, Area | None]
else:
    _Feed = Feed


class NewsRss(_Feed):
    """Newest reports as RSS; `code` in the address chooses an area and what lies below it.

    Made anew for each request, which it keeps.
    """

    feed_type: type[Any] = Rss201rev2Feed
    kind = "rss"

    def get_object(self, request: HttpRequest, code: str = "") -> Area | None:
        self.request = request
        return places.find(code) if code else None

    def title(self, area: Area | None) -> str:
        return _("News of %(place)s") % {"place": area.display()} if area else _("News and reports — Sarn")

    def link(self, area: Area | None) -> str:
        return _list_address(area)

    def feed_url(self, area: Area | None) -> str:
        return address(self.kind, area)

    def description(self, area: Area | None) -> str:
        return _("Reports by people of the villages, read by an editor before they are published.")

    subtitle = description

    language = "th"

    def items(self, area: Area | None) -> Iterable[NewsReport]:
        found = list((news.published_in(area) if area else news.published())[:MOST])
        self.photos = news.photos_of(found)
        return found

    def item_title(self, item: NewsReport) -> str:
        return item.title  # Django would escape it once too often

    def item_description(self, item: NewsReport) -> str:
        lead = f"<p>{escape(item.lead)}</p>"
        by = escape(byline(item))
        return f"{lead}{markup.as_html(item.body)}<p>{by} · {escape(item.place)}</p>"

    def item_guid(self, item: NewsReport) -> str:
        return f"urn:uuid:{item.uid}"

    item_guid_is_permalink = False

    def item_author_name(self, item: NewsReport) -> str:
        return byline(item)

    def item_pubdate(self, item: NewsReport) -> Any:
        return item.published_at

    def item_updateddate(self, item: NewsReport) -> Any:
        return item.corrected_at or item.published_at

    def item_categories(self, item: NewsReport) -> list[str]:
        return [item.area.display()]

    def item_enclosures(self, item: NewsReport) -> list[Enclosure]:
        return [
            Enclosure(addresses.whole(self.request, photo_address(one)), str(one.picture.size), "image/jpeg")
            for one in self.photos[item.pk][:1]  # RSS takes one
        ]


class NewsAtom(NewsRss):
    """The same as Atom."""

    feed_type = Atom1Feed
    kind = "atom"


def byline(report: NewsReport) -> str:
    """«รายงานโดย มาลี ใจงาม อาสาเก็บข้อมูล»."""
    by = _("Reported by %(name)s") % {"name": report.author_name}
    return f"{by} {report.author_role}".strip()


def photo_address(photo: NewsPhoto, size: str = "large") -> str:
    """Where the photo is."""
    return reverse("portal:news-photo", kwargs={"uid": photo.uid, "size": size})


def address(kind: str, area: Area | None = None) -> str:
    """Where the feed of this kind ("rss", "atom") is."""
    if area is None:
        return reverse(f"portal:news-{kind}")
    return reverse(f"portal:area-news-{kind}", kwargs={"code": area.code})


def _list_address(area: Area | None) -> str:
    return reverse("portal:area-news", kwargs={"code": area.code}) if area else reverse("portal:news")
