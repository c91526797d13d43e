"""The 13-digit number of a person, and the codes of those who have none.

Check digit: (11 − Σ dᵢ·(14−i) over the first twelve, mod 11) mod 10. A first digit of 1 to 8 is a class
of person; people without Thai status hold numbers that begin with 0 (9 is unassigned), and nobody has
shown us that the check digit holds for them, so those are let through as «other». A G code, given by
schools to those without any number, is a letter and twelve digits.
"""

from __future__ import annotations

import re
from typing import Literal

from sarnkit.thai.digits import digits

Verdict = Literal["valid", "other", "g-code", "bad-check-digit", "bad-length", "bad-characters"]

ACCEPTED: frozenset[Verdict] = frozenset({"valid", "other", "g-code"})

_SEPARATORS = re.compile(r"[\s\u200b-\u200d\ufeff\-–]+")
_LETTER_CODE = re.compile(r"[A-Z][0-9]*")


def plain_citizen_id(text: str) -> str:
    """The number without blanks and dashes, in Arabic digits and capital letters."""
    return _SEPARATORS.sub("", digits(text)).upper()


def check_citizen_id(text: str) -> Verdict:
    """What a typed number is; those in `ACCEPTED` may be stored. Blanks, dashes, Thai digits are fine."""
    plain = plain_citizen_id(text)
    if _LETTER_CODE.fullmatch(plain):
        return "g-code" if len(plain) == 13 else "bad-length"
    if not (plain.isascii() and plain.isdecimal()):
        return "bad-characters" if plain else "bad-length"
    if len(plain) != 13:
        return "bad-length"
    if plain[0] in "09":
        return "other"
    return "valid" if plain[12] == check_digit(plain[:12]) else "bad-check-digit"


def check_digit(first_twelve: str) -> str:
    """The thirteenth digit that belongs to the first twelve. Raises ValueError unless twelve digits."""
    if len(first_twelve) != 12 or not (first_twelve.isascii() and first_twelve.isdecimal()):
        raise ValueError("the check digit is made of exactly twelve digits")
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(first_twelve))
    return str((11 - total % 11) % 10)


def format_citizen_id(text: str) -> str:
    """The number in its groups 1-4-5-2-1; a text that is not 13 characters long comes back plain."""
    plain = plain_citizen_id(text)
    if len(plain) != 13:
        return plain
    return "-".join((plain[0], plain[1:5], plain[5:10], plain[10:12], plain[12]))
