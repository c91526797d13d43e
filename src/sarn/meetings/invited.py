"""How many households an area has: the apps above know, and tell at start."""

from __future__ import annotations

from collections.abc import Callable

from sarn.areas.models import Area

_count: Callable[[Area], int | None] = lambda area: None  # noqa: E731


def set_counter(count: Callable[[Area], int | None]) -> None:
    """Told by an app above: households of an area as its last round or the registry counts them."""
    global _count
    _count = count


def households_of(area: Area) -> int | None:
    """The number to propose, None where nobody knows one."""
    return _count(area)
