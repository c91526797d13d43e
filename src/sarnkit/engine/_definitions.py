"""What a pack says, as frozen values. Files are read in `_packs`; engines only read these.

Texts are `{"th": …, "en": …}` with at least one of the two. Years are Gregorian. Shares and bounds are
exact Fractions of 1 (`"95%"` is 19/20).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from sarnkit.engine._nodes import Node, Type, fields_of, thresholds_of

Confidence = Literal["high", "medium", "low"]
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")

KINDS = (
    "share",
    "all_members",
    "all_of",
    "quantity",
    "score",
    "level",
    "bands",
    "tally",
    "fact",
    "alkire_foster",
    "composite",
)
COMPUTED = ("share", "all_members", "all_of")
"""The kinds that this issue computes; a pack with another one is refused by name."""

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Provenance:
    """Where a fact comes from; shown to every reader."""

    source: str
    source_year: int
    confidence: Confidence


@dataclass(frozen=True)
class Table:
    """A table of the dictionary; a root has an `area` column, a child a `parent`."""

    name: str
    key: str | None
    area: str | None
    parent: str | None


@dataclass(frozen=True)
class Derivation:
    """How a derived field reads the rows of a child table: how is count, sum, any or all."""

    how: Literal["count", "sum", "any", "all"]
    table: str
    column: str | None
    where: Node | None


@dataclass(frozen=True)
class Field:
    """A field of the dictionary. `places` counts decimals; min and max are in its own unit."""

    name: str
    table: str
    type: Literal["yes_no", "whole", "decimal", "choice", "choices", "date"]
    label: Texts
    places: int = 0
    answers: Mapping[str, Texts] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    blank: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    form: tuple[str, ...] = ()
    derivation: Derivation | None = None

    @property
    def plain_type(self) -> Type:
        """The type as conditions see it: whole and decimal are both numbers."""
        return "number" if self.type in {"whole", "decimal"} else self.type  # type: ignore[return-value]


@dataclass(frozen=True)
class Dictionary:
    """The tables and fields that a pack's indicators read."""

    tables: Mapping[str, Table]
    fields: Mapping[str, Field]

    def lineage(self, table: str) -> tuple[str, ...]:
        """A table and its ancestors, the table first."""
        names: list[str] = []
        step: str | None = table
        while step is not None:
            names.append(step)
            step = self.tables[step].parent
        return tuple(names)

    def visible(self, table: str) -> dict[str, Field]:
        """Fields that a condition on a row of the table may name: its own and its ancestors'."""
        lineage = self.lineage(table)
        return {name: each for name, each in self.fields.items() if each.table in lineage}


@dataclass(frozen=True)
class Threshold:
    """A number used in conditions by name, chosen by the reference year. Years are both included."""

    name: str
    value: Decimal
    years: tuple[int, int]
    provenance: Provenance


@dataclass(frozen=True)
class Target:
    """What a share should reach in a year: exactly one of `at_least` and `at_most`, Fractions of 1."""

    year: int
    at_least: Fraction | None
    at_most: Fraction | None
    provenance: Provenance


@dataclass(frozen=True)
class MeaningfulChange:
    """The smallest change worth a word, in percentage points."""

    points: Decimal
    provenance: Provenance


@dataclass(frozen=True)
class MinimumN:
    """Fewer known units than this, and no light is shown."""

    n: int
    provenance: Provenance


@dataclass(frozen=True)
class Comparison:
    """Another indicator whose figures may stand beside these, or an earlier version of this one. Not transitive.

    `version` is a version of the pack, or its beginning ("1", "1.2"); "" for any.
    """

    indicator: str
    how: Literal["same", "with care"]
    note: str
    version: str = ""


@dataclass(frozen=True)
class Item:
    """One of several things that a unit is judged by."""

    code: str
    title: Texts
    passes: Node
    applies: Node | None


@dataclass(frozen=True)
class Members:
    """The child table whose rows a household is judged by."""

    table: str
    passes: Node
    applies: Node | None


@dataclass(frozen=True)
class Example:
    """A worked example: drawn tables in, drawn figures out (cells as text, "" is missing)."""

    title: str
    year: int | None
    tables: Mapping[str, tuple[Mapping[str, str], ...]]
    areas: Mapping[str, str | None]
    expect: tuple[Mapping[str, str], ...]


@dataclass(frozen=True)
class Indicator:
    """One indicator: what is counted among whom, and what a reader must know of it."""

    code: str
    title: Texts
    kind: str
    unit: str
    direction: Literal["higher is better", "lower is better", "neither"]
    disclosure: Literal["open", "ordinary", "sensitive", "internal"]
    provenance: Provenance
    examples: tuple[Example, ...]
    dimension: str = ""
    aggregation: Literal["add", "none"] = "add"
    applies: Node | None = None
    passes: Node | None = None
    members: Members | None = None
    items: tuple[Item, ...] = ()
    count_as: str | None = None
    by: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    targets: tuple[Target, ...] = ()
    meaningful_change: MeaningfulChange | None = None
    minimum: MinimumN | None = None
    comparable_with: tuple[Comparison, ...] = ()
    note: Texts = field(default_factory=dict)
    definition_hash: str = ""

    @property
    def confidence(self) -> Confidence:
        """How sure the definition is; a threshold may be less sure, see `confidence_in`."""
        return self.provenance.confidence

    @property
    def minimum_n(self) -> int:
        """Known units below which no light is shown; 1 unless the pack says more."""
        return self.minimum.n if self.minimum else 1

    @property
    def headline(self) -> str:
        """The first part."""
        return "share"

    @property
    def conditions(self) -> tuple[Node, ...]:
        """Every condition of the indicator."""
        members = (self.members.applies, self.members.passes) if self.members else ()
        items = [node for item in self.items for node in (item.applies, item.passes)]
        return tuple(node for node in (self.applies, self.passes, *members, *items) if node is not None)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Names of the fields it reads, derived ones not opened."""
        extra = {self.count_as} if self.count_as else set()
        return fields_of(*self.conditions) | extra

    @cached_property
    def used_thresholds(self) -> frozenset[str]:
        """Names of the thresholds its conditions use."""
        return thresholds_of(*self.conditions)

    def threshold(self, name: str, year: int | None) -> Threshold | None:
        """The threshold of a reference year, or None. A threshold with one set of years needs no year."""
        named = [each for each in self.thresholds if each.name == name]
        if year is None:
            return named[0] if len(named) == 1 else None
        return next((each for each in named if each.years[0] <= year <= each.years[1]), None)

    def target(self, year: int) -> Target | None:
        """The target of the latest year not after `year`."""
        due = [each for each in self.targets if each.year <= year]
        return max(due, key=lambda each: each.year, default=None)

    def confidence_in(self, year: int) -> Confidence:
        """How sure a figure of a reference year is: the least sure of the definition and its thresholds."""
        used = (self.threshold(name, year) for name in self.used_thresholds)
        known = [self.confidence, *(each.provenance.confidence for each in used if each)]
        return min(known, key=CONFIDENCES.index)


@dataclass(frozen=True)
class Pack:
    """A checked pack. `content_hash` is of its files; two of one id and version must have the same."""

    id: str
    version: str
    title: Texts
    years: tuple[int, int]
    provenance: Provenance
    licence: str
    uses: Mapping[str, str]
    dictionary: Dictionary
    indicators: Mapping[str, Indicator]
    content_hash: str

    @property
    def source(self) -> str:
        """Who says so."""
        return self.provenance.source

    @property
    def source_year(self) -> int:
        """The year of the source."""
        return self.provenance.source_year

    @property
    def confidence(self) -> Confidence:
        """How sure the pack is of its source."""
        return self.provenance.confidence
