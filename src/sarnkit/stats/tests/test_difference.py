"""Two rounds that asked anew: Newcombe's interval, and the p of the pooled test."""

from random import Random

import pytest
from hypothesis import given
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from sarnkit.stats import newcombe, pooled_p
from sarnkit.stats.tests.counts import COUNTS

GRID = [(0, 12), (3, 7), (9, 22), (51, 124), (32, 121), (110, 110), (1, 1), (500, 4000)]


def in_points(interval):
    return tuple(round(100 * end, 1) for end in interval)


@pytest.mark.parametrize(
    ("counts", "confidence", "printed"),
    [
        ((51, 124, 32, 121), "0.95", (-26.0, -2.8)),
        ((9, 22, 5, 21), "0.95", (-41.4, 10.6)),
        ((9, 22, 5, 21), "0.80", (-33.8, 1.2)),
    ],
)
def test_the_worked_numbers(counts, confidence, printed):
    assert in_points(newcombe(*counts, confidence)) == printed


@pytest.mark.parametrize("before", GRID)
@pytest.mark.parametrize("after", GRID)
@pytest.mark.parametrize("confidence", ["0.80", "0.95", "0.99"])
def test_against_statsmodels(before, after, confidence):
    # statsmodels takes the first minus the second, so ours is turned round
    low, high = confint_proportions_2indep(
        *after, *before, method="newcomb", compare="diff", alpha=1 - float(confidence)
    )
    mine = newcombe(*before, *after, confidence)
    assert mine.low == pytest.approx(low, abs=1e-9)
    assert mine.high == pytest.approx(high, abs=1e-9)


@given(COUNTS, COUNTS)
def test_it_holds_the_difference_and_stays_within_bounds(before, after):
    low, high = newcombe(*before, *after)
    assert -1 <= low <= after[0] / after[1] - before[0] / before[1] <= high <= 1


@given(COUNTS, COUNTS)
def test_swapping_before_and_after_turns_it_round(before, after):
    low, high = newcombe(*before, *after)
    other = newcombe(*after, *before)
    assert (other.low, other.high) == pytest.approx((-high, -low), abs=1e-12)


@given(COUNTS, COUNTS)
def test_counting_the_others_turns_it_round(before, after):
    low, high = newcombe(*before, *after)
    other = newcombe(before[1] - before[0], before[1], after[1] - after[0], after[1])
    assert (other.low, other.high) == pytest.approx((-high, -low), abs=1e-12)


@given(COUNTS, COUNTS)
def test_a_lower_confidence_is_narrower(before, after):
    wide, narrow = newcombe(*before, *after), newcombe(*before, *after, "0.80")
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    assert narrow.high - narrow.low < wide.high - wide.low


@given(COUNTS, COUNTS.filter(lambda count: count[0] < count[1]))
def test_one_more_after_moves_both_ends_up(before, after):
    one, more = newcombe(*before, *after), newcombe(*before, after[0] + 1, after[1])
    assert more.low > one.low
    assert more.high >= one.high


@pytest.mark.parametrize(("before", "after", "n"), [(0.41, 0.26, 120), (0.4, 0.3, 22), (0.05, 0.02, 60)])
def test_it_covers_as_often_as_it_says(before, after, n):
    """3,000 seeded villages: at least 93.5 % of the intervals hold the truth (a mean of 95 % would
    fall below that in fewer than one seed of 5,000)."""
    chance = Random(20260101)
    known = {}
    held = 0
    for _ in range(3000):
        counts = tuple(sum(chance.random() < p for _ in range(n)) for p in (before, after))
        if counts not in known:
            low, high = newcombe(counts[0], n, counts[1], n)
            known[counts] = low <= after - before <= high
        held += known[counts]
    assert held / 3000 >= 0.935


def test_without_anybody_known_there_is_no_difference():
    for counts in ((0, 0, 1, 2), (1, 2, 0, 0)):
        with pytest.raises(ValueError, match="at least one known unit"):
            newcombe(*counts)
        with pytest.raises(ValueError, match="at least one known unit"):
            pooled_p(*counts)


@pytest.mark.parametrize("counts", [(5, 4, 1, 2), (1, 2, -1, 2), (1, -2, 1, 2)])
def test_impossible_counts_are_refused(counts):
    with pytest.raises(ValueError, match="between 0 and den"):
        newcombe(*counts)
    with pytest.raises(ValueError, match="between 0 and den"):
        pooled_p(*counts)


@pytest.mark.parametrize("before", GRID)
@pytest.mark.parametrize("after", GRID)
def test_the_pooled_p_against_statsmodels(before, after):
    if before[0] + after[0] in (0, before[1] + after[1]):
        assert pooled_p(*before, *after) == 1.0
        return
    _, p = proportions_ztest([before[0], after[0]], [before[1], after[1]])
    assert pooled_p(*before, *after) == pytest.approx(p, abs=1e-12)
