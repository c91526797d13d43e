"""One run: read the tables, refuse what is no answer, count, roll up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sarnkit.engine._connections import Connection, TableSource, connect
from sarnkit.engine._definitions import Indicator, Pack
from sarnkit.engine._input_checks import check_input
from sarnkit.engine._nodes import ThresholdRef, walk
from sarnkit.engine._packs import find_indicator, needed_tables
from sarnkit.engine._program import Program, Totals, fields_read, program, raw_name, typed_name
from sarnkit.engine._reading import AREA
from sarnkit.engine._results import Cell, Flag, Result, UnitRows
from sarnkit.engine._rollup import rollup, rollup_units
from sarnkit.problems import Problem


def compute(
    pack: Pack,
    tables: Mapping[str, TableSource],
    *,
    areas: Mapping[str, str | None],
    year: int,
    codes: Sequence[str] | None = None,
    connection: Connection | None = None,
) -> Result:
    """The cells of a pack's indicators for every area that has data and for all its ancestors.

    `tables` maps a table of the dictionary to Parquet or CSV paths or a pyarrow.Table; columns are named
    as the dictionary's fields. `areas` maps each area to its parent, None at the top. `year` is the
    Gregorian reference year that chooses thresholds. Without `codes` all indicators are computed.

    Raises Problem (`engine.…`): a cell that is no answer, a row without its parent, an unknown area, a
    threshold that has no value for the year. A year outside the pack's years is only a flag.
    """
    chosen = [find_indicator(pack, code) for code in (codes if codes is not None else pack.indicators)]
    opened = connection or connect()
    try:
        thresholds = {each.code: threshold_units(each, year) for each in chosen}
        plan = prepare(pack, tables, chosen, thresholds, opened)
        cells, units = count(plan, chosen, pack, opened)
        _check_areas(units, areas)
        by_code = {each.code: each for each in chosen}
        added = rollup([cell for cell in cells if by_code[cell.code].aggregation == "add"], areas)
        alone = [cell for cell in cells if by_code[cell.code].aggregation == "none"]
        return Result(
            pack=pack.id,
            version=pack.version,
            year=year,
            engine=opened.dialect,
            engine_version=opened.version,
            cells=tuple(sorted([*added, *alone])),
            units=tuple(rollup_units(units, areas)),
            flags=tuple(sorted([*year_flags(pack, chosen, year), *_absent_flags(pack, plan, chosen)])),
        )
    finally:
        if connection is None:
            opened.close()


def prepare(
    pack: Pack,
    tables: Mapping[str, TableSource],
    chosen: Sequence[Indicator],
    thresholds: Mapping[str, Mapping[str, int]],
    connection: Connection,
    given: frozenset[str] = frozenset(),
) -> Program:
    """Open the tables that the chosen indicators need, write the SQL, and check every cell."""
    needed: dict[str, list[str]] = {}
    for each in chosen:
        for table in needed_tables(each, pack.dictionary):
            needed.setdefault(table, []).append(each.code)
    for table, readers in sorted(needed.items()):
        if table not in tables:
            raise Problem("engine.no-table", table=table, codes=", ".join(readers))
    schemas = {table: connection.source(raw_name(table), tables[table]) for table in sorted(needed)}
    written = program(pack, schemas, chosen, thresholds, connection, given)
    for table, sql in written.views:
        connection.stage(typed_name(table), sql, raw_name(table))
    check_input(written, pack.dictionary, connection)
    return written


def count(
    written: Program, chosen: Sequence[Indicator], pack: Pack, connection: Connection
) -> tuple[list[Cell], list[UnitRows]]:
    """Cells and rows of the lowest areas: one query a unit, and one more for each breakdown."""
    cells: list[Cell] = []
    rows: list[UnitRows] = []
    for totals in written.totals:
        for row in connection.rows(totals.sql):
            group = "" if totals.by is None else _group(pack, totals.by, row["__group"])
            if group is None:
                continue  # a unit whose breakdown is missing is in the total only
            rows.append(UnitRows(totals.unit, row[AREA] or "", group, row["rows"]))
            cells.extend(_cells(totals, row, group, chosen))
    return cells, rows


def threshold_units(indicator: Indicator, year: int | None) -> dict[str, int]:
    """Thresholds of the year as whole numbers × 10^places. Raises `engine.no-threshold`."""
    units: dict[str, int] = {}
    for condition in indicator.conditions:
        for node in walk(condition):
            if isinstance(node, ThresholdRef):
                found = indicator.threshold(node.name, year)
                if found is None:
                    raise Problem("engine.no-threshold", code=indicator.code, name=node.name, year=year)
                units[node.name] = int(found.value * 10**node.places)
    return units


def year_flags(pack: Pack, chosen: Sequence[Indicator], year: int) -> list[Flag]:
    """What a reader must know of the year: outside the pack's years, or a figure of low confidence."""
    flags = []
    if not pack.years[0] <= year <= pack.years[1]:
        flags.append(Flag("year-outside-pack", "", str(year)))
    low = [each for each in chosen if each.confidence_in(year) == "low"]
    return flags + [Flag("low-confidence", each.code, str(year)) for each in low]


def _absent_flags(pack: Pack, written: Program, chosen: Sequence[Indicator]) -> list[Flag]:
    fields = {each.code: fields_read(pack, [each]) for each in chosen}
    return [
        Flag("absent-column", each.code, column)
        for each in chosen
        for column in written.absent
        if column.partition(".")[2] in fields[each.code]
    ]


def _group(pack: Pack, by: str, answer: str | None) -> str | None:
    if answer is None:
        return None
    if pack.dictionary.fields[by].type == "yes_no":
        answer = "yes" if answer == "true" else "no"
    return f"{by}={answer}"


def _cells(totals: Totals, row: Mapping[str, Any], group: str, chosen: Sequence[Indicator]) -> list[Cell]:
    cells = []
    for i, (code, part) in enumerate(totals.parts):
        if f"{i}_num" not in row:
            continue
        # a sum over rows that are all unknown is NULL in SQL; a count never is
        num, den, base = (int(row[f"{i}_{name}"] or 0) for name in ("num", "den", "base"))
        eligible = int(row.get(f"{i}_eligible", row["rows"]) or 0)
        unclear = int(row.get(f"{i}_unclear") or 0)
        if totals.by is None and row.get(f"{i}_bad"):
            field = next(each.count_as for each in chosen if each.code == code)
            raise Problem("engine.count-as-missing", code=code, field=field, count=row[f"{i}_bad"])
        cells.append(
            Cell(code, part, row[AREA] or "", group, num, den, 1, eligible, eligible - den, unclear, base)
        )
    return cells


def _check_areas(units: Sequence[UnitRows], areas: Mapping[str, str | None]) -> None:
    for unit in sorted({each.unit for each in units}):
        strange = [
            each for each in units if each.unit == unit and each.group == "" and each.area not in areas
        ]
        if strange:
            samples = ", ".join(sorted(repr(each.area) for each in strange)[:3])
            raise Problem(
                "engine.unknown-area", table=unit, count=sum(each.rows for each in strange), samples=samples
            )
