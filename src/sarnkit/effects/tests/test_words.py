"""The ladder of words."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.effects import (
    WORDS,
    Count,
    Estimate,
    because_text,
    change,
    lower_words,
    may_lower,
    mirrored,
    word,
    word_text,
)
from sarnkit.effects.tests.draws import ESTIMATES
from sarnkit.effects.tests.worked import HIGHER
from sarnkit.stats import Interval


def estimate(value, low95, high95, low80, high80):
    return Estimate(Fraction(value), Interval(low95, high95), Interval(low80, high80))


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((5, 0.1, 9.9, 2, 8), "clearly-better"),  # exactly the smallest meaningful change
        ((Fraction(499, 100), 0.1, 9.9, 2, 8), "slightly-better"),
        ((2, 1, 3, 1.5, 2.5), "slightly-better"),  # all of it inside ±5, but above 0
        ((5, 0.0, 10, 1, 9), "probably-better"),  # 0 itself is held
        ((8, -1, 17, 2, 14), "probably-better"),
        ((8, -9, 25, -1, 17), "cannot-tell"),
        ((8, -9, 25, 0.0, 17), "cannot-tell"),  # the 80 % interval holds 0 too
        ((4, -1, 9, 1, 7), "cannot-tell"),  # less than meaningful, and perhaps more
        ((1, -2, 4, -1, 3), "hardly-changed"),
        ((1, -4.99, 4.99, -1, 3), "hardly-changed"),
        ((1, -3, 5.0, -1, 3), "cannot-tell"),  # 5 points would mean something
        ((1, -5.0, 3, -1, 3), "cannot-tell"),
        ((0, -20, 20, -10, 10), "cannot-tell"),
        ((-5, -9.9, -0.1, -8, -2), "clearly-worse"),
        ((-2, -3, -1, -2.5, -1.5), "slightly-worse"),
        ((-8, -17, 1, -14, -2), "probably-worse"),
    ],
)
def test_each_step(numbers, expected):
    assert word(estimate(*numbers), 5) == expected


@given(ESTIMATES, st.integers(1, 15))
def test_the_opposite_change_has_the_opposite_word(one, meaningful):
    assert word(one.mirrored(), meaningful) == mirrored(word(one, meaningful))


@given(ESTIMATES, st.integers(1, 15))
def test_no_side_without_its_interval(one, meaningful):
    """«ดีขึ้น» without «น่าจะ» needs the 95 % interval, with it the 80 % interval."""
    code = word(one, meaningful)
    if code in ("clearly-better", "slightly-better"):
        assert one.wide.low > 0
    if code == "probably-better":
        assert one.narrow.low > 0
        assert one.wide.low <= 0
        assert one.value >= meaningful
    if code == "hardly-changed":
        assert max(abs(one.wide.low), abs(one.wide.high)) < meaningful


@given(ESTIMATES, st.integers(1, 15), st.integers(0, 200))
def test_a_larger_improvement_never_sounds_worse(one, meaningful, more):
    by = Fraction(more, 4)
    shift = lambda ends: Interval(ends.low + float(by), ends.high + float(by))  # noqa: E731
    moved = Estimate(one.value + by, shift(one.wide), shift(one.narrow))
    assert _side(word(moved, meaningful)) >= _side(word(one, meaningful))


def _side(code):
    return {"better": 1, "worse": -1}.get(code.split("-")[1], 0)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.integers(0, n), st.just(n))))
def test_asking_more_households_only_makes_the_word_surer(counts):
    """The same shares of ten times as many households: what was surely better stays so."""
    before, after, n = counts
    few = word(change(Count(before, n), Count(after, n), HIGHER).improvement, 5)
    many = word(change(Count(10 * before, 10 * n), Count(10 * after, 10 * n), HIGHER).improvement, 5)
    if few.startswith(("clearly", "slightly")):
        assert many == few
    if few.startswith("probably"):
        assert many == few.replace("probably", "clearly")
    if few == "hardly-changed":
        assert not many.startswith(("clearly", "probably"))


def test_meaningful_may_be_a_decimal_of_the_pack():
    assert word(estimate(3, 1, 5, 2, 4), Decimal("3.0")) == "clearly-better"
    assert word(estimate(3, 1, 5, 2, 4), Decimal("3.1")) == "slightly-better"


@pytest.mark.parametrize("meaningful", [0, -1, Decimal("-0.5")])
def test_a_change_of_nothing_means_nothing(meaningful):
    with pytest.raises(ValueError, match="above 0"):
        word(estimate(3, 1, 5, 2, 4), meaningful)


def test_intervals_that_do_not_nest_are_refused():
    with pytest.raises(ValueError, match="must hold"):
        estimate(3, 2, 4, 1, 5)
    with pytest.raises(ValueError, match="must hold"):
        estimate(3, 5, 1, 4, 2)


def test_the_words_in_thai():
    assert [word_text(code) for code in WORDS] == [
        "ยังบอกไม่ได้",
        "แทบไม่เปลี่ยน",
        "น่าจะดีขึ้น",
        "น่าจะแย่ลง",
        "ดีขึ้นเล็กน้อย",
        "แย่ลงเล็กน้อย",
        "ดีขึ้นชัดเจน",
        "แย่ลงชัดเจน",
    ]
    assert because_text("probably-better", own=Fraction(14)) == "น่าจะดีขึ้นเพราะโครงการ"


def test_no_word_proves_anything():
    for code, own in product(WORDS, (-1, 0, 1)):
        thai = word_text(code) + because_text(code, own=Fraction(own))
        english = word_text(code, "en") + because_text(code, "en", own=Fraction(own))
        assert "พิสูจน์" not in thai
        assert "prove" not in english
        # the cause is never more than probable
        if "เพราะโครงการ" in thai and code != "cannot-tell":
            assert "น่าจะ" in thai


def test_words_run_from_the_weakest_claim_to_the_strongest():
    assert (WORDS[0], WORDS[-1]) == ("cannot-tell", "clearly-worse")
    for code in WORDS:
        assert all(WORDS.index(lower) < WORDS.index(code) for lower in lower_words(code))


def test_a_word_may_be_lowered_and_never_raised():
    assert may_lower("clearly-better", "probably-better")
    assert may_lower("probably-better", "cannot-tell")
    assert may_lower("slightly-worse", "hardly-changed")
    assert not may_lower("probably-better", "clearly-better")
    assert not may_lower("cannot-tell", "hardly-changed")
    assert not may_lower("probably-better", "probably-worse")
    # harm that was measured cannot be talked away as «แทบไม่เปลี่ยน»
    assert not may_lower("clearly-worse", "hardly-changed")


@pytest.mark.parametrize(("one", "other"), list(product(WORDS, WORDS)))
def test_lowering_is_one_way_and_mirrors(one, other):
    assert not (may_lower(one, other) and may_lower(other, one))
    assert may_lower(one, other) == may_lower(mirrored(one), mirrored(other))
    assert not may_lower(one, one)
    assert one == "cannot-tell" or may_lower(one, "cannot-tell")


def test_mirroring_twice_is_the_same():
    for code in WORDS:
        assert mirrored(mirrored(code)) == code
    assert mirrored("cannot-tell") == "cannot-tell"
    assert mirrored("hardly-changed") == "hardly-changed"
    assert mirrored("slightly-worse") == "slightly-better"
