"""The calendar of a month as a grid of weeks and as a list of days. Weeks begin on Sunday, as on walls in Thailand."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from sarn.areas.models import Area
from sarn.portal import days, events
from sarn.portal.models import CalendarEvent
from sarnkit import clock

_WEEKS = calendar.Calendar(firstweekday=calendar.SUNDAY)
# Before the Thai calendar began the year in January, and after all plans.
_YEARS = range(1950, 2200)


@dataclass(frozen=True)
class Day:
    """One cell of the grid."""

    day: date
    inside: bool
    today: bool
    events: list[CalendarEvent]


@dataclass(frozen=True)
class Month:
    """A month of an area, or of the whole node."""

    first: date
    weeks: list[list[Day]]

    @property
    def label(self) -> str:
        """«ธันวาคม 2569»."""
        return days.month_words(self.first)

    @property
    def before(self) -> str:
        """The month before, as an address: «2026-11»; "" at the end of all months."""
        return _written(self.first - timedelta(days=1))

    @property
    def after(self) -> str:
        """The next month, as an address."""
        return _written((self.first + timedelta(days=31)).replace(day=1))

    @property
    def listed(self) -> list[tuple[str, Day]]:
        """Days with events inside the month, each with its words."""
        return [
            (days.day_words(one.day), one) for week in self.weeks for one in week if one.inside and one.events
        ]


def read(text: str | None) -> date | None:
    """The first day of the month «2026-12»; this month for nothing, None for what is no month."""
    if not text:
        return clock.today().replace(day=1)
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})", text)
    if match is None or int(match[1]) not in _YEARS or not 1 <= int(match[2]) <= 12:
        return None
    return date(int(match[1]), int(match[2]), 1)


def month(first: date, area: Area | None = None) -> Month:
    """The month that begins on this day; one query."""
    weeks = _WEEKS.monthdatescalendar(first.year, first.month)
    by_day: dict[date, list[CalendarEvent]] = defaultdict(list)
    for event in events.between(weeks[0][0], weeks[-1][-1], area):
        for day in events.span_of(event).days:
            by_day[day].append(event)
    today = clock.today()
    return Month(
        first,
        [[Day(day, day.month == first.month, day == today, by_day[day]) for day in week] for week in weeks],
    )


def _written(day: date) -> str:
    return f"{day:%Y-%m}" if day.year in _YEARS else ""
