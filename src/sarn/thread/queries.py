"""SQL of the thread: the recursive walk, and the one lock that lets links be drawn one after the other.

A walk reads links only, and links carry no data class; what it finds is shown by the apps whose it is.
Both databases answer from the two covering indexes of `thread_link`, one probe a node and direction.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from django.db import connection

from sarn.thread.models import Link
from sarn.thread.refs import Ref

Direction = Literal["up", "down", "both"]

# The most links that one walk brings; a thread beyond it is shown cut, and says so.
CAP = 5000
_LOCK = 0x7468_7265_6164  # «thread»

# ruff: noqa: S608 -- the SQL is put together from the constants below; every value is a parameter
_STANDS = "NOT EXISTS (SELECT 1 FROM thread_linkend e WHERE e.link_id = l.id)"
_DOWN = f"l.from_uid = w.uid AND l.from_type = w.kind AND {_STANDS}"
_UP = f"l.to_uid = w.uid AND l.to_type = w.kind AND {_STANDS}"
_ENDS = {"down": ("l.to_type", "l.to_uid", _DOWN), "up": ("l.from_type", "l.from_uid", _UP)}


class Reached(NamedTuple):
    """Links that a walk met, and whether there were more than it brings."""

    links: list[Link]
    cut: bool


def lock() -> None:
    """Wait until no other transaction is drawing links; held until this one ends.

    On SQLite every writing transaction holds the database alone from its BEGIN.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def reach(start: Ref, direction: Direction, hubs: Iterable[str] = (), cap: int | None = None) -> Reached:
    """The standing links that are met from `start`, each once, at most `cap` (CAP).

    A node whose kind is one of `hubs` is entered and not passed through, unless it is the start.
    """
    most = CAP if cap is None else cap
    ways = [_ENDS[way] for way in ("down", "up") if direction in {way, "both"}]
    closed = sorted(hubs)
    passing = f"(w.kind NOT IN ({', '.join(['%s'] * len(closed))}) OR w.uid = %s)" if closed else "1 = 1"
    passed = [*closed, start.uid.hex] if closed else []
    # CROSS JOIN keeps SQLite from reading the links first; to PostgreSQL it is any join.
    met = " UNION ALL ".join(
        f"SELECT l.* FROM walk w CROSS JOIN thread_link l WHERE {condition} AND {passing}"
        for _, _, condition in ways
    )
    sql, parameters = _recursion(ways, passing, passed, most)
    # A link between two nodes of the walk is met from both, so the limit is on meetings, not on links.
    limit = len(ways) * most
    rows = list(
        Link.objects.raw(
            f"{sql} SELECT * FROM ({met}) met LIMIT %s",
            [start.kind, start.uid.hex, *parameters, *passed * len(ways), limit + 1],
        )
    )
    found = list({link.pk: link for link in rows}.values())
    return Reached(found[:most], cut=len(rows) > limit or len(found) > most)


def _recursion(
    ways: list[tuple[str, str, str]], passing: str, passed: list[str], most: int
) -> tuple[str, list[str]]:
    if connection.vendor == "postgresql":
        # PostgreSQL lets the recursion be named once only, so both directions stand in one LATERAL.
        inner = " UNION ALL ".join(
            f"SELECT {kind} AS kind, {uid} AS uid FROM thread_link l WHERE {condition}"
            for kind, uid, condition in ways
        )
        first, parameters = "SELECT %s::varchar, %s::uuid", passed
        steps = f"UNION SELECT n.kind, n.uid FROM walk w, LATERAL ({inner}) n WHERE {passing}"
    else:
        first, parameters = "SELECT %s, %s", passed * len(ways)
        steps = " ".join(
            f"UNION SELECT {kind}, {uid} FROM walk w CROSS JOIN thread_link l WHERE {condition} AND {passing}"
            for kind, uid, condition in ways
        )
        # PostgreSQL stops the recursion at the outer limit by itself, SQLite makes all of it first.
        steps += f" LIMIT {most + 1}"
    return f"WITH RECURSIVE walk (kind, uid) AS ({first} {steps})", parameters
