"""Medians of amounts (income, debt), where a few very large ones would carry a mean away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor
from random import Random

from sarnkit.stats._confidence import Confidence, level
from sarnkit.stats._interval import Interval

Amounts = Sequence[int] | Sequence[Decimal] | Sequence[Fraction]

DRAWS = 1000


def median(values: Amounts) -> Fraction:
    """The exact median. Raises ValueError where there are no values."""
    if not values:
        raise ValueError("a median needs at least one value")
    return _middle(sorted(Fraction(value) for value in values))


def bootstrap_median(
    values: Amounts, *, seed: int, confidence: Confidence = "0.95", draws: int = DRAWS
) -> Interval:
    """The percentile interval of a median, from `draws` drawings with replacement.

    The same values in any order, seed and draws give the same interval on every machine.

    Raises ValueError for no values, fewer than 100 draws, or a confidence outside (0, 1).
    Source: Efron & Tibshirani (1993), An Introduction to the Bootstrap, §13.3.
    """
    draw = _drawing(values, Random(seed))  # noqa: S311 - a seeded experiment, not a secret
    return _percentiles(draw, confidence, draws)


def bootstrap_median_difference(
    before: Amounts, after: Amounts, *, seed: int, confidence: Confidence = "0.95", draws: int = DRAWS
) -> Interval:
    """The percentile interval of the median after minus the median before, of different households.

    Raises ValueError as `bootstrap_median` does.
    """
    chance = Random(seed)  # noqa: S311 - a seeded experiment, not a secret
    first, second = _drawing(before, chance), _drawing(after, chance)
    return _percentiles(lambda: second() - first(), confidence, draws)


def _drawing(values: Amounts, chance: Random) -> Callable[[], Fraction]:
    if not values:
        raise ValueError("a median needs at least one value")
    ordered = sorted(Fraction(value) for value in values)
    n = len(ordered)
    # Only `random()` is promised to give the same sequence in every Python; places stand for values.
    return lambda: _middle_at(ordered, sorted(floor(chance.random() * n) for _ in range(n)))


def _percentiles(draw: Callable[[], Fraction], confidence: Confidence, draws: int) -> Interval:
    outside = (1 - level(confidence)) / 2
    if draws < 100:
        raise ValueError(f"a bootstrap needs at least 100 draws, got {draws}")
    drawn = sorted(draw() for _ in range(draws))
    cut = floor(outside * draws)
    return Interval(float(drawn[cut]), float(drawn[draws - 1 - cut]))


def _middle(ordered: Sequence[Fraction]) -> Fraction:
    return _middle_at(ordered, range(len(ordered)))


def _middle_at(ordered: Sequence[Fraction], places: Sequence[int]) -> Fraction:
    half = len(places) // 2
    if len(places) % 2:
        return ordered[places[half]]
    return (ordered[places[half - 1]] + ordered[places[half]]) / 2
