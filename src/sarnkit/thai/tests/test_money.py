from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.thai import baht, baht_text, parse_baht


def test_satang_are_shown_as_baht():
    assert baht(44_070_000) == "440,700.00"
    assert baht(5) == "0.05"
    assert baht(-150) == "-1.50"
    assert baht(0) == "0.00"


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (100, "หนึ่งบาทถ้วน"),
        (1_100, "สิบเอ็ดบาทถ้วน"),
        (2_000, "ยี่สิบบาทถ้วน"),
        (2_100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10_000, "หนึ่งร้อยบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (44_070_000, "สี่แสนสี่หมื่นเจ็ดร้อยบาทถ้วน"),
        (100_000_000, "หนึ่งล้านบาทถ้วน"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (1_100_000_000, "สิบเอ็ดล้านบาทถ้วน"),
        (100_000_000_000_000, "หนึ่งล้านล้านบาทถ้วน"),
        (50, "ห้าสิบสตางค์"),
        (125, "หนึ่งบาทยี่สิบห้าสตางค์"),
        (-10_000, "ลบหนึ่งร้อยบาทถ้วน"),
    ],
)
def test_amounts_are_read_in_words(satang, words):
    assert baht_text(satang) == words


@given(st.integers(-(10**15), 10**15))
def test_no_satang_is_lost(satang):
    assert int(baht(satang).replace(",", "").replace(".", "")) == satang


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_different_amounts_have_different_words(one, other):
    assert (baht_text(one) == baht_text(other)) == (one == other)


@pytest.mark.parametrize(
    ("text", "satang"),
    [
        ("420,000", 42_000_000),
        ("420000", 42_000_000),
        (" ๔๒๐,๐๐๐.๕๐ บาท ", 42_000_050),
        ("0.5", 50),
        ("1,234,567.89", 123_456_789),
        ("฿1", None),
        ("42,00", None),
        ("4 2 0", 42_000),
        ("-5", None),
        ("1e6", None),
        ("1.234", None),
        ("สามแสน", None),
        ("", None),
    ],
)
def test_amounts_as_people_write_them(text, satang):
    if satang is None:
        with pytest.raises(ValueError, match="no amount"):
            parse_baht(text)
    else:
        assert parse_baht(text) == satang


@given(st.integers(0, 10**13))
def test_what_is_written_is_read_again(satang):
    assert parse_baht(baht(satang)) == satang
