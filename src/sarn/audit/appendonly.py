"""Tables that the database itself keeps from being changed: for migrations of append-only models.

Row triggers refuse UPDATE and DELETE on SQLite and PostgreSQL. SQLite's `INSERT OR REPLACE` deletes
without asking a delete trigger, so an insert over an existing key is refused as well. TRUNCATE is left
to PostgreSQL's own rights: the application's role must not own the tables of a node of the nation.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import RunPython

_SQLITE = (
    """CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
    """CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
       WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR uid = NEW.uid)
       BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END""",
)
_POSTGRESQL = (
    """CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
       FOR EACH ROW EXECUTE FUNCTION {table}_refuse()""",
)


def protect(table: str) -> RunPython:
    """A migration operation that makes the table (with columns id and uid) append-only."""

    def forward(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[vendor]:
            schema_editor.execute(statement.format(table=table), params=None)

    def backward(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_change ON {table}", params=None)
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()", params=None)

    return RunPython(forward, backward)
