"""Thai dictionary order: by consonant first, a vowel written before it after it, marks last."""

from __future__ import annotations

import re
import unicodedata

from sarnkit.thai.digits import digits

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
# Marks that only break ties, lightest first: ็ ่ ้ ๊ ๋ ์ ํ ๎
_MARKS = "็่้๊๋์ํ๎"
_WEIGHT = {mark: chr(ord("1") + place) for place, mark in enumerate(_MARKS)}


def collation_key(text: str) -> str:
    """A key whose plain character order is Thai dictionary order: กระบี่ < เกาะ < ชลบุรี.

    Letters first; then tone and other marks from the left, a syllable without a mark before one with;
    then the text itself, so that no two texts share a key. Blanks and punctuation do not count among
    letters, as in ICU's order for Thai. Digits come before Latin, Latin before Thai.
    """
    folded = digits(unicodedata.normalize("NFC", text)).casefold()
    letters: list[str] = []
    marks: list[str] = []
    for char in _LEADING_VOWEL.sub(r"\2\1", folded):
        if char in _WEIGHT:
            marks.append(_WEIGHT[char])
        elif char.isalnum() or unicodedata.category(char).startswith("M"):
            letters.append(char)
            marks.append("0")
    return "\x01".join(("".join(letters), "".join(marks), text))
