"""What the village reads: the count first, then the word, then what may be said about the cause."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from sarnkit.effects._change import Change, PairedChange
from sarnkit.effects._comparison import ENOUGH_VILLAGES, Comparison, Placebo
from sarnkit.effects._counts import Count, Estimate, Language
from sarnkit.effects._grades import Grade, grade_letter
from sarnkit.effects._numbers import plain
from sarnkit.effects._words import Word, because_text, may_lower, word, word_text

Unit = Literal["house", "person"]

EVERY_HOUSE = Fraction(95, 100)

_UNITS: Mapping[Unit, Mapping[Language, str]] = {
    "house": {"th": "หลัง", "en": "households"},
    "person": {"th": "คน", "en": "persons"},
}

_MOVED: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "down": "ลดลง",
        "up": "เพิ่มขึ้น",
        "fell": "นับได้ลดลง {by} {unit} จาก {before} เหลือ {after}",
        "rose": "นับได้เพิ่มขึ้น {by} {unit} จาก {before} เป็น {after}",
        "same": "นับได้เท่าเดิม {after} {unit}",
        "out of": " (จาก {before} และ {after} {unit})",
        "same households": "ถามซ้ำ {n} {unit}เดิม ดีขึ้น {improved} {unit} แย่ลง {worsened} {unit}",
        "level": "เท่าเดิม",
        "moved": "{way} {value} จุด",
        "range": "{moved} น่าจะอยู่ระหว่าง {low} ถึง {high} จุด",
        "either": "{moved} น่าจะอยู่ระหว่างลดลง {low} ถึงเพิ่มขึ้น {high} จุด",
    },
    "en": {
        "down": "down",
        "up": "up",
        "fell": "{by} {unit} fewer, from {before} to {after}",
        "rose": "{by} {unit} more, from {before} to {after}",
        "same": "as many as before, {after} {unit}",
        "out of": " (out of {before} and {after} {unit})",
        "same households": "of the same {n} {unit} asked twice, {improved} better and {worsened} worse",
        "level": "level",
        "moved": "{way} {value} points",
        "range": "{moved}, probably between {low} and {high}",
        "either": "{moved}, probably between {low} down and {high} up",
    },
}

_AGAINST: Mapping[Language, Mapping[tuple[bool, bool], str]] = {
    # (the village itself rose, it moved further than the others)
    "th": {
        (False, True): "ลดมากกว่าที่อื่น {by} จุด",
        (False, False): "ลดน้อยกว่าที่อื่น {by} จุด",
        (True, True): "เพิ่มมากกว่าที่อื่น {by} จุด",
        (True, False): "เพิ่มน้อยกว่าที่อื่น {by} จุด",
    },
    "en": {
        (False, True): "fell {by} points more than elsewhere",
        (False, False): "fell {by} points less than elsewhere",
        (True, True): "rose {by} points more than elsewhere",
        (True, False): "rose {by} points less than elsewhere",
    },
}

_CAUSE: Mapping[Language, Mapping[str, str]] = {
    "th": {
        "compared": "เทียบกับอีก {m} หมู่บ้านแล้ว {words}",
        "unsure": " แต่ยังไม่พอยืนยัน",
        "not compared": "ยังไม่ได้เทียบกับหมู่บ้านอื่น จึงยังบอกไม่ได้ว่าเพราะอะไร",
        "level": "ที่นี่เท่าเดิม ที่อื่น{way}เฉลี่ย {by} จุด",
        "alike": "เปลี่ยนเท่ากับที่อื่น",
        "chance": "มีหมู่บ้านเปรียบเทียบ {m} แห่ง จึงพูดได้ไม่เกินโอกาสบังเอิญ 1 ใน {of}",
        "ranked": "เปลี่ยนต่างจากที่อื่นเป็นอันดับ {rank} จาก {of} หมู่บ้าน",
    },
    "en": {
        "compared": "compared with {m} other villages: {words}",
        "unsure": ", but not enough to confirm it",
        "not compared": "not yet compared with other villages, so the cause is open",
        "level": "level here, elsewhere {way} {by} points on average",
        "alike": "moved as much as elsewhere",
        "chance": "with {m} comparison villages, no more can be said than one chance in {of}",
        "ranked": "stands out as number {rank} of {of} villages",
    },
}


def counted_every_house(answered: Count) -> bool:
    """Whether a round counts as asking every house: at least 95 % of its target households answered."""
    return answered.share >= EVERY_HOUSE


def count_sentence(
    change: Change, language: Language = "th", *, unit: Unit = "house", every_house: bool = True
) -> str:
    """«นับได้ลดลง 19 หลัง จาก 51 เหลือ 32».

    The numbers counted out of are added unless every house was asked, and wherever the count and the
    share do not go the same way.
    """
    texts = _MOVED[language]
    before, after, name = change.before, change.after, _UNITS[unit][language]
    by = after.num - before.num
    told = texts["fell" if by < 0 else "rose" if by > 0 else "same"].format(
        by=abs(by), unit=name, before=before.num, after=after.num
    )
    share = change.measured.value
    if every_house and (by > 0) == (share > 0) and (by < 0) == (share < 0):
        return told
    return told + texts["out of"].format(before=before.den, after=after.den, unit=name)


def paired_sentence(change: PairedChange, language: Language = "th", *, unit: Unit = "house") -> str:
    """«ถามซ้ำ 118 หลังเดิม ดีขึ้น 24 หลัง แย่ลง 6 หลัง»: counts only, no house behind them."""
    return _MOVED[language]["same households"].format(
        n=change.n, improved=change.improved, worsened=change.worsened, unit=_UNITS[unit][language]
    )


def range_sentence(estimate: Estimate, language: Language = "th") -> str:
    """«ลดลง 14.7 จุด น่าจะอยู่ระหว่าง 26.0 ถึง 2.8 จุด»: a measured difference in words."""
    texts = _MOVED[language]
    value = plain(estimate.value)
    way = texts["down" if estimate.value < 0 else "up"]
    moved = texts["level"] if value == "0.0" else texts["moved"].format(way=way, value=value)
    low, high = estimate.wide
    told = texts["either" if low < 0 < high else "range"]
    return told.format(moved=moved, low=plain(low), high=plain(high))


def against_sentence(comparison: Comparison, language: Language = "th") -> str:
    """«ลดมากกว่าที่อื่น 12.8 จุด»: how the village moved beside the others."""
    value, by = comparison.measured.value, plain(comparison.measured.value)
    if value == 0:
        return _CAUSE[language]["alike"]
    if comparison.own == 0:
        way = _MOVED[language]["up" if comparison.elsewhere > 0 else "down"]
        return _CAUSE[language]["level"].format(way=way, by=by)
    rose = comparison.own > 0
    return _AGAINST[language][rose, rose == (value > 0)].format(by=by)


def chance_sentence(m: int, language: Language = "th") -> str:
    """How small the chance can be with m comparison villages; it is never nothing.

    Raises ValueError for m < 1.
    """
    if m < 1:
        raise ValueError(f"a chance needs at least one comparison village, got {m}")
    return _CAUSE[language]["chance"].format(m=m, of=m + 1)


def placebo_sentence(placebo: Placebo, language: Language = "th") -> str:
    """Where the village stands among all compared."""
    return _CAUSE[language]["ranked"].format(rank=placebo.rank, of=placebo.of)


def cause_sentence(
    comparison: Comparison | None,
    meaningful: Decimal | Fraction | int,
    language: Language = "th",
    *,
    lowered_to: Word | None = None,
) -> str:
    """What may be said about the cause; without a comparison, that nothing may.

    `lowered_to` is the word an evaluator put in place of the computed one. Raises ValueError where
    that would raise it.
    """
    texts = _CAUSE[language]
    if comparison is None:
        return texts["not compared"]
    code = _lowered(comparison.word(meaningful), lowered_to)
    words = because_text(code, language, own=comparison.own_improvement)
    told = texts["compared"].format(m=comparison.m, words=words)
    return told + texts["unsure"] if code.startswith("probably") else told


def sentence(
    change: Change,
    meaningful: Decimal | Fraction | int,
    language: Language = "th",
    *,
    every_house: bool,
    comparison: Comparison | None = None,
    comparison_grade: Grade = "ค",
    unit: Unit = "house",
    lowered_to: Word | None = None,
    cause_lowered_to: Word | None = None,
) -> str:
    """The whole sentence of an effect: what was counted, the word with its grade, the cause.

    A village that asked every house reads its count as a fact, and all doubt is about the cause. Else
    the word and its range follow the count. With fewer than four comparison villages the
    second part has no grade of its own. `lowered_to` and `cause_lowered_to` are an evaluator's words.

    Raises ValueError where an evaluator's word would raise the computed one.
    """
    told = count_sentence(change, language, unit=unit, every_house=every_house)
    code = _lowered(word(change.improvement, meaningful), lowered_to)
    grade = f" ({grade_letter('ข', language)})"
    if every_house:
        first = told + grade
    else:
        first = f"{told} {word_text(code, language)}{grade} {range_sentence(change.measured, language)}"
    cause = cause_sentence(comparison, meaningful, language, lowered_to=cause_lowered_to)
    if comparison is not None and comparison.m >= ENOUGH_VILLAGES:
        cause += f" ({grade_letter(comparison_grade, language)})"
    return f"{first} — {cause}"


def _lowered(computed: Word, given: Word | None) -> Word:
    if given is None or given == computed:
        return computed
    if not may_lower(computed, given):
        raise ValueError(f"a word may only be lowered: {computed} cannot become {given}")
    return given
