from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.thai import DateError, be, ce, fiscal_year, parse_thai_date, thai_date, thai_digits

written_days = st.dates(date(1850, 1, 1), date(2199, 12, 31))


def test_dates_are_written_in_the_buddhist_year():
    day = date(2026, 12, 8)
    assert thai_date(day) == "8 ธันวาคม 2569"
    assert thai_date(day, "short") == "8 ธ.ค. 2569"
    assert thai_date(day, weekday=True) == "อังคาร 8 ธันวาคม 2569"
    assert thai_date(day, "short", weekday=True) == "อ. 8 ธ.ค. 2569"
    assert (be(2026), ce(2569)) == (2569, 2026)


@pytest.mark.parametrize(
    "text",
    [
        "8 ธันวาคม 2569",
        "8 ธ.ค. 2569",
        "8ธค2569",
        "๘ ธ.ค. ๒๕๖๙",
        " 8  ธันวาคม พ.ศ. 2569 ",
        "8 ธันวาคม ค.ศ. 2026",
        "วันอังคารที่ 8 ธันวาคม พ.ศ. 2569",
        "อังคาร 8 ธันวาคม 2569",
        "8/12/2569",
        "08-12-2569",
        "8.12.2026",
        "2026-12-08",
        "2569-12-08",
    ],
)
def test_one_day_is_understood_however_it_is_written(text):
    assert parse_thai_date(text) == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("31 กุมภาพันธ์ 2569", "no-such-day"),
        ("31/2/2569", "no-such-day"),
        ("8/13/2569", "no-such-day"),
        ("0 มกราคม 2569", "no-such-day"),
        ("8/12/69", "year-unclear"),
        ("8 ธ.ค. 69", "year-unclear"),
        ("8 ธันวาคม 2300", "year-unclear"),
        ("8 ธันวาคม ค.ศ. 2569", "year-unclear"),
        ("8 ธันวาคม พ.ศ. 2026", "year-unclear"),
        ("8 ธันวา 2569", "not-a-date"),
        ("เมื่อวาน", "not-a-date"),
        ("", "not-a-date"),
    ],
)
def test_a_refused_date_says_why(text, reason):
    with pytest.raises(DateError) as caught:
        parse_thai_date(text)
    assert caught.value.reason == reason


def test_the_leap_day_is_that_of_the_common_era_year():
    assert parse_thai_date("29 กุมภาพันธ์ 2567") == date(2024, 2, 29)  # 2567 is no leap year by itself
    with pytest.raises(DateError) as caught:
        parse_thai_date("29 กุมภาพันธ์ 2568")  # divisible by four, but it is 2025
    assert caught.value.reason == "no-such-day"


@given(written_days, st.sampled_from(["long", "short"]), st.booleans())
def test_what_is_written_can_be_read_back(day, style, thai):
    text = thai_date(day, style, weekday=style == "long")
    assert parse_thai_date(thai_digits(text) if thai else text) == day


@given(written_days)
def test_iso_order_is_read_in_both_eras(day):
    assert parse_thai_date(day.isoformat()) == day
    assert parse_thai_date(f"{be(day.year)}-{day:%m-%d}") == day


@given(st.text(max_size=30))
def test_any_text_is_a_date_or_a_refusal(text):
    with suppress(DateError):
        assert isinstance(parse_thai_date(text), date)


def test_the_fiscal_year_is_named_after_its_end():
    assert fiscal_year(date(2026, 9, 30)) == 2026
    assert fiscal_year(date(2026, 10, 1)) == 2027
    assert fiscal_year(date(2027, 9, 30)) == 2027
