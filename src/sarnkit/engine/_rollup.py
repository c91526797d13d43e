"""Village → … → country, by adding whole numbers along area → parent. Nothing is ever averaged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sarnkit.engine._results import Cell, UnitRows
from sarnkit.problems import Problem

Parents = Mapping[str, str | None]


def rollup(cells: Iterable[Cell], parents: Parents) -> list[Cell]:
    """The given cells and, added up, those of all ancestors; sorted.

    `parents` gives each area's parent (None at the top). The given cells are of the lowest areas: one
    that lies inside another given area would be counted twice and is refused (`engine.counted-twice`).
    """
    given = list(cells)
    sums: dict[tuple[str, str, str, str], Cell] = {}
    areas = {cell.area for cell in given}
    for cell in given:
        for area in (cell.area, *ancestors(cell.area, parents)):
            if area != cell.area and area in areas:
                raise Problem("engine.counted-twice", area=cell.area, ancestor=area)
            key = (cell.code, cell.part, area, cell.group)
            before = sums.get(key)
            sums[key] = _added(before, cell) if before else replace(cell, area=area)
    return sorted(sums.values())


def rollup_units(rows: Iterable[UnitRows], parents: Parents) -> list[UnitRows]:
    """The same for rows of units."""
    sums: dict[tuple[str, str, str], int] = {}
    for each in rows:
        for area in (each.area, *ancestors(each.area, parents)):
            key = (each.unit, area, each.group)
            sums[key] = sums.get(key, 0) + each.rows
    return sorted(UnitRows(*key, count) for key, count in sums.items())


def ancestors(area: str, parents: Parents) -> tuple[str, ...]:
    """Parent, grandparent and so on. Raises Problem for a circle or an area that `parents` does not know."""
    found: list[str] = []
    step = _parent(area, parents)
    while step is not None:
        if step == area or step in found:
            raise Problem("engine.area-cycle", area=area)
        found.append(step)
        step = _parent(step, parents)
    return tuple(found)


def _parent(area: str, parents: Parents) -> str | None:
    if area not in parents:
        raise Problem("engine.unknown-area", table="areas", count=1, samples=area)
    return parents[area]


def _added(one: Cell, other: Cell) -> Cell:
    return Cell(
        code=one.code,
        part=one.part,
        area=one.area,
        group=one.group,
        num=one.num + other.num,
        den=one.den + other.den,
        scale=one.scale,
        eligible=one.eligible + other.eligible,
        missing=one.missing + other.missing,
        unclear=one.unclear + other.unclear,
        base=one.base + other.base,
    )
