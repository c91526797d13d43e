"""dictionary.toml → Dictionary, checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from sarnkit.engine._cells import NO, YES, spelled
from sarnkit.engine._conditions import LARGEST, MAX_NUMBER, Scope, parse_condition
from sarnkit.engine._definitions import Derivation, Dictionary, Field, Table, Texts
from sarnkit.engine._nodes import FieldRef, Node
from sarnkit.engine._place import Place, nearest
from sarnkit.engine._section import NAME, Section, bad_value
from sarnkit.engine._sql import is_plain_name
from sarnkit.problems import Problem

FILE = "dictionary.toml"
TYPES = ("yes_no", "whole", "decimal", "choice", "choices", "date")
KEYS = (
    *("type", "label", "places", "answers", "missing", "blank", "min", "max", "form"),
    *("count", "sum", "any", "all", "where"),
)
_ANSWER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")
# A sum over rows is bounded by as many rows as one parent can sensibly have.
ROWS = 10**6


def read_dictionary(values: Mapping[str, object]) -> Dictionary:
    """The dictionary of a pack. Raises Problem naming the key."""
    tables = _tables(values)
    plain: dict[str, Field] = {}
    derived: list[tuple[str, str, Section]] = []
    for table, fields in values.items():
        if table == "tables":
            continue
        if table not in tables:
            raise Problem("engine.unknown-key", file=FILE, key=table, near=nearest(table, tables))
        if not isinstance(fields, Mapping):
            raise bad_value(Place(FILE, table), fields, f"[{table}.field]")
        for name, body in fields.items():
            section = Section(body, Place(FILE, f"{table}.{name}"), KEYS)
            _check_name(name, section.place, {*plain, *(other for _, other, _ in derived)})
            if any(how in section for how in ("count", "sum", "any", "all")):
                derived.append((table, name, section))
            else:
                plain[name] = _field(table, name, section)
    dictionary = Dictionary(tables, dict(plain))
    found = {name: _derived(table, name, section, dictionary) for table, name, section in derived}
    return Dictionary(tables, {**plain, **found})


def scope(dictionary: Dictionary, table: str) -> Scope:
    """What a condition on a row of a table may name."""
    visible = dictionary.visible(table)
    return Scope(
        fields={name: reference(field, dictionary) for name, field in visible.items()},
        answers={name: tuple(field.answers) for name, field in visible.items() if field.answers},
    )


def reference(field: Field, dictionary: Dictionary) -> FieldRef:
    """The field as conditions carry it, with the bound of its stored number."""
    if field.plain_type != "number":
        return FieldRef(field.name, field.plain_type)
    limit = Decimal(MAX_NUMBER)
    if field.minimum is not None and field.maximum is not None:
        limit = max(abs(field.minimum), abs(field.maximum))
    elif field.derivation and field.maximum is not None:
        limit = abs(field.maximum)
    elif field.derivation and field.derivation.how == "count":
        limit = Decimal(ROWS)
    elif field.derivation and field.derivation.column:
        summed = reference(dictionary.fields[field.derivation.column], dictionary)
        return FieldRef(field.name, "number", field.places, min(summed.bound * ROWS, LARGEST))
    return FieldRef(field.name, "number", field.places, int(limit * 10**field.places))


def _tables(values: Mapping[str, object]) -> dict[str, Table]:
    if "tables" not in values:
        raise Problem("engine.missing-key", file=FILE, key="tables")
    declared = values["tables"]
    if not isinstance(declared, Mapping) or not declared:
        raise bad_value(Place(FILE, "tables"), declared, '{ key = "household_id", area = "village_code" }')
    tables: dict[str, Table] = {}
    for name, body in declared.items():
        section = Section(body, Place(FILE, f"tables.{name}"), ("key", "area", "parent"))
        if not NAME.fullmatch(name) or name == "areas":
            raise bad_value(section.place, name, "a-z 0-9 _")
        if ("area" in section) == ("parent" in section):
            raise Problem("engine.table-root", file=FILE, key=section.place.key)
        columns = {key: section.text(key) for key in ("key", "area", "parent") if key in section}
        tables[name] = Table(name, columns.get("key"), columns.get("area"), columns.get("parent"))
    for table in tables.values():
        _check_parent(table, tables)
    return tables


def _check_parent(table: Table, tables: Mapping[str, Table]) -> None:
    if table.parent is None:
        return
    key = f"tables.{table.name}"
    if table.parent not in tables:
        near = nearest(table.parent, tables)
        raise Problem("engine.unknown-name", file=FILE, key=f"{key}.parent", name=table.parent, near=near)
    if tables[table.parent].key is None:
        raise Problem("engine.table-key", file=FILE, key=f"tables.{table.parent}", child=table.name)
    seen, step = {table.name}, table.parent
    while step is not None:
        if step in seen:
            raise Problem("engine.table-cycle", file=FILE, key=key)
        seen.add(step)
        step = cast(str, tables[step].parent if step in tables else None)


def _check_name(name: str, place: Place, taken: set[str]) -> None:
    if not NAME.fullmatch(name):
        raise bad_value(place, name, "a-z 0-9 _")
    if name in taken:
        raise Problem("engine.used-twice", file=FILE, key=place.key, name=name)
    if not is_plain_name(name):
        raise Problem("engine.reserved-name", file=FILE, key=place.key, name=name)


def _field(table: str, name: str, section: Section) -> Field:
    for stray in ("where",):
        if stray in section:
            raise Problem("engine.missing-key", file=FILE, key=f"{section.place.key}.count")
    kind = cast(Any, section.choice("type", TYPES))
    answers = _answers(section, kind)
    places = section.whole("places", 0, 6, 0) if kind == "decimal" else 0
    if kind == "decimal" and "places" not in section:
        raise Problem("engine.missing-key", file=FILE, key=section.place.below("places").key)
    missing = section.strings("missing")
    low, high = (_limit(section, key, kind) for key in ("min", "max"))
    if low is not None and high is not None and low > high:
        raise section.bad("max", f"≥ {low}")
    field = Field(
        name=name,
        table=table,
        type=kind,
        label=section.texts("label", required=False),
        places=places,
        answers=answers,
        missing=missing,
        blank=_blank(section, kind, answers),
        minimum=low,
        maximum=high,
        form=section.strings("form"),
    )
    clash = {spelled(code) for code in missing} & {spelled(code) for code in answers}
    if clash:
        raise section.bad("missing", f'≠ answers "{clash.pop()}"')
    return field


def _answers(section: Section, kind: str) -> dict[str, Texts]:
    if kind not in {"choice", "choices"}:
        if "answers" in section:
            raise section.bad("answers", 'type = "choice" | "choices"')
        return {}
    body = section.need("answers")
    expected = '{ own = "…", … }'
    if not isinstance(body, Mapping) or not body:
        raise section.bad("answers", expected)
    answers: dict[str, Texts] = {}
    for code, label in body.items():
        texts = {"th": label} if isinstance(label, str) else label
        if not _ANSWER.fullmatch(code) or not isinstance(texts, Mapping) or not set(texts) <= {"th", "en"}:
            raise section.bad("answers", expected)
        answers[code] = dict(texts)
    if len({spelled(code) for code in answers}) < len(answers):
        raise section.bad("answers", "1 ≠ 01 ≠ 1.0")
    return answers


def _limit(section: Section, key: str, kind: str) -> Decimal | None:
    if key not in section:
        return None
    if kind not in {"whole", "decimal"}:
        raise section.bad(key, 'type = "whole" | "decimal"')
    value = section.number(key)
    if abs(value) > MAX_NUMBER or (kind == "whole" and value % 1):
        raise section.bad(key, f"-{MAX_NUMBER} … {MAX_NUMBER}")
    return value


def _blank(section: Section, kind: str, answers: Mapping[str, Texts]) -> str | None:
    if "blank" not in section:
        return None
    value = section.values["blank"]
    if kind in {"whole", "decimal"}:
        return format(section.number("blank"), "f")
    if kind == "yes_no" and isinstance(value, bool):
        return "yes" if value else "no"
    word = value if isinstance(value, str) else None
    allowed = {"yes_no": {*YES, *NO}, "choice": {*answers}, "choices": {"", *answers}}.get(kind, set())
    if word is None or word not in allowed:
        raise section.bad("blank", " | ".join(sorted(allowed)) or "–")
    return word


def _derived(table: str, name: str, section: Section, dictionary: Dictionary) -> Field:
    hows = [how for how in ("count", "sum", "any", "all") if how in section]
    if len(hows) > 1:
        raise section.bad(hows[1], f"{hows[0]} | {hows[1]}")
    for stray in ("missing", "blank", "answers"):
        if stray in section:
            raise Problem("engine.foreign-key", file=FILE, key=section.place.below(stray).key, kind=hows[0])
    how = cast(Any, hows[0])
    child, _, column = section.text(how).partition(".")
    children = [each.name for each in dictionary.tables.values() if each.parent == table]
    if child not in children:
        key = section.place.below(how).key
        raise Problem("engine.unknown-name", file=FILE, key=key, name=child, near=nearest(child, children))
    places = 0
    if how == "sum":
        places = _summed(section, child, column, dictionary).places
    elif column:
        raise section.bad(how, f'"{child}"')
    kind = section.choice(
        "type", ("yes_no",) if how in {"any", "all"} else (("decimal",) if places else ("whole",))
    )
    where: Node | None = None
    if "where" in section:
        place = section.place.below("where")
        where = parse_condition(section.text("where"), scope(dictionary, child), place)
    elif how in {"any", "all"}:
        section.need("where")
    return Field(
        name=name,
        table=table,
        type=cast(Any, kind),
        label=section.texts("label", required=False),
        places=places,
        minimum=_limit(section, "min", kind),
        maximum=_limit(section, "max", kind),
        form=section.strings("form"),
        derivation=Derivation(how, child, column or None, where),
    )


def _summed(section: Section, child: str, column: str, dictionary: Dictionary) -> Field:
    numbers = {
        each.name: each
        for each in dictionary.fields.values()
        if each.table == child and each.plain_type == "number"
    }
    if column not in numbers:
        key = section.place.below("sum").key
        near = nearest(column, numbers)
        raise Problem("engine.unknown-name", file=FILE, key=key, name=f"{child}.{column}", near=near)
    return numbers[column]
