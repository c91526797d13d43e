"""Numbers as they are printed: one decimal, halves away from zero, a real minus sign."""

from __future__ import annotations

from fractions import Fraction
from math import floor

from sarnkit.effects._counts import Count, Estimate, Language

MINUS = "\u2212"

_UNITS = {"th": ("จุด", "ถึง"), "en": ("points", "to")}


def plain(value: float | Fraction, decimals: int = 1) -> str:
    """The size of a number without its sign: «14.7». Halves are rounded up."""
    scale = 10**decimals
    whole, rest = divmod(floor(abs(Fraction(value)) * scale + Fraction(1, 2)), scale)
    return f"{whole}.{rest:0{decimals}}" if decimals else str(whole)


def signed(value: float | Fraction) -> str:
    """«−14.7», «+0.2»; what rounds to nothing has no sign: «0.0»."""
    size = plain(value)
    if size == "0.0":
        return size
    return (MINUS if value < 0 else "+") + size


def points(estimate: Estimate, language: Language = "th") -> str:
    """«−14.7 จุด (−26.0 ถึง −2.8)»: the value and its 95 % interval."""
    unit, to = _UNITS[language]
    low, high = signed(estimate.wide.low), signed(estimate.wide.high)
    return f"{signed(estimate.value)} {unit} ({low} {to} {high})"


def percent(count: Count) -> str:
    """«41.1 %»."""
    return f"{plain(count.share * 100)} %"


def p_text(p: float, language: Language = "th") -> str:
    """A p with three decimals, «0.001»; smaller ones are only said to be smaller."""
    if not 0 <= p <= 1:
        raise ValueError(f"a p must lie between 0 and 1, got {p}")
    if p < 0.0005:
        return "น้อยกว่า 0.001" if language == "th" else "below 0.001"
    return plain(p, 3)
