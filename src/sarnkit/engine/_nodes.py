"""A checked condition as a value: what the parser writes and every reader (DuckDB, Python, words, hash) reads.

Numbers are whole: a decimal of p places is its value × 10^p, and `places` says p. So nothing is ever
rounded, on any engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Type = Literal["yes_no", "number", "choice", "choices", "date"]


@dataclass(frozen=True)
class FieldRef:
    """A field of the dictionary, by name; `bound` is the largest absolute stored number."""

    name: str
    type: Type
    places: int = 0
    bound: int = 0


@dataclass(frozen=True)
class ThresholdRef:
    """A threshold of the indicator, by name; its value is chosen by the reference year of the run."""

    name: str
    places: int
    bound: int


@dataclass(frozen=True)
class Number:
    """A written number: units / 10^places."""

    units: int
    places: int = 0


@dataclass(frozen=True)
class YesNo:
    """`yes` or `no`."""

    yes: bool


@dataclass(frozen=True)
class Text:
    """An answer of a choice field, or an ISO date."""

    text: str


@dataclass(frozen=True)
class Arithmetic:
    """left op right, op one of + - *."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Negative:
    """-of"""

    of: Node


@dataclass(frozen=True)
class Compare:
    """left op right, op one of = <> < <= > >=."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True)
class OneOf:
    """of IN (values)"""

    of: Node
    values: tuple[Node, ...]


@dataclass(frozen=True)
class Selected:
    """selected(field, 'answer') of a field of several answers."""

    field: FieldRef
    answer: str


@dataclass(frozen=True)
class IsMissing:
    """field IS NULL"""

    field: FieldRef


@dataclass(frozen=True)
class Not:
    """NOT of"""

    of: Node


@dataclass(frozen=True)
class And:
    """left AND right"""

    left: Node
    right: Node


@dataclass(frozen=True)
class Or:
    """left OR right"""

    left: Node
    right: Node


Node = (
    FieldRef
    | ThresholdRef
    | Number
    | YesNo
    | Text
    | Arithmetic
    | Negative
    | Compare
    | OneOf
    | Selected
    | IsMissing
    | Not
    | And
    | Or
)


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below one."""
    match node:
        case Arithmetic(_, left, right) | Compare(_, left, right) | And(left, right) | Or(left, right):
            return (left, right)
        case Negative(of) | Not(of):
            return (of,)
        case OneOf(of, values):
            return (of, *values)
        case Selected(field, _) | IsMissing(field):
            return (field,)
        case _:
            return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def fields_of(*nodes: Node | None) -> frozenset[str]:
    """Names of the fields that conditions read."""
    return frozenset(
        part.name for node in nodes if node is not None for part in walk(node) if isinstance(part, FieldRef)
    )


def thresholds_of(*nodes: Node | None) -> frozenset[str]:
    """Names of the thresholds that conditions use."""
    return frozenset(
        part.name
        for node in nodes
        if node is not None
        for part in walk(node)
        if isinstance(part, ThresholdRef)
    )


def places_of(node: Node) -> int:
    """Decimal places of a number's stored form; 0 for whatever is no number."""
    match node:
        case FieldRef(places=places) | ThresholdRef(places=places) | Number(places=places):
            return places
        case Negative(of):
            return places_of(of)
        case Arithmetic("*", left, right):
            return places_of(left) + places_of(right)
        case Arithmetic(_, left, right):
            return max(places_of(left), places_of(right))
        case _:
            return 0


def bound_of(node: Node) -> int:
    """The largest absolute stored value a number can take, from the fields' own bounds."""
    match node:
        case FieldRef(bound=bound) | ThresholdRef(bound=bound):
            return bound
        case Number(units):
            return abs(units)
        case Negative(of):
            return bound_of(of)
        case Arithmetic("*", left, right):
            return bound_of(left) * bound_of(right)
        case Arithmetic(_, left, right):
            places = places_of(node)
            return sum(bound_of(side) * 10 ** (places - places_of(side)) for side in (left, right))
        case _:
            return 0


def tree(node: Node) -> object:
    """The node as lists and text, for the definition hash: nothing of spacing, case or brackets is left."""
    match node:
        case FieldRef(name):
            return ["field", name]
        case ThresholdRef(name):
            return ["threshold", name]
        case Number(units, places):
            return ["number", str(units), places] if places else ["number", str(units)]
        case YesNo(yes):
            return ["yes"] if yes else ["no"]
        case Text(text):
            return ["text", text]
        case Arithmetic(op, left, right) | Compare(op, left, right):
            return [op, tree(left), tree(right)]
        case Negative(of):
            return ["negative", tree(of)]
        case OneOf(of, values):
            return ["in", tree(of), *(tree(value) for value in values)]
        case Selected(field, answer):
            return ["selected", field.name, answer]
        case IsMissing(field):
            return ["missing", field.name]
        case Not(of):
            return ["not", tree(of)]
        case And(left, right):
            return ["and", tree(left), tree(right)]
        case Or(left, right):
            return ["or", tree(left), tree(right)]
