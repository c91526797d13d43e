"""Every worked number of a measured effect, to the printed digit."""

from fractions import Fraction

from sarnkit.effects import (
    Count,
    because_text,
    chance_sentence,
    change,
    difference_in_differences,
    grade,
    p_text,
    paired_change,
    percent,
    placebo_rank,
    plain,
    points,
    signed,
    word,
    word_text,
)
from sarnkit.effects.tests.worked import COMPARISONS, LOWER, NOEN_LEK, NONG_NAM_SAI
from sarnkit.stats import wilson


def test_before_and_after():
    one = change(*NONG_NAM_SAI, LOWER)
    assert points(one.measured) == "−14.7 จุด (−26.0 ถึง −2.8)"
    assert word(one.improvement, 5) == "clearly-better"
    assert word_text("clearly-better") == "ดีขึ้นชัดเจน"
    assert grade(measured=True) == "ข"


def test_against_six_villages():
    two = difference_in_differences(NONG_NAM_SAI, COMPARISONS, LOWER)
    assert signed(two.elsewhere) == "−1.9"
    assert plain(two.se) == "6.6"
    assert (two.tau2, two.degrees, two.m) == (0.0, None, 6)
    assert points(two.measured) == "−12.8 จุด (−25.8 ถึง +0.2)"
    assert (signed(two.measured.narrow.low), signed(two.measured.narrow.high)) == ("−21.3", "−4.3")
    assert two.word(5) == "probably-better"
    assert because_text(two.word(5), own=two.own_improvement) == "น่าจะดีขึ้นเพราะโครงการ"
    assert grade(measured=True, comparisons=two.m) == "ค"


def test_the_rank_among_seven():
    placebo = placebo_rank(NONG_NAM_SAI, COMPARISONS)
    assert (placebo.rank, placebo.of, placebo.extreme) == (1, 7, True)
    assert placebo.p == placebo.smallest_p == Fraction(1, 7)
    assert chance_sentence(6) == "มีหมู่บ้านเปรียบเทียบ 6 แห่ง จึงพูดได้ไม่เกินโอกาสบังเอิญ 1 ใน 7"


def test_the_same_households():
    same = paired_change(24, 6, 118, LOWER)
    assert points(same.measured) == "−15.3 จุด (−23.9 ถึง −6.6)"
    assert round(same.p, 4) == 0.0014
    assert p_text(same.p) == "0.001"
    assert word(same.improvement, 5) == "clearly-better"


def test_a_village_too_small_to_say():
    small = change(*NOEN_LEK, LOWER)
    assert points(small.measured) == "−17.1 จุด (−41.4 ถึง +10.6)"
    assert (signed(small.measured.narrow.low), signed(small.measured.narrow.high)) == ("−33.8", "+1.2")
    assert word_text(word(small.improvement, 5)) == "ยังบอกไม่ได้"


def test_single_shares():
    for count, share, low, high in (
        (Count(51, 124), "41.1 %", "32.9", "49.9"),
        (Count(32, 121), "26.4 %", "19.4", "34.9"),
        (Count(3, 7), "42.9 %", "15.8", "75.0"),
        (Count(0, 12), "0.0 %", "0.0", "24.2"),
    ):
        interval = wilson(count.num, count.den)
        assert percent(count) == share
        assert (plain(interval.low * 100), plain(interval.high * 100)) == (low, high)
