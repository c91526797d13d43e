"""Medians of amounts."""

import statistics
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarnkit.stats import bootstrap_median, bootstrap_median_difference, median

INCOMES = [3000, 4500, 5000, 5200, 6000, 6100, 7000, 8000, 9500, 12000, 15000, 90000]
AMOUNTS = st.lists(st.integers(-(10**9), 10**12), min_size=1, max_size=25)


@given(AMOUNTS)
def test_the_median_is_exact(values):
    assert median(values) == statistics.median([Fraction(value) for value in values])


def test_decimals_and_fractions_are_amounts_too():
    assert median([Decimal("0.1"), Decimal("0.2")]) == Fraction(3, 20)
    assert median([Fraction(1, 3)]) == Fraction(1, 3)


def test_the_same_seed_gives_the_same_interval_in_any_order():
    shuffled = INCOMES[:]
    Random(5).shuffle(shuffled)
    assert bootstrap_median(INCOMES, seed=7) == bootstrap_median(shuffled, seed=7)


def test_another_seed_draws_otherwise():
    drawn = {bootstrap_median(INCOMES, seed=seed, draws=100) for seed in range(20)}
    assert len(drawn) > 1


def test_the_interval_is_pinned():
    """The same figure on every machine; another one here means that published intervals would move."""
    assert bootstrap_median(INCOMES, seed=2571) == (5100.0, 10750.0)
    assert bootstrap_median_difference(INCOMES, [2 * one for one in INCOMES], seed=2571) == (1100.0, 13450.0)


def test_one_very_rich_household_moves_nothing():
    richer = [*INCOMES[:-1], 90_000_000]
    assert bootstrap_median(richer, seed=7) == bootstrap_median(INCOMES, seed=7)


@settings(max_examples=50, deadline=None)
@given(AMOUNTS, st.integers(0, 50))
def test_it_lies_within_the_values_and_narrows(values, seed):
    wide = bootstrap_median(values, seed=seed, draws=100)
    narrow = bootstrap_median(values, seed=seed, draws=100, confidence="0.80")
    assert min(values) <= wide.low <= narrow.low <= narrow.high <= wide.high <= max(values)


@settings(max_examples=50, deadline=None)
@given(AMOUNTS, st.integers(0, 20), st.integers(-1000, 1000))
def test_adding_the_same_to_all_moves_both_ends_by_it(values, seed, by):
    low, high = bootstrap_median(values, seed=seed, draws=100)
    moved = bootstrap_median([value + by for value in values], seed=seed, draws=100)
    assert moved == pytest.approx((low + by, high + by))


def test_it_covers_as_often_as_it_says():
    """300 seeded villages of 60 with skewed amounts: the median is held in at least 91 % (95 % less
    three standard errors of 300 villages)."""
    chance = Random(11)
    held = 0
    for seed in range(300):
        values = [Fraction(chance.lognormvariate(0, 1)) for _ in range(60)]
        low, high = bootstrap_median(values, seed=seed, draws=200)
        held += low <= 1 <= high
    assert held / 300 >= 0.91


@pytest.mark.parametrize(("before", "after"), [([], [1]), ([1], [])])
def test_no_values_are_refused(before, after):
    with pytest.raises(ValueError, match="at least one value"):
        bootstrap_median_difference(before, after, seed=1)
    with pytest.raises(ValueError, match="at least one value"):
        bootstrap_median([], seed=1)
    with pytest.raises(ValueError, match="at least one value"):
        median([])


def test_too_few_draws_are_refused():
    with pytest.raises(ValueError, match="at least 100 draws"):
        bootstrap_median([1, 2], seed=1, draws=99)
