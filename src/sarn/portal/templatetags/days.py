"""When something takes place, in words."""

from __future__ import annotations

from datetime import date

from django import template

from sarn.portal import days
from sarn.portal.days import Spanned

register = template.Library()


@register.filter
def when(found: Spanned) -> str:
    """«อังคาร 8 ธันวาคม 2569 09:00–12:00 น.»."""
    return days.when(found)


@register.filter
def clock_words(found: Spanned) -> str:
    """«09:00–12:00 น.», «ทั้งวัน»."""
    return days.clock_words(found)


@register.filter
def weekday_date(day: date) -> str:
    """«อังคาร 8 ธันวาคม 2569»."""
    return days.day_words(day)
