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
    ways = [way for way in ("down", "up") if direction in {way, "both"}]
    closed = sorted(hubs)
    holes = ", ".join(["%s"] * len(closed))
    passing = f"(w.kind NOT IN ({holes}) OR w.uid = %s)" if closed else "1 = 1"
    passed = [*closed, start.uid.hex] if closed else []
    # CROSS JOIN keeps SQLite from reading the links first; to PostgreSQL it is any join.
    met = [f"SELECT l.* FROM walk w CROSS JOIN thread_link l WHERE {_ENDS[ways[0]][2]} AND {passing}"]
    if direction == "both" and closed:
        # Met downwards already, but for the links that come from a hub which was not passed through.
        met.append(
            f"SELECT l.* FROM walk w CROSS JOIN thread_link l WHERE {_UP} AND {passing}"
            f" AND l.from_type IN ({holes}) AND l.from_uid <> %s"
        )
    sql, parameters = _recursion(ways, passing, passed, most)
    values = [start.kind, start.uid.hex, *parameters, *passed, *(passed * 2 if len(met) == 2 else ())]
    found = Link.objects.raw(
        f"{sql} SELECT * FROM ({' UNION ALL '.join(met)}) met LIMIT %s", [*values, most + 1]
    )
    links = list(found)
    return Reached(links[:most], cut=len(links) > most)


def _recursion(ways: list[str], passing: str, passed: list[str], most: int) -> tuple[str, list[str]]:
    steps = [_ENDS[way] for way in ways]
    if connection.vendor == "postgresql":
        # PostgreSQL lets the recursion be named once only, so both directions stand in one LATERAL.
        inner = " UNION ALL ".join(
            f"SELECT {kind} AS kind, {uid} AS uid FROM thread_link l WHERE {condition}"
            for kind, uid, condition in steps
        )
        first, parameters = "SELECT %s::varchar, %s::uuid", passed
        step = f"UNION SELECT n.kind, n.uid FROM walk w, LATERAL ({inner}) n WHERE {passing}"
    else:
        first, parameters = "SELECT %s, %s", passed * len(ways)
        step = " ".join(
            f"UNION SELECT {kind}, {uid} FROM walk w CROSS JOIN thread_link l WHERE {condition} AND {passing}"
            for kind, uid, condition in steps
        )
        # PostgreSQL stops the recursion at the outer limit by itself, SQLite makes all of it first.
        step += f" LIMIT {most + 1}"
    return f"WITH RECURSIVE walk (kind, uid) AS ({first} {step})", parameters
