"""Filters and tags of every template: Thai dates and numbers, line breaks, status and charts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Literal

from django import template
from django.utils import dateformat, timezone
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from sarnkit import charts, thai
from sarnkit.charts import AgeGroup, Good, Status

register = template.Library()

_NO_BREAK = thai.NO_BREAK_SPACE


def _in_thai() -> bool:
    return (get_language() or "").startswith("th")


@register.filter
def be_date(day: date | None, style: Literal["long", "short"] = "long") -> str:
    """«8 ธันวาคม 2569»; in English the common era. Empty for None; a moment is read in local time."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localtime(day).date() if timezone.is_aware(day) else day.date()
    if _in_thai():
        return thai.thai_date(day, style)
    return dateformat.format(day, "j F Y" if style == "long" else "j M Y")


@register.filter
def be_year(year: int | None) -> str:
    """The Buddhist year of a CE year; in English the CE year itself. Empty for None."""
    if year is None:
        return ""
    return str(thai.be(year) if _in_thai() else year)


@register.filter
def num(value: Any) -> str:
    """A number with thousands: 1211 → «1,211». Empty for None; what is no number stays as it is."""
    number = _decimal(value)
    return ("" if value is None else str(value)) if number is None else f"{number:,f}"


@register.filter
def percent(value: Any) -> str:
    """A percentage with one decimal and a no-break space: 41.129 → «41.1 %». Empty for None."""
    number = _decimal(value)
    return "" if number is None else f"{_one_decimal(number)}{_NO_BREAK}%"


@register.filter(needs_autoescape=True)
def nb(text: Any, terms: str | Iterable[str] = (), autoescape: bool = True) -> SafeString:
    """The text with fixed terms, given place names and numbers with their unit kept on one line."""
    places = [terms] if isinstance(terms, str) else [str(term) for term in terms]
    trusted = isinstance(text, SafeString) or not autoescape
    written = "" if text is None else str(text)
    if trusted:  # markup is not cut: a term may stand inside an attribute
        return mark_safe(written)  # noqa: S308
    pieces = (
        f'<span class="nb">{conditional_escape(piece.text)}</span>'
        if piece.whole
        else conditional_escape(piece.text)
        for piece in thai.no_break(thai.percent_sign(written), places)
    )
    return mark_safe("".join(pieces))  # noqa: S308


def status_word(status: Status) -> str:
    """The word of a status in the reader's language."""
    return {
        "pass": pgettext("status", "Meets the target"),
        "near": pgettext("status", "Near the target"),
        "miss": pgettext("status", "Misses the target"),
        "unsure": pgettext("status", "Cannot tell yet"),
        "hidden": pgettext("status", "Not shown"),
    }[status]


@register.inclusion_tag("ui/_status.html", name="status")
def status_tag(status: Status, word: str = "") -> dict[str, str]:
    """Shape and word of a status; `word` may replace the usual one by a longer one."""
    return {
        "css": charts.STATUS_CLASS[status],
        "symbol": charts.STATUS_SYMBOL[status],
        "word": word or status_word(status),
    }


@register.filter
def status_class(status: Status) -> str:
    """The class that lends the colour of a status."""
    return charts.STATUS_CLASS[status]


@register.simple_tag
def threshold_label(threshold: Any, good: Good) -> str:
    """«เกณฑ์ ไม่เกิน 20 %» or «เกณฑ์ อย่างน้อย 70 %»; empty without a threshold."""
    number = _decimal(threshold)
    if number is None:
        return ""
    value = f"{number.normalize():f}"
    if good == "low":
        return gettext("Target: at most %(value)s %%") % {"value": value}
    return gettext("Target: at least %(value)s %%") % {"value": value}


@register.simple_tag
def interval_words(low: Any, high: Any) -> str:
    """«น่าจะอยู่ระหว่าง 32.9 ถึง 49.9 %»; empty without an interval."""
    least, most = _decimal(low), _decimal(high)
    if least is None or most is None:
        return ""
    ends = {"low": _one_decimal(least), "high": _one_decimal(most)}
    return gettext("probably between %(low)s and %(high)s %%") % ends


@register.simple_tag
def dot_whisker(
    *,
    name: str,
    value: Any,
    low: Any = None,
    high: Any = None,
    threshold: Any = None,
    good: Good,
    status: Status | None,
    note: str = "",
) -> SafeString:
    """The picture of one indicator; its spoken sentence is made of the same figures."""
    share = _decimal(value)
    target = threshold_label(threshold, good)
    spoken = [name, note if share is None else percent(share), interval_words(low, high), target]
    spoken.append(status_word(status) if status else "")
    return mark_safe(  # noqa: S308
        charts.dot_whisker(
            share,
            _decimal(low),
            _decimal(high),
            _decimal(threshold),
            good=good,
            status=status,
            label=" ".join(part for part in spoken if part),
            threshold_label=target,
            note=note,
        )
    )


@register.simple_tag
def interval_row(
    *,
    value: Any,
    low: Any = None,
    high: Any = None,
    threshold: Any = None,
    good: Good,
    status: Status | None,
    axis_end: int = 100,
    note: str = "",
) -> SafeString:
    """One row of the interval plot; the other cells of the row say the same in words."""
    return mark_safe(  # noqa: S308
        charts.interval_plot_row(
            _decimal(value),
            _decimal(low),
            _decimal(high),
            _decimal(threshold),
            good=good,
            status=status,
            axis_end=axis_end,
            note=note,
        )
    )


@register.simple_tag
def interval_axis(*, threshold: Any = None, good: Good, axis_end: int = 100) -> SafeString:
    """The head of the interval plot: scale and threshold."""
    target = threshold_label(threshold, good)
    spoken = gettext("Axis from 0 to %(end)s percent.") % {"end": axis_end}
    return mark_safe(  # noqa: S308
        charts.interval_plot_axis(
            _decimal(threshold), axis_end=axis_end, label=f"{spoken} {target}".strip(), threshold_label=target
        )
    )


@register.simple_tag
def coverage_bar(answered: int, target: int) -> SafeString:
    """Households that answered out of the round's target, woven."""
    words = gettext("%(answered)s of %(target)s households answered")
    label = words % {"answered": num(answered), "target": num(target)}
    return mark_safe(charts.coverage_bar(answered, target, label=label))  # noqa: S308


@register.inclusion_tag("ui/_coverage.html")
def coverage(
    answered: int, target: int, round_code: str = "", missing: Iterable[tuple[str, int]] = ()
) -> dict[str, Any]:
    """Who answered and why the others did not. `missing`: words and number of households of each reason."""
    return {
        "answered": answered,
        "target": target,
        "rest": max(target - answered, 0),
        "percent": Decimal(answered) * 100 / target if target else None,
        "round": round_code,
        "missing": [(words, count) for words, count in missing if count],
    }


@register.simple_tag
def cloth_row(statuses: Iterable[Status]) -> SafeString:
    """One mark an indicator; the spoken sentence counts them."""
    seen = list(statuses)
    counted = [(status_word(status), seen.count(status)) for status in charts.STATUS_CLASS if status in seen]
    label = ", ".join(f"{word} {count}" for word, count in counted)
    return mark_safe(charts.cloth_row(seen, label=label))  # noqa: S308


@register.simple_tag
def pyramid(groups: Iterable[AgeGroup]) -> SafeString:
    """People by age and sex; groups under 5 people are merged here. Empty when only one group is left."""
    drawn = charts.merge_small(groups)
    if len(drawn) < 2:
        return SafeString("")
    men, women = sum(group.men for group in drawn), sum(group.women for group in drawn)
    men_label = gettext("men: %(count)s") % {"count": num(men)}
    women_label = gettext("women: %(count)s") % {"count": num(women)}
    return mark_safe(  # noqa: S308
        charts.pyramid(
            drawn,
            label=gettext("People by age, %(men)s, %(women)s") % {"men": men_label, "women": women_label},
            men_label=men_label,
            women_label=women_label,
            age_label=gettext("age"),
        )
    )


def _decimal(value: Any) -> Decimal | None:
    """The value as a number, or None for nothing, an empty text, or what is no finite number."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _one_decimal(number: Decimal) -> str:
    return f"{number.quantize(Decimal('0.1'), ROUND_HALF_UP):,f}"
