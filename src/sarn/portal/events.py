"""Events of the calendar: announced, moved, reworded, cancelled, put away when they are over.

Who may write news in an area drafts an event; those who speak for an office or a village announce it by
themselves. An event tells day, place and who invites, so that no second reader is asked for.

What was announced is never taken back in silence: a moved event keeps its former time, a cancelled one stays in
the calendar and in the feed, and only what is over is put away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sarn.access.models import Denied
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.audit import log
from sarn.portal import days, markup, news
from sarn.portal.models import CalendarEvent, FormerTime
from sarn.workflow.tables import Given, Need
from sarnkit import clock
from sarnkit.clock import BANGKOK
from sarnkit.problems import Problem

MOST_DAYS = 31
MOST_LETTERS = 4000
FIELDS = {
    "title": _("What takes place"),
    "place": _("Where"),
    "organiser": _("Who invites"),
    "description": _("What people should know"),
}
WORDS = ("title", "organiser", "description")


@dataclass(frozen=True)
class Span:
    """From when to when. Whole days begin at midnight of Thailand and end at the midnight after the last."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool = False

    @classmethod
    def at(cls, first: date, begins: time | None, last: date | None = None, ends: time | None = None) -> Span:
        """Made of days and times as people write them; without a beginning it takes whole days.

        Without an end it takes an hour, or the day. Raises Problem `event.ends-before`, `event.too-long`.
        """
        final = last or first
        if begins is None:
            start = datetime.combine(first, time(), BANGKOK)
            end = datetime.combine(final + timedelta(days=1), time(), BANGKOK)
        else:
            start = datetime.combine(first, begins, BANGKOK)
            end = datetime.combine(final, ends, BANGKOK) if ends else start + timedelta(hours=1)
        return cls(start, end, begins is None).checked()

    def checked(self) -> Span:
        """Itself; raises Problem `event.ends-before`, `event.too-long`."""
        if self.ends_at < self.starts_at or (self.all_day and self.ends_at == self.starts_at):
            raise Problem("event.ends-before")
        if self.ends_at - self.starts_at > timedelta(days=MOST_DAYS):
            raise Problem("event.too-long", days=MOST_DAYS)
        return self

    @property
    def days(self) -> list[date]:
        """Each day of Thailand that it touches."""
        first = self.starts_at.astimezone(BANGKOK).date()
        end = self.ends_at - timedelta(microseconds=1) if self.ends_at > self.starts_at else self.ends_at
        last = end.astimezone(BANGKOK).date()
        return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def span_of(found: CalendarEvent | FormerTime) -> Span:
    """When it takes place, or was to."""
    return Span(found.starts_at, found.ends_at, found.all_day)


def draft(
    *, area: Area, title: str, place: str, span: Span, organiser: str, by: str, description: str = ""
) -> CalendarEvent:
    """A new event that only those at work in the area see. Raises Denied, Problem `event.incomplete` and others."""
    values = _words(title=title, place=place, organiser=organiser, description=description)
    with transaction.atomic():
        event = CalendarEvent.objects.create(
            area=area,
            area_path=area.path,
            written_by=by,
            changed_at=clock.now(),
            **values,
            **vars(span.checked()),
        )
        _record("event.write", event, by)
    return event


def redraft(
    event: CalendarEvent,
    *,
    title: str,
    place: str,
    span: Span,
    organiser: str,
    by: str,
    description: str = "",
) -> CalendarEvent:
    """Changes to a draft. Raises Denied, Problem `event.no-draft` and others."""
    values = {
        **_words(title=title, place=place, organiser=organiser, description=description),
        **vars(span.checked()),
    }
    with transaction.atomic():
        row: CalendarEvent = CalendarEvent.objects.select_for_update().get(pk=event.pk)
        if row.state != "draft":
            raise Problem("event.no-draft")
        require_redraft(row)
        for name, value in values.items():
            setattr(row, name, value)
        _touch(row, clock.now())
        row.save(update_fields=[*values, "changed_at"])
        _record("event.rewrite", row, by)
    return row


# What is read.


def announced() -> QuerySet[CalendarEvent]:
    """Events that everybody reads, cancelled ones with them, in the order of time."""
    rows: QuerySet[CalendarEvent] = CalendarEvent.objects.filter(state__in=("published", "cancelled"))
    return rows.select_related("area").order_by("starts_at", "pk")


def between(first: date, last: date, area: Area | None = None) -> QuerySet[CalendarEvent]:
    """Announced events that touch these days, of the area and those below it."""
    from_, to = (datetime.combine(day, time(), BANGKOK) for day in (first, last + timedelta(days=1)))
    return announced_in(area).filter(starts_at__lt=to, ends_at__gte=from_)


def announced_in(area: Area | None) -> QuerySet[CalendarEvent]:
    """Announced events of the area and those below it; of the whole node for None."""
    return announced() if area is None else announced().filter(area_path__within=area.path)


def coming(area: Area | None = None, *, most: int = 5) -> list[CalendarEvent]:
    """The next ones that will take place, the nearest first."""
    rows = announced_in(area).filter(state="published", ends_at__gte=clock.now())
    return list(rows[:most])


def drafts() -> QuerySet[CalendarEvent]:
    """Events that are not announced yet, of the areas of the person at work."""
    rows: QuerySet[CalendarEvent] = CalendarEvent.objects.filter(state="draft")
    return rows.select_related("area").order_by("starts_at")


def former_of(found: Iterable[CalendarEvent]) -> dict[int, list[FormerTime]]:
    """Event key → the times it was moved from, oldest first; one query."""
    keys = [one.pk for one in found]
    times: dict[int, list[FormerTime]] = {key: [] for key in keys}
    for former in FormerTime.objects.filter(event__in=keys).order_by("sequence"):
        times[former.event_id].append(former)
    return times


# What the table of states asks and does.


def _changed_meanwhile(event: CalendarEvent, given: Given) -> Problem | None:
    seen = given.get("from_sequence")
    if seen is not None and seen != event.sequence:
        return Problem("event.moved-meanwhile", when=days.when(event))
    return None


def _same_time(event: CalendarEvent, given: Given) -> Problem | None:
    place = markup.plain(str(given.get("place", event.place)))
    if _given_span(event, given) == span_of(event) and place == event.place:
        return Problem("event.same-time")
    return None


def _given_span(event: CalendarEvent, given: Given) -> Span:
    """The time that was given; what was left out stays."""
    names = ("starts_at", "ends_at", "all_day")
    return Span(*(given.get(name, getattr(event, name)) for name in names)).checked()


def _same_words(event: CalendarEvent, given: Given) -> Problem | None:
    words = {name: given.get(name, getattr(event, name)) for name in WORDS}
    new = _words(place=event.place, **words)
    if all(new[name] == getattr(event, name) for name in WORDS):
        return Problem("event.nothing-changed")
    return None


def _over(event: CalendarEvent, given: Given) -> Problem | None:
    return Problem("event.over") if event.ends_at < clock.now() else None


def _not_over(event: CalendarEvent, given: Given) -> Problem | None:
    return Problem("event.not-over") if event.ends_at >= clock.now() else None


AS_SEEN = Need(_("nobody has changed it since it was looked at"), _changed_meanwhile, of_given=True)
NEW_TIME = Need(_("another day, time or place"), _same_time, of_given=True)
NEW_WORDS = Need(_("other words"), _same_words, of_given=True)
AHEAD = Need(_("it is not over yet"), _over)
OVER = Need(_("it is over"), _not_over)


def announce(event: CalendarEvent, given: Given, by: str) -> None:
    """What was announced counts from now on."""
    _touch(event, event.state_since)
    event.save(update_fields=["changed_at"])


def take_new_time(event: CalendarEvent, given: Given, by: str) -> None:
    """The new time and place; the old ones are kept, the sequence rises."""
    FormerTime.objects.create(
        event=event,
        sequence=event.sequence,
        place=event.place,
        moved_at=event.state_since,
        **vars(span_of(event)),
    )
    for name, value in vars(_given_span(event, given)).items():
        setattr(event, name, value)
    event.place = _words(place=given.get("place", event.place))["place"]
    _rise(event)
    event.save(update_fields=["starts_at", "ends_at", "all_day", "place", "sequence", "changed_at"])


def take_new_words(event: CalendarEvent, given: Given, by: str) -> None:
    """Other words for the same thing; the former ones stay in the log, the sequence rises."""
    former = {name: getattr(event, name) for name in WORDS}
    for name, value in _words(**{name: given.get(name, former[name]) for name in WORDS}).items():
        setattr(event, name, value)
    _rise(event)
    event.save(update_fields=[*WORDS, "sequence", "changed_at"])
    _record("event.former-words", event, by, **former)


def take_cancelling(event: CalendarEvent, given: Given, by: str) -> None:
    """Why it will not take place; the sequence rises."""
    event.cancelled_because = markup.plain(str(given["reason"]), lines=True)
    _rise(event)
    event.save(update_fields=["cancelled_because", "sequence", "changed_at"])


def _rise(event: CalendarEvent) -> None:
    event.sequence += 1
    _touch(event, event.state_since)


def _touch(event: CalendarEvent, moment: datetime) -> None:
    """Let `changed_at` rise by a whole second at least: calendars know no less."""
    least = (event.changed_at + timedelta(seconds=1)).replace(microsecond=0)
    event.changed_at = max(moment.replace(microsecond=0), least)


def _words(**given: str) -> dict[str, str]:
    """The texts as they are stored. Raises Problem `event.incomplete`."""
    found = {name: markup.plain(str(text), lines=name == "description") for name, text in given.items()}
    for name, text in found.items():
        if not text and name != "description":
            raise Problem("event.incomplete", field=FIELDS[name])
    return found


def _record(action: str, event: CalendarEvent, by: str, **detail: Any) -> None:
    log.record(action, by=by, object_type="event", object_uid=event.uid, area_path=event.area_path, **detail)


def may_redraft(event: CalendarEvent) -> bool:
    """Whether the person at work may change the draft: who wrote it, or an editor of the area."""
    scope = current()
    if event.state != "draft":
        return False
    return scope.kind == "system" or event.written_by == scope.actor or news.is_editor(event.area_path)


def require_redraft(event: CalendarEvent) -> None:
    """Raises Denied where the person at work may not change the draft."""
    if event.state == "draft" and not may_redraft(event):
        raise Denied(f"{current().actor} did not write this event")
