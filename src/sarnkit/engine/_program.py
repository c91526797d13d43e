"""A run written down as SQL: views that type the tables, checks, and one query a unit.

Ibis takes longer to write the SQL of a pack than DuckDB to count a village, so a connection keeps what
was written for the same pack, indicators, thresholds and column types.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sarnkit.engine._connections import Connection
from sarnkit.engine._definitions import Indicator, Pack
from sarnkit.engine._frames import Frames
from sarnkit.engine._identity import touched_fields
from sarnkit.engine._plan import Thresholds, UnitPlan
from sarnkit.engine._reading import KEY, PARENT, bad, typed_table

KEPT = 64
"""How many programs a connection keeps."""


@dataclass(frozen=True)
class TableCheck:
    """`sql` gives one row: `rows`, `keys` if the table has a key, and `bad__<field>` per field read."""

    table: str
    fields: tuple[str, ...]
    has_key: bool
    sql: str


@dataclass(frozen=True)
class ParentCheck:
    """`sql` gives one row, `n`: rows of the child whose parent is absent."""

    table: str
    parent: str
    sql: str


@dataclass(frozen=True)
class Totals:
    """`sql` gives one row an area (and group): columns of part number i are `i_num i_den …`."""

    unit: str
    by: str | None
    parts: tuple[tuple[str, str], ...]
    sql: str


@dataclass(frozen=True)
class Program:
    """All the SQL of one run, over tables named `raw_<table>`."""

    views: tuple[tuple[str, str], ...]
    """Table → SQL of `typed_<table>`."""
    checks: tuple[TableCheck, ...]
    parents: tuple[ParentCheck, ...]
    totals: tuple[Totals, ...]
    outcomes: tuple[tuple[str, str], ...]
    """Table → SQL of each row's outcome; only for worked examples of a single indicator."""
    absent: tuple[str, ...]


def raw_name(table: str) -> str:
    """What a table is called as it came."""
    return f"raw_{table}"


def typed_name(table: str) -> str:
    """What a table is called once it is typed."""
    return f"typed_{table}"


def fields_read(pack: Pack, chosen: Sequence[Indicator]) -> frozenset[str]:
    """Every field that the indicators touch, those behind derived ones and breakdowns among them."""
    names = frozenset(name for each in chosen for name in (*each.fields, *each.by))
    return touched_fields(names, pack.dictionary)


def program(
    pack: Pack,
    schemas: Mapping[str, Any],
    chosen: Sequence[Indicator],
    thresholds: Thresholds,
    connection: Connection,
    given: frozenset[str] = frozenset(),
) -> Program:
    """The program of a run, from the connection's memory where the same was written before."""
    key = (
        pack.content_hash,
        tuple(each.code for each in chosen),
        str(sorted((code, sorted(values.items())) for code, values in thresholds.items())),
        tuple((table, tuple(schema.items())) for table, schema in sorted(schemas.items())),
        given,
    )
    if key not in connection.compiled:
        if len(connection.compiled) >= KEPT:
            connection.compiled.pop(next(iter(connection.compiled)))
        connection.compiled[key] = _write(pack, schemas, chosen, thresholds, connection, given)
    found: Program = connection.compiled[key]
    return found


def _write(
    pack: Pack,
    schemas: Mapping[str, Any],
    chosen: Sequence[Indicator],
    thresholds: Thresholds,
    connection: Connection,
    given: frozenset[str],
) -> Program:
    ibis, dictionary = connection.ibis, pack.dictionary
    names = fields_read(pack, chosen)
    views, checks, typed, absent = [], [], {}, []
    for table, schema in sorted(schemas.items()):
        shape = dictionary.tables[table]
        own = [dictionary.fields[name] for name in sorted(names) if dictionary.fields[name].table == table]
        plain = [field for field in own if field.derivation is None or field.name in given]
        parent_key = dictionary.tables[shape.parent].key if shape.parent else None
        expression = typed_table(ibis, ibis.table(schema, name=raw_name(table)), shape, parent_key, plain)
        views.append((table, connection.sql(expression)))
        typed[table] = ibis.table(expression.schema(), name=typed_name(table))
        checks.append(_table_check(table, typed[table], connection))
        absent += [f"{table}.{field.name}" for field in plain if bad(field.name) not in expression.columns]
    parents = [
        _parent_check(table, parent, typed, connection)
        for table in sorted(typed)
        for parent in [dictionary.tables[table].parent]
        if parent in typed
    ]
    frames = Frames(ibis, dictionary, typed, given)
    totals, outcomes = [], []
    for unit in sorted({each.unit for each in chosen}):
        own_indicators = [each for each in chosen if each.unit == unit]
        plan = UnitPlan(ibis, frames, unit, own_indicators, thresholds)
        parts = tuple((part.code, part.part) for part in plan.parts)
        for by in (None, *sorted({name for each in own_indicators for name in each.by})):
            totals.append(Totals(unit, by, parts, connection.sql(plan.totals(by))))
        if len(chosen) == 1:
            outcomes.append((unit, connection.sql(plan.outcomes(chosen[0].code))))
            members = chosen[0].members
            if members:
                outcomes.append((members.table, connection.sql(plan.member_outcomes(chosen[0]))))
    return Program(tuple(views), tuple(checks), tuple(parents), tuple(totals), tuple(outcomes), tuple(absent))


def _table_check(table: str, typed: Any, connection: Connection) -> TableCheck:
    fields = tuple(name.removeprefix("bad__") for name in typed.columns if name.startswith("bad__"))
    sums: dict[str, Any] = {"rows": typed.count(), **{bad(name): typed[bad(name)].count() for name in fields}}
    has_key = KEY in typed.columns
    if has_key:
        sums["keys"] = typed[KEY].nullif("").nunique()
    return TableCheck(table, fields, has_key, connection.sql(typed.aggregate(**sums)))


def _parent_check(table: str, parent: str, typed: Mapping[str, Any], connection: Connection) -> ParentCheck:
    below, above = typed[table], typed[parent].select(KEY)
    orphans = below.select(PARENT).anti_join(above, below[PARENT] == above[KEY])
    return ParentCheck(table, parent, connection.sql(orphans.aggregate(n=orphans.count())))
