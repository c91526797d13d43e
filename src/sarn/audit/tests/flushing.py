"""A pytest plugin: lets the flush after a transactional test empty append-only tables.

On SQLite the flush is DELETE FROM, which the triggers refuse as they refuse everybody. Only here are
they taken down for the length of the flush and put back as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True, scope="session")
def flush_append_only() -> Iterator[None]:
    """Wrap SQLite's flush for the whole run."""
    # Not at the top: plugins are loaded before Django knows its settings.
    from django.db.backends.sqlite3.base import DatabaseOperations

    plain = DatabaseOperations.execute_sql_flush

    def flush(self: Any, sql_list: list[str]) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*_no_delete'"
            )
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        try:
            plain(self, sql_list)
        finally:
            with self.connection.cursor() as cursor:
                for _, sql in triggers:
                    cursor.execute(sql)

    DatabaseOperations.execute_sql_flush = flush
    yield
    DatabaseOperations.execute_sql_flush = plain
