"""`sarn areas import FILE --valid-from DATE`, `sarn areas export [FILE]`, `sarn areas close CODE --on DATE`."""

from __future__ import annotations

import datetime
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from sarn.areas import exporting, importing, rows
from sarn.areas.rows import Row
from sarnkit.problems import Problem

BY = "system:command"


class Command(BaseCommand):
    help = "Bring the tree of areas in from a CSV file, write it out, or end an area."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="read a CSV file; says line by line what it refuses")
        bring.add_argument("file", type=Path)
        bring.add_argument("--valid-from", required=True, help="first day of what is new, e.g. 2025-10-01")
        bring.add_argument("--json", action="store_true", help="one JSON document instead of sentences")
        write = acts.add_parser("export", help="write today's areas as CSV")
        write.add_argument("file", type=Path, nargs="?", help="standard output if left out")
        end = acts.add_parser("close", help="end an area, e.g. a village merged into another")
        end.add_argument("code")
        end.add_argument("--on", required=True, help="first day on which it is no more")

    def handle(self, *args: Any, **options: Any) -> None:
        {"import": self._import, "export": self._export, "close": self._close}[options["act"]](options)

    def _import(self, options: dict[str, Any]) -> None:
        day = _date(options["valid_from"])
        quiet = options["json"] or not sys.stderr.isatty()

        def progress(items: Iterable[Row]) -> Iterable[Row]:
            bar: Iterable[Row] = tqdm(items, desc="areas", unit=" lines", disable=quiet)
            return bar

        report = importing.import_areas(rows.read(options["file"]), day, progress, by=BY)
        if options["json"]:
            self.stdout.write(json.dumps(_document(report), ensure_ascii=False))
        else:
            self._tell(report)
        if report.refused:
            sys.exit(1)  # what was right is in; a script must still notice

    def _tell(self, report: importing.Report) -> None:
        for line, _, problem in report.refused:
            self.stderr.write(f"{line}: {problem.sentence('th')} · {problem.sentence('en')} [{problem.code}]")
        self.stdout.write(
            f"เพิ่ม {report.added} แก้ {report.changed} ย้าย {report.moved} เหมือนเดิม {report.unchanged} "
            f"ไม่รับ {len(report.refused)} · added {report.added}, changed {report.changed}, "
            f"moved {report.moved}, unchanged {report.unchanged}, refused {len(report.refused)}"
        )

    def _export(self, options: dict[str, Any]) -> None:
        if options["file"] is None:
            exporting.export_areas(self.stdout)  # type: ignore[arg-type]  # writes like a text stream
            return
        with options["file"].open("w", encoding="utf-8", newline="") as stream:
            count = exporting.export_areas(stream)
        self.stdout.write(f"เขียนแล้ว {count} แห่ง · wrote {count} areas: {options['file']}")

    def _close(self, options: dict[str, Any]) -> None:
        area = importing.close(options["code"], _date(options["on"]), by=BY)
        self.stdout.write(f"{area.display()}: {area.valid_to}")


def _date(given: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(given)
    except ValueError:
        raise Problem("area.bad-date", given=given) from None


def _document(report: importing.Report) -> dict[str, Any]:
    return {
        "added": report.added,
        "changed": report.changed,
        "moved": report.moved,
        "unchanged": report.unchanged,
        "refused": [
            {
                "line": line,
                "code": code,
                "problem": problem.code,
                "th": problem.sentence("th"),
                "en": problem.sentence("en"),
            }
            for line, code, problem in report.refused
        ],
    }
