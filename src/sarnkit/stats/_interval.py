"""The Wilson score interval of a share."""

from __future__ import annotations

from decimal import Decimal
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Interval(NamedTuple):
    """Both ends of a share's interval, as proportions between 0 and 1."""

    low: float
    high: float


def wilson(num: int, den: int, confidence: str | Decimal = "0.95") -> Interval:
    """The Wilson score interval of num out of den, as floats between 0 and 1.

    `confidence` is a decimal between 0 and 1, both excluded. The ends are estimates, so floats are
    exact enough; they are pinned to 0 where num is 0 and to 1 where num is den, as the formula says
    and rounding might not. With den = 0 nothing is known: (0, 1).

    Raises ValueError unless 0 ≤ num ≤ den and 0 < confidence < 1.
    Source: Wilson, E. B. (1927), JASA 22, 209–212, without continuity correction.
    """
    level = Decimal(confidence)
    if not 0 <= num <= den:
        raise ValueError(f"num must lie between 0 and den, got {num} of {den}")
    if not 0 < level < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    if den == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(float((1 + level) / 2))
    share = num / den
    stretch = 1 + z * z / den
    centre = (share + z * z / (2 * den)) / stretch
    half = z / stretch * sqrt(share * (1 - share) / den + z * z / (4 * den * den))
    low = 0.0 if num == 0 else max(0.0, min(centre - half, share))
    high = 1.0 if num == den else min(1.0, max(centre + half, share))
    return Interval(low, high)
