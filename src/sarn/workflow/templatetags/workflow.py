"""The state of an object and what can be done with it, on any page."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy

from sarn.workflow import moving
from sarn.workflow.models import Stateful
from sarn.workflow.tables import Table

register = template.Library()

ROLES = {
    "volunteer": gettext_lazy("data volunteer"),
    "village_head": gettext_lazy("village head and committee"),
    "tambon_officer": gettext_lazy("plan officer of the tambon"),
    "cd_officer": gettext_lazy("community development officer"),
    "pao_officer": gettext_lazy("officer of the provincial organisation"),
    "province_officer": gettext_lazy("officer of the province"),
    "evaluator": gettext_lazy("evaluator"),
    "secretary": gettext_lazy("secretary of the working group"),
    "editor": gettext_lazy("news editor"),
    "dpo": gettext_lazy("data protection officer"),
    "admin": gettext_lazy("administrator"),
}


@register.filter
def role_name(role: str) -> Any:
    """A role as people call it."""
    return ROLES.get(role, role)


@register.filter
def state_called(table: Table, code: str) -> Any:
    """The label of a state by its code."""
    return table.state(code).label


@register.filter
def state_label(found: Stateful) -> Any:
    """«ผ่านเวที»: the state in words."""
    return found.state_now.label


@register.inclusion_tag("workflow/_moves.html")
def moves(found: Stateful, url_name: str) -> dict[str, Any]:
    """Buttons for what this reader may do now with the object; for the rest, who may and what is lacking.

    `url_name` is the address of the moves of its kind, with the kwargs `uid` and `name`.
    """
    language = get_language() or "th"
    ways = [
        {
            "move": way.move,
            "mine": way.mine,
            "url": reverse(url_name, kwargs={"uid": found.uid, "name": way.move.name}),
            "lacks": way.refusal.sentence(language) if way.refusal else "",
        }
        for way in moving.open_moves(found)
    ]
    return {
        "found": found,
        "mine": [way for way in ways if way["mine"] and not way["lacks"]],
        "lacking": [way for way in ways if way["mine"] and way["lacks"]],
        "others": [way for way in ways if not way["mine"]],
    }
