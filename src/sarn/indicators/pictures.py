"""The pictures of an effect page with the rows of their table twins."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from sarn.areas.models import Area
from sarn.indicators import presetting, promises
from sarn.indicators.measuring import Seen
from sarn.indicators.models import Definition, Promise
from sarn.indicators.telling import Told, interval, language
from sarnkit import charts, effects, stats
from sarnkit.charts import Good, Mark, Status


@dataclass(frozen=True)
class Round:
    """One row of the table twin of two rounds."""

    code: str
    seen: Seen
    percent: str
    low: str
    high: str
    coverage: str


@dataclass(frozen=True)
class Village:
    """One row of the plot of changes."""

    name: str
    before: effects.Count
    after: effects.Count
    points: str
    picture: SafeString
    own: bool


@dataclass(frozen=True)
class Picture:
    """A drawing with its sentence, and the rows that say the same."""

    drawing: SafeString
    rows: list[Any]


def two_rounds(told: Told, definition: Definition, promise: Promise) -> Picture:
    """Both rounds as whiskers against the target of the later one."""
    measured = told.measured
    good: Good = "low" if measured.direction == "lower is better" else "high"
    bound = presetting.line_of(definition, promises.due_year(promise.due_round))
    codes = (promise.baseline_round, promise.due_round)
    seen = (measured.before, measured.after)
    before, after = (
        Mark(*_ends(one), _status(one, bound, good, definition), _called(code, one))
        for code, one in zip(codes, seen, strict=True)
    )
    said = f"{before.words} {after.words}. {told.range}".strip()
    drawing = charts.two_rounds(
        before,
        after,
        _percent(bound),
        good=good,
        label=said,
        threshold_label=_target(bound, good),
        broken="" if measured.comparable else gettext("The definition changed"),
    )
    return Picture(
        _safe(drawing.svg()),
        [_row(code, one) for code, one in zip(codes, seen, strict=True)],
    )


def changes(told: Told, area: Area) -> Picture:
    """The village's change and those of the others, on one axis around nothing; their mean as a line."""
    measured = told.measured
    own, comparison = measured.change, measured.comparison
    if own is None or comparison is None:
        raise ValueError("nothing to compare")
    rows = [
        (area.display(language()), own, True),
        *((one["village"].name, one["change"], False) for one in told.besides),
    ]
    ends = [end for _name, one, _own in rows for end in (*one.measured.wide, one.measured.value)]
    reach = charts.reach_for(*(_plain(end) for end in ends))
    line = _plain(comparison.elsewhere)
    label = gettext(
        "Axis from −%(reach)s to +%(reach)s points. The others moved by %(mean)s points on average."
    ) % {
        "reach": reach,
        "mean": effects.signed(comparison.elsewhere),
    }
    head = charts.change_axis(line, reach=reach, label=label, line_label=gettext("mean of the others"))
    return Picture(
        _safe(head),
        [
            Village(
                name,
                one.before,
                one.after,
                effects.points(one.measured, language()),
                _safe(_row_of(one, line, reach, own=is_own)),
                is_own,
            )
            for name, one, is_own in rows
        ],
    )


def _row_of(one: effects.Change, line: Decimal, reach: int, *, own: bool) -> str:
    low, high = (_plain(end) for end in one.measured.wide)
    return charts.change_row(_plain(one.measured.value), low, high, line, reach=reach, own=own)


def aim(told: Told | None, definition: Definition, promise: Promise) -> dict[str, Any]:
    """What was promised, and whether the figure got there; None where the figure is not for this reader."""
    share = None
    if promise.baseline_num is not None and promise.baseline_den:
        share = Fraction(promise.baseline_num, promise.baseline_den)
    sentence = presetting.sentence(definition, share, promise.target)
    reached: bool | None = None
    if told is not None and told.measured.comparable:
        now = told.measured.after.count.share
        lower = promise.direction == "lower is better"
        reached = now <= promise.target if lower else now >= promise.target
    return {"sentence": sentence[language()], "reached": reached}


def _row(code: str, seen: Seen) -> Round:
    low, high = interval(seen)
    heard = seen.heard
    return Round(
        code, seen, effects.percent(seen.count), effects.plain(low), effects.plain(high),
        f"{heard.num}/{heard.den} ({effects.percent(heard)})" if seen.target else "",
    )  # fmt: skip


def _ends(seen: Seen) -> tuple[Decimal, Decimal, Decimal]:
    return (_plain(seen.count.share * 100), *(_plain(end) for end in interval(seen)))  # type: ignore[return-value]


def _called(code: str, seen: Seen) -> str:
    return gettext("Round %(round)s · %(num)s of %(den)s") % {
        "round": code,
        "num": f"{seen.num:,}",
        "den": f"{seen.den:,}",
    }


def _status(seen: Seen, bound: Fraction | None, good: Good, definition: Definition) -> Status | None:
    if bound is None:
        return None
    if good == "low":
        return stats.status(seen.num, seen.den, at_most=bound, minimum_n=definition.minimum_n)
    return stats.status(seen.num, seen.den, at_least=bound, minimum_n=definition.minimum_n)


def _target(bound: Fraction | None, good: Good) -> str:
    if bound is None:
        return ""
    value = {"value": f"{_plain(bound * 100).normalize():f}"}
    if good == "low":
        return gettext("Target: at most %(value)s %%") % value
    return gettext("Target: at least %(value)s %%") % value


def _percent(bound: Fraction | None) -> Decimal | None:
    return None if bound is None else _plain(bound * 100)


def _plain(value: Fraction | float) -> Decimal:
    """A number as charts place it; they round to hundredths."""
    return (
        Decimal(value.numerator) / value.denominator if isinstance(value, Fraction) else Decimal(str(value))
    )


def _safe(markup: str) -> SafeString:
    return mark_safe(markup)  # noqa: S308 - made by sarnkit.charts, all text escaped
