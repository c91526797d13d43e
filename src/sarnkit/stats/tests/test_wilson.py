"""The worked numbers of the village page, and what must hold for every count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.stats import Interval, wilson

COUNTS = st.integers(0, 5000).flatmap(lambda den: st.tuples(st.integers(0, den), st.just(den)))


@pytest.mark.parametrize(
    ("num", "den", "low", "high"),
    [(51, 124, 32.9, 49.9), (32, 121, 19.4, 34.9), (3, 7, 15.8, 75.0), (0, 12, 0.0, 24.2)],
)
def test_the_worked_numbers(num, den, low, high):
    interval = wilson(num, den)
    assert (round(interval.low * 100, 1), round(interval.high * 100, 1)) == (low, high)


def test_eighty_per_cent_is_narrower():
    wide, narrow = wilson(51, 124), wilson(51, 124, "0.80")
    assert wide.low < narrow.low < narrow.high < wide.high


def test_nothing_known_says_nothing():
    assert wilson(0, 0) == Interval(0.0, 1.0)


@pytest.mark.parametrize(("num", "den"), [(-1, 5), (6, 5), (0, -1)])
def test_impossible_counts_are_refused(num, den):
    with pytest.raises(ValueError, match="between 0 and den"):
        wilson(num, den)


@pytest.mark.parametrize("confidence", ["0", "1", "1.5", "-0.2"])
def test_impossible_confidence_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        wilson(1, 2, confidence)


@given(COUNTS)
def test_it_holds_the_share_and_stays_within_bounds(count):
    num, den = count
    low, high = wilson(num, den)
    assert 0 <= low <= high <= 1
    if den:
        assert low <= num / den <= high


@given(COUNTS)
def test_it_mirrors(count):
    num, den = count
    low, high = wilson(num, den)
    other = wilson(den - num, den)
    assert other.low == pytest.approx(1 - high, abs=1e-12)
    assert other.high == pytest.approx(1 - low, abs=1e-12)


@given(COUNTS.filter(lambda count: count[1] > 0))
def test_more_of_the_same_is_surer(count):
    num, den = count
    one, two = wilson(num, den), wilson(2 * num, 2 * den)
    assert two.high - two.low < one.high - one.low
