"""Approved, committed and paid as three bars, of one line or of a whole project."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from sarn.planning import amounts, words
from sarn.planning import money as budget
from sarn.planning.models import BudgetLine
from sarn.planning.sources import GIVEN
from sarnkit import charts
from sarnkit.charts import Amount

register = template.Library()


@register.inclusion_tag("planning/_budget_bars.html")
def line_bars(line: BudgetLine) -> dict[str, Any]:
    """The three bars of one line, to the scale of what was asked."""
    return _figure(line.asked, [getattr(line, name) for name in budget.AMOUNTS])


@register.inclusion_tag("planning/_budget_bars.html")
def project_bars(lines: Iterable[BudgetLine], missing: int) -> dict[str, Any]:
    """The three bars of all lines in money, to the scale of what the project needs; empty before an approval."""
    in_money = [one for one in lines if budget.source_of(one).kind != GIVEN]
    sums = [sum(getattr(one, name) for one in in_money) for name in budget.AMOUNTS]
    return _figure(sums[0] + missing, sums) if sums[0] else {}


def _figure(whole: int, sums: list[int]) -> dict[str, Any]:
    """The picture, its sentence, and the same figures as rows of a table."""
    bars = [
        Amount(str(word), satang, amounts.written(satang))
        for word, satang in zip(budget.LABELS.values(), sums, strict=True)
    ]
    gap = whole - sums[0] if sums[0] else 0
    lacks = gettext("%(money)s still missing") % {"money": words.money(gap)} if gap > 0 else ""
    spoken = ", ".join(
        [*(f"{one.word} {words.money(one.value)}" for one in bars), *([lacks] if lacks else [])]
    )
    drawing = charts.money_bars(bars, whole, label=spoken, gap=lacks)
    return {
        "bars": mark_safe(drawing.svg()),  # noqa: S308
        "headings": ["", gettext("baht")],
        "rows": [[gettext("Needed"), amounts.written(whole)], *([one.word, one.written] for one in bars)],
    }
