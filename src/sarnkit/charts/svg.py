"""Small pieces of SVG: elements, lengths in percent, and a drawing whose labels can be had apart.

A drawing has no viewBox: x is a percentage of the width, y is in pixels. So it is fluid and undistorted
without script or style, and its text keeps its size. Classes are those of `sarn.css`; the symbols that
`<use>` names are in the sprite of the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

Number = Decimal | int | float
Status = Literal["pass", "near", "miss", "unsure", "hidden"]
Anchor = Literal["start", "mid", "end"]

STATUS_CLASS: dict[Status, str] = {
    "pass": "pass",
    "near": "near",
    "miss": "miss",
    "unsure": "unsure",
    "hidden": "hidden-cell",
}
STATUS_SYMBOL: dict[Status, str] = {
    "pass": "pass",
    "near": "near",
    "miss": "miss",
    "unsure": "unsure",
    "hidden": "hide",
}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text escaped for element content, without characters that XML cannot hold."""
    return escape(_NOT_XML.sub("", text))


def element(name: str, content: str = "", /, **attributes: str | int | None) -> str:
    """One element. `content` is markup; attributes that are None are left out, `_` in a name is `-`."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_NOT_XML.sub('', str(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def percent_of(value: Number, axis_end: Number = 100) -> Decimal:
    """Where a value stands on an axis from 0 to `axis_end`, in percent, never outside 0 to 100.

    Raises ValueError for a value that is no finite number, or an axis without length.
    """
    number, end = Decimal(str(value)), Decimal(str(axis_end))
    if not number.is_finite() or not end.is_finite() or end <= 0:
        raise ValueError(f"cannot place {value} on an axis from 0 to {axis_end}")
    share = min(max(number, Decimal(0)), end) / end * 100
    return share.quantize(Decimal("0.01"), ROUND_HALF_UP)


def length(percent: Decimal) -> str:
    """A length in percent as SVG writes it: 41.10 → `41.1%`."""
    text = f"{percent:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "%"


def one_decimal(value: Number) -> str:
    """A figure with one decimal, halves up, as it is printed beside a mark."""
    return f"{Decimal(str(value)).quantize(Decimal('0.1'), ROUND_HALF_UP):f}"


@dataclass(frozen=True)
class Label:
    """A word on a drawing: `x` in percent, `y` in pixels to its baseline, `dx` pixels to the side."""

    text: str
    x: Decimal
    y: int
    anchor: Anchor = "start"
    dx: int = 0
    strong: bool = False

    def svg(self) -> str:
        """The label as a text element."""
        names = [
            name for name in (self.anchor if self.anchor != "start" else "", "lab" * self.strong) if name
        ]
        return element(
            "text",
            clean(self.text),
            class_=" ".join(names) or None,
            x=length(self.x),
            y=self.y,
            dx=self.dx or None,
        )


@dataclass(frozen=True)
class Drawing:
    """Shapes and labels apart, for whoever sets the words himself (PDF); `svg()` puts them together.

    `sentence` is what a reader hears who does not see the picture; empty for a picture beside whose
    table cell everything is said in words.
    """

    classes: str
    sentence: str
    shapes: str
    labels: tuple[Label, ...] = ()
    size: dict[str, str | int] = field(default_factory=dict)

    def svg(self) -> str:
        """The whole picture."""
        spoken = {"role": "img", "aria_label": self.sentence} if self.sentence else {"aria_hidden": "true"}
        content = self.shapes + "".join(label.svg() for label in self.labels)
        return element("svg", content, class_=self.classes, **self.size, **spoken)
