"""The traffic light at its edges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.stats import Interval, status, wilson

FIFTH = Fraction(1, 5)


@pytest.mark.parametrize(
    ("num", "den", "word"),
    [
        (51, 124, "miss"),  # 41.1 % where at most 20 % is wanted
        (20, 100, "near"),  # exactly on the line meets it; the interval crosses
        (21, 100, "miss"),
        (2, 100, "pass"),  # the interval ends at 7.0 %
        (0, 9, "unsure"),
        (0, 0, "unsure"),
    ],
)
def test_at_most(num, den, word):
    assert status(num, den, at_most=FIFTH, minimum_n=10) == word


@pytest.mark.parametrize(
    ("num", "den", "word"),
    [(95, 100, "near"), (94, 100, "miss"), (1000, 1000, "pass"), (5, 5, "unsure")],
)
def test_at_least(num, den, word):
    assert status(num, den, at_least=Fraction(95, 100), minimum_n=10) == word


def test_exactly_the_minimum_is_enough():
    assert status(10, 10, at_most=FIFTH, minimum_n=10) == "miss"


def test_the_value_is_compared_exactly():
    # 1/3 is above 0.333333333333333333 however few digits one shows
    assert status(1, 3, at_most=Fraction(333333333333333333, 10**18)) == "miss"
    assert status(1, 3, at_most=Fraction(1, 3)) == "near"


def test_a_given_interval_is_used():
    assert status(1, 10, at_most=FIFTH, interval=Interval(0.05, 0.15)) == "pass"


@pytest.mark.parametrize("targets", [{}, {"at_least": FIFTH, "at_most": FIFTH}])
def test_exactly_one_target(targets):
    with pytest.raises(ValueError, match="exactly one"):
        status(1, 2, **targets)


@given(
    st.integers(1, 500).flatmap(lambda den: st.tuples(st.integers(0, den), st.just(den))), st.fractions(0, 1)
)
def test_it_agrees_with_its_definition(count, target):
    num, den = count
    word = status(num, den, at_most=target)
    if Fraction(num, den) > target:
        assert word == "miss"
    else:
        assert word == ("pass" if wilson(num, den).high <= target else "near")
