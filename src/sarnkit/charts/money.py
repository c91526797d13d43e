"""Money of one line or project as bars from one zero: approved, committed, paid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sarnkit.charts.svg import Drawing, Label, element, length, percent_of

_TOP, _STEP, _BAR, _WORD = 20, 54, 20, 24
# Approved, committed, paid: outlined, woven, filled.
_FILLS: tuple[tuple[str, str | None], ...] = (("plan", None), ("held", "url(#tally)"), ("paid", None))


@dataclass(frozen=True)
class Amount:
    """One bar: its word, the amount (any unit, not negative) and how the amount is written."""

    word: str
    value: int
    written: str


def money_bars(amounts: Sequence[Amount], whole: int, *, label: str, gap: str = "") -> Drawing:
    """One bar an amount, drawn to the same scale that ends at `whole`, the largest amount that could be.

    The bars differ by pattern and not by colour: outlined, woven, filled; a fourth is outlined again.
    `gap` is the word under the dashed rest of the first bar up to `whole` («ยังขาด 120,000»). Raises
    ValueError for negative amounts.
    """
    if whole < 0 or any(one.value < 0 for one in amounts):
        raise ValueError("amounts of money are not negative")
    end = max([whole, *(one.value for one in amounts)]) or 1
    shapes, labels = "", []
    for row, one in enumerate(amounts):
        y = _TOP + _STEP * row + (_WORD if gap and row else 0)
        width = percent_of(one.value, end)
        labels.append(Label(one.word, Decimal(0), y - 6))
        labels.append(Label(one.written, Decimal(100), y - 6, "end", strong=True))
        rest = 100 - width
        if row == 0 and gap and rest:
            shapes += element("rect", class_="gap", x=length(width), y=y, width=length(rest), height=_BAR)
        if width:
            css, fill = _FILLS[row % len(_FILLS)]
            shapes += element("rect", class_=css, y=y, width=length(width), height=_BAR, fill=fill)
    height = _TOP + _STEP * len(amounts) - (_STEP - _BAR) + 2 + (_WORD if gap else 0)
    if gap:
        labels.append(Label(gap, Decimal(100), _TOP + _BAR + _WORD - 4, "end"))
    return Drawing("mon", label, shapes, tuple(labels), {"width": "100%", "height": height})
