"""Coverage of a round, and the people of a place by age and sex."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sarnkit.charts.svg import Drawing, Label, clean, element, length, percent_of

_TOP, _STEP, _BAR = 28, 27, 21
_LEAST = 5


def coverage_bar(answered: int, target: int, *, label: str) -> str:
    """Households that answered out of the round's target, woven; the missing ones as bare warp.

    More answers than targets fill the bar: the words beside it say by how many. `label` is the sentence
    («ตอบแล้ว 124 จาก 131 หลัง»). Raises ValueError for negative counts.
    """
    if answered < 0 or target < 0:
        raise ValueError("counts of households are not negative")
    share = percent_of(answered, target) if target else Decimal(100 if answered else 0)
    shapes = ""
    if share > 0:
        shapes += element("rect", width=length(share), height=22, fill="url(#tally)")
    if share < 100:
        gap = min(share + Decimal("0.2"), Decimal(100)) if share else share
        shapes += element("rect", class_="covgap", x=length(gap), width=length(100 - gap), y=1, height=20)
    return Drawing("cov", label, shapes, size={"width": "100%", "height": 22}).svg()


@dataclass(frozen=True)
class AgeGroup:
    """People from `low` to `high` years, both included; `high` None means and above."""

    low: int
    high: int | None
    men: int
    women: int

    @property
    def name(self) -> str:
        """«80+», «70–79»."""
        return f"{self.low}+" if self.high is None else f"{self.low}–{self.high}"


def merge_small(groups: Iterable[AgeGroup], least: int = _LEAST) -> list[AgeGroup]:
    """The groups, oldest first, with neighbours merged until no bar stands for 1 to `least` − 1 people.

    A bar of one or two people says who they are. What cannot be merged away (a place with hardly any
    men) leaves a single group, and the caller shows no pyramid.
    """
    merged: list[AgeGroup] = []
    for group in sorted(groups, key=lambda group: group.low, reverse=True):
        if merged and _small(merged[-1], least):
            merged[-1] = _join(group, merged[-1])
        else:
            merged.append(group)
    while len(merged) > 1 and _small(merged[-1], least):
        youngest = merged.pop()
        merged[-1] = _join(youngest, merged[-1])
    return merged


def pyramid(
    groups: Sequence[AgeGroup], *, label: str, men_label: str, women_label: str, age_label: str
) -> str:
    """Men filled to the left, women outlined to the right, one row a group in the order given.

    The words are the caller's («ชาย 203 คน»), `label` the sentence for those who do not see it. Counts
    are drawn as given: merge small groups before (`merge_small`).
    """
    most = max((max(group.men, group.women) for group in groups), default=0) or 1
    # The longest bar takes four fifths of its half, so that its number has room beside it.
    reach = Decimal(most) * 100 / 80
    men, women, middle = "", "", Label(age_label, Decimal(50), 14, "mid").svg()
    for row, group in enumerate(groups):
        y = _TOP + _STEP * row
        width = percent_of(group.men, reach)
        left = 100 - width
        men += element("rect", class_="m", x=length(left), width=length(width), y=y, height=_BAR)
        men += Label(f"{group.men:,}", left, y + 16, "end", dx=-6).svg()
        width = percent_of(group.women, reach)
        women += element("rect", class_="f", width=length(width), y=y, height=_BAR)
        women += Label(f"{group.women:,}", width, y + 16, dx=6).svg()
        middle += Label(group.name, Decimal(50), y + 16, "mid").svg()
    men += element("text", clean(men_label), class_="end", x="100%", y=14)
    women += element("text", clean(women_label), y=14)
    shapes = element("svg", men, width="42%") + element("svg", women, x="58%", width="42%") + middle
    return Drawing("pyr", label, shapes, size={"height": _TOP + _STEP * len(groups) + 1}).svg()


def _small(group: AgeGroup, least: int) -> bool:
    return 0 < group.men < least or 0 < group.women < least


def _join(younger: AgeGroup, older: AgeGroup) -> AgeGroup:
    return AgeGroup(younger.low, older.high, younger.men + older.men, younger.women + older.women)
