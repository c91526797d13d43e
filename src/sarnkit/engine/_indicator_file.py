"""One file of indicators/ → Indicator, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, cast

from sarnkit.engine import _dictionary_file
from sarnkit.engine._conditions import MAX_NUMBER, Scope, parse_condition
from sarnkit.engine._definitions import (
    COMPUTED,
    KINDS,
    Comparison,
    Dictionary,
    Indicator,
    Item,
    MeaningfulChange,
    Members,
    MinimumN,
    Provenance,
    Target,
    Threshold,
)
from sarnkit.engine._example_file import read_example
from sarnkit.engine._nodes import Node, ThresholdRef
from sarnkit.engine._place import Place, nearest
from sarnkit.engine._section import NAME, Section
from sarnkit.problems import Problem

SOURCED = ("source", "source_year", "confidence")
COMMON = (
    *("code", "title", "kind", "unit", "direction", "disclosure", "dimension", "aggregation", "note"),
    *("applies", "count_as", "by", "threshold", "target", "bands", "meaningful_change", "minimum"),
    *("comparable_with", "example", *SOURCED),
)
OWN = {"share": ("passes",), "all_members": ("members",), "all_of": ("item",)}
OTHERS = (
    *("value", "component", "statistics", "top", "bottom", "step", "per", "each_per", "start", "cutoff"),
    *("levels", "levels_source", "levels_source_year", "levels_confidence", "votes", "present"),
    *("of", "at", "combine", "if_missing", "rank"),
)
UNITS = ("household", "person", "village")
DIRECTIONS = ("higher is better", "lower is better", "neither")
DISCLOSURES = ("open", "ordinary", "sensitive", "internal")
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){0,2}")


def read_indicator(
    values: Mapping[str, object],
    file: str,
    dictionary: Dictionary,
    years: tuple[int, int],
    inherited: Provenance,
) -> Indicator:
    """An indicator of a pack, without its hash. Raises Problem naming file, key and remedy."""
    everything = {*COMMON, *OTHERS, *(key for keys in OWN.values() for key in keys)}
    section = Section(values, Place(file, ""), everything)
    code = section.code("code")
    if not file.rsplit("/", 1)[-1].startswith(code):
        raise Problem("engine.file-name", file=file, code=code)
    kind = _kind(section)
    unit = section.choice("unit", UNITS)
    if unit not in dictionary.tables:
        near = nearest(unit, dictionary.tables)
        raise Problem("engine.unknown-name", file=file, key="unit", name=unit, near=near)
    thresholds = _thresholds(section, inherited, years)
    scope = _scope(section, dictionary, unit, thresholds)
    provenance = section.provenance(inherited)
    indicator = Indicator(
        code=code,
        title=section.texts("title"),
        kind=kind,
        unit=unit,
        direction=cast(Any, section.choice("direction", DIRECTIONS)),
        disclosure=cast(Any, section.choice("disclosure", DISCLOSURES)),
        provenance=provenance,
        examples=(),
        dimension=section.code("dimension") if "dimension" in section else "",
        aggregation=_aggregation(section),
        applies=_condition(section, "applies", scope),
        passes=_condition(section, "passes", scope),
        members=_members(section, dictionary, unit, thresholds) if kind == "all_members" else None,
        items=_items(section, scope) if kind == "all_of" else (),
        count_as=_count_as(section, dictionary, unit, kind),
        by=_by(section, dictionary, unit),
        thresholds=thresholds,
        targets=_targets(section, provenance),
        meaningful_change=_meaningful_change(section, provenance),
        minimum=_minimum(section, provenance),
        comparable_with=_comparable(section),
        note=section.texts("note", required=False),
    )
    unused = {each.name for each in thresholds} - indicator.used_thresholds
    if unused:
        name = min(unused)
        raise Problem("engine.unknown-name", file=file, key="threshold", name=name, near="passes, applies")
    section.need("example")
    allowed = set(dictionary.tables)
    examples = tuple(
        read_example(each, dictionary, indicator)
        for each in section.tables("example", {*allowed, "areas", "title", "year", "run", "expect"})
    )
    if not examples:
        raise section.bad("example", "[[example]]")
    return replace(indicator, examples=examples)


def _kind(section: Section) -> str:
    kind = section.need("kind")
    file = section.place.file
    if kind not in KINDS:
        raise Problem("engine.bad-value", file=file, key="kind", given=kind, expected=" | ".join(KINDS))
    if kind not in COMPUTED:
        raise Problem("engine.kind-not-computed", file=file, kind=kind, computed=", ".join(COMPUTED))
    for key in section.values:
        if key not in COMMON and key not in OWN[kind]:
            raise Problem("engine.foreign-key", file=file, key=key, kind=kind)
    if "bands" in section:
        # bands belong to score, bands and fact, none of which is computed yet
        raise Problem("engine.foreign-key", file=file, key="bands", kind=kind)
    section.need(OWN[kind][0])
    return kind


def _aggregation(section: Section) -> Any:
    word = section.choice("aggregation", ("add", "recompute", "none"), "add")
    if word == "recompute":
        raise Problem("engine.not-computed", file=section.place.file, key='aggregation = "recompute"')
    return word


def _scope(section: Section, dictionary: Dictionary, table: str, thresholds: Iterable[Threshold]) -> Scope:
    """Fields of the table and its ancestors, and the indicator's thresholds."""
    plain = _dictionary_file.scope(dictionary, table)
    references: dict[str, ThresholdRef] = {}
    for each in thresholds:
        if each.name in dictionary.fields:
            raise Problem("engine.used-twice", file=section.place.file, key="threshold", name=each.name)
        places = max(-cast(int, each.value.normalize().as_tuple().exponent), 0)
        before = references.get(each.name)
        places = max(places, before.places if before else 0)
        largest = max(abs(other.value) for other in thresholds if other.name == each.name)
        references[each.name] = ThresholdRef(each.name, places, int(largest * 10**places))
    return Scope(plain.fields, references, plain.answers)


def _condition(section: Section, key: str, scope: Scope) -> Node | None:
    if key not in section:
        return None
    return parse_condition(section.text(key), scope, section.place.below(key))


def _members(
    section: Section, dictionary: Dictionary, unit: str, thresholds: tuple[Threshold, ...]
) -> Members:
    inner = section.inner("members", ("table", "applies", "passes"))
    table = inner.text("table")
    children = [each.name for each in dictionary.tables.values() if each.parent == unit]
    if table not in children:
        near = nearest(table, children)
        raise Problem(
            "engine.unknown-name", file=section.place.file, key="members.table", name=table, near=near
        )
    scope = _scope(section, dictionary, table, thresholds)
    inner.need("passes")
    passes = _condition(inner, "passes", scope)
    assert passes is not None  # noqa: S101 - needed one line above
    return Members(table, passes, _condition(inner, "applies", scope))


def _items(section: Section, scope: Scope) -> tuple[Item, ...]:
    items: list[Item] = []
    for each in section.tables("item", ("code", "title", "passes", "applies", "dimension")):
        code = each.code("code")
        if code in {item.code for item in items}:
            raise Problem(
                "engine.used-twice", file=section.place.file, key=each.place.below("code").key, name=code
            )
        each.need("passes")
        passes = _condition(each, "passes", scope)
        assert passes is not None  # noqa: S101 - needed one line above
        items.append(Item(code, each.texts("title"), passes, _condition(each, "applies", scope)))
    if not items:
        raise section.bad("item", "[[item]]")
    return tuple(items)


def _count_as(section: Section, dictionary: Dictionary, unit: str, kind: str) -> str | None:
    if "count_as" not in section:
        return None
    if kind == "all_members":
        raise Problem("engine.not-computed", file=section.place.file, key="count_as (all_members)")
    name = section.name("count_as")
    wholes = {each.name for each in dictionary.visible(unit).values() if each.type == "whole"}
    _check_known(section, "count_as", name, wholes)
    return name


def _by(section: Section, dictionary: Dictionary, unit: str) -> tuple[str, ...]:
    words = {each.name for each in dictionary.visible(unit).values() if each.type in {"choice", "yes_no"}}
    names = section.strings("by")
    for name in names:
        _check_known(section, "by", name, words)
    return names


def _check_known(section: Section, key: str, name: str, known: set[str]) -> None:
    if name not in known:
        near = nearest(name, known)
        raise Problem("engine.unknown-name", file=section.place.file, key=key, name=name, near=near)


def _thresholds(section: Section, inherited: Provenance, years: tuple[int, int]) -> tuple[Threshold, ...]:
    found: list[Threshold] = []
    for each in section.tables("threshold", ("name", "value", "years", *SOURCED)):
        value = each.number("value")
        if abs(value) > MAX_NUMBER or cast(int, value.normalize().as_tuple().exponent) < -6:
            raise each.bad("value", f"-{MAX_NUMBER} … {MAX_NUMBER}")
        name = each.matching("name", NAME, "a-z 0-9 _")
        found.append(Threshold(name, value, each.years("years"), each.sourced(inherited)))
    file = section.place.file
    for name in {each.name for each in found}:
        spans = sorted(each.years for each in found if each.name == name)
        for (_, last), (first, _) in pairwise(spans):
            if first <= last:
                raise Problem("engine.threshold-years", file=file, name=name, year=first)
        for year in range(years[0], years[1] + 1):
            if not any(first <= year <= last for first, last in spans):
                raise Problem("engine.threshold-gap", file=file, name=name, year=year)
    return tuple(found)


def _targets(section: Section, inherited: Provenance) -> tuple[Target, ...]:
    targets: list[Target] = []
    for each in section.tables("target", ("year", "at_least", "at_most", *SOURCED)):
        if ("at_least" in each) == ("at_most" in each):
            raise each.bad("at_least", '"95%" (at_least | at_most)')
        ends: dict[str, Fraction | None] = {"at_least": None, "at_most": None}
        for key in ends:
            if key in each:
                ends[key] = each.amount(key)
                if not 0 <= cast(Fraction, ends[key]) <= 1:
                    raise each.bad(key, '"0%" … "100%"')
        year = each.whole("year", 1900, 2200)
        if year in {target.year for target in targets}:
            raise Problem("engine.used-twice", file=section.place.file, key="target.year", name=year)
        targets.append(Target(year, ends["at_least"], ends["at_most"], each.sourced(inherited)))
    return tuple(targets)


def _meaningful_change(section: Section, inherited: Provenance) -> MeaningfulChange | None:
    if "meaningful_change" not in section:
        return None
    inner = section.inner("meaningful_change", ("points", "value", *SOURCED))
    if "value" in inner:
        kind = section.text("kind")
        key = "meaningful_change.value"
        raise Problem("engine.foreign-key", file=section.place.file, key=key, kind=kind)
    points = inner.number("points")
    if not 0 < points <= 100:
        raise inner.bad("points", "0 < … ≤ 100")
    return MeaningfulChange(points, inner.sourced(inherited))


def _minimum(section: Section, inherited: Provenance) -> MinimumN | None:
    if "minimum" not in section:
        return None
    inner = section.inner("minimum", ("n", *SOURCED))
    return MinimumN(inner.whole("n", 1, 10**6), inner.sourced(inherited))


def _comparable(section: Section) -> tuple[Comparison, ...]:
    found = []
    for each in section.tables("comparable_with", ("indicator", "how", "note", "version")):
        how = cast(Any, each.choice("how", ("same", "with care")))
        version = each.text("version", "")
        if version and not _VERSION.fullmatch(version):
            raise each.bad("version", '"1" … "1.2.0"')
        found.append(Comparison(each.text("indicator"), how, each.text("note", ""), version))
    return tuple(found)
