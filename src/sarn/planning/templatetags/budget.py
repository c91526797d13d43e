"""Money, work done and the villagers' word, on the page of a project and wherever else they are shown."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from sarn.access.models import covers
from sarn.planning import acceptance, activities, amounts, words
from sarn.planning import money as budget
from sarn.planning.models import BudgetLine, Project
from sarnkit import charts
from sarnkit.charts import Amount

register = template.Library()


@register.simple_tag
def line_bars(line: BudgetLine) -> SafeString:
    """The three bars of one line, to the scale of what was asked."""
    gap = line.asked - line.approved if line.approved else 0
    return _bars(line.asked, (line.approved, line.committed, line.disbursed), gap)


@register.inclusion_tag("planning/_budget_numbers.html")
def line_numbers(line: BudgetLine) -> dict[str, Any]:
    """The same in a table."""
    return _numbers(line.asked, (line.approved, line.committed, line.disbursed))


@register.inclusion_tag("planning/_budget.html")
def money_of(project: Project) -> dict[str, Any]:
    """«ได้ 300,000 ยังขาด 120,000», the three bars of the whole project, its lines."""
    lines = list(BudgetLine.objects.filter(project=project).order_by("fiscal_year", "pk"))
    in_money = [one for one in lines if budget.source_of(one).kind != budget.GIVEN]
    sums = tuple(sum(getattr(one, name) for one in in_money) for name in budget.AMOUNTS)
    missing = budget.missing(project)
    whole = sums[0] + missing
    return {
        "project": project,
        "lines": lines,
        "approved": sums[0],
        "missing": missing,
        "bars": _bars(whole, sums, missing if sums[0] else 0) if sums[0] else "",
        "numbers": _numbers(whole, sums),
        "may_write": covers("plan", "write", project.area_path) and not project.state_now.ended,
    }


@register.inclusion_tag("planning/_activities.html")
def activities_of(project: Project) -> dict[str, Any]:
    """What was done and is planned, the last first, with photos."""
    return {
        "project": project,
        "activities": activities.of(project),
        "may_write": covers("plan", "write", project.area_path) and not project.state_now.ended,
    }


@register.inclusion_tag("planning/_acceptance.html")
def acceptance_of(project: Project) -> dict[str, Any]:
    """The villagers' word: the day, how many witnesses, what they found. No names."""
    return {"acceptance": acceptance.of(project)}


def _bars(whole: int, sums: tuple[int, ...], gap: int) -> SafeString:
    names = zip(budget.LABELS.values(), sums, strict=True)
    bars = [Amount(str(word), satang, amounts.written(satang)) for word, satang in names]
    spoken = ", ".join(f"{one.word} {words.money(one.value)}" for one in bars)
    lacks = gettext("%(money)s still missing") % {"money": words.money(gap)} if gap > 0 else ""
    label = f"{spoken}, {lacks}" if lacks else spoken
    return mark_safe(charts.money_bars(bars, whole, label=label, gap=lacks).svg())  # noqa: S308


def _numbers(whole: int, sums: tuple[int, ...]) -> dict[str, Any]:
    rows = [[gettext("Needed"), amounts.written(whole)]]
    rows += [
        [str(word), amounts.written(satang)]
        for word, satang in zip(budget.LABELS.values(), sums, strict=True)
    ]
    return {"headings": ["", gettext("baht")], "rows": rows}
