"""What stops a run before anything is counted: cells that are no answers, keys, rows without a parent."""

# Names below are those of the dictionary, checked to be letters, digits and _ when it was read.
# ruff: noqa: S608

from __future__ import annotations

from sarnkit.engine._connections import Connection
from sarnkit.engine._definitions import Dictionary
from sarnkit.engine._program import ParentCheck, Program, TableCheck, typed_name
from sarnkit.engine._reading import KEY, PARENT, bad
from sarnkit.problems import Problem

SAMPLES = 3


def check_input(program: Program, dictionary: Dictionary, connection: Connection) -> None:
    """One query a table, one more a child. Raises the first refusal, with a count and three samples."""
    for table in program.checks:
        _check_table(table, dictionary, connection)
    for child in program.parents:
        _check_parent(child, connection)


def _check_table(check: TableCheck, dictionary: Dictionary, connection: Connection) -> None:
    counts = connection.rows(check.sql)[0]
    for name in check.fields:
        count = counts[bad(name)]
        if count:
            cells = f'SELECT "{bad(name)}" AS sample FROM "{typed_name(check.table)}"'
            samples = _samples(f'{cells} WHERE "{bad(name)}" IS NOT NULL', connection)
            raise Problem("engine.bad-cells", table=check.table, field=name, count=count, samples=samples)
    if check.has_key and counts["keys"] != counts["rows"]:
        column = dictionary.tables[check.table].key
        keys = f'SELECT coalesce("{KEY}", \'\') AS sample, count(*) AS n FROM "{typed_name(check.table)}" GROUP BY 1'
        samples = _samples(f"SELECT sample FROM ({keys}) AS k WHERE n > 1 OR sample = ''", connection)
        count = counts["rows"] - counts["keys"]
        raise Problem("engine.bad-keys", table=check.table, column=column, count=count, samples=samples)


def _check_parent(check: ParentCheck, connection: Connection) -> None:
    count = connection.rows(check.sql)[0]["n"]
    if count:
        child, parent = typed_name(check.table), typed_name(check.parent)
        rows = f'SELECT c."{PARENT}" AS sample FROM "{child}" AS c LEFT JOIN "{parent}" AS p ON c."{PARENT}" = p."{KEY}"'
        samples = _samples(f'{rows} WHERE p."{KEY}" IS NULL', connection)
        raise Problem("engine.orphans", table=check.table, count=count, parent=check.parent, samples=samples)


def _samples(sql: str, connection: Connection) -> str:
    """Three different ones, in order, so that the same data gives the same sentence."""
    rows = connection.rows(f"SELECT DISTINCT sample FROM ({sql}) AS s ORDER BY sample LIMIT {SAMPLES}")
    return ", ".join(repr(row["sample"])[:40] for row in rows)
