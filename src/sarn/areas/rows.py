"""Lines of an area file: what they must hold, and the refusal of those that do not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sarn.areas.clusters import CITY, parents
from sarnkit.problems import Problem

COLUMNS = ("code", "name_th", "name_en", "level", "parent", "has_boundary", "source", "number")
NEEDED = ("code", "name_th", "level", "parent")
# Digits of DOPA's codes (TIS 1099); a khum is ours: its village's code and two digits.
DIGITS = {"province": 2, "amphoe": 4, "tambon": 6, "village": 8, "khum": 10}
MOST_LETTERS = 120
_SAME_LEVEL = {"khet": "amphoe", "khwaeng": "tambon"}  # Bangkok's words, which some lists use


@dataclass(frozen=True)
class Row:
    """One good line."""

    line: int
    code: str
    level: str
    kind: str
    name_th: str
    name_en: str
    number: int | None
    parent: str
    has_boundary: bool
    source: str


def read(file: Path) -> Iterator[dict[str, str]]:
    """The lines of a CSV file (UTF-8, with or without a mark at its start) by column.

    Raises Problem for a file that cannot be opened, is not UTF-8 or lacks a column.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.DictReader(stream)
            missing = [column for column in NEEDED if column not in (lines.fieldnames or ())]
            if missing:
                raise Problem("area.no-column", columns=", ".join(missing), needed=", ".join(NEEDED))
            yield from lines
    except UnicodeDecodeError:
        raise Problem("area.not-utf8", file=file.name) from None
    except OSError:
        raise Problem("area.no-file", file=str(file)) from None


def check(line: int, values: Mapping[str, str | None]) -> Row:
    """A line as a row; raises Problem for what it says wrong by itself."""
    text = {column: (values.get(column) or "").strip() for column in COLUMNS}
    code, level, name = text["code"], text["level"], text["name_th"]
    level = _SAME_LEVEL.get(level, level)
    if level not in DIGITS:
        raise Problem("area.bad-level", given=level, levels=", ".join(DIGITS))
    if not (code.isascii() and code.isdigit() and len(code) == DIGITS[level]):
        raise Problem("area.bad-code", code=code, level=level, digits=DIGITS[level])
    if not name:
        raise Problem("area.no-name", code=code)
    if not all(len(given) <= MOST_LETTERS and given.isprintable() for given in (name, text["name_en"])):
        raise Problem("area.bad-name", code=code, most=MOST_LETTERS)
    return Row(
        line=line,
        code=code,
        level=level,
        kind=_kind(code, level),
        name_th=name,
        name_en=text["name_en"],
        number=_number(code, level, text["number"]),
        parent=_parent(code, level, text["parent"]),
        has_boundary=text["has_boundary"] in {"1", "true", "yes"},
        source=text["source"][:60],
    )


def _kind(code: str, level: str) -> str:
    if code.startswith(CITY):
        return {"amphoe": "khet", "tambon": "khwaeng"}.get(level, level)
    return level


def _number(code: str, level: str, given: str) -> int | None:
    if level != "village":
        if given:
            raise Problem("area.bad-number", code=code, given=given)
        return None
    number = given or code[-2:]  # DOPA's last two digits are the village's number
    if not (number.isdigit() and 1 <= int(number) <= 99):
        raise Problem("area.bad-number", code=code, given=given)
    return int(number)


def _parent(code: str, level: str, given: str) -> str:
    if level == "province":
        found = given or parents().get(code, "")
        if not found:
            raise Problem("area.no-cluster", code=code)
        if found.isdigit():
            raise Problem("area.wrong-parent", code=code, parent=found)
        return found
    above = code[: DIGITS[level] - 2]
    if given and given != above:
        raise Problem("area.wrong-parent", code=code, parent=given)
    return above
