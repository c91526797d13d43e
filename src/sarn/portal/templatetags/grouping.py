"""`{% breakdowns page %}`: the groups of a village's figures, on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from sarn.portal import grouping

if TYPE_CHECKING:
    from sarn.portal.village import VillagePage

register = template.Library()


@register.inclusion_tag("portal/_groups.html")
def breakdowns(page: VillagePage) -> dict[str, Any]:
    """Exact numbers for readers of the village, names without numbers for all others."""
    code = page.round.code if page.round else ""
    return {"found": grouping.of(page.area, code, page.readings, exact=page.exact), "exact": page.exact}
