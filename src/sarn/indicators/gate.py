"""The gate before the disclosure rules are whole: what of a certified village anybody may see.

A figure is shown only if at least 30 units are known and at least 5 stand on either side; only the
headline part, without breakdowns; only of indicators that their pack calls "open" or "ordinary"
(DESIGN §7.2). Everything above the village is summed from shown figures alone (`totals`), so that
no subtraction leads back to a hidden one.
"""

from __future__ import annotations

from typing import Protocol

LEAST_UNITS = 30
LEAST_SIDE = 5
PUBLIC_DISCLOSURE = frozenset({"open", "ordinary"})


class Figure(Protocol):
    """The whole numbers of a cell."""

    part: str
    group: str
    num: int | None
    den: int | None
    base: int


class Described(Protocol):
    """What the gate asks of a definition."""

    headline: str
    disclosure: str


def is_public(cell: Figure, definition: Described) -> bool:
    """Whether the public hears of this figure at all, be it only that it is not shown."""
    return cell.part == definition.headline and not cell.group and definition.disclosure in PUBLIC_DISCLOSURE


def may_show(cell: Figure, definition: Described) -> bool:
    """Whether the figure itself may be seen by everybody."""
    if not is_public(cell, definition) or cell.num is None or cell.den is None:
        return False
    least = min(cell.den, cell.base)
    return least >= LEAST_UNITS and cell.num >= LEAST_SIDE and cell.den - cell.num >= LEAST_SIDE
