"""Against villages without the project: did this one move further than they did?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import fmean, variance
from typing import Literal

from sarnkit import stats
from sarnkit.effects._counts import Count, Direction, Estimate, check_direction, smallest
from sarnkit.effects._words import Word, word
from sarnkit.stats import Interval

# With fewer comparison villages nothing is said about the cause.
ENOUGH_VILLAGES = 4

Pair = tuple[Count, Count]
Trend = Literal["parallel", "not-parallel", "cannot-tell"]


@dataclass(frozen=True)
class Comparison:
    """A village's change minus the mean change of m others, in points.

    `own` and `elsewhere` are the two changes, `se` the standard error, `tau2` the variance of true
    changes between villages in squared points, `degrees` those of Student's t, or None where the
    villages differ no more than chance would have them and the normal distribution serves.
    """

    own: Fraction
    elsewhere: Fraction
    direction: Direction
    measured: Estimate
    se: float
    tau2: float
    m: int
    degrees: int | None

    @property
    def improvement(self) -> Estimate:
        """The difference of the changes with positive meaning better."""
        return self.measured.improvement(self.direction)

    @property
    def own_improvement(self) -> Fraction:
        """The village's own change with positive meaning better."""
        return self.own if self.direction == "higher is better" else -self.own

    def word(self, meaningful: Decimal | Fraction | int) -> Word:
        """The word about the village against others; "cannot-tell" with fewer than four others."""
        if self.m < ENOUGH_VILLAGES:
            smallest(meaningful)
            return "cannot-tell"
        return word(self.improvement, meaningful)


@dataclass(frozen=True)
class Placebo:
    """Where the village stands among all m + 1, had each of them been the one with the project."""

    rank: int
    of: int

    @property
    def extreme(self) -> bool:
        """Whether no other village moved as far from the rest."""
        return self.rank == 1

    @property
    def p(self) -> Fraction:
        """The chance of standing so far out where the project does nothing."""
        return Fraction(self.rank, self.of)

    @property
    def smallest_p(self) -> Fraction:
        """The least that p can be with so many villages: 1/(m + 1)."""
        return Fraction(1, self.of)


def difference_in_differences(treated: Pair, comparisons: Sequence[Pair], direction: Direction) -> Comparison:
    """The change (before, after) of a village minus the mean change of the others.

    v is the binomial variance of a change; τ² = max(0, s² − mean v) what the others differ beyond it;
    SE² = v_T + τ² + (mean v + τ²)/m. The normal distribution where τ² = 0, else t with m − 1 degrees.

    Raises ValueError for fewer than two comparison villages and for a direction without a better side.
    """
    check_direction(direction)
    m = len(comparisons)
    if m < 2:
        raise ValueError(f"a comparison needs at least two other villages, got {m}")
    own, changes = _change(treated), [_change(pair) for pair in comparisons]
    elsewhere = sum(changes, Fraction(0)) / m
    chance = fmean(_variance(pair) for pair in comparisons)
    tau2 = max(0.0, variance([float(one) for one in changes]) - chance)
    se = sqrt(_variance(treated) + tau2 + (chance + tau2) / m)
    degrees = m - 1 if tau2 > 0 else None
    value = own - elsewhere
    wide, narrow = (_around(value, se, confidence, degrees) for confidence in ("0.95", "0.80"))
    return Comparison(
        own=own,
        elsewhere=elsewhere,
        direction=direction,
        measured=Estimate(value, wide, narrow),
        se=se,
        tau2=tau2,
        m=m,
        degrees=degrees,
    )


def placebo_rank(treated: Pair, comparisons: Sequence[Pair]) -> Placebo:
    """How far the village stands from the mean of all others, ranked among them; 1 is the furthest.

    Distance to either side counts, and a tie counts against the village.
    Raises ValueError where there is no comparison village.
    """
    if not comparisons:
        raise ValueError("a rank needs at least one comparison village")
    changes = [_change(pair) for pair in (treated, *comparisons)]
    mean = sum(changes, Fraction(0)) / len(changes)
    distances = [abs(one - mean) for one in changes]
    return Placebo(sum(one >= distances[0] for one in distances), len(changes))


def earlier_trend(
    treated: Sequence[Count],
    comparisons: Sequence[Sequence[Count]],
    direction: Direction,
    meaningful: Decimal | Fraction | int,
) -> Trend:
    """Whether the village moved like the others before the project, from first to last earlier round.

    "parallel": it differed by less than a meaningful change and the 80 % interval holds 0;
    "not-parallel": that interval does not hold 0; "cannot-tell": neither, or fewer than two earlier
    rounds of any village.

    Raises ValueError as `difference_in_differences` does, and unless `meaningful` is above 0.
    """
    least = smallest(meaningful)
    if min(len(rounds) for rounds in (treated, *comparisons)) < 2:
        return "cannot-tell"
    earlier = difference_in_differences(
        (treated[0], treated[-1]), [(rounds[0], rounds[-1]) for rounds in comparisons], direction
    ).measured
    if not earlier.narrow.low <= 0 <= earlier.narrow.high:
        return "not-parallel"
    return "parallel" if abs(earlier.value) < least else "cannot-tell"


def _change(pair: Pair) -> Fraction:
    """After minus before, in points."""
    before, after = pair
    return (after.share - before.share) * 100


def _variance(pair: Pair) -> float:
    """The binomial variance of a change, in squared points."""
    return 10_000 * sum(_of_share(count) for count in pair)


def _of_share(count: Count) -> float:
    """p(1 − p)/n. None and all would have no variance, as if sure for ever: half a unit is moved."""
    share = count.num / count.den
    if count.num in (0, count.den):
        share = (count.num + 0.5) / (count.den + 1)
    return share * (1 - share) / count.den


def _around(value: Fraction, se: float, confidence: str, degrees: int | None) -> Interval:
    reach = se * (stats.z_of(confidence) if degrees is None else stats.t_of(confidence, degrees))
    return Interval(float(value) - reach, float(value) + reach)
