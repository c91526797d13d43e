"""Columns that the database itself keeps from being changed: what came, and what was published.

Rows may be deleted (erasure needs it), but bytes that are there are the bytes that came.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.migrations import RunPython

_SQLITE = """CREATE TRIGGER {table}_verbatim BEFORE UPDATE OF {columns} ON {table}
 BEGIN SELECT RAISE(ABORT, '{table} is kept verbatim'); END"""
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $$
 BEGIN RAISE EXCEPTION '{table} is kept verbatim' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER {table}_verbatim BEFORE UPDATE OF {columns} ON {table}
 FOR EACH ROW EXECUTE FUNCTION {table}_keep()""",
)


def keep(table: str, columns: Sequence[str]) -> RunPython:
    """A migration operation that makes these columns of the table unchangeable."""

    def forward(apps: Any, schema_editor: Any) -> None:
        statements = (_SQLITE,) if schema_editor.connection.vendor == "sqlite" else _POSTGRESQL
        for statement in statements:
            schema_editor.execute(statement.format(table=table, columns=", ".join(columns)), params=None)

    def backward(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_verbatim", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_verbatim ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_keep()", params=None)

    return RunPython(forward, backward)
