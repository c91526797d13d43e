"""`{% thread_strip ref %}`: the seven steps of an object in one line, on every page of such an object."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from sarn.thread import nodes, strip, walks
from sarn.thread.nodes import Node
from sarn.thread.pages import Item, Page, Sentence
from sarn.thread.refs import Ref
from sarn.thread.strip import Strip
from sarn.thread.walks import Edge, Stop
from sarn.ui.templatetags.sarn import be_date, percent

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


@register.simple_tag
def picture_of(page: Page) -> SafeString:
    """The seven columns and every link between them."""
    return mark_safe(page.picture)  # noqa: S308 -- thread.diagram escapes all text


# Long lists are put together here: a template takes a quarter of a second for five hundred links.


@register.simple_tag
def folded_items(items: Iterable[Item]) -> SafeString:
    """Number, name and correction of each object that was folded."""
    later = format_html(" <b>{}</b>", gettext("The figures were corrected later"))
    return format_html_join(
        "",
        '<p><span class="quiet">{}</span> {}{}</p>',
        ((item.number, _named(item.node), later if item.node.superseded else "") for item in items),
    )


@register.simple_tag
def links_in_words(sentences: Iterable[Sentence]) -> SafeString:
    """Each link as an entry of a list: what stands before it, how it reads, what after, when and why."""
    closed = format_html('<span class="quiet">{}</span>', gettext("(not open to you)"))
    because = gettext("because")
    ends: dict[str, SafeString] = {}
    told: dict[tuple[date | None, str, Node | None, int | None], SafeString] = {}

    def end(stop: Stop) -> SafeString:
        if stop.key not in ends:
            name = closed if stop.node is None else _named(stop.node)
            ends[stop.key] = format_html("{} {}", nodes.label_of(stop.kind), name)
        return ends[stop.key]

    def telling(edge: Edge) -> SafeString:
        known = (edge.on, edge.reason, edge.meeting, edge.share)
        if known not in told:
            parts = [be_date(edge.on, "short"), edge.meeting.title if edge.meeting else ""]
            if edge.share is not None:
                parts.append(gettext("a share of %(share)s") % {"share": percent(Decimal(edge.share) / 100)})
            parts.append(f"{because} {edge.reason}" if edge.reason else "")
            words = " · ".join(part for part in parts if part)
            told[known] = (
                format_html(' <span class="quiet when">{}</span>', words) if words else SafeString("")
            )
        return told[known]

    return format_html_join(
        "\n",
        "<li>{} <b>{}</b> {}{}</li>",
        ((end(tie.source), tie.edge.label, end(tie.target), telling(tie.edge)) for tie in sentences),
    )


def _named(node: Node) -> SafeString:
    return (
        format_html('<a href="{}">{}</a>', node.url, node.title)
        if node.url
        else format_html("{}", node.title)
    )
