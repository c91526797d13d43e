"""What was done with one object, by whom and when, in words: read from the audit log.

A signed-in reader sees the name of the person; everybody else the office that she held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from sarn.access.scope import current
from sarn.accounts.models import RoleGrant, User
from sarn.audit.models import Event
from sarn.workflow.tables import Table
from sarnkit import clock


@dataclass(frozen=True)
class Line:
    """One act. `what` is its label, `roles` codes of what the person was then, `name` "" for strangers' eyes."""

    at: datetime
    what: Any
    roles: tuple[str, ...]
    name: str
    detail: Mapping[str, Any]


def of(table: Table, uid: UUID, *, besides: Mapping[str, Any] | None = None) -> list[Line]:
    """The acts on an object, the newest first: its moves, and those of `besides` (action → label).

    Events that neither names are left out.
    """
    labels = {**{table.event(act): act.label for act in table.moves}, **(besides or {})}
    rows = Event.objects.filter(object_type=table.kind, object_uid=str(uid), action__in=labels)
    events = list(rows.order_by("-at", "-pk"))
    people = _people(event.actor for event in events)
    named = current().kind in {"person", "system"}
    return [
        Line(
            at=event.at.astimezone(clock.BANGKOK),
            what=labels[event.action],
            roles=_roles(people.get(event.actor), event),
            name=_name(people.get(event.actor)) if named else "",
            detail=event.detail,
        )
        for event in events
    ]


def _people(actors: Iterable[str]) -> dict[str, User]:
    names = {one.removeprefix("person:") for one in actors if one.startswith("person:")}
    return {user.actor: user for user in User.objects.filter(username__in=names)}


def _name(user: User | None) -> str:
    return "" if user is None else user.get_full_name() or user.get_username()


def _roles(user: User | None, event: Event) -> tuple[str, ...]:
    """The roles that the person had for that area on that day."""
    if user is None:
        return ()
    day: date = event.at.astimezone(clock.BANGKOK).date()
    grants = RoleGrant.objects.filter(user=user, valid_from__lte=day).filter(
        Q(valid_to=None) | Q(valid_to__gt=day)
    )
    rows = grants.order_by("pk").values_list("role", "area__path")
    return tuple(dict.fromkeys(role for role, path in rows if event.area_path.startswith(path)))
