"""A measured effect as a reader meets it: counted, how sure, how changed, against whom, how much may be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from django.utils.translation import get_language

from sarnkit import effects, stats
from sarnkit.effects import Language, Word

if TYPE_CHECKING:
    from sarn.indicators.measuring import Beside, Measured, Seen

Unit = Literal["house", "person"]


def language() -> Language:
    """The reader's language, of the two that effects speak."""
    return "th" if (get_language() or "th").startswith("th") else "en"


@dataclass(frozen=True)
class Told:
    """The numbers and words of a result for one reader, with what an evaluator made of the words."""

    measured: Measured
    lowered_to: str = ""
    cause_lowered_to: str = ""
    unit: Unit = "house"

    @property
    def rounds(self) -> list[tuple[str, Seen]]:
        return [("before", self.measured.before), ("after", self.measured.after)]

    @property
    def counted(self) -> str:
        """«นับได้ลดลง 19 หลัง จาก 51 เหลือ 32»: what is known for sure comes first; "" where not comparable."""
        change = self.measured.change
        if change is None:
            return ""
        every = self.measured.every_house
        return effects.count_sentence(change, language(), unit=self.unit, every_house=every)

    @property
    def points(self) -> str:
        """«−14.7 จุด (−26.0 ถึง −2.8)»."""
        change = self.measured.change
        return effects.points(change.measured, language()) if change else ""

    @property
    def range(self) -> str:
        """The same in a sentence."""
        change = self.measured.change
        return effects.range_sentence(change.measured, language()) if change else ""

    @property
    def word(self) -> Word | None:
        """The word that stands, lowered or as computed."""
        return cast("Word", self.lowered_to) if self.lowered_to else self.measured.word

    @property
    def word_text(self) -> str:
        return effects.word_text(self.word, language()) if self.word else ""

    @property
    def against(self) -> str:
        """«−12.8 จุด (−25.8 ถึง +0.2)»: against the comparison villages."""
        comparison = self.measured.comparison
        return effects.points(comparison.measured, language()) if comparison else ""

    @property
    def against_sentence(self) -> str:
        comparison = self.measured.comparison
        return effects.against_sentence(comparison, language()) if comparison else ""

    @property
    def cause_word(self) -> Word | None:
        return cast("Word", self.cause_lowered_to) if self.cause_lowered_to else self.measured.cause_word

    @property
    def cause_text(self) -> str:
        comparison = self.measured.comparison
        if self.cause_word is None or comparison is None:
            return ""
        return effects.because_text(self.cause_word, language(), own=comparison.own_improvement)

    @property
    def chance(self) -> str:
        """«มีหมู่บ้านเปรียบเทียบ 6 แห่ง จึงพูดได้ไม่เกินโอกาสบังเอิญ 1 ใน 7»."""
        besides = self.measured.besides
        return effects.chance_sentence(len(besides), language()) if self.measured.comparison else ""

    @property
    def rank(self) -> str:
        placebo = self.measured.placebo
        return effects.placebo_sentence(placebo, language()) if placebo else ""

    @property
    def grade(self) -> str:
        return effects.grade_letter(self.measured.grade, language())

    @property
    def grade_text(self) -> str:
        return effects.grade_text(self.measured.grade, language())

    @property
    def own_grade(self) -> str:
        """The grade of what is said of the village alone."""
        return effects.grade_letter("ข" if self.measured.comparable else "ก", language())

    @property
    def sentence(self) -> str:
        """All of it in one sentence; "" where no word may be given."""
        measured, change = self.measured, self.measured.change
        if change is None:
            return ""
        return effects.sentence(
            change,
            measured.meaningful,
            language(),
            every_house=measured.every_house,
            comparison=measured.comparison,
            comparison_grade=measured.grade if measured.grade in ("ค", "ง") else "ค",
            unit=self.unit,
            lowered_to=cast("Word", self.lowered_to) if self.lowered_to else None,
            cause_lowered_to=cast("Word", self.cause_lowered_to) if self.cause_lowered_to else None,
        )

    @property
    def notices(self) -> list[str]:
        return [one.text(language()) for one in self.measured.notices]

    @property
    def coverage(self) -> list[tuple[str, str]]:
        """(round, «94.7 %») of households that answered."""
        return [(name, effects.percent(one.heard)) for name, one in self.rounds]

    @property
    def besides(self) -> list[dict[str, Any]]:
        """The comparison villages, row by row."""
        return [_beside(one, self.measured) for one in self.measured.besides]


def language_text(texts: Mapping[str, str]) -> str:
    """A text of a pack in the reader's language, or the one that there is."""
    return texts.get(language()) or next(iter(texts.values()), "")


def share_text(seen: Seen) -> str:
    """«41.1 %»."""
    return effects.percent(seen.count)


def interval(seen: Seen) -> tuple[float, float]:
    """Where the share probably lies, in per cent."""
    low, high = stats.wilson(seen.num, seen.den)
    return low * 100, high * 100


def _beside(one: Beside, measured: Measured) -> dict[str, Any]:
    change = effects.change(one.before, one.after, measured.direction)
    return {"village": one, "change": change, "points": effects.points(change.measured, language())}
