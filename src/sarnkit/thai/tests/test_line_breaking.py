from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sarnkit.thai import Piece, no_break, percent_sign


def whole(text, terms=()):
    return [piece.text for piece in no_break(text, terms) if piece.whole]


def test_terms_places_and_numbers_with_units_stay_whole():
    text = "บ้านหนองน้ำใส ม.4 ตกเกณฑ์ 51 จาก 124 ครัวเรือน (41.1 %)"
    assert whole(text, ["บ้านหนองน้ำใส"]) == ["บ้านหนองน้ำใส", "ม.4", "ตกเกณฑ์", "124 ครัวเรือน", "(41.1 %)"]


def test_a_bracket_stays_with_its_number():
    assert whole("(มา 86 คน) (86 คน มา)") == ["86 คน)", "(86 คน"]


def test_the_longer_term_wins():
    assert no_break("ใกล้ตกเกณฑ์") == [Piece("ใกล้ตกเกณฑ์", whole=True)]


def test_a_unit_inside_a_longer_word_is_left_alone():
    assert whole("ปี 2569 คนไทย 3 วันนี้") == []
    assert whole("มา 3 วัน") == ["3 วัน"]


def test_a_percent_sign_hangs_on_its_number():
    assert percent_sign("41.1 % กับ 20% ไม่ใช่ % เปล่า") == "41.1\u00a0% กับ 20\u00a0% ไม่ใช่ % เปล่า"


@given(st.text(alphabet="กตเกณฑ์ม.4 %51หลังคน\n<&", max_size=40), st.lists(st.text(max_size=5), max_size=3))
def test_nothing_is_lost_or_added(text, terms):
    assert "".join(piece.text for piece in no_break(text, terms)) == text
