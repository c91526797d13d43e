"""Dot and whisker: a share, where it probably lies, and the threshold it is held against.

Markup and measures follow the design's `village.html` (one picture a finding) and `tambon.html` (a
row a village, thresholds joining into one line).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from sarnkit.charts.svg import (
    STATUS_CLASS,
    STATUS_SYMBOL,
    Drawing,
    Label,
    Number,
    Status,
    clean,
    element,
    length,
    one_decimal,
    percent_of,
)

Good = Literal["low", "high"]

_START, _END = Decimal(0), Decimal(100)
# Beside a label of the value at the foot there is no room for the end of the axis on a phone.
_CROWDS_START, _CROWDS_END = Decimal(8), Decimal(76)
_SERIF = 6
_DOT = 5


def dot_whisker(
    value: Number | None,
    low: Number | None,
    high: Number | None,
    threshold: Number | None,
    *,
    good: Good,
    status: Status | None,
    label: str,
    threshold_label: str = "",
    note: str = "",
) -> str:
    """The picture of `dot_whisker_drawing` as SVG markup."""
    return dot_whisker_drawing(
        value,
        low,
        high,
        threshold,
        good=good,
        status=status,
        label=label,
        threshold_label=threshold_label,
        note=note,
    ).svg()


def dot_whisker_drawing(
    value: Number | None,
    low: Number | None,
    high: Number | None,
    threshold: Number | None,
    *,
    good: Good,
    status: Status | None,
    label: str,
    threshold_label: str = "",
    note: str = "",
) -> Drawing:
    """A share in percent on the axis 0 to 100 with its interval, its status as a shape, its threshold.

    `good` is the side of the threshold that is wanted and tinted. `label` is the sentence for those who
    do not see the picture. Without a value (too few, not shown) `note` stands in its place; without a
    status (no target is set) the mark is a plain dot, the shape of no status.
    """
    labels: list[Label] = []
    shapes = ""
    if threshold is not None:
        at = percent_of(threshold)
        shapes += _zone(at, good, y=22, height="30")
        labels += _threshold_label(threshold_label, at, y=14)
    shapes += element("line", class_="base", x2="100%", y1=52, y2=52)
    if threshold is not None:
        shapes += element("line", class_="thr", x1=length(at), x2=length(at), y1=4, y2=52)
    place = None if value is None else percent_of(value)
    if place is None:
        labels += [Label(note, Decimal(50), 42, "mid", strong=True)] if note else []
    else:
        shapes += _mark(place, low, high, status, y="37", serifs=37)
    labels += _foot(value, place)
    return Drawing("dw", label, shapes, tuple(labels))


def interval_plot_row(
    value: Number | None,
    low: Number | None,
    high: Number | None,
    threshold: Number | None,
    *,
    good: Good,
    status: Status | None,
    axis_end: Number = 100,
    note: str = "",
) -> str:
    """The picture in one row of an interval plot. The row's other cells say the same in words.

    `axis_end` is the percentage at the right edge, the same for all rows (see `axis_end_for`). Without
    a value `note` says why («รอเวทีหมู่บ้าน»). Without a status (no target is set) the mark is a plain dot.
    """
    shapes, at = "", _START
    if threshold is not None:
        at = percent_of(threshold, axis_end)
        shapes += _zone(at, good, y=None, height="100%")
        shapes += element("line", class_="thr", x1=length(at), x2=length(at), y2="100%")
    if value is not None:
        place = percent_of(value, axis_end)
        shapes += _mark(place, low, high, status, y="50%", axis_end=axis_end)
    elif note:
        # The long side of the threshold has the room.
        left = at > 50
        shapes += element(
            "text",
            clean(note),
            class_="end" if left else None,
            x=length(at),
            dx=-14 if left else 14,
            y="50%",
            dy=5,
        )
    return Drawing("r", "", shapes).svg()


def interval_plot_axis(
    threshold: Number | None, *, axis_end: Number = 100, label: str, threshold_label: str = ""
) -> str:
    """The head of an interval plot: the scale, and the threshold by name. `label` says both in words."""
    labels: list[Label] = []
    if threshold is not None:
        labels += _threshold_label(threshold_label, percent_of(threshold, axis_end), y=15)
    end = int(axis_end)
    for tick in range(0, end, 20):
        anchor: Literal["start", "mid"] = "mid" if tick else "start"
        labels.append(Label(str(tick), percent_of(tick, end), 38, anchor))
    labels.append(Label(f"{end}\N{NO-BREAK SPACE}%", _END, 38, "end"))
    return Drawing("ax", label, "", tuple(labels)).svg()


def axis_end_for(*values: Number | None) -> int:
    """The shortest of 40, 60, 80 and 100 percent that leaves no value or interval outside."""
    most = max((Decimal(str(value)) for value in values if value is not None), default=_START)
    return next((end for end in (40, 60, 80) if most <= end), 100)


def _zone(at: Decimal, good: Good, *, y: int | None, height: str) -> str:
    start, width = (_START, at) if good == "low" else (at, _END - at)
    return element("rect", class_="good", x=length(start), width=length(width), y=y, height=height)


def _threshold_label(text: str, at: Decimal, *, y: int) -> list[Label]:
    if not text:
        return []
    return [Label(text, at, y, "end" if at > 50 else "start", dx=-6 if at > 50 else 6, strong=True)]


def _mark(
    place: Decimal,
    low: Number | None,
    high: Number | None,
    status: Status | None,
    *,
    y: str,
    serifs: int | None = None,
    axis_end: Number = 100,
) -> str:
    """The whisker with its ends, when there is an interval, and the dot: the shape of the status, plain without one."""
    shapes = ""
    if low is not None and high is not None:
        left, right = length(percent_of(low, axis_end)), length(percent_of(high, axis_end))
        shapes += element("line", class_="wk", x1=left, x2=right, y1=y, y2=y)
        if serifs is not None:
            for x in (left, right):
                shapes += element("line", class_="wk", x1=x, x2=x, y1=serifs - _SERIF, y2=serifs + _SERIF)
    if status is None:
        return element(
            "g", shapes + element("circle", class_="dot", cx=length(place), cy=y, r=_DOT), class_="plain"
        )
    use = element("use", href=f"#{STATUS_SYMBOL[status]}", x=-10, y=-10, width=20, height=20)
    shapes += element("svg", use, x=length(place), y=y)
    return element("g", shapes, class_=STATUS_CLASS[status])


def _foot(value: Number | None, place: Decimal | None) -> list[Label]:
    """0 and 100 at the ends, the value under its dot; an end gives way where the value needs the room."""
    labels = []
    if place is None or place > _CROWDS_START:
        labels.append(Label("0", _START, 70))
    if place is None or place < _CROWDS_END:
        labels.append(Label("100\N{NO-BREAK SPACE}%", _END, 70, "end"))
    if value is not None and place is not None:
        anchor: Literal["start", "mid", "end"] = "start" if place < 5 else "end" if place > 95 else "mid"
        labels.append(Label(one_decimal(value), place, 70, anchor, strong=True))
    return labels
