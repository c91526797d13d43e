"""Text of a condition → checked nodes: sqlglot reads it, an allow-list and the dictionary judge it.

A restricted SQL boolean (pack format §3). An allow-list, never a deny-list: sqlglot knows hundreds of
functions by name and gives each a node type of its own. sqlglot is imported when the first condition
is read, because a server that only shows definitions should not carry it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from sarnkit.engine import _guard
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
    Type,
    YesNo,
    bound_of,
    fields_of,
    places_of,
)
from sarnkit.engine._place import Place, nearest
from sarnkit.engine._sql import SyntaxFault, parse
from sarnkit.problems import Problem

if TYPE_CHECKING:
    from sqlglot import exp

MAX_NODES = 200
MAX_VALUES = 100
MAX_NUMBER = 10**12
MAX_CELL = 10**12 - 1
LARGEST = 2**63 - 1
_NUMBER = re.compile(r"[0-9]+(\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Scope:
    """The names a condition may use: fields, thresholds, and the answers of each choice field."""

    fields: Mapping[str, FieldRef]
    thresholds: Mapping[str, ThresholdRef] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def parse_condition(text: str, scope: Scope, place: Place) -> Node:
    """A yes-or-no condition as nodes. Raises Problem (`engine.condition-…`) naming file, key and word."""
    reader = _Reader(text, scope, place)
    root = reader.read()
    if reader.type_of(root) != "yes_no":
        reader.refuse("engine.condition-not-a-question", reader.whole)
    if not fields_of(root):
        raise Problem("engine.condition-no-field", file=place.file, key=place.key)
    return root


class _Reader:
    """One condition on its way from text to nodes."""

    def __init__(self, text: str, scope: Scope, place: Place) -> None:
        self.place, self.scope = place, scope
        self.text = _guard.prepare(text, place)

    def read(self) -> Node:
        try:
            self.whole = parse(self.text)
        except SyntaxFault as fault:
            raise Problem(
                "engine.condition-unreadable",
                file=self.place.file,
                key=self.place.key,
                word=fault.word,
                column=fault.column,
            ) from None
        if sum(1 for _ in self.whole.walk()) > MAX_NODES:
            raise Problem(
                "engine.condition-deep",
                file=self.place.file,
                key=self.place.key,
                depth=_guard.MAX_DEPTH,
                words=MAX_NODES,
            )
        return self.node(self.whole)

    def refuse(self, code: str, at: exp.Expr, **params: object) -> NoReturn:
        """Raise a Problem that points at the first name or value below `at`."""
        column, word = self._position(at)
        raise Problem(code, file=self.place.file, key=self.place.key, column=column, word=word, **params)

    def _position(self, at: exp.Expr) -> tuple[int, str]:
        """Column (from 1) and word where an expression begins."""
        starts = [part.meta["start"] for part in at.walk() if "start" in part.meta]
        written = at.sql(dialect="duckdb")
        if at is not self.whole and len(starts) == 1:
            return starts[0] + 1, written if len(written) < 40 else written[:39] + "…"
        for literal in at.walk():
            found = self.text.find(literal.sql(dialect="duckdb"))
            if found >= 0:
                starts.append(found)
        return (min(starts) + 1 if starts else 1), written if len(written) < 40 else written[:39] + "…"

    def node(self, at: exp.Expr) -> Node:
        from sqlglot import exp

        readers: dict[type, Callable[[Any], Node]] = {
            exp.Paren: lambda paren: self.node(paren.this),
            exp.Column: self.column,
            exp.Literal: self.literal,
            exp.Neg: self.negative,
            exp.Not: lambda negation: Not(self.question(negation.this)),
            exp.And: lambda both: And(self.question(both.this), self.question(both.expression)),
            exp.Or: lambda either: Or(self.question(either.this), self.question(either.expression)),
            exp.In: self.one_of,
            exp.Between: self.between,
            exp.Is: self.is_missing,
            exp.Anonymous: self.selected,
            **dict.fromkeys((exp.Add, exp.Sub, exp.Mul), self.arithmetic),
            **dict.fromkeys((exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE), self.compare),
        }
        reader = readers.get(type(at))
        if reader is None:
            self.refuse("engine.condition-not-allowed", at)
        return reader(at)

    def type_of(self, node: Node) -> Type | str:
        match node:
            case FieldRef(type=kind):
                return kind
            case ThresholdRef() | Number() | Arithmetic() | Negative():
                return "number"
            case Text():
                return "text"
            case _:
                return "yes_no"

    def question(self, at: exp.Expr) -> Node:
        node = self.node(at)
        if self.type_of(node) != "yes_no" or isinstance(node, YesNo):
            self.refuse("engine.condition-not-a-question", at)
        return node

    def number(self, at: exp.Expr) -> Node:
        node = self.node(at)
        if self.type_of(node) != "number":
            self.refuse("engine.condition-not-a-number", at)
        return node

    def column(self, at: exp.Column) -> Node:
        from sqlglot import exp

        if at.table or not isinstance(at.this, exp.Identifier):
            self.refuse("engine.condition-not-allowed", at)
        name = at.name
        if name.lower() in {"yes", "no"}:
            return YesNo(name.lower() == "yes")
        found = self.scope.fields.get(name) or self.scope.thresholds.get(name)
        if found is None:
            known = {*self.scope.fields, *self.scope.thresholds}
            self.refuse("engine.condition-unknown-name", at, near=nearest(name, known))
        return found

    def literal(self, at: exp.Literal) -> Node:
        if at.is_string:
            return Text(at.this)
        if not _NUMBER.fullmatch(at.this) or int(at.this.split(".")[0]) > MAX_NUMBER:
            self.refuse("engine.condition-number", at)
        whole, _, fraction = at.this.partition(".")
        fraction = fraction.rstrip("0")
        return Number(int(whole + fraction), len(fraction))

    def negative(self, at: exp.Neg) -> Node:
        of = self.number(at.this)
        return Number(-of.units, of.places) if isinstance(of, Number) else Negative(of)

    def arithmetic(self, at: exp.Binary) -> Node:
        op = {"Add": "+", "Sub": "-", "Mul": "*"}[type(at).__name__]
        node = Arithmetic(op, self.number(at.this), self.number(at.expression))
        self.bounded(node, at)
        return node

    def bounded(self, node: Node, at: exp.Expr, places: int | None = None) -> None:
        """Refuse a number that could leave 64 bits once it is stored with `places` decimals."""
        scale = 10 ** ((places_of(node) if places is None else places) - places_of(node))
        if bound_of(node) * scale > LARGEST:
            self.refuse("engine.condition-overflow", at)

    def compare(self, at: exp.Binary) -> Node:
        op = {"EQ": "=", "NEQ": "<>", "LT": "<", "LTE": "<=", "GT": ">", "GTE": ">="}[type(at).__name__]
        return self.comparison(op, at.this, at.expression, at)

    def comparison(self, op: str, left: exp.Expr, right: exp.Expr, at: exp.Expr) -> Compare:
        one, other = self.node(left), self.node(right)
        if isinstance(one, Text | YesNo) and not isinstance(other, Text | YesNo):
            mirrored = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}.get(op, op)
            one, other, left, right, op = other, one, right, left, mirrored
        kind, against = self.type_of(one), self.type_of(other)
        if kind == "number" and against == "number":
            places = max(places_of(one), places_of(other))
            self.bounded(one, left, places)
            self.bounded(other, right, places)
        elif kind == "date" and against in {"date", "text"}:
            if isinstance(other, Text):
                self.check_date(other, right)
        elif kind == "choice" and isinstance(other, Text) and isinstance(one, FieldRef):
            self.check_answer(one, other.text, right)
            if op not in {"=", "<>"}:
                self.refuse("engine.condition-order", at)
        elif kind == "yes_no" and against == "yes_no":
            if op not in {"=", "<>"}:
                self.refuse("engine.condition-order", at)
            if isinstance(one, YesNo):
                self.refuse("engine.condition-no-comparison", at)
        else:
            self.refuse("engine.condition-no-comparison", at)
        return Compare(op, one, other)

    def check_date(self, text: Text, at: exp.Expr) -> None:
        try:
            fits = dt.date.fromisoformat(text.text).isoformat() == text.text
        except ValueError:
            fits = False
        if not fits:
            self.refuse("engine.condition-date", at)

    def check_answer(self, of: FieldRef, answer: str, at: exp.Expr) -> None:
        answers = self.scope.answers.get(of.name, ())
        if answer not in answers:
            self.refuse("engine.condition-answer", at, field=of.name, near=nearest(answer, answers))

    def between(self, at: exp.Between) -> Node:
        # a BETWEEN b AND c is by SQL's rules the same as a >= b AND a <= c, missing values included
        low, high = at.args["low"], at.args["high"]
        return And(self.comparison(">=", at.this, low, at), self.comparison("<=", at.this, high, at))

    def one_of(self, at: exp.In) -> Node:
        from sqlglot import exp

        if any(at.args.get(other) for other in ("query", "unnest", "field")):
            self.refuse("engine.condition-not-allowed", at)
        values = at.expressions
        plain = (exp.Literal, exp.Neg)
        if not 0 < len(values) <= MAX_VALUES or not all(isinstance(value, plain) for value in values):
            self.refuse("engine.condition-values", at, limit=MAX_VALUES)
        compared = [self.comparison("=", at.this, value, at) for value in values]
        if not all(isinstance(each.right, Number | Text) for each in compared):
            self.refuse("engine.condition-values", at, limit=MAX_VALUES)
        return OneOf(compared[0].left, tuple(each.right for each in compared))

    def is_missing(self, at: exp.Is) -> Node:
        from sqlglot import exp

        field = self.node(at.this)
        if not isinstance(at.expression, exp.Null) or not isinstance(field, FieldRef):
            self.refuse("engine.condition-not-allowed", at)
        return IsMissing(field)

    def selected(self, at: exp.Anonymous) -> Node:
        args = at.expressions
        if str(at.this).lower() != "selected" or len(args) != 2:
            self.refuse("engine.condition-not-allowed", at)
        field, answer = self.node(args[0]), self.node(args[1])
        if not isinstance(field, FieldRef) or field.type != "choices" or not isinstance(answer, Text):
            self.refuse("engine.condition-selected", at)
        self.check_answer(field, answer.text, args[1])
        return Selected(field, answer.text)
