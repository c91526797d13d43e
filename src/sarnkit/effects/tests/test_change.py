"""Before and after in one village."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarnkit.effects import (
    Count,
    NotComparable,
    above,
    amount_change,
    change,
    mirrored,
    paired_change,
    word,
)
from sarnkit.effects.tests.draws import COUNTS
from sarnkit.effects.tests.worked import HIGHER, LOWER, NOEN_LEK, NONG_NAM_SAI
from sarnkit.stats import newcombe


@given(COUNTS, COUNTS)
def test_it_is_measured_with_its_sign_and_improves_by_its_direction(before, after):
    less, more = change(before, after, LOWER), change(before, after, HIGHER)
    assert less.measured == more.measured == more.improvement
    assert less.measured.value == (after.share - before.share) * 100
    assert less.improvement.value == -less.measured.value
    assert less.improvement.wide.low == -less.measured.wide.high
    assert less.improvement.narrow.high == -less.measured.narrow.low


@given(COUNTS, COUNTS)
def test_it_is_newcombe_in_points(before, after):
    one = change(before, after, LOWER).measured
    expected = newcombe(before.num, before.den, after.num, after.den)
    assert (one.wide.low, one.wide.high) == pytest.approx([100 * end for end in expected])
    assert -100 <= one.wide.low <= one.value <= one.wide.high <= 100


@given(COUNTS, COUNTS, st.sampled_from([LOWER, HIGHER]), st.integers(1, 20))
def test_swapping_before_and_after_mirrors_the_word(before, after, direction, meaningful):
    there = word(change(before, after, direction).improvement, meaningful)
    back = word(change(after, before, direction).improvement, meaningful)
    assert back == mirrored(there)


def test_a_changed_definition_gives_no_difference_and_no_word():
    with pytest.raises(NotComparable) as refused:
        change(*NONG_NAM_SAI, LOWER, comparable=False)
    assert refused.value.reason == "definition-changed"


@pytest.mark.parametrize("direction", ["neither", "", "lower"])
def test_without_a_better_side_nothing_improves(direction):
    for attempt in (
        lambda: change(*NOEN_LEK, direction),
        lambda: paired_change(1, 1, 5, direction),
        lambda: amount_change([1], [2], direction, seed=1),
        lambda: change(*NOEN_LEK, LOWER).measured.improvement(direction),
    ):
        with pytest.raises(ValueError, match="better side"):
            attempt()


@pytest.mark.parametrize(("num", "den"), [(0, 0), (5, 4), (-1, 3), (0, -2)])
def test_impossible_counts_are_refused(num, den):
    with pytest.raises(ValueError, match=r"at least one known unit|between 0 and den"):
        Count(num, den)


def test_the_same_households_have_the_sign_of_the_indicator():
    lower, higher = paired_change(24, 6, 118, LOWER), paired_change(24, 6, 118, HIGHER)
    assert lower.measured.value == Fraction(-18, 118) * 100
    assert higher.measured.value == Fraction(18, 118) * 100
    assert lower.improvement == higher.improvement


def test_the_same_households_are_sharper_than_two_crowds():
    crowd = change(Count(49, 118), Count(31, 118), LOWER).measured.wide
    same = paired_change(24, 6, 118, LOWER).measured.wide
    assert same.high - same.low < crowd.high - crowd.low


def test_nobody_of_twelve_changed_is_not_certain():
    assert word(paired_change(0, 0, 12, LOWER).improvement, 5) == "cannot-tell"
    assert word(change(Count(0, 12), Count(0, 12), LOWER).improvement, 5) == "cannot-tell"


@pytest.mark.parametrize("counts", [(3, 3, 5), (-1, 0, 5), (0, 0, 0)])
def test_pairs_that_do_not_fit_are_refused(counts):
    with pytest.raises(ValueError, match="must fit into n"):
        paired_change(*counts, LOWER)


def test_amounts_compare_medians():
    before = [1000 * n for n in range(1, 80)]
    one = amount_change(before, [value + 30_000 for value in before], HIGHER, seed=1)
    assert (one.before, one.after, one.measured.value) == (40_000, 70_000, 30_000)
    assert word(one.improvement, 5_000) == "clearly-better"
    assert one == amount_change(before, [value + 30_000 for value in before], HIGHER, seed=1)


@settings(max_examples=30, deadline=None)  # a thousand drawings an example
@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=6),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=6),
)
def test_the_interval_of_few_amounts_holds_their_difference(before, after):
    one = amount_change(before, after, LOWER, seed=3).measured
    assert one.wide.low <= one.narrow.low <= one.value <= one.narrow.high <= one.wide.high


def test_above_a_line():
    assert above([1, 5, 9], 5) == Count(1, 3)  # on the line is not above it
    with pytest.raises(ValueError, match="at least one"):
        above([], 5)
