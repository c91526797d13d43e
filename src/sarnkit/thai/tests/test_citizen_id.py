from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.thai import ACCEPTED, check_citizen_id, check_digit, format_citizen_id, thai_digits

VALID = "3012304567082"
twelve = st.from_regex(r"[1-8][0-9]{11}", fullmatch=True)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (VALID, "valid"),
        ("3-0123-04567-08-2", "valid"),
        (" 3 0123 04567 08 2 ", "valid"),
        (thai_digits(VALID), "valid"),
        ("3012304567083", "bad-check-digit"),
        ("301230456708", "bad-length"),
        ("30123045670820", "bad-length"),
        ("", "bad-length"),
        ("0012304567081", "other"),
        ("G690012345678", "g-code"),
        ("g690012345678", "g-code"),
        ("G69001", "bad-length"),
        ("30123O4567082", "bad-characters"),
        ("ไม่มีบัตร", "bad-characters"),
    ],
)
def test_a_number_is_told_for_what_it_is(text, verdict):
    assert check_citizen_id(text) == verdict


def test_only_three_verdicts_may_be_stored():
    assert {"valid", "other", "g-code"} == ACCEPTED


def test_a_number_is_shown_in_its_groups():
    assert format_citizen_id(VALID) == "3-0123-04567-08-2"
    assert format_citizen_id("12 34") == "1234"


@given(twelve)
def test_the_check_digit_makes_a_number_valid(first):
    assert check_citizen_id(first + check_digit(first)) == "valid"


@given(twelve, st.integers(0, 11), st.integers(1, 9))
def test_a_wrong_digit_is_noticed_where_the_rule_can(first, place, shift):
    wrong = first[:place] + str((int(first[place]) + shift) % 10) + first[place + 1 :]
    remainders = {sum(int(d) * (13 - i) for i, d in enumerate(text)) % 11 for text in (first, wrong)}
    # The third digit weighs 11, which is nothing mod 11; and remainders 0 and 10 both give a 1.
    blind = place == 2 or remainders == {0, 10}
    expected = "other" if wrong[0] in "09" else "valid" if blind else "bad-check-digit"
    assert check_citizen_id(wrong + check_digit(first)) == expected


@given(st.text(max_size=20))
def test_any_text_gets_a_verdict(text):
    assert check_citizen_id(text) in ACCEPTED | {"bad-check-digit", "bad-length", "bad-characters"}
