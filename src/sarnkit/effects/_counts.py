"""What is compared: counts of households, and estimates of how far apart they are."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from sarnkit.stats import Interval

Direction = Literal["lower is better", "higher is better"]
Language = Literal["th", "en"]

DIRECTIONS: tuple[Direction, ...] = get_args(Direction)


@dataclass(frozen=True)
class Count:
    """`num` of `den` known units. Raises ValueError unless 0 ≤ num ≤ den and den ≥ 1."""

    num: int
    den: int

    def __post_init__(self) -> None:
        if self.den < 1:
            raise ValueError(f"a count needs at least one known unit, got {self.num} of {self.den}")
        if not 0 <= self.num <= self.den:
            raise ValueError(f"num must lie between 0 and den, got {self.num} of {self.den}")

    @property
    def share(self) -> Fraction:
        """The exact share, between 0 and 1."""
        return Fraction(self.num, self.den)


@dataclass(frozen=True)
class Estimate:
    """A difference with its 95 % interval (`wide`) and its 80 % interval (`narrow`).

    All in one unit: percentage points for shares, the unit of the amounts for medians. Raises
    ValueError unless both intervals run upwards and the wide one holds the narrow one.
    """

    value: Fraction
    wide: Interval
    narrow: Interval

    def __post_init__(self) -> None:
        if not self.wide.low <= self.narrow.low <= self.narrow.high <= self.wide.high:
            raise ValueError(f"the 95 % interval must hold the 80 % interval, got {self.wide}, {self.narrow}")

    def mirrored(self) -> Estimate:
        """The same with the sign turned round."""
        return Estimate(-self.value, _turned(self.wide), _turned(self.narrow))

    def improvement(self, direction: Direction) -> Estimate:
        """The same with positive meaning better. Raises ValueError for an unknown direction."""
        check_direction(direction)
        return self if direction == "higher is better" else self.mirrored()


class NotComparable(ValueError):
    """Two figures that no word may connect; `reason` is the code of the warning that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"these figures cannot be compared: {reason}")
        self.reason = reason


def check_direction(direction: str) -> None:
    """Raises ValueError unless the direction says which way is better."""
    if direction not in DIRECTIONS:
        raise ValueError(f"only an indicator with a better side can improve, got {direction!r}")


def in_points(value: Fraction, wide: Interval, narrow: Interval) -> Estimate:
    """An estimate of shares (between −1 and 1) in percentage points."""
    return Estimate(value * 100, _times_100(wide), _times_100(narrow))


def smallest(meaningful: Decimal | Fraction | int) -> Fraction:
    """The smallest change worth a word, exactly. Raises ValueError unless it is above 0."""
    least = Fraction(meaningful)
    if least <= 0:
        raise ValueError(f"the smallest meaningful change must be above 0, got {meaningful}")
    return least


def _turned(interval: Interval) -> Interval:
    return Interval(0.0 - interval.high, 0.0 - interval.low)


def _times_100(interval: Interval) -> Interval:
    return Interval(100 * interval.low, 100 * interval.high)
