"""The calendar as a feed that other calendars subscribe to (RFC 5545).

What makes a moved event move in the calendars of others: a UID that never changes, a SEQUENCE and a LAST-MODIFIED
that rise with each change, cancelled events kept as STATUS:CANCELLED. The text depends on the data alone (DTSTAMP is
the time of the last change), so that its hash is a true ETag.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vUri

from sarn.portal.days import first_day, last_day
from sarn.portal.models import CalendarEvent
from sarnkit.clock import BANGKOK

CONTENT_TYPE: Final = "text/calendar; charset=utf-8"
# How long what is over stays in the feed.
KEPT_DAYS: Final = 400
_STATUS: Final = {"published": "CONFIRMED", "cancelled": "CANCELLED"}


def feed(found: Iterable[CalendarEvent], *, name: str, origin: str) -> bytes:
    """The events as iCalendar. `origin` is the address of this node, for the links."""
    calendar = Calendar()
    calendar.add("prodid", "-//Sarn//TH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Bangkok")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(_bangkok())
    for event in found:
        calendar.add_component(_event(event, origin))
    written: bytes = calendar.to_ical()
    return written


def uid_of(event: CalendarEvent) -> str:
    """How other calendars know the event, for good; it names no host, as hosts change."""
    return f"{event.uid}@sarn"


def _bangkok() -> Timezone:
    """Thailand keeps one time all year; no calendar needs its history before 1920."""
    zone = Timezone()
    zone.add("tzid", "Asia/Bangkok")
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))
    standard.add("tzoffsetfrom", timedelta(hours=7))
    standard.add("tzoffsetto", timedelta(hours=7))
    standard.add("tzname", "+07")
    zone.add_component(standard)
    return zone


def _event(event: CalendarEvent, origin: str) -> Event:
    entry = Event()
    entry.add("uid", uid_of(event))
    entry.add("dtstamp", event.changed_at.astimezone(UTC))
    entry.add("last-modified", event.changed_at.astimezone(UTC))
    entry.add("sequence", event.sequence)
    entry.add("status", _STATUS[event.state])
    if event.all_day:
        entry.add("dtstart", first_day(event))
        entry.add("dtend", last_day(event) + timedelta(days=1))
    else:
        entry.add("dtstart", event.starts_at.astimezone(BANGKOK))
        entry.add("dtend", event.ends_at.astimezone(BANGKOK))
    entry.add("summary", event.title)
    entry.add("location", f"{event.place} {event.area.display()}")
    told = [event.description, event.cancelled_because if event.cancelled else "", event.organiser]
    entry.add("description", "\n\n".join(part for part in told if part))
    entry.add("url", vUri(origin + event.get_absolute_url()))
    return entry
