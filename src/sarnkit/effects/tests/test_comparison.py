"""Against other villages."""

from fractions import Fraction
from math import sqrt
from random import Random

import numpy
import pytest
from hypothesis import given, settings
from scipy import stats as scipy_stats

from sarnkit.effects import (
    Count,
    because_text,
    difference_in_differences,
    earlier_trend,
    mirrored,
    placebo_rank,
)
from sarnkit.effects.tests.draws import PAIRS, VILLAGES
from sarnkit.effects.tests.worked import COMPARISONS, HIGHER, LOWER, NONG_NAM_SAI


def reference(treated, comparisons, confidence):
    """The formula of the design, by numpy and scipy, for counts that are neither none nor all."""
    counts = numpy.array([[(c.num, c.den) for c in pair] for pair in (treated, *comparisons)], dtype=float)
    shares = counts[..., 0] / counts[..., 1]
    changes = shares[:, 1] - shares[:, 0]
    v = (shares * (1 - shares) / counts[..., 1]).sum(axis=1)
    m = len(comparisons)
    tau2 = max(0.0, changes[1:].var(ddof=1) - v[1:].mean())
    se = sqrt(v[0] + tau2 + (v[1:].mean() + tau2) / m)
    law = scipy_stats.t(m - 1) if tau2 > 0 else scipy_stats.norm
    reach = law.ppf((1 + confidence) / 2) * se
    value = changes[0] - changes[1:].mean()
    return 100 * value, 100 * (value - reach), 100 * (value + reach), 10_000 * tau2


@settings(deadline=None)
@given(PAIRS, VILLAGES)
def test_it_is_the_formula(treated, comparisons):
    inside = [
        tuple(Count(count.num + 1, count.den + 2) for count in pair) for pair in (treated, *comparisons)
    ]
    one = difference_in_differences(inside[0], inside[1:], LOWER)
    for confidence, interval in ((0.95, one.measured.wide), (0.8, one.measured.narrow)):
        value, low, high, tau2 = reference(inside[0], inside[1:], confidence)
        assert float(one.measured.value) == pytest.approx(value, abs=1e-9)
        assert one.tau2 == pytest.approx(tau2, abs=1e-6)
        if (one.tau2 > 0) == (tau2 > 0):  # the last bit may differ at exactly nothing
            assert (interval.low, interval.high) == pytest.approx((low, high), rel=1e-7, abs=1e-7)


def test_villages_that_differ_widen_the_interval_and_need_t():
    apart = [(Count(50, 100), Count(after, 100)) for after in (20, 35, 50, 65, 80)]
    alike = [(Count(50, 100), Count(50, 100))] * 5
    treated = (Count(50, 100), Count(30, 100))
    wide = difference_in_differences(treated, apart, LOWER)
    narrow = difference_in_differences(treated, alike, LOWER)
    assert wide.tau2 > 0 == narrow.tau2
    assert (wide.degrees, narrow.degrees) == (4, None)
    assert wide.measured.value == narrow.measured.value == -20
    assert wide.se > 2 * narrow.se
    assert (narrow.word(5), wide.word(5)) == ("clearly-better", "cannot-tell")
    reach = wide.measured.wide.high - float(wide.measured.value)
    assert reach / wide.se == pytest.approx(scipy_stats.t.ppf(0.975, 4))


@settings(deadline=None)
@given(PAIRS, VILLAGES)
def test_swapping_before_and_after_mirrors_it(treated, comparisons):
    one = difference_in_differences(treated, comparisons, LOWER)
    back = difference_in_differences(treated[::-1], [pair[::-1] for pair in comparisons], LOWER)
    assert back.measured.value == -one.measured.value
    assert back.measured.wide.low == pytest.approx(-one.measured.wide.high)
    assert back.se == pytest.approx(one.se)


@settings(deadline=None)
@given(PAIRS, VILLAGES)
def test_the_order_of_villages_says_nothing(treated, comparisons):
    one = difference_in_differences(treated, comparisons, HIGHER)
    other = difference_in_differences(treated, comparisons[::-1], HIGHER)
    assert other.measured.value == one.measured.value
    assert other.se == pytest.approx(one.se)
    assert one.improvement == one.measured
    assert one.measured.wide.low < one.measured.narrow.low < one.measured.value


def test_none_and_all_are_not_certain():
    """Everybody before and nobody after has no binomial variance; twelve houses do not make it sure."""
    one = difference_in_differences(
        (Count(12, 12), Count(0, 12)), [(Count(12, 12), Count(12, 12))] * 4, LOWER
    )
    assert one.measured.value == -100
    assert one.se > 5


def test_it_covers_as_often_as_it_says():
    """1,500 seeded sets of seven villages whose true changes differ by 5 points (standard deviation),
    with a true effect of −10: at least 93 % of the intervals hold it."""
    chance = Random(4)
    held = 0
    for _ in range(1500):
        pairs = []
        for place in range(7):
            moved = chance.gauss(-0.02, 0.05) - (0.10 if place == 0 else 0)
            pairs.append(tuple(_drawn(chance, share, 120) for share in (0.4, 0.4 + moved)))
        low, high = difference_in_differences(pairs[0], pairs[1:], LOWER).measured.wide
        held += low <= -10 <= high
    assert held / 1500 >= 0.93


def _drawn(chance, share, n):
    return Count(sum(chance.random() < share for _ in range(n)), n)


@pytest.mark.parametrize("m", [0, 1])
def test_one_village_is_no_comparison(m):
    with pytest.raises(ValueError, match="at least two"):
        difference_in_differences(NONG_NAM_SAI, COMPARISONS[:m], LOWER)


def test_without_a_better_side_nothing_is_compared():
    with pytest.raises(ValueError, match="better side"):
        difference_in_differences(NONG_NAM_SAI, COMPARISONS, "neither")


@pytest.mark.parametrize("m", [2, 3])
def test_fewer_than_four_villages_say_nothing_about_the_cause(m):
    treated = (Count(90, 100), Count(10, 100))
    one = difference_in_differences(treated, [(Count(50, 100), Count(50, 100))] * m, LOWER)
    assert one.improvement.wide.low > 50  # however far it moved
    assert one.word(5) == "cannot-tell"
    with pytest.raises(ValueError, match="above 0"):
        one.word(0)


@settings(deadline=None)
@given(PAIRS, VILLAGES)
def test_the_rank_is_a_place_among_all(treated, comparisons):
    placebo = placebo_rank(treated, comparisons)
    assert 1 <= placebo.rank <= placebo.of == len(comparisons) + 1
    assert placebo.smallest_p <= placebo.p <= 1
    assert placebo.extreme == (placebo.p == placebo.smallest_p)


@settings(max_examples=50, deadline=None)
@given(VILLAGES)
def test_ranks_are_fair(villages):
    """Had each in turn been the village with the project, at most k of them would rank k or better."""
    ranks = [placebo_rank(one, villages[:i] + villages[i + 1 :]).rank for i, one in enumerate(villages)]
    assert all(sum(rank <= k for rank in ranks) <= k for k in range(1, len(villages) + 1))


def test_a_tie_counts_against_the_village():
    alike = (Count(5, 10), Count(2, 10))
    assert placebo_rank(alike, [alike] * 6).rank == 7


def test_getting_worse_stands_out_too():
    assert placebo_rank((Count(10, 100), Count(60, 100)), COMPARISONS).extreme


def test_a_rank_among_none_is_refused():
    with pytest.raises(ValueError, match="at least one comparison village"):
        placebo_rank(NONG_NAM_SAI, [])


def test_the_earlier_trend():
    flat = [[Count(400, 1000), Count(395, 1000), Count(390, 1000)] for _ in range(5)]
    like, unlike = [Count(40, 100), Count(38, 100)], [Count(40, 100), Count(15, 100)]
    assert earlier_trend(like, flat, LOWER, 5) == "parallel"
    assert earlier_trend(unlike, flat, LOWER, 5) == "not-parallel"
    assert earlier_trend([Count(4, 10), Count(2, 10)], flat, LOWER, 5) == "cannot-tell"  # too small to say
    assert earlier_trend([Count(40, 100)], flat, LOWER, 5) == "cannot-tell"  # one round is no trend
    assert earlier_trend(like, [*flat, [Count(1, 2)]], LOWER, 5) == "cannot-tell"
    with pytest.raises(ValueError, match="above 0"):
        earlier_trend(like, flat, LOWER, 0)


def test_the_word_about_the_cause_knows_what_the_village_itself_did():
    worse_elsewhere = [(Count(50, 150), Count(100, 150))] * 6
    held = difference_in_differences((Count(50, 150), Count(60, 150)), worse_elsewhere, LOWER)
    assert held.word(5) == "clearly-better"
    assert because_text(held.word(5), own=held.own_improvement).startswith("ไม่แย่ลงเท่าหมู่บ้านอื่น")
    behind = difference_in_differences(
        (Count(100, 150), Count(90, 150)), [pair[::-1] for pair in worse_elsewhere], LOWER
    )
    assert behind.word(5) == mirrored("clearly-better")
    assert because_text(behind.word(5), own=behind.own_improvement) == "ไม่ดีขึ้นเท่าหมู่บ้านอื่นอย่างชัดเจน"
    assert because_text("clearly-better", own=Fraction(1)).startswith("ดีขึ้นกว่าหมู่บ้านอื่น")


@pytest.mark.parametrize("code", ["clearly-better", "slightly-better", "probably-better"])
def test_a_village_that_stayed_level_did_not_get_better(code):
    assert "ดีขึ้น" not in because_text(code, own=Fraction(0))
    assert "แย่ลง" not in because_text(mirrored(code), own=Fraction(0))
