"""The fixed ladder of words. A word follows from an interval; nobody chooses it, and none says more."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, get_args

from sarnkit.effects._counts import Estimate, Language, smallest

Word = Literal[
    "cannot-tell",
    "hardly-changed",
    "probably-better",
    "probably-worse",
    "slightly-better",
    "slightly-worse",
    "clearly-better",
    "clearly-worse",
]

# From the weakest claim to the strongest.
WORDS: tuple[Word, ...] = get_args(Word)

# What an evaluator may make of a word, the strongest first. «แทบไม่เปลี่ยน» says that nothing much
# happened, which is a claim of its own: only a change already called small may be lowered to it.
_LOWER: Mapping[Word, tuple[Word, ...]] = {
    "clearly-better": ("slightly-better", "probably-better", "cannot-tell"),
    "slightly-better": ("probably-better", "hardly-changed", "cannot-tell"),
    "probably-better": ("cannot-tell",),
    "hardly-changed": ("cannot-tell",),
    "cannot-tell": (),
    "probably-worse": ("cannot-tell",),
    "slightly-worse": ("probably-worse", "hardly-changed", "cannot-tell"),
    "clearly-worse": ("slightly-worse", "probably-worse", "cannot-tell"),
}

# In the village itself, before and after.
_IN_VILLAGE: Mapping[Word, Mapping[Language, str]] = {
    "clearly-better": {"th": "ดีขึ้นชัดเจน", "en": "clearly better"},
    "slightly-better": {"th": "ดีขึ้นเล็กน้อย", "en": "slightly better"},
    "probably-better": {"th": "น่าจะดีขึ้น", "en": "probably better"},
    "hardly-changed": {"th": "แทบไม่เปลี่ยน", "en": "hardly changed"},
    "cannot-tell": {"th": "ยังบอกไม่ได้", "en": "cannot tell yet"},
    "probably-worse": {"th": "น่าจะแย่ลง", "en": "probably worse"},
    "slightly-worse": {"th": "แย่ลงเล็กน้อย", "en": "slightly worse"},
    "clearly-worse": {"th": "แย่ลงชัดเจน", "en": "clearly worse"},
}

# Against other villages. However clear the difference, the cause stays «น่าจะ».
_AGAINST_OTHERS: Mapping[Word, Mapping[Language, str]] = {
    "clearly-better": {
        "th": "ดีขึ้นกว่าหมู่บ้านอื่นชัดเจน น่าจะเพราะโครงการ",
        "en": "clearly better than elsewhere, probably because of the project",
    },
    "slightly-better": {
        "th": "ดีขึ้นกว่าหมู่บ้านอื่นเล็กน้อย น่าจะเพราะโครงการ",
        "en": "slightly better than elsewhere, probably because of the project",
    },
    "probably-better": {
        "th": "น่าจะดีขึ้นเพราะโครงการ",
        "en": "probably better because of the project",
    },
    "hardly-changed": {"th": "แทบไม่ต่างจากหมู่บ้านอื่น", "en": "hardly different from elsewhere"},
    "cannot-tell": {
        "th": "ยังบอกไม่ได้ว่าเพราะโครงการหรือไม่",
        "en": "cannot tell yet whether because of the project",
    },
    "probably-worse": {
        "th": "น่าจะแย่ลงเพราะโครงการ",
        "en": "probably worse because of the project",
    },
    "slightly-worse": {
        "th": "แย่ลงกว่าหมู่บ้านอื่นเล็กน้อย น่าจะเพราะโครงการ",
        "en": "slightly worse than elsewhere, probably because of the project",
    },
    "clearly-worse": {
        "th": "แย่ลงกว่าหมู่บ้านอื่นชัดเจน น่าจะเพราะโครงการ",
        "en": "clearly worse than elsewhere, probably because of the project",
    },
}

# The same where the village itself did not move that way: nothing got better here, others got worse.
_ONLY_AGAINST_OTHERS: Mapping[Word, Mapping[Language, str]] = {
    "clearly-better": {
        "th": "ไม่แย่ลงเท่าหมู่บ้านอื่นอย่างชัดเจน น่าจะเพราะโครงการ",
        "en": "clearly not as much worse as elsewhere, probably because of the project",
    },
    "slightly-better": {
        "th": "ไม่แย่ลงเท่าหมู่บ้านอื่นอยู่เล็กน้อย น่าจะเพราะโครงการ",
        "en": "slightly less worse than elsewhere, probably because of the project",
    },
    "probably-better": {
        "th": "น่าจะไม่แย่ลงเท่าหมู่บ้านอื่นเพราะโครงการ",
        "en": "probably not as much worse as elsewhere because of the project",
    },
    "probably-worse": {
        "th": "น่าจะไม่ดีขึ้นเท่าหมู่บ้านอื่น",
        "en": "probably not as much better as elsewhere",
    },
    "slightly-worse": {
        "th": "ไม่ดีขึ้นเท่าหมู่บ้านอื่นอยู่เล็กน้อย",
        "en": "slightly less better than elsewhere",
    },
    "clearly-worse": {
        "th": "ไม่ดีขึ้นเท่าหมู่บ้านอื่นอย่างชัดเจน",
        "en": "clearly not as much better as elsewhere",
    },
}


def word(improvement: Estimate, meaningful: Decimal | Fraction | int) -> Word:
    """The word for an improvement (positive = better), given the smallest change that means anything.

    Both in the same unit (points for shares). The value is compared exactly, never rounded.
    Raises ValueError unless `meaningful` is above 0.
    """
    least = smallest(meaningful)
    if improvement.value >= 0:
        return _upwards(improvement, least)
    return _MIRRORED[_upwards(improvement.mirrored(), least)]


def word_text(code: Word, language: Language = "th") -> str:
    """The word about the village itself, before and after."""
    return _IN_VILLAGE[code][language]


def because_text(code: Word, language: Language = "th", *, own: Fraction) -> str:
    """The word about the village against others; `own` is the improvement of the village itself.

    Where the village did not move to the side of the word, only others to the other, it says so.
    """
    if code in _ONLY_AGAINST_OTHERS and (own <= 0 if code.endswith("better") else own >= 0):
        return _ONLY_AGAINST_OTHERS[code][language]
    return _AGAINST_OTHERS[code][language]


def mirrored(code: Word) -> Word:
    """The word of the opposite change."""
    return _MIRRORED[code]


def lower_words(code: Word) -> tuple[Word, ...]:
    """What an evaluator may lower a word to, the strongest first."""
    return _LOWER[code]


def may_lower(from_word: Word, to_word: Word) -> bool:
    """Whether an evaluator may put `to_word` in place of `from_word`: weaker, and never the other side.

    Leaving a word as it is lowers nothing: False.
    """
    return to_word in _LOWER[from_word]


def _upwards(improvement: Estimate, least: Fraction) -> Word:
    wide, narrow = improvement.wide, improvement.narrow
    if wide.low > 0:
        return "clearly-better" if improvement.value >= least else "slightly-better"
    if improvement.value >= least and narrow.low > 0:
        return "probably-better"
    if -least < Fraction(wide.low) and Fraction(wide.high) < least:
        return "hardly-changed"
    return "cannot-tell"


def _opposite(code: Word) -> Word:
    for one in WORDS:
        if one != code and one.split("-")[0] == code.split("-")[0]:
            return one
    return code


_MIRRORED: Mapping[Word, Word] = {code: _opposite(code) for code in WORDS}
