"""Definitions → one Ibis expression a unit.

Per unit and part two columns are formed, `a` (does it apply) and x = CASE WHEN a THEN passes END, and
then counted: num = x true, den = x known, eligible = a true, unclear = a unknown. Measured to be the
cheapest of the equal ways on DuckDB, because each condition is evaluated once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_
from typing import Any

from sarnkit.engine._definitions import Indicator
from sarnkit.engine._expressions import Binder
from sarnkit.engine._frames import Frames
from sarnkit.engine._nodes import Node, fields_of
from sarnkit.engine._reading import AREA, KEY, PARENT

Thresholds = Mapping[str, Mapping[str, int]]
"""Indicator code → threshold name → whole value."""


@dataclass(frozen=True)
class Judged:
    """A part that each unit passes or not: its two conditions, and the weight of a unit if it has one."""

    code: str
    part: str
    applies: Any | None
    passes: Any
    weight: Any | None


@dataclass(frozen=True)
class Counted:
    """A part counted per unit already: members of a household."""

    code: str
    part: str
    num: Any
    den: Any
    eligible: Any
    unclear: Any


class UnitPlan:
    """All indicators of one unit over its table."""

    def __init__(
        self, ibis: Any, frames: Frames, unit: str, indicators: Iterable[Indicator], thresholds: Thresholds
    ):
        self.ibis, self.frames, self.unit = ibis, frames, unit
        self.indicators = tuple(indicators)
        self.thresholds = thresholds
        self.table = self._with_members(self._rows())
        self.parts = [part for each in self.indicators for part in self._parts(each)]

    def totals(self, by: str | None = None) -> Any:
        """One row an area (and group, if `by` names a field): rows, and num, den, … of every part.

        Columns of part number i are `i_num i_den i_eligible i_unclear i_base`; without `i_eligible` every
        row is eligible, without `i_unclear` none is unclear. The area is `__area`, the group `__group`.
        """
        wanted = [i for i, part in enumerate(self.parts) if by is None or by in self._by(part.code)]
        columns: dict[str, Any] = {AREA: self.table[AREA]}
        if by is not None:
            columns["__group"] = self.table[by].cast("string")
        for i in wanted:
            columns.update(self._columns(i, self.parts[i]))
        narrow = self.table.select(**columns)
        keys = [AREA] if by is None else [AREA, "__group"]
        sums: dict[str, Any] = {"rows": narrow.count()}
        for i in wanted:
            sums.update(self._sums(i, self.parts[i], narrow))
        return narrow.group_by(keys).aggregate(**sums)

    def outcomes(self, code: str) -> Any:
        """One row a unit: `__key` and the `outcome` of an indicator's headline."""
        headline = next(part for part in self.parts if part.code == code)
        assert isinstance(headline, Judged)  # noqa: S101 - a headline is
        outcome = self._outcome(headline.applies, headline.passes)
        return self.table.select(**{KEY: self.table[KEY]}, outcome=outcome)

    def member_outcomes(self, indicator: Indicator) -> Any:
        """One row a member of an `all_members` indicator: `__key` and its `outcome`."""
        members = indicator.members
        assert members is not None  # noqa: S101 - only called for all_members
        names = fields_of(members.applies, members.passes, indicator.applies)
        table = self.frames.rows(members.table, names)
        binder = Binder(self.ibis, table, self.thresholds[indicator.code])
        applies = [binder.bind(node) for node in (indicator.applies, members.applies) if node is not None]
        outcome = self._outcome(reduce(and_, applies) if applies else None, binder.bind(members.passes))
        return table.select(**{KEY: table[KEY]}, outcome=outcome)

    def _outcome(self, applies: Any | None, passes: Any) -> Any:
        known = self.ibis.cases((passes, "pass"), (~passes, "fail"), else_="missing")
        if applies is None:
            return known
        return self.ibis.cases((applies, known), (~applies, "n/a"), else_="unclear")

    def _rows(self) -> Any:
        names: set[str] = set()
        for each in self.indicators:
            own = [node for item in each.items for node in (item.applies, item.passes)]
            names |= fields_of(each.applies, each.passes, *own) | set(each.by)
            names |= {each.count_as} if each.count_as else set()
        return self.frames.rows(self.unit, frozenset(names), area=True)

    def _by(self, code: str) -> tuple[str, ...]:
        return next(each.by for each in self.indicators if each.code == code)

    def _parts(self, each: Indicator) -> list[Judged | Counted]:
        binder = Binder(self.ibis, self.table, self.thresholds[each.code])
        applies = None if each.applies is None else binder.bind(each.applies)
        weight = self.table[each.count_as] if each.count_as else None
        if each.members is not None:
            return self._by_members(each, applies)
        if each.items:
            return self._by_items(each, applies, binder, weight)
        assert each.passes is not None  # noqa: S101 - a share has it
        return [Judged(each.code, "share", applies, binder.bind(each.passes), weight)]

    def _by_items(self, each: Indicator, applies: Any, binder: Binder, weight: Any) -> list[Judged | Counted]:
        """The unit applies when one item does, and passes by AND(NOT a OR p)."""
        items = [
            (item, None if item.applies is None else binder.bind(item.applies), binder.bind(item.passes))
            for item in each.items
        ]
        concerned = None if any(a is None for _, a, _ in items) else reduce(or_, [a for _, a, _ in items])
        judged = reduce(and_, [p if a is None else ~a | p for _, a, p in items])
        parts: list[Judged | Counted] = [
            Judged(each.code, "share", _both(applies, concerned), judged, weight)
        ]
        parts += [
            Judged(each.code, f"item:{item.code}", _both(applies, a), p, weight) for item, a, p in items
        ]
        return parts

    def _by_members(self, each: Indicator, applies: Any) -> list[Judged | Counted]:
        """The same over the rows of a child table, which `_with_members` has counted."""
        count = {name: self.table[_column(each, name)].fill_null(0) for name in MEMBER_COUNTS}
        concerned = self.ibis.cases(
            (count["applying"] > 0, True), (count["unclear"] > 0, self.ibis.null("boolean")), else_=False
        )
        judged = self.ibis.cases(
            (count["failing"] > 0, False), (count["unknown"] > 0, self.ibis.null("boolean")), else_=True
        )
        num, den, eligible, unclear = (count[name] for name in ("num", "den", "applying", "unclear"))
        if applies is not None:
            unclear = self.ibis.cases((applies, unclear), (~applies, 0), else_=unclear + eligible)
            num, den, eligible = (self.ibis.ifelse(applies, each_, 0) for each_ in (num, den, eligible))
        return [
            Judged(each.code, "share", _both(applies, concerned), judged, None),
            Counted(each.code, "members", num, den, eligible, unclear),
        ]

    def _with_members(self, table: Any) -> Any:
        """The unit's table with, for each `all_members`, counts of its members."""
        for child in sorted({each.members.table for each in self.indicators if each.members}):
            judged = [each for each in self.indicators if each.members and each.members.table == child]
            counts = self._members_of(child, judged)
            names = [name for name in counts.columns if name != PARENT]
            joined = table.left_join(counts, table[KEY] == counts[PARENT])
            table = joined.select(*[table[name] for name in table.columns], *[counts[name] for name in names])
        return table

    def _members_of(self, child: str, indicators: list[Indicator]) -> Any:
        conditions: list[Node | None] = []
        for each in indicators:
            assert each.members is not None  # noqa: S101 - chosen so
            conditions += [each.members.applies, each.members.passes]
        rows = self.frames.rows(child, fields_of(*conditions))
        columns: dict[str, Any] = {PARENT: rows[PARENT]}
        for each in indicators:
            assert each.members is not None  # noqa: S101 - chosen so
            binder = Binder(self.ibis, rows, self.thresholds[each.code])
            passes = binder.bind(each.members.passes)
            a = self.ibis.literal(True) if each.members.applies is None else binder.bind(each.members.applies)
            columns[_column(each, "a")] = a
            columns[_column(each, "x")] = self.ibis.ifelse(a, passes, self.ibis.null("boolean"))
            columns[_column(each, "q")] = passes if each.members.applies is None else ~a | passes
        narrow = rows.select(**columns)
        sums: dict[str, Any] = {}
        for each in indicators:
            a, x, q = (narrow[_column(each, name)] for name in "axq")
            found = {
                "applying": a.sum(),
                "unclear": narrow.count() - a.count(),
                "num": x.sum(),
                "den": x.count(),
                "failing": (~q).sum(),
                "unknown": narrow.count() - q.count(),
            }
            sums.update({_column(each, name): count for name, count in found.items()})
        return narrow.group_by(PARENT).aggregate(**sums)

    def _columns(self, i: int, part: Judged | Counted) -> dict[str, Any]:
        if isinstance(part, Counted):
            return {f"{i}_{name}": getattr(part, name) for name in ("num", "den", "eligible", "unclear")}
        x = part.passes
        columns = {}
        if part.applies is not None:
            x = self.ibis.ifelse(part.applies, x, self.ibis.null("boolean"))
            columns[f"{i}_a"] = part.applies
        if part.weight is not None:
            columns[f"{i}_w"] = part.weight
        return {f"{i}_x": x, **columns}

    def _sums(self, i: int, part: Judged | Counted, narrow: Any) -> dict[str, Any]:
        if isinstance(part, Counted):
            sums = {
                f"{i}_{name}": narrow[f"{i}_{name}"].sum() for name in ("num", "den", "eligible", "unclear")
            }
            return {**sums, f"{i}_base": sums[f"{i}_den"]}
        x = narrow[f"{i}_x"]
        a = narrow[f"{i}_a"] if part.applies is not None else None
        rows = narrow.count()
        if part.weight is None:
            counts = {"num": x.sum(), "den": x.count()}
            if a is not None:
                counts |= {"eligible": a.sum(), "unclear": rows - a.count()}
        else:
            w = narrow[f"{i}_w"]
            counts = {"num": _weighed(self.ibis, x, w), "den": _weighed(self.ibis, x.notnull(), w)}
            counts["eligible"] = w.sum() if a is None else _weighed(self.ibis, a, w)
            if a is not None:
                counts["unclear"] = _weighed(self.ibis, a.isnull(), w)
            counts["bad"] = (w.isnull() | (w < 0)).sum()
        return {f"{i}_{name}": count for name, count in {**counts, "base": x.count()}.items()}


MEMBER_COUNTS = ("applying", "unclear", "num", "den", "failing", "unknown")


def _column(indicator: Indicator, name: str) -> str:
    return f"m{indicator.code}_{name}"


def _both(one: Any | None, other: Any | None) -> Any | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _weighed(ibis: Any, counts: Any, weight: Any) -> Any:
    return ibis.ifelse(counts.fill_null(False), weight, ibis.literal(0, type="int64")).sum()
