"""Two rounds of one figure on one axis, and the changes of several villages on one axis around nothing.

No arrow and no slope: a line from dot to dot would say that something moved where the whiskers say that
nobody can know. Markup and measures follow the design's `village.html` («ทำแล้วดีขึ้นไหม»).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sarnkit.charts.svg import (
    STATUS_CLASS,
    STATUS_SYMBOL,
    Drawing,
    Label,
    Number,
    Status,
    element,
    length,
    percent_of,
)
from sarnkit.charts.whisker import Good

_LINE = (56, 102)
_LABEL = (43, 89)
_FOOT, _WORDS = 120, 138
_SERIF, _DOT, _BREAK = 6, 5, 72


@dataclass(frozen=True)
class Mark:
    """One round: its share and interval in percent, its status, and the words at its line."""

    value: Number
    low: Number
    high: Number
    status: Status | None
    words: str


def two_rounds(
    before: Mark | None,
    after: Mark | None,
    threshold: Number | None,
    *,
    good: Good,
    label: str,
    threshold_label: str = "",
    notes: tuple[str, str] = ("", ""),
    broken: str = "",
) -> Drawing:
    """Two whiskers, one under the other, on the axis 0 to 100. `label` says the same in a sentence.

    A round without a figure has None and its reason in `notes` («ไม่แสดง»). `broken` parts the two where they
    do not count the same («นิยามเปลี่ยน»).
    """
    shapes, labels = "", []
    if threshold is not None:
        at = percent_of(threshold)
        start, width = (Decimal(0), at) if good == "low" else (at, 100 - at)
        shapes += element("rect", class_="good", x=length(start), width=length(width), y=22, height=98)
    shapes += element("line", class_="base", x2="100%", y1=_FOOT, y2=_FOOT)
    if threshold is not None:
        shapes += element("line", class_="thr", x1=length(at), x2=length(at), y1=4, y2=_FOOT)
        if threshold_label:
            left = at > 50
            labels.append(
                Label(threshold_label, at, 14, "end" if left else "start", dx=-6 if left else 6, strong=True)
            )
    for mark, note, y, above in zip((before, after), notes, _LINE, _LABEL, strict=True):
        if mark is None:
            labels += [Label(note, Decimal(50), y + 5, "mid")] if note else []
            continue
        shapes += _whisker(mark, y)
        labels.append(_words(mark, above))
    if broken:
        shapes += element("line", class_="brk", x2="100%", y1=_BREAK, y2=_BREAK)
        labels.append(Label(broken, Decimal(100), _BREAK - 4, "end", strong=True))
    labels += [Label("0", Decimal(0), _WORDS), Label(f"100{chr(0xA0)}%", Decimal(100), _WORDS, "end")]
    return Drawing("dw chg", label, shapes, tuple(labels), {"height": 146})


def change_row(
    value: Number, low: Number, high: Number, line: Number | None, *, reach: int, own: bool
) -> str:
    """One village in a plot of changes in points, from −reach to +reach; other cells say the same in words.

    `line` is the mean change of the villages compared, dotted through all rows; `own` the village itself.
    """
    zero = length(percent_of(50))
    shapes = element("line", class_="base", x1=zero, x2=zero, y2="100%")
    if line is not None:
        at = length(_around(line, reach))
        shapes += element("line", class_="thr", x1=at, x2=at, y2="100%")
    ends = length(_around(low, reach)), length(_around(high, reach))
    mark = element("line", class_="wk", x1=ends[0], x2=ends[1], y1="50%", y2="50%")
    mark += element("circle", class_="dot", cx=length(_around(value, reach)), cy="50%", r=_DOT)
    return Drawing("r", "", shapes + element("g", mark, class_=None if own else "plain")).svg()


def change_axis(line: Number | None, *, reach: int, label: str, line_label: str = "") -> str:
    """The head of a plot of changes: the scale and the mean of the others by name; `label` in words."""
    labels = []
    if line is not None and line_label:
        at = _around(line, reach)
        left = at > 50
        labels.append(
            Label(line_label, at, 15, "end" if left else "start", dx=-6 if left else 6, strong=True)
        )
    labels.append(Label(f"\N{MINUS SIGN}{reach}", Decimal(0), 38))
    labels.append(Label("0", Decimal(50), 38, "mid"))
    labels.append(Label(f"+{reach}", Decimal(100), 38, "end"))
    return Drawing("ax", label, "", tuple(labels)).svg()


def reach_for(*values: Number) -> int:
    """The shortest of 20, 30, 40, 60 and 100 points that leaves no change or interval outside."""
    most = max((abs(Decimal(str(value))) for value in values), default=Decimal(0))
    return next((reach for reach in (20, 30, 40, 60) if most <= reach), 100)


def _around(value: Number, reach: int) -> Decimal:
    return percent_of(Decimal(str(value)) + reach, 2 * reach)


def _whisker(mark: Mark, y: int) -> str:
    left, right = length(percent_of(mark.low)), length(percent_of(mark.high))
    shapes = element("line", class_="wk", x1=left, x2=right, y1=y, y2=y)
    for x in (left, right):
        shapes += element("line", class_="wk", x1=x, x2=x, y1=y - _SERIF, y2=y + _SERIF)
    place = length(percent_of(mark.value))
    if mark.status is None:
        dot = element("circle", class_="dot", cx=place, cy=y, r=_DOT)
        return element("g", shapes + dot, class_="plain")
    use = element("use", href=f"#{STATUS_SYMBOL[mark.status]}", x=-10, y=-10, width=20, height=20)
    shapes += element("svg", use, x=place, y=y)
    return element("g", shapes, class_=STATUS_CLASS[mark.status])


def _words(mark: Mark, y: int) -> Label:
    """At the line, from the side that has the room."""
    if percent_of(mark.low) > 50:
        return Label(mark.words, percent_of(mark.high), y, "end", strong=True)
    return Label(mark.words, percent_of(mark.low), y, strong=True)
