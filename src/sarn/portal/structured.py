"""What search engines and other programs read of a page: schema.org as JSON-LD.

It stands in `<script type="application/ld+json">`, which browsers keep as data and never run, so that the
content policy has nothing to forbid.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from sarn.areas.models import Area
from sarn.portal import days
from sarn.portal.models import CalendarEvent, FormerTime, NewsReport
from sarnkit.clock import BANGKOK

_HARMLESS = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def tag(data: dict[str, Any]) -> SafeString:
    """The data as an element of the page; no text in it can end the element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_HARMLESS)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def news_article(report: NewsReport, *, url: str, images: list[str]) -> dict[str, Any]:
    """A published report."""
    author: dict[str, Any] = {"@type": "Person", "name": report.author_name}
    if report.author_role:
        author["jobTitle"] = report.author_role
    changed = report.corrected_at or report.published_at
    data: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": report.title,
        "description": report.lead,
        "inLanguage": "th",
        "url": url,
        "mainEntityOfPage": url,
        "author": author,
        "creditText": f"รายงานโดย {report.author_name}",
        "publisher": {"@type": "Organization", "name": "สาน"},
        "datePublished": _stamp(report.published_at),
        "dateModified": _stamp(changed),
        "contentLocation": _place(report.place, report.area),
    }
    if images:
        data["image"] = images
    if report.correction:
        data["correction"] = report.correction
    return data


def event(found: CalendarEvent, former: list[FormerTime], *, url: str) -> dict[str, Any]:
    """An announced event, with the times it was moved from."""
    status = "EventCancelled" if found.cancelled else "EventRescheduled" if former else "EventScheduled"
    data: dict[str, Any] = {
        "@type": "Event",
        "name": found.title,
        "url": url,
        "inLanguage": "th",
        "startDate": _moment(found),
        "endDate": days.last_day(found).isoformat()
        if found.all_day
        else found.ends_at.astimezone(BANGKOK).isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(found.place, found.area),
        "organizer": {"@type": "Organization", "name": found.organiser},
    }
    if found.description:
        data["description"] = found.description
    if former:
        data["previousStartDate"] = [_moment(one) for one in former]
    return data


def _stamp(moment: datetime | None) -> str | None:
    return moment.astimezone(BANGKOK).isoformat(timespec="seconds") if moment else None


def _moment(found: CalendarEvent | FormerTime) -> str:
    if found.all_day:
        return days.first_day(found).isoformat()
    return found.starts_at.astimezone(BANGKOK).isoformat()


def _place(name: str, area: Area) -> dict[str, Any]:
    return {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "addressCountry": "TH", "addressLocality": area.display()},
    }
