"""The traffic light: how a share stands to its target."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, get_args

from sarnkit.stats._interval import Interval, wilson

Status = Literal["pass", "near", "miss", "unsure"]

STATUSES: tuple[Status, ...] = get_args(Status)


def status(
    num: int,
    den: int,
    *,
    at_least: Fraction | None = None,
    at_most: Fraction | None = None,
    interval: Interval | None = None,
    minimum_n: int = 1,
) -> Status:
    """How num out of den stands to one target, `at_least` or `at_most` (a Fraction of 1).

    "pass": the value meets the target and so does its whole interval; "near": the value meets it and
    the interval crosses it; "miss": the value misses it; "unsure": fewer than `minimum_n` known units
    (always when den is 0). The value is compared exactly, never rounded. `interval` is the 95 %
    Wilson interval unless given. Source: DESIGN §7, row 16.

    Raises ValueError unless exactly one of `at_least` and `at_most` is given and 0 ≤ num ≤ den.
    """
    if (at_least is None) == (at_most is None):
        raise ValueError("give exactly one of at_least and at_most")
    if not 0 <= num <= den:
        raise ValueError(f"num must lie between 0 and den, got {num} of {den}")
    if den < max(minimum_n, 1):
        return "unsure"
    share = Fraction(num, den)
    ends = wilson(num, den) if interval is None else interval
    if at_least is not None:
        meets, whole = share >= at_least, Fraction(ends.low) >= at_least
    else:
        assert at_most is not None  # noqa: S101 - one of the two, checked above
        meets, whole = share <= at_most, Fraction(ends.high) <= at_most
    if not meets:
        return "miss"
    return "pass" if whole else "near"
