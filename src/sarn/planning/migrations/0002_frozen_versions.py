"""The database itself keeps an announced version, and the entries of one that was agreed, as they are.

Whatever way a change comes (a function, a queryset, a cursor), it is refused as an IntegrityError. `opened` and
`area_path` of entries are left free: the engine of states opens them with their version.
"""

from __future__ import annotations

from typing import Any

from django.db.migrations import Migration as _Migration
from django.db.migrations import RunPython

_OF_ENTRY = "SELECT v.state FROM planning_planversion v WHERE v.id = {row}.version_id"
_OF_YEAR = (
    "SELECT v.state FROM planning_planversion v"
    " JOIN planning_planentry e ON e.version_id = v.id WHERE e.id = {row}.entry_id"
)
# Table → its columns that stand fast, and how the state of the version is found from a row.
_PARTS = {
    "planning_planentry": (
        'uid, version_id, project_id, "order", strategy, programme, entered_by, entered_at',
        _OF_ENTRY,
    ),
    "planning_planentryyear": ("entry_id, fiscal_year, satang", _OF_YEAR),
}
_VERSION = "plan_id, number, kind, label, forum_id, agreed_on, announced_on, snapshot, sha256"
_SAID = "a version of a plan stands fast from its agreement on"


def _triggers() -> list[tuple[str, str, str, str]]:
    """Name, table, when it fires, and the condition under which it refuses."""
    made = [
        ("no_change", "planning_planversion", f"UPDATE OF {_VERSION}", "OLD.sha256 <> ''"),
        ("no_delete", "planning_planversion", "DELETE", "OLD.sha256 <> ''"),
    ]
    for table, (columns, state) in _PARTS.items():
        fixed = "({}) NOT IN ('draft', 'heard')"
        old, new = fixed.format(state.format(row="OLD")), fixed.format(state.format(row="NEW"))
        made += [
            ("no_change", table, f"UPDATE OF {columns}", f"{old} OR {new}"),
            ("no_delete", table, "DELETE", old),
            ("no_insert", table, "INSERT", new),
        ]
    return [(f"{table}_{name}", table, event, when) for name, table, event, when in made]


def _forward(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for name, table, event, condition in _triggers():
        if vendor == "sqlite":
            body = f"WHEN {condition} BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
        else:
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF {condition} THEN RAISE EXCEPTION '{_SAID}'"
                " USING ERRCODE = 'integrity_constraint_violation'; END IF;"
                " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$",
                params=None,
            )
            body = f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} {body}", params=None)


def _backward(apps: Any, schema_editor: Any) -> None:
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in _triggers():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}()")


class Migration(_Migration):
    dependencies = [("planning", "0001_initial")]
    operations = [RunPython(_forward, _backward)]
