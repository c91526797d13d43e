"""Warnings printed by rule beside every measured effect. Nobody may leave one out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sarnkit.effects._comparison import ENOUGH_VILLAGES
from sarnkit.effects._counts import Count, Language
from sarnkit.effects._numbers import percent, plain

ENOUGH_UNITS = 30
COVERAGE_MAY_MOVE = Fraction(10, 100)

_SENTENCES: Mapping[str, Mapping[Language, str]] = {
    "definition-changed": {
        "th": "นิยามของตัวชี้วัดเปลี่ยนไป สองรอบนี้เทียบกันไม่ได้",
        "en": "The definition of the indicator changed; these two rounds cannot be compared.",
    },
    "regression-to-the-mean": {
        "th": "เลือกที่นี่เพราะค่าแย่ที่สุด ค่าที่แย่ที่สุดมักดีขึ้นเองบ้างในรอบถัดไป แม้ไม่มีโครงการ",
        "en": "This place was chosen because its figure was the worst; the worst figures often get somewhat "
        "better by themselves in the next round, without any project.",
    },
    "form-changed": {
        "th": "แบบสอบถามสองรอบนี้เป็นคนละรุ่น คำถามอาจไม่เหมือนกันทุกข้อ",
        "en": "The two rounds used different versions of the form; not every question may be the same.",
    },
    "coverage-changed": {
        "th": "บ้านที่ตอบเปลี่ยนจาก {before} เป็น {after} ต่างกัน {moved} จุด บ้านที่ขาดไปอาจไม่เหมือนบ้านที่ตอบ",
        "en": "The households that answered went from {before} to {after}, {moved} points apart; those missing "
        "may differ from those that answered.",
    },
    "another-project": {
        "th": "ช่วงเดียวกันมีโครงการอื่นแก้เรื่องเดียวกัน จึงแยกไม่ออกว่าเป็นผลของโครงการไหน",
        "en": "Another project worked on the same issue at the same time; their effects cannot be told apart.",
    },
    "disaster-year": {
        "th": "ช่วงที่วัดมีภัยพิบัติ ค่าอาจขึ้นลงเพราะภัย",
        "en": "There was a disaster in the time measured; the figure may have moved because of it.",
    },
    "few-units": {
        "th": "มีคำตอบไม่ถึง {enough} ราย (รอบก่อน {before} รอบนี้ {after}) บ้านเดียวเปลี่ยน ค่าก็ขยับมาก",
        "en": "There are fewer than {enough} answers ({before} before, {after} after); one household moves "
        "the figure a lot.",
    },
    "few-comparisons": {
        "th": "มีหมู่บ้านเปรียบเทียบ {villages} แห่ง ไม่ถึง {enough} แห่ง จึงยังบอกสาเหตุไม่ได้",
        "en": "There are {villages} comparison villages, fewer than {enough}, so nothing is said about the cause.",
    },
}

WARNINGS: tuple[str, ...] = tuple(_SENTENCES)


@dataclass(frozen=True)
class Notice:
    """One warning: its stable code and its sentence in both languages."""

    code: str
    th: str
    en: str

    def text(self, language: Language = "th") -> str:
        """The sentence in a language."""
        return self.th if language == "th" else self.en


@dataclass(frozen=True)
class Circumstances:
    """All that the rules look at.

    `answered_before` and `answered_after` are households answered of the round's target households;
    `forms_before` and `forms_after` the sets of form versions; `comparisons` is None where no
    comparison was meant.
    """

    before: Count
    after: Count
    answered_before: Count
    answered_after: Count
    forms_before: frozenset[str]
    forms_after: frozenset[str]
    same_definition: bool = True
    chosen_because_worst: bool = False
    another_project: bool = False
    disaster: bool = False
    comparisons: int | None = None


def warnings(about: Circumstances) -> tuple[Notice, ...]:
    """The warnings that apply, in the fixed order of WARNINGS."""
    before, after = about.answered_before, about.answered_after
    moved = abs(after.share - before.share)
    villages = about.comparisons
    applies = {
        "definition-changed": not about.same_definition,
        "regression-to-the-mean": about.chosen_because_worst,
        "form-changed": about.forms_before != about.forms_after,
        "coverage-changed": moved > COVERAGE_MAY_MOVE,
        "another-project": about.another_project,
        "disaster-year": about.disaster,
        "few-units": min(about.before.den, about.after.den) < ENOUGH_UNITS,
        "few-comparisons": villages is not None and villages < ENOUGH_VILLAGES,
    }
    told: Mapping[str, Mapping[str, object]] = {
        "coverage-changed": {
            "before": percent(before),
            "after": percent(after),
            "moved": plain(moved * 100),
        },
        "few-units": {"enough": ENOUGH_UNITS, "before": about.before.den, "after": about.after.den},
        "few-comparisons": {"enough": ENOUGH_VILLAGES, "villages": villages},
    }
    return tuple(_notice(code, told.get(code, {})) for code in WARNINGS if applies[code])


def _notice(code: str, told: Mapping[str, object]) -> Notice:
    sentences = _SENTENCES[code]
    return Notice(code, sentences["th"].format(**told), sentences["en"].format(**told))
