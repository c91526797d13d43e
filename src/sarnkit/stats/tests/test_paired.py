"""The same households twice."""

from math import exp, lgamma, log

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.contingency_tables import mcnemar as reference

from sarnkit.stats import mcnemar, paired
from sarnkit.stats.tests.counts import PAIRS


def test_the_worked_numbers():
    low, high = paired(24, 6, 118)
    assert (round(100 * low, 1), round(100 * high, 1)) == (-23.9, -6.6)
    assert round(mcnemar(24, 6), 4) == 0.0014


@pytest.mark.parametrize("improved", [0, 1, 2, 5, 6, 24, 80])
@pytest.mark.parametrize("worsened", [0, 1, 3, 6, 24, 81, 300])
def test_the_exact_p_against_statsmodels_and_scipy(improved, worsened):
    p = mcnemar(improved, worsened)
    # statsmodels goes above 1 where both are the same
    known = reference([[50, improved], [worsened, 40]], exact=True).pvalue
    assert p == pytest.approx(min(1.0, known), abs=1e-12)
    if improved + worsened:
        assert p == pytest.approx(binomtest(improved, improved + worsened).pvalue, abs=1e-12)


def test_nobody_changed():
    assert mcnemar(0, 0) == 1.0
    low, high = paired(0, 0, 12)
    assert low == pytest.approx(-high)
    assert 0.2 < high < 0.3  # twelve households do not make it certain


def test_a_large_village_is_no_trouble():
    assert 0 < mcnemar(2000, 1800) < 0.01


@given(st.integers(0, 300), st.integers(0, 300))
def test_the_p_does_not_care_which_way(improved, worsened):
    assert 0 < mcnemar(improved, worsened) <= 1
    assert mcnemar(improved, worsened) == mcnemar(worsened, improved)


@given(PAIRS)
def test_it_holds_the_difference_and_stays_within_bounds(counts):
    improved, worsened, n = counts
    low, high = paired(*counts)
    assert -1 <= low <= (worsened - improved) / n <= high <= 1
    assert low < high


@given(PAIRS)
def test_it_mirrors(counts):
    improved, worsened, n = counts
    low, high = paired(*counts)
    other = paired(worsened, improved, n)
    assert (other.low, other.high) == pytest.approx((-high, -low), abs=1e-9)


@given(PAIRS)
def test_a_lower_confidence_is_narrower(counts):
    wide, narrow = paired(*counts), paired(*counts, "0.80")
    assert wide.low <= narrow.low <= narrow.high <= wide.high


@pytest.mark.parametrize("counts", [(4, 2, 30), (9, 0, 100), (28, 1, 30), (0, 3, 12)])
def test_the_ends_of_the_score_interval_are_where_its_test_reaches_z(counts):
    """Tango's condition, written out apart from the code: the score at either end is ±1.96."""
    improved, worsened, n = counts
    for end, level in zip(paired(*counts), (1.959964, -1.959964), strict=True):
        best = max(
            (s / 200_000 for s in range(max(0, int(end * 200_000)) + 1, 200_000) if s / 100_000 - end < 1),
            key=lambda gain: _likelihood(gain, gain - end, improved, worsened, n),
        )
        variance = n * (2 * best - end - end * end)
        assert (worsened - improved - n * end) / variance**0.5 == pytest.approx(level, abs=0.01)


def _likelihood(up, down, improved, worsened, n):
    """Log likelihood of worsening with probability `up` and improving with probability `down`."""
    if up <= 0 or down <= 0 or up + down >= 1:
        return float("-inf")
    return worsened * log(up) + improved * log(down) + (n - improved - worsened) * log(1 - up - down)


@pytest.mark.parametrize("n", [12, 30, 60, 118])
@pytest.mark.parametrize(
    ("down", "up"), [(0.02, 0.02), (0.05, 0.02), (0.2, 0.05), (0.3, 0.3), (0.5, 0.05), (0.9, 0.01)]
)
def test_it_covers_as_often_as_it_says(n, down, up):
    """Not simulated: the exact probability over every possible outcome is at least 93 %."""
    held = 0.0
    for improved in range(n + 1):
        for worsened in range(n - improved + 1):
            probability = _probability(improved, worsened, n, down, up)
            if probability > 1e-7:
                low, high = paired(improved, worsened, n)
                held += probability * (low <= up - down <= high)
    assert held >= 0.93


def _probability(improved, worsened, n, down, up):
    same = n - improved - worsened
    ways = lgamma(n + 1) - lgamma(improved + 1) - lgamma(worsened + 1) - lgamma(same + 1)
    return exp(ways + improved * log(down) + worsened * log(up) + same * log(1 - down - up))


@pytest.mark.parametrize("counts", [(-1, 2, 5), (1, -2, 5), (4, 2, 5), (0, 0, 0)])
def test_counts_that_do_not_fit_are_refused(counts):
    with pytest.raises(ValueError, match="must fit into n"):
        paired(*counts)


def test_negative_counts_are_refused():
    with pytest.raises(ValueError, match="cannot be negative"):
        mcnemar(-1, 4)
