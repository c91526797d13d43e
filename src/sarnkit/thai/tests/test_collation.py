from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.thai import collation_key


@pytest.mark.parametrize(
    "words",
    [
        ["กระบี่", "เกาะ", "ชลบุรี"],
        ["ก", "กา", "ก่า", "ก้า", "เก", "แก", "โก", "ใก", "ไก", "ข"],
        ["เลก", "เล็ก", "เล็กน้อย", "เลข"],
        ["บ้านกกคราม", "บ้านโคกขมิ้น", "บ้านซับไผ่สาน", "บ้านดงครั่ง", "บ้านท้ายทุ่ง", "บ้านท่าสาน", "บ้านทุ่งรวงทอง"],
        ["12", "A", "b", "ก"],
    ],
)
def test_words_stand_as_in_the_dictionary(words):
    shuffled = random.Random(4).sample(words, len(words))
    assert sorted(shuffled, key=collation_key) == words


def test_code_points_alone_would_be_wrong():
    assert sorted(["เกาะ", "ชลบุรี"]) != sorted(["เกาะ", "ชลบุรี"], key=collation_key)


def test_blanks_and_points_do_not_part_the_same_letters():
    assert sorted(["ม. 2", "ม.1", "ม 3"], key=collation_key) == ["ม.1", "ม. 2", "ม 3"]


@given(st.text(max_size=12), st.text(max_size=12))
def test_only_equal_texts_share_a_key(one, other):
    assert (collation_key(one) == collation_key(other)) == (one == other)
