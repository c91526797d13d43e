"""What the village reads."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarnkit.effects import (
    Count,
    against_sentence,
    cause_sentence,
    chance_sentence,
    change,
    count_sentence,
    counted_every_house,
    difference_in_differences,
    paired_change,
    paired_sentence,
    placebo_rank,
    placebo_sentence,
    range_sentence,
    sentence,
)
from sarnkit.effects.tests.draws import PAIRS, VILLAGES
from sarnkit.effects.tests.worked import COMPARISONS, HIGHER, LOWER, NOEN_LEK, NONG_NAM_SAI

CHANGE = change(*NONG_NAM_SAI, LOWER)
AGAINST = difference_in_differences(NONG_NAM_SAI, COMPARISONS, LOWER)


def test_a_count_is_read_first():
    assert count_sentence(CHANGE) == "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32"
    assert count_sentence(CHANGE, "en") == "19 households fewer, from 51 to 32"
    rose = change(Count(32, 121), Count(51, 124), LOWER)
    assert count_sentence(rose, unit="person") == "นับได้เพิ่มขึ้น 19 คน จาก 32 เป็น 51"
    same = change(Count(5, 20), Count(5, 20), LOWER)
    assert count_sentence(same) == "นับได้เท่าเดิม 5 หลัง"


def test_out_of_how_many_where_not_every_house_was_asked():
    assert count_sentence(CHANGE, every_house=False) == "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32 (จาก 124 และ 121 หลัง)"


def test_out_of_how_many_where_count_and_share_part():
    """Fewer houses, but a larger share, because households left."""
    parted = change(Count(51, 124), Count(45, 90), LOWER)
    assert count_sentence(parted) == "นับได้ลดลง 6 หลัง จาก 51 เหลือ 45 (จาก 124 และ 90 หลัง)"
    same = change(Count(5, 20), Count(5, 21), LOWER)
    assert count_sentence(same) == "นับได้เท่าเดิม 5 หลัง (จาก 20 และ 21 หลัง)"


@pytest.mark.parametrize(("answered", "every"), [((95, 100), True), ((124, 131), False), ((131, 131), True)])
def test_every_house(answered, every):
    assert counted_every_house(Count(*answered)) is every


def test_the_range_in_words():
    assert range_sentence(CHANGE.measured) == "ลดลง 14.7 จุด น่าจะอยู่ระหว่าง 26.0 ถึง 2.8 จุด"
    small = change(*NOEN_LEK, LOWER).measured
    assert range_sentence(small) == "ลดลง 17.1 จุด น่าจะอยู่ระหว่างลดลง 41.4 ถึงเพิ่มขึ้น 10.6 จุด"
    assert range_sentence(small, "en") == "down 17.1 points, probably between 41.4 down and 10.6 up"
    level = change(Count(9, 22), Count(9, 22), LOWER).measured
    assert range_sentence(level) == "เท่าเดิม น่าจะอยู่ระหว่างลดลง 26.9 ถึงเพิ่มขึ้น 26.9 จุด"


def test_a_village_that_asked_every_house_doubts_only_the_cause():
    told = sentence(CHANGE, 5, every_house=True, comparison=AGAINST)
    assert told == (
        "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32 (ข) — เทียบกับอีก 6 หมู่บ้านแล้ว น่าจะดีขึ้นเพราะโครงการ แต่ยังไม่พอยืนยัน (ค)"
    )
    assert "น่าจะ" not in told.split(" — ")[0]


def test_the_smallest_village_that_asked_every_house_reads_its_count_too():
    told = sentence(change(*NOEN_LEK, LOWER), 5, every_house=True)
    assert told == ("นับได้ลดลง 4 หลัง จาก 9 เหลือ 5 (ข) — ยังไม่ได้เทียบกับหมู่บ้านอื่น จึงยังบอกไม่ได้ว่าเพราะอะไร")


def test_else_the_word_and_its_range_follow():
    assert sentence(CHANGE, 5, every_house=False) == (
        "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32 (จาก 124 และ 121 หลัง) ดีขึ้นชัดเจน (ข) "
        "ลดลง 14.7 จุด น่าจะอยู่ระหว่าง 26.0 ถึง 2.8 จุด — "
        "ยังไม่ได้เทียบกับหมู่บ้านอื่น จึงยังบอกไม่ได้ว่าเพราะอะไร"
    )
    assert "ยังบอกไม่ได้ (ข)" in sentence(change(*NOEN_LEK, LOWER), 5, every_house=False)
    assert sentence(CHANGE, 5, "en", every_house=True, comparison=AGAINST) == (
        "19 households fewer, from 51 to 32 (B) — compared with 6 other villages: "
        "probably better because of the project, but not enough to confirm it (C)"
    )


def test_an_evaluator_may_lower_the_words_in_it():
    told = sentence(
        CHANGE,
        5,
        every_house=False,
        comparison=AGAINST,
        lowered_to="probably-better",
        cause_lowered_to="cannot-tell",
    )
    assert "น่าจะดีขึ้น (ข)" in told
    assert "ยังบอกไม่ได้ว่าเพราะโครงการหรือไม่ (ค)" in told
    assert "ยังไม่พอยืนยัน" not in told
    assert sentence(CHANGE, 5, every_house=True, lowered_to="clearly-better")  # left as it is


@pytest.mark.parametrize(
    "given_words", [{"lowered_to": "clearly-worse"}, {"cause_lowered_to": "clearly-better"}]
)
def test_and_never_raise_them(given_words):
    with pytest.raises(ValueError, match="may only be lowered"):
        sentence(CHANGE, 5, every_house=True, comparison=AGAINST, **given_words)


def test_with_three_villages_the_cause_stays_open_and_has_no_grade():
    few = difference_in_differences(NONG_NAM_SAI, COMPARISONS[:3], LOWER)
    told = sentence(CHANGE, 5, every_house=True, comparison=few)
    assert told.endswith("เทียบกับอีก 3 หมู่บ้านแล้ว ยังบอกไม่ได้ว่าเพราะโครงการหรือไม่")


def test_the_best_grade():
    told = sentence(CHANGE, 5, every_house=True, comparison=AGAINST, comparison_grade="ง")
    assert told.endswith("(ง)")


@pytest.mark.parametrize(
    ("own", "elsewhere", "told"),
    [
        ((50, 40), (50, 48), "ลดมากกว่าที่อื่น 8.0 จุด"),
        ((50, 48), (50, 40), "ลดน้อยกว่าที่อื่น 8.0 จุด"),
        ((50, 48), (50, 52), "ลดมากกว่าที่อื่น 4.0 จุด"),
        ((50, 60), (50, 52), "เพิ่มมากกว่าที่อื่น 8.0 จุด"),
        ((50, 52), (50, 60), "เพิ่มน้อยกว่าที่อื่น 8.0 จุด"),
        ((50, 50), (50, 58), "ที่นี่เท่าเดิม ที่อื่นเพิ่มขึ้นเฉลี่ย 8.0 จุด"),
        ((50, 50), (50, 42), "ที่นี่เท่าเดิม ที่อื่นลดลงเฉลี่ย 8.0 จุด"),
        ((50, 42), (50, 42), "เปลี่ยนเท่ากับที่อื่น"),
    ],
)
def test_beside_the_others(own, elsewhere, told):
    pair = lambda ends: tuple(Count(end, 100) for end in ends)  # noqa: E731
    one = difference_in_differences(pair(own), [pair(elsewhere)] * 4, LOWER)
    assert against_sentence(one) == told
    assert against_sentence(one, "en")


def test_the_village_page():
    assert against_sentence(AGAINST) == "ลดมากกว่าที่อื่น 12.8 จุด"
    assert placebo_sentence(placebo_rank(NONG_NAM_SAI, COMPARISONS)) == (
        "เปลี่ยนต่างจากที่อื่นเป็นอันดับ 1 จาก 7 หมู่บ้าน"
    )


def test_the_same_households():
    same = paired_change(24, 6, 118, LOWER)
    assert paired_sentence(same) == "ถามซ้ำ 118 หลังเดิม ดีขึ้น 24 หลัง แย่ลง 6 หลัง"
    assert paired_sentence(same, "en") == "of the same 118 households asked twice, 24 better and 6 worse"


def test_a_chance_among_none_is_refused():
    with pytest.raises(ValueError, match="at least one comparison village"):
        chance_sentence(0)


@settings(deadline=None)
@given(PAIRS, VILLAGES, st.sampled_from([LOWER, HIGHER]), st.booleans(), st.sampled_from(["th", "en"]))
def test_no_sentence_proves_anything(treated, comparisons, direction, every_house, language):
    one = change(*treated, direction)
    two = difference_in_differences(treated, comparisons, direction)
    told = sentence(one, 5, language, every_house=every_house, comparison=two)
    assert "พิสูจน์" not in told
    assert "prove" not in told
    assert not {"{", "}", "▼", "▲", "↓", "↑"} & set(told)
    assert cause_sentence(two, 5, language) in told
    assert str(abs(treated[1].num - treated[0].num) or treated[1].num) in told
