"""Numbers as printed."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.effects import MINUS, Count, change, p_text, percent, plain, points, signed
from sarnkit.effects.tests.worked import LOWER, NOEN_LEK


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (Fraction(-147, 10), "−14.7"),
        (0.2, "+0.2"),
        (Fraction(5, 100), "+0.1"),  # halves go up
        (Fraction(-5, 100), "−0.1"),  # away from zero, so that a swap only turns the sign
        (Fraction(25, 100), "+0.3"),  # not to the even
        (0, "0.0"),
        (-0.04, "0.0"),  # no minus before nothing
        (-0.0, "0.0"),
        (Fraction(9995, 100), "+100.0"),
        (-1234.56, "−1234.6"),
    ],
)
def test_signed(value, printed):
    assert signed(value) == printed


def test_the_minus_is_a_minus():
    assert MINUS == "\u2212"
    assert "-" not in points(change(*NOEN_LEK, LOWER).measured)


def test_english():
    assert points(change(*NOEN_LEK, LOWER).measured, "en") == "−17.1 points (−41.4 to +10.6)"


@pytest.mark.parametrize(
    ("value", "decimals", "printed"), [(-2.5, 0, "3"), (7, 2, "7.00"), (Fraction(605, 10_000), 3, "0.061")]
)
def test_plain(value, decimals, printed):
    assert plain(value, decimals) == printed


@given(st.fractions(-1000, 1000))
def test_turning_the_sign_only_turns_the_sign(value):
    assert signed(-value).lstrip("+" + MINUS) == signed(value).lstrip("+" + MINUS)


@given(st.fractions(-1000, 1000))
def test_what_is_printed_is_no_further_than_half_a_tenth(value):
    printed = Fraction(signed(value).replace(MINUS, "-"))
    assert abs(printed - value) <= Fraction(1, 20)


def test_percent():
    assert percent(Count(1, 16)) == "6.3 %"  # 6.25 exactly
    assert percent(Count(124, 131)) == "94.7 %"


@pytest.mark.parametrize(
    ("p", "printed"),
    [(0.0014, "0.001"), (1.0, "1.000"), (0.0005, "0.001"), (0.0004, "น้อยกว่า 0.001"), (0, "น้อยกว่า 0.001")],
)
def test_a_p(p, printed):
    assert p_text(p) == printed


def test_no_p_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        p_text(1.2)
    assert p_text(0.0001, "en") == "below 0.001"
