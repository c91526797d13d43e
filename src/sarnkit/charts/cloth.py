"""The cloth: every indicator is one mark, so 31 marks are 31 answers."""

from __future__ import annotations

from collections.abc import Iterable

from sarnkit.charts.svg import STATUS_CLASS, STATUS_SYMBOL, Status, element

_ORDER: tuple[Status, ...] = ("pass", "near", "miss", "unsure", "hidden")


def status_mark(status: Status) -> str:
    """The shape of a status in the size of text; the word stands beside it."""
    use = element("use", href=f"#{STATUS_SYMBOL[status]}")
    return element("svg", use, class_="mk", aria_hidden="true")


def cloth_row(statuses: Iterable[Status], *, label: str) -> str:
    """One row of marks in the order pass, near, miss, unsure, hidden; `label` counts them in words."""
    ordered = sorted(statuses, key=_ORDER.index)
    marks = "".join(element("span", status_mark(status), class_=STATUS_CLASS[status]) for status in ordered)
    return element("span", marks, class_="row", role="img", aria_label=label)
