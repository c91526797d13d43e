"""Differences between rounds and villages, and the words that follow from their intervals.

one = change(Count(51, 124), Count(32, 121), "lower is better")
points(one.measured)                                -> "−14.7 จุด (−26.0 ถึง −2.8)"
word(one.improvement, 5), word_text("clearly-better") -> "clearly-better", "ดีขึ้นชัดเจน"
two = difference_in_differences((Count(51, 124), Count(32, 121)), comparisons, "lower is better")
two.word(5), grade(measured=True, comparisons=two.m) -> "probably-better", "ค"

Nothing here knows a village, a round or a database: counts go in, estimates and words come out.
"""

from sarnkit.effects._change import (
    AmountChange,
    Change,
    PairedChange,
    above,
    amount_change,
    change,
    paired_change,
)
from sarnkit.effects._comparison import (
    ENOUGH_VILLAGES,
    Comparison,
    Placebo,
    Trend,
    difference_in_differences,
    earlier_trend,
    placebo_rank,
)
from sarnkit.effects._counts import DIRECTIONS, Count, Direction, Estimate, Language, NotComparable
from sarnkit.effects._grades import GRADES, Grade, grade, grade_letter, grade_text
from sarnkit.effects._numbers import MINUS, p_text, percent, plain, points, signed
from sarnkit.effects._sentences import (
    against_sentence,
    cause_sentence,
    chance_sentence,
    count_sentence,
    counted_every_house,
    paired_sentence,
    placebo_sentence,
    range_sentence,
    sentence,
)
from sarnkit.effects._warnings import WARNINGS, Circumstances, Notice, warnings
from sarnkit.effects._words import (
    WORDS,
    Word,
    because_text,
    lower_words,
    may_lower,
    mirrored,
    word,
    word_text,
)

__all__ = [
    "DIRECTIONS",
    "ENOUGH_VILLAGES",
    "GRADES",
    "MINUS",
    "WARNINGS",
    "WORDS",
    "AmountChange",
    "Change",
    "Circumstances",
    "Comparison",
    "Count",
    "Direction",
    "Estimate",
    "Grade",
    "Language",
    "NotComparable",
    "Notice",
    "PairedChange",
    "Placebo",
    "Trend",
    "Word",
    "above",
    "against_sentence",
    "amount_change",
    "because_text",
    "cause_sentence",
    "chance_sentence",
    "change",
    "count_sentence",
    "counted_every_house",
    "difference_in_differences",
    "earlier_trend",
    "grade",
    "grade_letter",
    "grade_text",
    "lower_words",
    "may_lower",
    "mirrored",
    "p_text",
    "paired_change",
    "paired_sentence",
    "percent",
    "placebo_rank",
    "placebo_sentence",
    "plain",
    "points",
    "range_sentence",
    "sentence",
    "signed",
    "warnings",
    "word",
    "word_text",
]
