"""What a run returns: whole numbers and text, nothing else (pack format §9, §10)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """One figure: value = num / (den × scale). Every count is additive over areas.

    `group` is "" or "sex=female". `base` is the number of known units, unweighted; `den` is the same
    unless the indicator has `count_as`. eligible = den + missing; unclear: not known whether it applies.
    """

    code: str
    part: str
    area: str
    group: str
    num: int
    den: int
    scale: int
    eligible: int
    missing: int
    unclear: int
    base: int


@dataclass(frozen=True, order=True, slots=True)
class UnitRows:
    """How many rows of a unit an area has: `rows` = n/a + unclear + eligible."""

    unit: str
    area: str
    group: str
    rows: int


@dataclass(frozen=True, order=True, slots=True)
class Flag:
    """Something a reader must know of the run; it never stops it.

    `code` is "year-outside-pack" (detail: the year), "low-confidence" (the year) or "absent-column"
    (table.field: no file had it, so it counts as missing throughout). `indicator` is "" or a code.
    """

    code: str
    indicator: str
    detail: str


@dataclass(frozen=True)
class Result:
    """The cells and rows of all areas that have data, and their ancestors."""

    pack: str
    version: str
    year: int
    engine: str
    engine_version: str
    cells: tuple[Cell, ...]
    units: tuple[UnitRows, ...]
    flags: tuple[Flag, ...]


_SIX = Decimal("0.000001")


def value(cell: Cell) -> Decimal | None:
    """num / (den × scale), six places, half up, rounded once; None exactly when den is 0."""
    if cell.den == 0:
        return None
    return rounded(Fraction(cell.num, cell.den * cell.scale))


def rounded(share: Fraction) -> Decimal:
    """A fraction to six places, half up (away from zero), without passing through a float."""
    doubled = 2 * abs(share) * 10**6 + 1
    units = (doubled.numerator // doubled.denominator) // 2
    return (Decimal(units if share >= 0 else -units) * _SIX).quantize(_SIX, ROUND_HALF_UP)
