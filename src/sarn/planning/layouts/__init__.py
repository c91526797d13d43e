"""The layouts of plan rounds, as data: which years, which form, which columns (`*.toml` beside this file).

A new round is a new file. What is uncertain about an official form stands in its file, with source and confidence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from sarnkit import thai
from sarnkit.problems import Problem

VILLAGE: Final = "village"
LOCAL: Final = "local"

# What a column may hold: a field of `contents.Row`, or the money of the years.
FIELDS: Final = frozenset(
    {"number", "title", "objective", "target", "years", "indicator", "expected", "office", "village"}
)


@dataclass(frozen=True)
class Column:
    """One column; the field "years" stands for one column a fiscal year, headed by `each`."""

    field: str
    heading: str
    width: float
    align: Literal["left", "center", "right"] = "left"
    each: str = "{year}"


@dataclass(frozen=True)
class Form:
    """One form of the layout: its label («แบบ ผ.02»), its title and the lines above the table."""

    code: str
    label: str
    title: str
    lines: tuple[str, ...]
    rows: str  # "all", or "village": projects of villages only
    confidence: str


@dataclass(frozen=True)
class Layout:
    """A plan round of one kind of plan. Years are CE; `length` is used where a round has no fixed years."""

    code: str
    kind: str
    name: str
    plan_title: str
    source: str
    confidence: str
    first_year: int | None = None
    last_year: int | None = None
    length: int = 1
    variant: bool = False  # another form of a round that has its own layout
    strategy: str = "ยุทธศาสตร์"
    programme: str = "แผนงาน"
    size: float = 14
    columns: tuple[Column, ...] = ()
    forms: Mapping[str, Form] = field(default_factory=dict)

    def span(self, first_year: int) -> tuple[int, int]:
        """First and last fiscal year of a plan of this round that begins in the year."""
        if self.first_year is not None and self.last_year is not None:
            return self.first_year, self.last_year
        return first_year, first_year + self.length - 1


@cache
def everything() -> dict[str, Layout]:
    """Every layout by its code. Raises ValueError for a file that names an unknown field."""
    found = [_read(path) for path in sorted(Path(__file__).parent.glob("*.toml"))]
    return {one.code: one for one in found}


def get(code: str) -> Layout:
    """The layout of the code; raises Problem `plans.unknown-layout`."""
    known = everything()
    if code not in known:
        raise Problem("plans.unknown-layout", code=code, known=", ".join(sorted(known)))
    return known[code]


def of_round(layout: Layout) -> list[Layout]:
    """The layout and the variants of the same round, itself first."""
    same = [
        one
        for one in everything().values()
        if (one.kind, one.first_year, one.last_year) == (layout.kind, layout.first_year, layout.last_year)
    ]
    return sorted(same, key=lambda one: (one.code != layout.code, one.variant, one.code))


def for_round(kind: str, first_year: int) -> Layout:
    """The layout of the round that begins in the fiscal year (CE); raises Problem `plans.no-round`."""
    rounds = [one for one in everything().values() if one.kind == kind and not one.variant]
    for one in rounds:
        if one.first_year in (None, first_year):
            return one
    known = ", ".join(str(thai.be(one.first_year)) for one in rounds if one.first_year is not None)
    raise Problem("plans.no-round", year=thai.be(first_year), known=known)


def begins(kind: str, fiscal_year: int) -> int:
    """The first year of the round that is planned in the fiscal year (CE).

    A village begins with the year it stands in; a round with fixed years is planned in the year before it.
    """
    firsts = [
        one.first_year
        for one in everything().values()
        if one.kind == kind and not one.variant and one.first_year is not None
    ]
    if not firsts:
        return fiscal_year
    return max((first for first in firsts if first <= fiscal_year + 1), default=min(firsts))


def _read(path: Path) -> Layout:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(Column(**column) for column in raw.pop("columns", []))
    unknown = {column.field for column in columns} - FIELDS
    if unknown:
        raise ValueError(f"{path.name}: no such field: {', '.join(sorted(unknown))}")
    forms = {code: _form(code, said, raw) for code, said in raw.pop("forms", {}).items()}
    return Layout(columns=columns, forms=forms, **raw)


def _form(code: str, said: dict[str, Any], layout: dict[str, Any]) -> Form:
    lines, rows = tuple(said["lines"]), said.get("rows", "all")
    return Form(code, said["label"], said["title"], lines, rows, said.get("confidence", layout["confidence"]))
