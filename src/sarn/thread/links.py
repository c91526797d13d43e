"""Drawing a link and ending it: called by the functions that make the change, inside their transaction.

with transaction.atomic():
    proposal = Proposal.objects.create(...)
    links.join(source=Ref("issue", issue.uid), target=Ref("proposal", proposal.uid),
               relation="addressed-by", by=by, meeting=forum.uid)
    log.record("proposal.made", by=by, ...)

A link mirrors a foreign key or a decision that the caller writes in the same transaction; so neither
function writes an audit event of its own. Draw links last: from here to its end the transaction keeps
others from drawing (a lock on PostgreSQL, IMMEDIATE transactions on SQLite), without which two of them
could close a circle that neither sees.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from sarn.thread import nodes, queries
from sarn.thread.models import Link, LinkEnd
from sarn.thread.refs import Ref
from sarnkit import clock
from sarnkit.problems import Problem

__all__ = ["MOST", "Ref", "end", "join"]

Row = TypeVar("Row", Link, LinkEnd)

# The longest chain, in links.
MOST = 12


def join(
    *,
    source: Ref,
    target: Ref,
    relation: str,
    by: str,
    reason: str = "",
    share: int | None = None,
    meeting: UUID | None = None,
    now: datetime | None = None,
) -> Link:
    """Draw the arrow from a cause to what follows from it.

    `share` in basis points, `meeting` the uid of the forum that decided. Raises Problem
    `thread.undeclared`, `thread.share`, `thread.duplicate`, `thread.cycle` or `thread.too-deep`;
    RuntimeError outside a transaction.
    """
    source, target = Ref(*source), Ref(*target)
    _in_transaction("a link is drawn")
    if nodes.relation_of(source.kind, relation, target.kind) is None:
        raise Problem("thread.undeclared", source=source.kind, target=target.kind, relation=relation)
    if share is not None and not 1 <= share <= 10000:
        raise Problem("thread.share", given=share)
    queries.lock()
    drawn = _drawn(source, target, relation)
    if drawn is not None and not hasattr(drawn, "ending"):
        raise Problem("thread.duplicate")
    _keep_in_shape(source, target)
    link = Link(
        from_type=source.kind,
        from_uid=source.uid,
        to_type=target.kind,
        to_uid=target.uid,
        relation=relation,
        turn=drawn.turn + 1 if drawn else 1,
        share=share,
        by=by,
        reason=reason,
        at=now or clock.now(),
        meeting_uid=meeting,
    )
    return _add(link, "thread.duplicate")


def end(
    *,
    by: str,
    reason: str = "",
    link: Link | None = None,
    source: Ref | None = None,
    target: Ref | None = None,
    relation: str = "",
    now: datetime | None = None,
) -> LinkEnd:
    """Let a link hold no longer; named by itself, or by source, target and relation.

    Raises Problem `thread.no-link` where it does not stand; RuntimeError outside a transaction.
    """
    _in_transaction("a link is ended")
    queries.lock()
    if link is None:
        if source is None or target is None:
            raise TypeError("name the link, or its source, target and relation")
        link = _drawn(Ref(*source), Ref(*target), relation)
    if link is None or LinkEnd.objects.filter(link_id=link.pk).exists():
        raise Problem("thread.no-link")
    return _add(LinkEnd(link_id=link.pk, by=by, reason=reason, at=now or clock.now()), "thread.no-link")


def _in_transaction(what: str) -> None:
    if not connection.in_atomic_block:
        raise RuntimeError(f"{what} inside the transaction of the change that it mirrors")


def _drawn(source: Ref, target: Ref, relation: str) -> Link | None:
    """The newest turn of this arrow, standing or ended."""
    found: Link | None = (
        Link.objects.filter(
            from_uid=source.uid,
            from_type=source.kind,
            to_uid=target.uid,
            to_type=target.kind,
            relation=relation,
        )
        .select_related("ending")
        .order_by("-turn")
        .first()
    )
    return found


def _add(row: Row, code: str) -> Row:
    """Save the row. The unique keys stand behind the lock: whoever came second is told the same."""
    if not row.by:
        raise ValueError("a link needs an actor")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise Problem(code) from taken
    return row


def _keep_in_shape(source: Ref, target: Ref) -> None:
    """Raise where the arrow would close a circle or make a chain longer than MOST."""
    below = _arrows(target, "down")
    if source == target or any(source in ends for ends in below.values()):
        raise Problem("thread.cycle")
    above = _arrows(source, "up")
    if _longest(source, above, {}) + 1 + _longest(target, below, {}) > MOST:
        raise Problem("thread.too-deep", most=MOST)


def _arrows(start: Ref, way: queries.Direction) -> dict[Ref, set[Ref]]:
    """From each node met to its next ones, away from the start."""
    arrows: dict[Ref, set[Ref]] = {}
    for link in queries.reach(start, way, cap=_ALL).links:
        near, far = (link.source, link.target) if way == "down" else (link.target, link.source)
        arrows.setdefault(near, set()).add(far)
    return arrows


_ALL = 1_000_000  # a circle must be found however wide the thread is


def _longest(ref: Ref, arrows: dict[Ref, set[Ref]], known: dict[Ref, int]) -> int:
    """Links of the longest chain from here. It ends, for what stands already has no circle."""
    if ref not in known:
        known[ref] = max((1 + _longest(far, arrows, known) for far in arrows.get(ref, ())), default=0)
    return known[ref]
