"""Thai and Arabic digits. Questionnaires and official paper use both; storage has only 0–9."""

from __future__ import annotations

_ARABIC = "0123456789"
_THAI = "๐๑๒๓๔๕๖๗๘๙"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_TO_THAI = str.maketrans(_ARABIC, _THAI)


def digits(text: str) -> str:
    """The text with ๐–๙ written as 0–9; everything else stays as it is."""
    return text.translate(_TO_ARABIC)


def thai_digits(number: int | str) -> str:
    """The number with 0–9 written as ๐–๙, for names of things on official paper (ข้อ ๑๐, ๔๗/๑)."""
    return str(number).translate(_TO_THAI)
