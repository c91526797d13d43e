"""Where a Thai line must not break.

Browsers break Thai by a word list and part compounds («ตก|เกณฑ์», «หนอง|น้ำใส»). Terms, place names and
a number with its unit are kept whole. This module only says which pieces; the page wraps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"

# Fixed terms of the screens. Longer ones win, so «ใกล้ตกเกณฑ์» is not cut at «ตกเกณฑ์».
TERMS = (
    "ตกเกณฑ์", "ใกล้ตกเกณฑ์", "ยังบอกไม่ได้", "ไม่แสดง", "ตัวชี้วัด", "ครัวเรือน", "หมู่บ้าน", "ผู้ใหญ่บ้าน",
    "เวทีหมู่บ้าน", "ยังไม่ได้รับรอง", "ที่มาที่ไป", "อาสาเก็บข้อมูล", "ชาวบ้าน", "เส้นหนวด", "พัฒนากร",
    "เรื่องที่ต้องแก้",
)  # fmt: skip

_UNITS = (
    "ครัวเรือน", "หมู่บ้าน", "ตัวชี้วัด", "หลัง", "คน", "บาท", "จุด", "วัน", "ปี", "ครั้ง", "แห่ง", "เรื่อง",
    "รายการ", "ขั้น", "%",
)  # fmt: skip
# A bracket that closes right behind keeps the one that opens before: «(41.1 %)».
_NUMBER_WITH_UNIT = (
    r"\(?[0-9๐-๙][0-9๐-๙,.]*[ \N{NO-BREAK SPACE}](?:"
    + "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))
    + r")(?![ก-๎])\)?"
)
_NUMBERED = r"(?:หมู่ที่|ม\.|รอบ|ข้อ)[ \N{NO-BREAK SPACE}]?[0-9๐-๙]+"
_BEFORE_PERCENT = re.compile(r"(?<=[0-9๐-๙])[ \N{NO-BREAK SPACE}]?%")


class Piece(NamedTuple):
    """A stretch of text; `whole` says that no line may break inside it."""

    text: str
    whole: bool


def no_break(text: str, terms: Iterable[str] = ()) -> list[Piece]:
    """The text in pieces, in order and with nothing lost; `terms` (place names) join the fixed ones."""
    pattern = _pattern(frozenset(term for term in terms if term))
    pieces: list[Piece] = []
    end = 0
    for match in pattern.finditer(text):
        if match.start() > end:
            pieces.append(Piece(text[end : match.start()], whole=False))
        pieces.append(Piece(match[0], whole=True))
        end = match.end()
    if end < len(text):
        pieces.append(Piece(text[end:], whole=False))
    return pieces


def percent_sign(text: str) -> str:
    """The text with a no-break space before every `%` that follows a number."""
    return _BEFORE_PERCENT.sub(f"{NO_BREAK_SPACE}%", text)


@lru_cache(maxsize=256)
def _pattern(terms: frozenset[str]) -> re.Pattern[str]:
    words = sorted({*terms, *TERMS}, key=lambda word: (-len(word), word))
    # Place names first: «บ้านโคก 2 หลัง» must keep a name that ends in a number-like word.
    return re.compile("|".join([*(re.escape(word) for word in words), _NUMBER_WITH_UNIT, _NUMBERED]))
