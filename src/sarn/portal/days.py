"""Days and times of events in words: «อังคาร 8 ธันวาคม 2569 เวลา 09:00–12:00 น.»."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import dateformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sarnkit import thai
from sarnkit.clock import BANGKOK


class Spanned(Protocol):
    """What has a beginning and an end."""

    starts_at: datetime
    ends_at: datetime
    all_day: bool


def in_thai() -> bool:
    """Whether the reader reads Thai."""
    return (get_language() or "th").startswith("th")


def day_words(day: date, *, weekday: bool = True) -> str:
    """«อังคาร 8 ธันวาคม 2569»; in English «Tuesday 8 December 2026»."""
    if in_thai():
        return thai.thai_date(day, "long", weekday=weekday)
    return dateformat.format(day, "l j F Y" if weekday else "j F Y")


def month_words(first: date) -> str:
    """«ธันวาคม 2569»."""
    if in_thai():
        return f"{thai.MONTHS[first.month - 1]} {thai.be(first.year)}"
    return dateformat.format(first, "F Y")


def first_day(found: Spanned) -> date:
    """The day in Thailand on which it begins."""
    return found.starts_at.astimezone(BANGKOK).date()


def last_day(found: Spanned) -> date:
    """The last day in Thailand that it touches."""
    end = found.ends_at - timedelta(microseconds=1) if found.ends_at > found.starts_at else found.ends_at
    return end.astimezone(BANGKOK).date()


def clock_words(found: Spanned) -> str:
    """«09:00–12:00 น.», «ทั้งวัน»; over several days the time of the beginning alone."""
    if found.all_day:
        return _("all day")
    begins, ends = (one.astimezone(BANGKOK) for one in (found.starts_at, found.ends_at))
    if begins == ends or last_day(found) != first_day(found):
        return _("%(time)s h") % {"time": f"{begins:%H:%M}"}
    return _("%(time)s h") % {"time": f"{begins:%H:%M}–{ends:%H:%M}"}


def when(found: Spanned) -> str:
    """The day, or both ends, and the time."""
    first, last = first_day(found), last_day(found)
    if first == last:
        return f"{day_words(first)} {clock_words(found)}"
    ends = found.ends_at.astimezone(BANGKOK)
    if found.all_day:
        return _("%(first)s to %(last)s") % {"first": day_words(first), "last": day_words(last)}
    begins = clock_words(found)
    finish = _("%(time)s h") % {"time": f"{ends:%H:%M}"}
    return _("%(first)s to %(last)s") % {
        "first": f"{day_words(first)} {begins}",
        "last": f"{day_words(last)} {finish}",
    }
