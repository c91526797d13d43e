"""Before and after, in one village."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sarnkit import stats
from sarnkit.effects._counts import (
    Count,
    Direction,
    Estimate,
    NotComparable,
    check_direction,
    in_points,
)
from sarnkit.stats import Amounts, Interval


@dataclass(frozen=True)
class Change:
    """The share after minus the share before, in points, of households asked anew each round."""

    before: Count
    after: Count
    direction: Direction
    measured: Estimate

    @property
    def improvement(self) -> Estimate:
        """The same with positive meaning better."""
        return self.measured.improvement(self.direction)


@dataclass(frozen=True)
class PairedChange:
    """The same difference of the same n households asked twice, and McNemar's exact p."""

    improved: int
    worsened: int
    n: int
    direction: Direction
    measured: Estimate
    p: float

    @property
    def improvement(self) -> Estimate:
        """The same with positive meaning better."""
        return self.measured.improvement(self.direction)


@dataclass(frozen=True)
class AmountChange:
    """The median after minus the median before, in the unit of the amounts."""

    before: Fraction
    after: Fraction
    direction: Direction
    measured: Estimate

    @property
    def improvement(self) -> Estimate:
        """The same with positive meaning better."""
        return self.measured.improvement(self.direction)


def change(before: Count, after: Count, direction: Direction, *, comparable: bool = True) -> Change:
    """What happened to a share between two rounds, by Newcombe's interval.

    `comparable` says whether the definitions of both rounds allow it; where they do not there is no
    difference, and so no word.

    Raises NotComparable("definition-changed") for definitions that differ, ValueError for a direction
    without a better side.
    """
    check_direction(direction)
    if not comparable:
        raise NotComparable("definition-changed")
    counts = before.num, before.den, after.num, after.den
    measured = in_points(
        after.share - before.share,
        stats.newcombe(*counts, "0.95"),
        stats.newcombe(*counts, "0.80"),
    )
    return Change(before, after, direction, measured)


def paired_change(improved: int, worsened: int, n: int, direction: Direction) -> PairedChange:
    """What happened to the same n households; sharper than `change`, so preferred where they are linked.

    `measured` has the sign of the indicator: where lower is better, 24 improved and 6 worsened of 118
    lower it by 15.3 points.

    Raises ValueError unless the counts fit into n and the direction has a better side.
    """
    check_direction(direction)
    worse = in_points(
        Fraction(worsened - improved, n if n else 1),
        stats.paired(improved, worsened, n, "0.95"),
        stats.paired(improved, worsened, n, "0.80"),
    )
    measured = worse if direction == "lower is better" else worse.mirrored()
    return PairedChange(improved, worsened, n, direction, measured, stats.mcnemar(improved, worsened))


def amount_change(before: Amounts, after: Amounts, direction: Direction, *, seed: int) -> AmountChange:
    """What happened to a median (income, debt), by a bootstrap of 1,000 seeded drawings.

    Raises ValueError where one side has no values or the direction has no better side.
    """
    check_direction(direction)
    first, second = stats.median(before), stats.median(after)
    value = second - first
    wide, narrow = (
        _holding(value, stats.bootstrap_median_difference(before, after, seed=seed, confidence=confidence))
        for confidence in ("0.95", "0.80")
    )
    return AmountChange(first, second, direction, Estimate(value, wide, narrow))


def above(values: Iterable[int | Decimal | Fraction], line: int | Decimal | Fraction) -> Count:
    """How many values lie above a line: what is told beside a median. ValueError for no values."""
    known = [value > line for value in values]
    return Count(sum(known), len(known))


def _holding(value: Fraction, interval: Interval) -> Interval:
    """Drawings of few values can all miss the value itself; an interval without it would puzzle."""
    return Interval(min(interval.low, float(value)), max(interval.high, float(value)))
