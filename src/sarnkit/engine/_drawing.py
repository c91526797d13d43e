"""Tables drawn with bars, as worked examples have them (pack format §6)."""

from __future__ import annotations

from sarnkit.engine._place import Place
from sarnkit.problems import Problem

Row = dict[str, str]


def read_drawing(text: str, place: Place) -> tuple[Row, ...]:
    """Rows of a drawn table as column → cell, trimmed; an empty cell is "". Raises `engine.drawn-table`."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        raise Problem("engine.drawn-table", file=place.file, key=place.key, line=1, columns="≥ 1")
    heading = _cells(lines[0][1])
    if not heading or not all(heading) or len(set(heading)) < len(heading):
        raise Problem("engine.drawn-table", file=place.file, key=place.key, line=lines[0][0], columns="≥ 1")
    rows = []
    for number, line in lines[1:]:
        cells = _cells(line)
        if cells is None or len(cells) != len(heading):
            raise Problem(
                "engine.drawn-table", file=place.file, key=place.key, line=number, columns=len(heading)
            )
        rows.append(dict(zip(heading, cells, strict=True)))
    return tuple(rows)


def _cells(line: str) -> list[str] | None:
    if len(line) < 2 or not line.startswith("|") or not line.endswith("|"):
        return None
    return [cell.strip() for cell in line[1:-1].split("|")]
