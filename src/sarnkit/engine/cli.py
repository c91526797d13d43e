"""`sarn engine check | explain | compute`: the engine for a statistician, without Django, settings or database.

Exit code 0, or 1 after one clear sentence, or 2 for a wrong command line. With --json one document goes
to standard output. `compute` writes exact cells to the user's own file.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from sarnkit.engine._compute import compute
from sarnkit.engine._connections import connect
from sarnkit.engine._definitions import Pack
from sarnkit.engine._examples import check_examples
from sarnkit.engine._explain import explain
from sarnkit.engine._packs import load_pack
from sarnkit.engine._results import Cell, Result, value
from sarnkit.problems import Problem

COLUMNS = (*(field.name for field in fields(Cell)), "value", "definition", "pack", "version", "year")


def main(argv: Sequence[str]) -> int:
    """Run one command; `argv` is what follows `sarn engine`."""
    arguments = _parser().parse_args(argv)
    try:
        run: Any = arguments.run
        return int(run(arguments))
    except Problem as problem:
        if arguments.json:
            refused = {
                "ok": False,
                "code": problem.code,
                "th": problem.sentence("th"),
                "en": problem.sentence("en"),
            }
            _print(json.dumps(refused, ensure_ascii=False))
        else:
            _print(f"{problem.sentence('th')}\n{problem.sentence('en')} [{problem.code}]", sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="sarn engine", description="Check, explain and compute indicator packs."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("check", help="check a pack's files and run its worked examples")
    check.set_defaults(run=_check)
    told = commands.add_parser("explain", help="say what an indicator counts, and show its SQL")
    told.set_defaults(run=_explain)
    counted = commands.add_parser("compute", help="count a pack's indicators over files")
    counted.set_defaults(run=_compute)
    for each in (check, told):
        each.add_argument("pack", help="folder of the pack")
    told.add_argument("code", help="code of the indicator, e.g. 08")
    told.add_argument("--language", choices=("th", "en"), default="th")
    counted.add_argument("--pack", required=True, help="folder of the pack")
    counted.add_argument(
        "--table",
        action="append",
        required=True,
        metavar="TABLE=FILE",
        help="CSV or Parquet; repeat, or join with a comma",
    )
    counted.add_argument(
        "--areas", required=True, metavar="FILE", help="CSV with the columns area and parent"
    )
    counted.add_argument("--year", required=True, type=int, help="reference year, Gregorian")
    counted.add_argument("--code", action="append", help="only this indicator; repeat for more")
    counted.add_argument("--out", required=True, metavar="FILE", help=".csv or .parquet")
    for each in (check, told, counted):
        each.add_argument("--json", action="store_true", help="one JSON document on standard output")
    return parser


def _check(arguments: argparse.Namespace) -> int:
    pack = load_pack(arguments.pack)
    examples = check_examples(pack)
    known = {code: each.definition_hash[:12] for code, each in pack.indicators.items()}
    if arguments.json:
        document = {
            "ok": True,
            "pack": pack.id,
            "version": pack.version,
            "examples": examples,
            "indicators": known,
        }
        _print(json.dumps({**document, "content_hash": pack.content_hash}, ensure_ascii=False))
    else:
        lines = [f"{pack.id} {pack.version}  {pack.content_hash[:12]}"]
        lines += [
            f"  {code}  {digest}  {each.kind}"
            for (code, digest), each in zip(known.items(), pack.indicators.values(), strict=True)
        ]
        _print("\n".join([*lines, f"ตัวอย่าง {examples} ข้อตรงกัน · {examples} worked examples agree"]))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    pack = load_pack(arguments.pack)
    text = explain(pack, arguments.code, arguments.language)
    if arguments.json:
        sentences, _, sql = text.partition("\n\n")
        found = pack.indicators[arguments.code]
        document = {"ok": True, "indicator": f"{pack.id}:{found.code}", "definition": found.definition_hash}
        _print(json.dumps({**document, "text": sentences, "sql": sql.partition("\n")[2]}, ensure_ascii=False))
    else:
        _print(text)
    return 0


def _compute(arguments: argparse.Namespace) -> int:
    out = Path(arguments.out)
    if out.suffix not in {".csv", ".parquet"}:
        raise Problem(
            "engine.bad-option", option="--out", expected="FILE.csv | FILE.parquet", given=arguments.out
        )
    pack = load_pack(arguments.pack)
    tables = _tables(arguments.table)
    areas = _areas(Path(arguments.areas))
    connection = connect()
    try:
        result = compute(
            pack, tables, areas=areas, year=arguments.year, codes=arguments.code, connection=connection
        )
    finally:
        connection.close()
    rows = [_row(pack, result, cell) for cell in result.cells]
    if out.suffix == ".csv":
        _write_csv(out, rows)
    else:
        _write_parquet(out, rows)
    if arguments.json:
        flags = [asdict(flag) for flag in result.flags]
        units = [asdict(each) for each in result.units]
        _print(
            json.dumps(
                {"ok": True, "out": str(out), "cells": len(rows), "units": units, "flags": flags},
                ensure_ascii=False,
            )
        )
    else:
        for flag in result.flags:
            _print(f"! {flag.code} {flag.indicator} {flag.detail}", sys.stderr)
        _print(f"{len(rows)} → {out}")
    return 0


def _tables(options: Sequence[str]) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {}
    for option in ",".join(options).split(","):
        name, equals, path = option.partition("=")
        if not (name and equals and path):
            raise Problem("engine.bad-option", option="--table", expected="TABLE=FILE", given=option)
        tables.setdefault(name, []).append(path)
    return tables


def _areas(path: Path) -> dict[str, str | None]:
    if not path.is_file():
        raise Problem("engine.no-file", path=str(path))
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error):
        raise Problem("engine.bad-file", path=str(path)) from None
    if not rows or not {"area", "parent"} <= set(rows[0]):
        raise Problem(
            "engine.bad-option",
            option="--areas",
            expected="area,parent",
            given=", ".join(rows[0]) if rows else "",
        )
    return {row["area"].strip(): (row["parent"] or "").strip() or None for row in rows}


def _row(pack: Pack, result: Result, cell: Cell) -> dict[str, Any]:
    figure = value(cell)
    known = {
        "definition": pack.indicators[cell.code].definition_hash,
        "pack": pack.id,
        "version": pack.version,
    }
    return {**asdict(cell), "value": figure, **known, "year": result.year}


def _write_csv(out: Path, rows: Sequence[dict[str, Any]]) -> None:
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def _write_parquet(out: Path, rows: Sequence[dict[str, Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = {"code", "part", "area", "group", "definition", "pack", "version"}
    types = {name: pa.string() if name in texts else pa.int64() for name in COLUMNS}
    types["value"] = pa.decimal128(18, 6)
    pq.write_table(
        pa.table({name: pa.array([row[name] for row in rows], types[name]) for name in COLUMNS}), out
    )


def _print(text: str, to: Any = None) -> None:
    print(text, file=to or sys.stdout)
