"""The difference of two shares of different households: two rounds, each asked anew."""

from __future__ import annotations

from math import hypot, sqrt
from statistics import NormalDist

from sarnkit.stats._confidence import Confidence
from sarnkit.stats._interval import Interval, wilson


def newcombe(
    before_num: int, before_den: int, after_num: int, after_den: int, confidence: Confidence = "0.95"
) -> Interval:
    """The interval of the share after minus the share before, between −1 and 1.

    Each side of it combines the distances from the two shares to the ends of their Wilson intervals.

    Raises ValueError unless 0 ≤ num ≤ den and den ≥ 1 on both sides, and 0 < confidence < 1.
    Source: Newcombe, R. G. (1998), Statistics in Medicine 17, 873–890, method 10.
    """
    first = wilson(before_num, before_den, confidence)
    second = wilson(after_num, after_den, confidence)
    _known(before_den, after_den)
    before, after = before_num / before_den, after_num / after_den
    low = after - before - hypot(after - second.low, first.high - before)
    high = after - before + hypot(second.high - after, before - first.low)
    return Interval(max(low, -1.0), min(high, 1.0))


def pooled_p(before_num: int, before_den: int, after_num: int, after_den: int) -> float:
    """The two-sided p that both shares are one and the same, by the pooled normal test.

    For lists of many indicators, where `holm` needs a p for each. 1 where all or none are counted.

    Raises ValueError unless 0 ≤ num ≤ den and den ≥ 1 on both sides.
    """
    for num, den in ((before_num, before_den), (after_num, after_den)):
        if not 0 <= num <= den:
            raise ValueError(f"num must lie between 0 and den, got {num} of {den}")
    _known(before_den, after_den)
    both = (before_num + after_num) / (before_den + after_den)
    error = sqrt(both * (1 - both) * (1 / before_den + 1 / after_den))
    if error == 0:
        return 1.0
    return 2 * NormalDist().cdf(-abs(after_num / after_den - before_num / before_den) / error)


def _known(before_den: int, after_den: int) -> None:
    if before_den == 0 or after_den == 0:
        raise ValueError("a difference needs at least one known unit on either side")
