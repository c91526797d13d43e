"""The second engine: slow, in plain Python, and obviously right. Tests compare DuckDB with it.

It reads the same checked definitions and nothing else of the engine. None is "missing" or "unknown".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from sarnkit.engine import _nodes as n
from sarnkit.engine._definitions import Dictionary, Field, Indicator, Pack

Row = Mapping[str, object]
Typed = dict[str, object]


class BadCell(ValueError):
    """A cell that is no answer."""


def and_(values: Sequence[bool | None]) -> bool | None:
    if any(value is False for value in values):
        return False
    return None if any(value is None for value in values) else True


def or_(values: Sequence[bool | None]) -> bool | None:
    if any(value is True for value in values):
        return True
    return None if any(value is None for value in values) else False


def not_(value: bool | None) -> bool | None:
    return None if value is None else not value


def number_in(text: str) -> Decimal | None:
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", text):
        return None
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def same(text: str, code: str) -> bool:
    one, other = number_in(text), number_in(code.strip())
    return text.lower() == code.strip().lower() or (one is not None and one == other)


def read(cell: object, field: Field) -> object:
    """The value of a cell, None where missing. Raises BadCell."""
    text = "" if cell is None else str(cell).strip()
    if text == "":
        if field.blank is None:
            return None
        text = field.blank
    else:
        codes = list(field.missing) + (
            ["NA", "."] if field.type in {"yes_no", "whole", "decimal", "date"} else []
        )
        if any(same(text, code) for code in codes):
            return None
    if field.type == "yes_no":
        for answer, words in ((True, ("yes", "true", "1")), (False, ("no", "false", "0"))):
            if any(same(text, word) for word in words):
                return answer
        raise BadCell(text)
    if field.type in {"whole", "decimal"}:
        number = number_in(text)
        low = Decimal(1 - 10**12) if field.minimum is None else field.minimum
        high = Decimal(10**12 - 1) if field.maximum is None else field.maximum
        if number is None or not low <= number <= high or (number * 10**field.places) % 1:
            raise BadCell(text)
        return number
    if field.type == "choice":
        for answer in field.answers:
            if same(text, answer):
                return answer
        raise BadCell(text)
    if field.type == "choices":
        given = text.lower().split()
        if any(part == code.lower() for part in given for code in field.missing):
            return None
        if any(part not in {answer.lower() for answer in field.answers} for part in given):
            raise BadCell(text)
        return frozenset(given)
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise BadCell(text)
    return text


def judge(node: n.Node, row: Typed, lines: Mapping[str, Decimal]) -> object:
    """The value of a node over a typed row."""
    match node:
        case n.FieldRef(name):
            return row[name]
        case n.ThresholdRef(name):
            return lines[name]
        case n.Number(units, places):
            return Decimal(units) / 10**places
        case n.YesNo(yes):
            return yes
        case n.Text(text):
            return text
        case n.Negative(of):
            value = judge(of, row, lines)
            return None if value is None else -value
        case n.Arithmetic(op, left, right):
            one, other = judge(left, row, lines), judge(right, row, lines)
            if one is None or other is None:
                return None
            return {"+": one + other, "-": one - other, "*": one * other}[op]
        case n.Compare(op, left, right):
            return compare(op, judge(left, row, lines), judge(right, row, lines))
        case n.OneOf(of, values):
            return or_([compare("=", judge(of, row, lines), judge(value, row, lines)) for value in values])
        case n.Selected(field, answer):
            return None if row[field.name] is None else answer.lower() in row[field.name]
        case n.IsMissing(field):
            return row[field.name] is None
        case n.Not(of):
            return not_(judge(of, row, lines))
        case n.And(left, right):
            return and_([judge(left, row, lines), judge(right, row, lines)])
        case n.Or(left, right):
            return or_([judge(left, row, lines), judge(right, row, lines)])


def compare(op: str, one: object, other: object) -> bool | None:
    if one is None or other is None:
        return None
    return (
        {"=": one == other, "<>": one != other}.get(op)
        if op in "=<>" and op in {"=", "<>"}
        else order(op, one, other)
    )


def order(op: str, one: object, other: object) -> bool:
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[op]


def type_tables(dictionary: Dictionary, tables: Mapping[str, Sequence[Row]]) -> dict[str, list[Typed]]:
    """Every table typed, with ancestors' fields beside each row and derived ones worked out."""
    plain: dict[str, list[Typed]] = {}
    for table in sorted(tables, key=lambda name: len(dictionary.lineage(name))):
        plain[table] = [plain_row(dictionary, table, row, plain) for row in tables[table]]
    for field in dictionary.fields.values():
        if field.derivation and field.table in plain:
            parent_key = dictionary.tables[field.table].key
            for row in plain[field.table]:
                below = [
                    child
                    for child in plain.get(field.derivation.table, [])
                    if child[parent_key] == row[parent_key]
                ]
                row[field.name] = derive(field, below)
    for table in plain:
        parent = dictionary.tables[table].parent
        if parent in plain:
            key = dictionary.tables[parent].key
            for row in plain[table]:
                above = next(each for each in plain[parent] if each[key] == row[key])
                for name, value in above.items():
                    row.setdefault(name, value)
    return plain


def plain_row(dictionary: Dictionary, table: str, row: Row, done: Mapping[str, list[Typed]]) -> Typed:
    typed: Typed = {
        name: read(row.get(name), field)
        for name, field in dictionary.fields.items()
        if field.table == table and not field.derivation
    }
    shape = dictionary.tables[table]
    for column in (shape.key, shape.area):
        if column:
            typed[column] = row[column]
    if shape.parent:
        key = dictionary.tables[shape.parent].key
        typed[key] = row[key]
        above = next((each for each in done[shape.parent] if each[key] == row[key]), None)
        for name, value in (above or {}).items():
            typed.setdefault(name, value)
    return typed


def derive(field: Field, below: Sequence[Typed]) -> object:
    how = field.derivation
    hits = [True if how.where is None else judge(how.where, row, {}) for row in below]
    if how.how == "any":
        return or_(hits)
    if how.how == "all":
        return and_(hits)
    if any(hit is None for hit in hits):
        return None
    chosen = [row for row, hit in zip(below, hits, strict=True) if hit]
    if how.how == "count":
        return Decimal(len(chosen))
    amounts = [row[how.column] for row in chosen]
    return None if any(amount is None for amount in amounts) else sum(amounts, Decimal(0))


def outcome(applies: bool | None, passes: bool | None) -> str:
    if applies is False:
        return "n/a"
    if applies is None:
        return "unclear"
    return {None: "missing", True: "pass", False: "fail"}[passes]


def outcomes(
    pack: Pack, indicator: Indicator, tables: Mapping[str, Sequence[Row]], year: int
) -> dict[str, list[tuple[str, str, int]]]:
    """Part → (area, outcome, weight) of each unit, or of each member."""
    dictionary = pack.dictionary
    typed = type_tables(dictionary, tables)
    lines = {name: indicator.threshold(name, year).value for name in indicator.used_thresholds}
    root = dictionary.lineage(indicator.unit)[-1]
    area_column = dictionary.tables[root].area
    key = dictionary.tables[indicator.unit].key

    def holds(node: n.Node | None, row: Typed) -> bool | None:
        return True if node is None else judge(node, row, lines)

    found: dict[str, list[tuple[str, str, int]]] = {"share": []}
    for row in typed[indicator.unit]:
        area, own = row[area_column], holds(indicator.applies, row)
        weight = int(row[indicator.count_as]) if indicator.count_as else 1
        if indicator.members:
            below = [each for each in typed[indicator.members.table] if each[key] == row[key]]
            judged = [
                (holds(indicator.members.applies, each), holds(indicator.members.passes, each))
                for each in below
            ]
            found.setdefault("members", []).extend((area, outcome(and_([own, a]), p), 1) for a, p in judged)
        elif indicator.items:
            judged = [(holds(item.applies, row), holds(item.passes, row)) for item in indicator.items]
            for item, (a, p) in zip(indicator.items, judged, strict=True):
                found.setdefault(f"item:{item.code}", []).append((area, outcome(and_([own, a]), p), weight))
        else:
            judged = [(True, holds(indicator.passes, row))]
        whole = outcome(
            and_([own, or_([a for a, _ in judged])]), and_([or_([not_(a), p]) for a, p in judged])
        )
        found["share"].append((area, whole, weight))
    return found


def cells(
    pack: Pack, indicator: Indicator, tables: Mapping[str, Sequence[Row]], year: int
) -> dict[tuple[str, str], tuple[int, ...]]:
    """(part, area) → (num, den, eligible, missing, unclear, base) of the lowest areas."""
    counted: dict[tuple[str, str], tuple[int, ...]] = {}
    for part, judged in outcomes(pack, indicator, tables, year).items():
        for area in {area for area, _, _ in found_areas(pack, indicator, tables)}:
            here = [(word, weight) for where, word, weight in judged if where == area]

            def total(*words: str, here: list[tuple[str, int]] = here) -> int:
                return sum(weight for word, weight in here if word in words)

            base = sum(1 for word, _ in here if word in {"pass", "fail"})
            counted[part, area] = (
                total("pass"),
                total("pass", "fail"),
                total("pass", "fail", "missing"),
                total("missing"),
                total("unclear"),
                base,
            )
    return counted


def found_areas(
    pack: Pack, indicator: Indicator, tables: Mapping[str, Sequence[Row]]
) -> list[tuple[str, str, int]]:
    return outcomes(pack, indicator, tables, 2018)["share"]
