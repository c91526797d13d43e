"""Money of a year in the tables of plans, a field's old and new value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from sarn.planning import amounts
from sarn.planning.comparing_versions import Changed
from sarn.planning.components import MODE_NAMES

register = template.Library()


@register.filter
def of_year(amounts_by_year: Mapping[int, int], year: int) -> str:
    """The year's money without its unit, «300,000»; empty where there is none."""
    satang = amounts_by_year.get(year, 0)
    return amounts.written(satang) if satang else ""


@register.filter
def plain_money(satang: int) -> str:
    """«300,000», under a head that says baht."""
    return amounts.written(satang)


@register.simple_tag
def said(changed: Changed, side: str) -> Any:
    """The `old` or the `new` value of a changed field, in words."""
    value = getattr(changed, side)
    if changed.field == "doing":
        return MODE_NAMES.get(value, "")
    return value
