"""Bringing in the house list of a village, line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TextIO

from sarn.areas.models import Area
from sarn.registry import houses
from sarnkit.problems import Problem
from sarnkit.thai import digits


@dataclass
class Report:
    """What came of a house list."""

    houses: int = 0
    households: int = 0
    refused: list[tuple[int, Problem]] = field(default_factory=list)


def read_houses(stream: TextIO) -> Iterable[dict[str, str]]:
    """Rows of a CSV with the columns village, number and, where known, code, khum, households."""
    return csv.DictReader(stream)


def import_houses(rows: Iterable[dict[str, str]], *, by: str) -> Report:
    """Enrol each house with its households; the same list again changes nothing.

    A line that cannot be used is named in the report with its number in the file (2 is the first
    after the head) and stops no other.
    """
    report = Report()
    for line, row in enumerate(rows, start=2):
        try:
            made = _enrol({name: (text or "").strip() for name, text in row.items() if name}, by)
        except Problem as problem:
            report.refused.append((line, problem))
        else:
            report.houses += 1
            report.households += made
    return report


def _enrol(row: dict[str, str], by: str) -> int:
    code = digits(row.get("village", ""))
    village = Area.objects.current().of_level("village").filter(code=code).first()
    if village is None:
        raise Problem("registry.no-village", village=code or "–")
    khum = None
    if row.get("khum"):
        khum = Area.objects.current().of_level("khum").filter(code=row["khum"], parent=village).first()
        if khum is None:
            raise Problem("registry.no-khum", khum=row["khum"], village=code)
    count = digits(row.get("households", "")) or "1"
    if not count.isdigit() or not 1 <= int(count) <= houses.MOST_HOUSEHOLDS:
        raise Problem("registry.odd-households", given=count, most=houses.MOST_HOUSEHOLDS)
    made = houses.enrol(
        village=village,
        number=row.get("number", ""),
        code=digits(row.get("code", "")),
        khum=khum,
        households=int(count),
        by=by,
    )
    return len(made)
