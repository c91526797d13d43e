"""Checked nodes → an Ibis expression over typed columns. NULL is unknown, by SQL's own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub
from typing import Any

from sarnkit.engine._cells import spelled
from sarnkit.engine._nodes import (
    And,
    Arithmetic,
    Compare,
    FieldRef,
    IsMissing,
    Negative,
    Node,
    Not,
    Number,
    OneOf,
    Or,
    Selected,
    Text,
    ThresholdRef,
    YesNo,
    places_of,
)

_COMPARE = {"=": eq, "<>": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_ARITHMETIC = {"+": add, "-": sub, "*": mul}


class Binder:
    """Binds nodes to the columns of one table. Threshold values are whole, × 10^places of their node."""

    def __init__(self, ibis: Any, table: Any, thresholds: Mapping[str, int]) -> None:
        self.ibis, self.table, self.thresholds = ibis, table, thresholds

    def bind(self, node: Node) -> Any:
        match node:
            case FieldRef(name):
                return self.table[name]
            case ThresholdRef(name):
                return self.whole(self.thresholds[name])
            case Number(units):
                return self.whole(units)
            case YesNo(yes):
                return self.ibis.literal(yes)
            case Text(text):
                return self.ibis.literal(text)
            case Arithmetic("*", left, right):
                return self.bind(left) * self.bind(right)
            case Arithmetic(op, left, right):
                return _ARITHMETIC[op](*self.level(left, right))
            case Negative(of):
                return -self.bind(of)
            case Compare(op, left, right):
                return self.compare(op, left, right)
            case OneOf(of, values):
                return self.one_of(of, values)
            case Selected(field, answer):
                return self.table[field.name].contains(f" {spelled(answer)} ")
            case IsMissing(field):
                return self.table[field.name].isnull()
            case Not(of):
                return ~self.bind(of)
            case And(left, right):
                return and_(self.bind(left), self.bind(right))
            case Or(left, right):
                return or_(self.bind(left), self.bind(right))

    def whole(self, units: int) -> Any:
        return self.ibis.literal(units, type="int64")

    def level(self, left: Node, right: Node) -> tuple[Any, Any]:
        """Both sides with as many decimals as the finer one."""
        places = max(places_of(left), places_of(right))
        return self.raised(left, places), self.raised(right, places)

    def raised(self, node: Node, places: int) -> Any:
        more = places - places_of(node)
        return self.bind(node) * self.whole(10**more) if more else self.bind(node)

    def compare(self, op: str, left: Node, right: Node) -> Any:
        if isinstance(right, YesNo):
            bound = self.bind(left)
            return bound if (op == "=") == right.yes else ~bound
        if isinstance(right, Text) and isinstance(left, FieldRef) and left.type == "date":
            return _COMPARE[op](self.bind(left), self.ibis.literal(dt.date.fromisoformat(right.text)))
        return _COMPARE[op](*self.level(left, right))

    def one_of(self, of: Node, values: tuple[Node, ...]) -> Any:
        if isinstance(of, FieldRef) and of.type == "date":
            days = [dt.date.fromisoformat(value.text) for value in values if isinstance(value, Text)]
            return self.bind(of).isin([self.ibis.literal(day) for day in days])
        places = max(places_of(each) for each in (of, *values))
        return self.raised(of, places).isin([self.raised(value, places) for value in values])
