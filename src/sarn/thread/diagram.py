"""The picture of a thread: seven fixed columns, a lozenge a node, a line a link.

x is a percentage of the width, y in pixels, as in `sarnkit.charts`. Kinds of the same step stand side by
side in their column. Long columns are folded: one lozenge stands for the rest, with their number. The
numbers below the lozenges are those of the list below, which says the same in words; so the picture is
hidden from those who hear the page, and its links are not stops of the keyboard.

Lines are straight, for curves cannot be drawn in percent. So that the usual ones do not run through other
lozenges, the columns begin at different heights: the cell that measures both ends lies below the chain it
started, works below the budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean

from sarn.thread.nodes import STEPS, Step
from sarn.thread.walks import Stop, Walk
from sarnkit.charts.svg import clean, element, length

# Rows are as high as a finger; labels hang below the lozenges.
_TOP, _ROW, _LABEL = 20, 48, 25
_BEGINS: dict[Step, int] = {1: 1, 2: 0, 3: 0, 4: 0, 5: 0, 6: 2, 7: 1}
_BESIDE = 2  # where the second and third kind of a step begin
MOST_ROWS = 10
_COLUMN = Decimal(100) / len(STEPS)
_INDENT = Decimal("1.5")
_LOZENGE = "M0-9L9 0 0 9-9 0z"


@dataclass
class _Spot:
    """A place in the picture: for one stop, or for those that were folded."""

    stops: list[Stop]
    number: str
    x: Decimal
    row: int

    @property
    def y(self) -> int:
        return _TOP + _ROW * self.row

    @property
    def state(self) -> str:
        return "" if any(stop.node for stop in self.stops) else "grey"


def numbers(walk: Walk) -> dict[str, str]:
    """The number of each stop by its key: «4.2» is the second of the fourth step."""
    return {
        stop.key: f"{step}.{place}" for step in STEPS for place, stop in enumerate(walk.at(step), start=1)
    }


def draw(walk: Walk, here: str) -> str:
    """The picture as markup; `here` is the key of the node whose page it is."""
    spots: dict[str, _Spot] = {}
    places: list[_Spot] = []
    for column in range(len(STEPS)):
        for spot in _column(walk, column, spots):
            places.append(spot)
            spots.update({stop.key: spot for stop in spot.stops})
    hollow = [_hollow(column) for column, step in enumerate(STEPS) if not walk.at(step)]
    height = _TOP + _ROW * (1 + max((spot.row for spot in places), default=0))
    content = "".join(_lines(walk, spots)) + "".join(hollow) + "".join(_mark(spot, here) for spot in places)
    return element("svg", content, class_="diagram", width="100%", height=height, aria_hidden="true")


def _column(walk: Walk, column: int, before: dict[str, _Spot]) -> list[_Spot]:
    named = numbers(walk)
    kinds: dict[str, list[Stop]] = {}
    for stop in walk.at(STEPS[column]):
        kinds.setdefault(stop.kind, []).append(stop)
    spots: list[_Spot] = []
    for place, stops in enumerate(kinds.values()):
        begins = max(_BEGINS[STEPS[column]], _BESIDE if place else 0)
        x = _COLUMN * column + _COLUMN * place / len(kinds) + _INDENT
        shown = stops if len(stops) <= MOST_ROWS else stops[: MOST_ROWS - 1]
        rows = [_Spot([stop], named[stop.key], x, 0) for stop in shown]
        rows.sort(key=lambda spot: _pull(walk, spot.stops[0].key, before))
        if len(shown) < len(stops):
            rest = stops[len(shown) :]
            rows.append(_Spot(rest, f"+{len(rest):,}", x, 0))
        for number, spot in enumerate(rows, start=begins):
            spot.row = number
        spots += rows
    return spots


def _pull(walk: Walk, key: str, before: dict[str, _Spot]) -> float:
    """The mean row of what it hangs on, so that lines cross little."""
    rows = [before[edge.source].row for edge in walk.edges if edge.target == key and edge.source in before]
    return fmean(rows) if rows else 0


def _lines(walk: Walk, spots: dict[str, _Spot]) -> list[str]:
    drawn = dict.fromkeys(
        (spots[edge.source].x, spots[edge.source].y, spots[edge.target].x, spots[edge.target].y)
        for edge in walk.edges
        if edge.source in spots and edge.target in spots
    )
    return [
        element("line", class_="tie", x1=_at(x1), y1=y1, x2=_at(x2), y2=y2)
        for x1, y1, x2, y2 in drawn
        if (x1, y1) != (x2, y2)
    ]


def _mark(spot: _Spot, here: str) -> str:
    stop = spot.stops[0]
    folded = len(spot.stops) > 1
    classes = " ".join(
        name for name in ("knot", spot.state, "here" if here in {s.key for s in spot.stops} else "") if name
    )
    mark = element("path", class_=classes, d=_LOZENGE)
    # A nested drawing carries pixels to a place in percent.
    mark = element("svg", mark, x=_at(spot.x), y=spot.y, overflow="visible")
    mark += element("text", clean(spot.number), class_="mid", x=_at(spot.x), y=spot.y + _LABEL)
    if folded:
        return element("a", mark, href=f"#step-{stop.step}", tabindex="-1")
    if stop.node is None or not stop.node.url:
        return mark
    return element("a", element("title", clean(stop.node.title)) + mark, href=stop.node.url, tabindex="-1")


def _hollow(column: int) -> str:
    x, y = _COLUMN * column + _INDENT, _TOP + _ROW * _BEGINS[STEPS[column]]
    return element("svg", element("path", class_="knot o", d=_LOZENGE), x=_at(x), y=y, overflow="visible")


def _at(x: Decimal) -> str:
    return length(x.quantize(Decimal("0.01")))
