"""The Wilson score interval of a share, and what a sample of a small village makes of it."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from sarnkit.stats._confidence import Confidence, z_of


class Interval(NamedTuple):
    """Both ends of an interval, in the unit of what it is about: proportions for shares."""

    low: float
    high: float


def wilson(num: int, den: int, confidence: Confidence = "0.95", *, population: int | None = None) -> Interval:
    """The Wilson score interval of num out of den, as floats between 0 and 1.

    `confidence` is a decimal between 0 and 1, both excluded. The ends are estimates, so floats are
    exact enough; they are pinned to 0 where num is 0 and to 1 where num is den, as the formula says
    and rounding might not. With den = 0 nothing is known: (0, 1). `population` is for a drawn sample
    only: den counts as `finite_population(den, population)`.

    Raises ValueError unless 0 ≤ num ≤ den and 0 < confidence < 1; for `population`, as
    `finite_population` does.
    Source: Wilson, E. B. (1927), JASA 22, 209–212, without continuity correction.
    """
    z = z_of(confidence)
    if not 0 <= num <= den:
        raise ValueError(f"num must lie between 0 and den, got {num} of {den}")
    if den == 0:
        return Interval(0.0, 1.0)
    n = float(den if population is None else finite_population(den, population))
    share = num / den
    stretch = 1 + z * z / n
    centre = (share + z * z / (2 * n)) / stretch
    half = z / stretch * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if num == 0 else max(0.0, min(centre - half, share))
    high = 1.0 if num == den else min(1.0, max(centre + half, share))
    return Interval(low, high)


def finite_population(n: int, population: int) -> Fraction:
    """How many units of an endless population a sample of n out of `population` is worth.

    n·(N−1)/(N−n): a sample of 100 out of 131 houses says as much as 420 out of very many. For drawn
    samples only. A village that asked every house drew no sample: its count is a fact, and the
    Wilson interval around it, without this, says how the figure might have come out at another time
    or in another year. Whether a change is more than chance is that second question, so no
    difference in this package takes a population.

    Raises ValueError unless 1 ≤ n < population.
    Source: Cochran, W. G. (1977), Sampling Techniques, 3rd ed., §3.2.
    """
    if n == population:
        raise ValueError(f"all {n} were counted; a census has no sampling error to correct")
    if not 1 <= n < population:
        raise ValueError(f"a sample must lie between 1 and its population, got {n} of {population}")
    return Fraction(n * (population - 1), population - n)
