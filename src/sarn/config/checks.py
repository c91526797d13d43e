"""System checks that stop a node which could lose data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from sarn.config.sqlite import FIRST_SOUND
from sarnkit.problems import Problem

# What SQLite must answer when asked: 2 is FULL.
NEEDED = {"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}


@register(Tags.compatibility)
def sqlite_version(app_configs: object, **_: Any) -> Sequence[CheckMessage]:
    """The library is one without the WAL-reset bug."""
    import sqlite3

    if sqlite3.sqlite_version_info >= FIRST_SOUND:
        return []
    needed = ".".join(map(str, FIRST_SOUND))
    return [_error(Problem("operation.old-sqlite", found=sqlite3.sqlite_version, needed=needed))]


@register(Tags.database)
def sqlite_durability(
    app_configs: object, databases: Sequence[str] | None, **_: Any
) -> Sequence[CheckMessage]:
    """An acknowledged row is on the disk: read back from the open connection, not from settings."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            for pragma, needed in NEEDED.items():
                answer = str(cursor.execute(f"PRAGMA {pragma}").fetchone()[0])
                if answer != needed:
                    found.append(
                        _error(
                            Problem("operation.unsafe-sqlite", setting=pragma, found=answer, needed=needed)
                        )
                    )
    return found


def _error(problem: Problem) -> CheckMessage:
    return Error(problem.sentence("en"), hint=problem.sentence("th"), id=f"sarn.{problem.code}")
