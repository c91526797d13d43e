"""The engine: one act on one object, whole or not at all.

moving.move(proposal, "pass", by=scope.actor, seen="draft", meeting=forum)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from django.db import models, transaction

from sarn.access.models import Denied
from sarn.access.scope import Scope, current
from sarn.audit import log
from sarn.workflow.models import Stateful, by_the_engine
from sarn.workflow.tables import Given, Move
from sarnkit import clock
from sarnkit.problems import Problem

S = TypeVar("S", bound=Stateful)


def move(
    found: S, name: str, *, by: str, seen: str | None = None, now: datetime | None = None, **given: Any
) -> S:
    """Do the act on the object and return it in its new state.

    `by` is the actor as text; `seen` the state that the person had before her eyes, None where nobody
    looked. The row is locked first, so that of two who move at once one wins and the other is told.
    Everything is in one transaction: the state, what follows, the audit event.

    Raises KeyError for an act that the table does not know, Denied where the current scope may not do
    it, Problem `workflow.moved-meanwhile`, `workflow.not-now`, and whatever a need of the move refuses.
    """
    table = found.table
    act = table.move(name)
    with transaction.atomic():
        row: S = type(found).objects.select_for_update().get(pk=found.pk)
        _require_may(act, row)
        _require_source(act, row, seen)
        for need in act.needs:
            refusal = need.missing(row, given)
            if refusal is not None:
                raise refusal
        former, was_open = row.state, row.opened
        row.state, row.state_since = act.target, now or clock.now()
        row.opened = table.state(act.target).opened
        with by_the_engine():
            row.save(update_fields=["state", "state_since", "opened"])
        if row.opened != was_open:
            row.open_parts()
        told: dict[str, Any] = {}
        for follow in act.follows:
            told |= follow.act(row, given, by) or {}
        log.record(
            table.event(act),
            by=by,
            object_type=table.kind,
            object_uid=row.uid,
            area_path=row.area_path,
            source=former,
            target=act.target,
            **_written(act, given),
            **told,
        )
    found.refresh_from_db()
    return row


def may(scope: Scope, act: Move, path: str) -> bool:
    """Whether the table lets the scope do the act in the area of the path, whatever the state."""
    if scope.kind == "system":
        return True
    return any(grant.role in act.roles and path.startswith(grant.area_path) for grant in scope.grants)


@dataclass(frozen=True)
class Open:
    """A move that leads out of the object's state; `refusal` is what it still lacks, None for nothing."""

    move: Move
    mine: bool
    refusal: Problem | None


def open_moves(found: Stateful) -> list[Open]:
    """The moves out of the object's state as the current scope meets them.

    Those that nobody does by hand are left out. What has to be given with a move is not missed yet.
    """
    scope, ways = current(), []
    for act in found.table.moves_from(found.state):
        if not act.roles:
            continue
        refusals = (need.missing(found, {}) for need in act.needs if not need.of_given)
        lacks = next((one for one in refusals if one is not None), None)
        ways.append(Open(act, may(scope, act, found.area_path), lacks))
    return ways


def _require_may(act: Move, row: Stateful) -> None:
    scope = current()
    if not may(scope, act, row.area_path):
        raise Denied(f"{scope.actor} may not {act.name} {row.table.kind} in {row.area_path}")


def _require_source(act: Move, row: Stateful, seen: str | None) -> None:
    labels = {"kind": row.table.label, "state": row.state_now.label}
    if seen is not None and seen != row.state:
        raise Problem("workflow.moved-meanwhile", **labels)
    if row.state not in act.sources:
        acts = " · ".join(str(one.label) for one in row.table.moves_from(row.state) if one.roles) or "–"
        raise Problem("workflow.not-now", act=act.label, acts=acts, **labels)


def _written(act: Move, given: Given) -> dict[str, Any]:
    """What was given, as the log keeps it: rows by their uid, days and money as text."""
    return {name: _plain(value) for name, value in given.items() if name not in act.unwritten}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(getattr(value, "uid", value.pk))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value
