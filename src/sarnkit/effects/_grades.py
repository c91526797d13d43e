"""How much may be said about the cause: the grades ก ข ค ง."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from sarnkit.effects._comparison import ENOUGH_VILLAGES
from sarnkit.effects._counts import Language

Grade = Literal["ก", "ข", "ค", "ง"]

# From the least that may be said to the most.
GRADES: tuple[Grade, ...] = get_args(Grade)

_LETTERS: Mapping[Grade, str] = {"ก": "A", "ข": "B", "ค": "C", "ง": "D"}

_MEANINGS: Mapping[Grade, Mapping[Language, str]] = {
    "ก": {
        "th": "รู้ว่าทำอะไรเสร็จแล้วบ้าง แต่ยังไม่ได้วัดว่าอะไรดีขึ้น",
        "en": "what was done is known; whether anything got better was not measured",
    },
    "ข": {
        "th": "วัดก่อนและหลังในหมู่บ้านเดียว ยังบอกสาเหตุไม่ได้",
        "en": "measured before and after in one village; the cause is open",
    },
    "ค": {
        "th": "เทียบกับหมู่บ้านที่ไม่มีโครงการอย่างน้อย 4 แห่ง พูดได้แค่ว่าน่าจะเพราะโครงการ",
        "en": "compared with at least 4 villages without the project; the project is a probable cause",
    },
    "ง": {
        "th": "เทียบแล้วเปลี่ยนมากกว่าทุกหมู่บ้าน และก่อนมีโครงการเคยขึ้นลงเหมือนกัน",
        "en": "moved further than every village compared, and moved like them before the project",
    },
}


def grade(
    *,
    measured: bool,
    comparisons: int = 0,
    placebo_extreme: bool = False,
    parallel_trend: bool = False,
) -> Grade:
    """The grade of what is there.

    `measured`: before and after can be compared; `comparisons`: how many comparison villages were
    measured in both rounds (fewer than four stop at ข); `placebo_extreme` and `parallel_trend` only
    count together. Raises ValueError for a negative number of villages.
    """
    if comparisons < 0:
        raise ValueError(f"the number of comparison villages cannot be negative, got {comparisons}")
    if not measured:
        return "ก"
    if comparisons < ENOUGH_VILLAGES:
        return "ข"
    return "ง" if placebo_extreme and parallel_trend else "ค"


def grade_letter(code: Grade, language: Language = "th") -> str:
    """The letter as printed."""
    return code if language == "th" else _LETTERS[code]


def grade_text(code: Grade, language: Language = "th") -> str:
    """What the grade means, in one sentence."""
    return _MEANINGS[code][language]
