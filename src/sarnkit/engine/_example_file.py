"""One `[[example]]` of an indicator → Example: drawn tables, and columns that exist."""

from __future__ import annotations

from sarnkit.engine._definitions import Dictionary, Example, Indicator
from sarnkit.engine._drawing import read_drawing
from sarnkit.engine._place import nearest
from sarnkit.engine._section import Section
from sarnkit.problems import Problem

EXPECTED = ("part", "area", "group", "num", "den", "scale", "eligible", "missing", "unclear", "base", "value")


def read_example(section: Section, dictionary: Dictionary, indicator: Indicator) -> Example:
    """A worked example. Raises Problem for a drawing that is not whole or a column nobody knows."""
    if "run" in section:
        raise Problem("engine.not-computed", file=section.place.file, key=section.place.below("run").key)
    tables = {}
    for name in dictionary.tables:
        if name in section:
            tables[name] = read_drawing(section.text(name), section.place.below(name))
            _check_columns(section, name, tables[name], dictionary)
    if indicator.unit not in tables:
        section.need(indicator.unit)
    place = section.place.below("expect")
    expect = read_drawing(section.text("expect"), place)
    if not expect:
        raise Problem("engine.drawn-table", file=place.file, key=place.key, line=2, columns="≥ 1")
    for column in expect[0]:
        if column not in EXPECTED:
            raise Problem(
                "engine.unknown-key",
                file=place.file,
                key=f"{place.key}.{column}",
                near=nearest(column, EXPECTED),
            )
    areas: dict[str, str | None] = {}
    if "areas" in section:
        for row in read_drawing(section.text("areas"), section.place.below("areas")):
            if set(row) != {"area", "parent"}:
                raise section.bad("areas", "| area | parent |")
            areas[row["area"]] = row["parent"] or None
        for parent in [parent for parent in areas.values() if parent and parent not in areas]:
            areas[parent] = None
    year = section.whole("year", 1900, 2200) if "year" in section else None
    for name in indicator.used_thresholds:
        if indicator.threshold(name, year) is None:
            raise Problem("engine.missing-key", file=section.place.file, key=section.place.below("year").key)
    return Example(section.text("title"), year, tables, areas, expect)


def _check_columns(
    section: Section, table: str, rows: tuple[dict[str, str], ...], dictionary: Dictionary
) -> None:
    if not rows:
        return
    shape = dictionary.tables[table]
    parent = dictionary.tables[shape.parent].key if shape.parent else None
    own = {name for name, field in dictionary.fields.items() if field.table == table}
    known = own | {"result"} | {name for name in (shape.key, shape.area, parent) if name}
    for column in rows[0]:
        if column not in known:
            key = f"{section.place.below(table).key}.{column}"
            raise Problem("engine.unknown-key", file=section.place.file, key=key, near=nearest(column, known))
