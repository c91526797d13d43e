"""Worked examples: the specification, the test and the documentation of an indicator in one (pack format §6)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarnkit.engine import _compute
from sarnkit.engine._connections import Connection, connect
from sarnkit.engine._definitions import Example, Indicator, Pack
from sarnkit.engine._reading import KEY
from sarnkit.engine._results import Cell, value
from sarnkit.engine._rollup import rollup
from sarnkit.problems import Problem

VILLAGE = "village"
"""Where all rows of an example lie that draws no area."""


@dataclass(frozen=True)
class Difference:
    """A figure of an example that came out otherwise: where, what was written, what was found."""

    where: str
    expected: str
    found: str


@dataclass(frozen=True)
class ExampleResult:
    """What running one worked example gave."""

    code: str
    title: str
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether every drawn figure was found."""
        return not self.differences


def run_examples(pack: Pack, connection: Connection | None = None) -> list[ExampleResult]:
    """All worked examples of a pack, computed by the engine and compared with what is drawn."""
    opened = connection or connect()
    try:
        return [
            ExampleResult(each.code, example.title, tuple(_compare(pack, each, example, opened)))
            for each in pack.indicators.values()
            for example in each.examples
        ]
    finally:
        if connection is None:
            opened.close()


def check_examples(pack: Pack, connection: Connection | None = None) -> int:
    """How many examples agree. Raises `engine.example-failed` for the first that does not."""
    results = run_examples(pack, connection)
    for result in results:
        for difference in result.differences:
            raise Problem(
                "engine.example-failed",
                file=f"indicators/{result.code}",
                title=result.title,
                where=difference.where,
                expected=difference.expected,
                found=difference.found,
            )
    return len(results)


def _compare(pack: Pack, indicator: Indicator, example: Example, connection: Connection) -> list[Difference]:
    thresholds = {indicator.code: _compute.threshold_units(indicator, example.year)}
    tables, given = _drawn(pack, example)
    written = _compute.prepare(pack, tables, [indicator], thresholds, connection, given)
    cells, _ = _compute.count(written, [indicator], pack, connection)
    parents: dict[str, str | None] = dict(example.areas)
    for cell in cells:
        if not example.areas:
            parents.setdefault(cell.area, None)
    if indicator.aggregation == "add":
        cells = rollup(cells, parents)
    found = _compare_cells(indicator, example, cells)
    for table, sql in written.outcomes:
        found += _compare_outcomes(pack, table, example, connection.rows(sql))
    return found


def _drawn(pack: Pack, example: Example) -> tuple[dict[str, Any], frozenset[str]]:
    """The drawn tables as text columns, and the derived fields that are drawn.

    A table that is not drawn is empty, a column that is not drawn missing throughout.
    """
    import pyarrow as pa

    tables: dict[str, Any] = {}
    for name, shape in pack.dictionary.tables.items():
        rows = [dict(row) for row in example.tables.get(name, ())]
        for number, row in enumerate(rows, start=1):
            if shape.area:
                row.setdefault(shape.area, VILLAGE)
            if shape.key:
                row.setdefault(shape.key, str(number))
        parent = pack.dictionary.tables[shape.parent].key if shape.parent else None
        columns = list(rows[0]) if rows else [column for column in (shape.key, shape.area, parent) if column]
        tables[name] = pa.table(
            {column: pa.array([row[column] for row in rows], pa.string()) for column in columns}
        )
    drawn = {column for rows in example.tables.values() if rows for column in rows[0]}
    derived = {name for name, field in pack.dictionary.fields.items() if field.derivation}
    return tables, frozenset(drawn & derived)


def _compare_outcomes(
    pack: Pack, table: str, example: Example, rows: list[dict[str, Any]]
) -> list[Difference]:
    key = pack.dictionary.tables[table].key
    outcomes = {row[KEY]: row["outcome"] for row in rows}
    found = []
    for number, row in enumerate(example.tables.get(table, ()), start=1):
        name = row[key] if key and key in row else str(number)
        expected, outcome = row.get("result", ""), outcomes.get(name, "–")
        if expected and expected != outcome:
            found.append(Difference(f"{table} {name}", expected, outcome))
    return found


def _compare_cells(indicator: Indicator, example: Example, cells: list[Cell]) -> list[Difference]:
    found = []
    for row in example.expect:
        part = row.get("part") or indicator.headline
        area, group = row.get("area", ""), row.get("group", "")
        matching = [
            cell
            for cell in cells
            if cell.part == part and cell.group == group and (not area or cell.area == area)
        ]
        where = " ".join(word for word in (part, area, group) if word)
        if len(matching) != 1:
            found.append(Difference(where, "1 cell", f"{len(matching)} cells"))
            continue
        found += [
            Difference(f"{where} {column}", expected, shown)
            for column, expected in row.items()
            if column not in {"part", "area", "group"} and expected
            for shown in [_shown(matching[0], column, expected)]
            if shown != expected
        ]
    return found


def _shown(cell: Cell, column: str, expected: str) -> str:
    """The cell's figure, spelled as the example spells it where both are the same number."""
    if column != "value":
        return str(getattr(cell, column))
    figure = value(cell)
    if figure is None:
        return "–"
    return expected if Decimal(expected) == figure else str(figure)
