"""Writing the log: with the change, or, for a refusal, on its own.

with transaction.atomic():
    house.save()
    log.record("house.enrol", by=scope.actor, object_type="house", object_uid=house.uid, number="12/3")
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from sarn.audit.models import Event
from sarnkit import clock


def record(
    action: str,
    *,
    by: str,
    object_type: str = "",
    object_uid: object = "",
    area_path: str = "",
    **detail: Any,
) -> Event:
    """Write an event in the transaction of the change, so that both stand or neither.

    `by` is the actor as text ("person:head4", "device:…", "system:…"); `detail` is JSON, keyed by names,
    and never holds a citizen ID. Raises RuntimeError outside a transaction.
    """
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise RuntimeError(f"{action} must be recorded inside the transaction of its change")
    return _write(action, by, object_type, object_uid, area_path, detail)


def deny(
    action: str,
    *,
    by: str,
    object_type: str = "",
    object_uid: object = "",
    area_path: str = "",
    **detail: Any,
) -> Event:
    """Write a refusal and commit it at once, whatever becomes of the request.

    Raises RuntimeError inside a transaction, where a rollback would take the refusal with it: let the
    refusal rise out of the transaction first.
    """
    if _in_own_transaction():
        raise RuntimeError(
            f"{action} must be denied outside a transaction, or a rollback would undo the trace"
        )
    with transaction.atomic():
        return _write(action, by, object_type, object_uid, area_path, detail)


def _in_own_transaction() -> bool:
    # The transaction that wraps a test is not one of ours; Django's durable=True looks away from it too.
    return any(
        not getattr(block, "_from_testcase", False) for block in connections[DEFAULT_DB_ALIAS].atomic_blocks
    )


def _write(
    action: str, by: str, object_type: str, object_uid: object, area_path: str, detail: dict[str, Any]
) -> Event:
    if not by:
        raise ValueError(f"{action}: an event needs an actor")
    return Event.objects.create(
        at=clock.now(),
        actor=by,
        action=action,
        object_type=object_type,
        object_uid=str(object_uid),
        area_path=area_path,
        detail=detail,
    )
