"""The quorum light, on any page."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from sarn.meetings import quorum
from sarn.meetings.models import Meeting
from sarn.ui.templatetags.sarn import percent, status_tag

register = template.Library()


@register.inclusion_tag("ui/_status.html")
def quorum_light(meeting: Meeting) -> dict[str, str]:
    """«ครบ (65.6 %)» or «ยังไม่ครบ (30.5 %)», with its shape."""
    light = quorum.light(meeting)
    share = percent(light.percent)
    word = gettext("Quorum met (%(share)s)") if light.enough else gettext("Quorum not met (%(share)s)")
    return status_tag("pass" if light.enough else "miss", word % {"share": share})
