"""`{% thread_strip ref %}`: the seven steps of an object in one line, on every page of such an object."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from sarn.thread import strip, walks
from sarn.thread.refs import Ref
from sarn.thread.strip import Strip

register = template.Library()

# The picture of sarn.css: seven lozenges 16 apart in a drawing 112 wide and 20 high.
_APART, _FIRST = 16, 8
_CLASS = {"there": "knot", "missing": "knot o", "not yours": "knot grey"}


@register.inclusion_tag("thread/_strip.html")
def thread_strip(ref: Ref | str, uid: UUID | None = None) -> dict[str, Any]:
    """The strip of `{% thread_strip ref %}` or `{% thread_strip "issue" issue.uid %}`.

    Nothing where there is no such object or the asker may not see it.
    """
    asked = Ref(ref, uid) if isinstance(ref, str) and uid is not None else Ref(*ref)
    try:
        return {"strip": strip.of(asked)}
    except walks.NotSeen:
        return {"strip": None}


@register.simple_tag
def mini_thread(seven: Strip) -> SafeString:
    """The picture of a strip; what it says stands in its label."""
    wefts = format_html_join(
        "",
        '<rect class="weft" x="{}" y="8" width="{}" height="4"/>',
        ((_FIRST + _APART * (first - 1), _APART * (last - first)) for first, last in seven.runs),
    )
    knots = format_html_join(
        "",
        '<path class="{}" d="M{} 3.5l6.5 6.5-6.5 6.5-6.5-6.5z"/>',
        ((_CLASS[step.state], _FIRST + _APART * (step.number - 1)) for step in seven.steps),
    )
    return format_html(
        '<svg class="mini" viewBox="0 0 112 20" role="img" aria-label="{}">{}{}</svg>',
        seven.spoken,
        wefts,
        knots,
    )
