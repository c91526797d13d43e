"""Addresses made of Thai words: «เวทีน้ำ ม.4 เลือกขุดร่อง» → `เวทีน้ำ-ม-4-เลือกขุดร่อง`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

MOST_LETTERS = 80
_KEPT = ("L", "M", "N")  # letters, their marks, digits: a Thai word without its marks is another word
# Addresses below /news/ that are pages of their own.
RESERVED = frozenset({"desk", "write", "photos", "rss.xml", "atom.xml"})


def slug_of(title: str) -> str:
    """The title as an address; «news» for one without a letter. Never cut between a letter and its marks."""
    text = unicodedata.normalize("NFC", title).lower()
    parts = "".join(one if unicodedata.category(one)[0] in _KEPT else " " for one in text).split()
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part
        if len(longer) > MOST_LETTERS:
            break
        slug = longer
    if not slug and parts:
        slug = _cut(parts[0])
    return slug or "news"


def free(slug: str, taken: Callable[[str], bool]) -> str:
    """The slug, or with the first number that nobody has: «ข่าวน้ำ-2»."""
    if slug not in RESERVED and not taken(slug):
        return slug
    number = 2
    while taken(f"{slug}-{number}"):
        number += 1
    return f"{slug}-{number}"


def _cut(word: str) -> str:
    end = MOST_LETTERS
    # Sara am and the marks above and below hang on the letter before them.
    while end > 1 and (
        unicodedata.category(word[end : end + 1] or "a")[0] == "M" or word[end : end + 1] in "ำๅะา"
    ):
        end -= 1
    return word[:end]
