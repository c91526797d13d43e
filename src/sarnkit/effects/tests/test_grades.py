"""The grades ก ข ค ง."""

from itertools import product

import pytest

from sarnkit.effects import GRADES, grade, grade_letter, grade_text


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ({"measured": False}, "ก"),
        ({"measured": False, "comparisons": 6, "placebo_extreme": True, "parallel_trend": True}, "ก"),
        ({"measured": True}, "ข"),
        ({"measured": True, "comparisons": 3, "placebo_extreme": True, "parallel_trend": True}, "ข"),
        ({"measured": True, "comparisons": 4}, "ค"),
        ({"measured": True, "comparisons": 6, "placebo_extreme": True}, "ค"),
        ({"measured": True, "comparisons": 6, "parallel_trend": True}, "ค"),
        ({"measured": True, "comparisons": 6, "placebo_extreme": True, "parallel_trend": True}, "ง"),
    ],
)
def test_the_grade_of_what_is_there(there, expected):
    assert grade(**there) == expected


def test_more_evidence_never_lowers_the_grade():
    for measured, villages, extreme, trend in product((False, True), range(7), (False, True), (False, True)):
        here = grade(measured=measured, comparisons=villages, placebo_extreme=extreme, parallel_trend=trend)
        more = grade(measured=True, comparisons=villages + 1, placebo_extreme=True, parallel_trend=trend)
        assert GRADES.index(more) >= GRADES.index(here)


def test_a_negative_number_of_villages_is_refused():
    with pytest.raises(ValueError, match="cannot be negative"):
        grade(measured=True, comparisons=-1)


def test_each_has_a_letter_and_a_meaning():
    assert [grade_letter(code) for code in GRADES] == ["ก", "ข", "ค", "ง"]
    assert [grade_letter(code, "en") for code in GRADES] == ["A", "B", "C", "D"]
    meanings = {grade_text(code, language) for code in GRADES for language in ("th", "en")}
    assert len(meanings) == 8
    assert not any("พิสูจน์" in meaning or "prove" in meaning for meaning in meanings)
