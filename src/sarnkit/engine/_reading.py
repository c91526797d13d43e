"""A raw table → typed values, and the cells that are no answers (pack format §4).

Typed columns that fit are taken as they are; everything else is read as text, so that a CSV, a form's
answers and a statistician's Parquet file mean the same. `_cells` says the same in Python. Written in
three selects, each column formed once: DuckDB spends longer on planning a village than on counting it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sarnkit.engine._cells import ABSENT, NO, NUMBER_FORM, YES, spelled
from sarnkit.engine._conditions import MAX_CELL
from sarnkit.engine._definitions import Field, Table
from sarnkit.engine._place import nearest
from sarnkit.problems import Problem

TYPES = {"yes_no": "boolean", "number": "int64", "choice": "string", "choices": "string", "date": "date"}
KEY, AREA, PARENT = "__key", "__area", "__parent"
_DECIMAL = "decimal(18, 6)"
_EXACT = r"^[+-]?([0-9]{1,12}\.?[0-9]{0,6}0*|\.[0-9]{1,6}0*)$"


def bad(name: str) -> str:
    """The column that holds a cell's own text where it is no answer, else NULL."""
    return f"bad__{name}"


def typed_table(ibis: Any, raw: Any, shape: Table, parent_key: str | None, fields: Iterable[Field]) -> Any:
    """A raw table as `__key`, `__area` or `__parent`, and per field its value and `bad__<field>`.

    Numbers are stored × 10^places as int64; several answers as ` a b ` with blanks around each. A field
    without a column is missing throughout and has no `bad__`. Raises `engine.no-column` for a key, area
    or parent column that is not there.
    """
    own = [*fields]
    present = [field for field in own if field.name in raw.columns]
    fitting = {field.name: field for field in present if _fits_already(raw[field.name], field)}
    texts = [field for field in present if field.name not in fitting]
    identity = _identity(raw, shape, parent_key)
    columns = {name: raw[name] for name in fitting}
    columns |= {f"{field.name}__text": raw[field.name].cast("string").strip() for field in texts}
    first = raw.select(**identity, **columns)
    numbers = {
        f"{field.name}__number": _number_in(ibis, first[f"{field.name}__text"])
        for field in texts
        if _has_numbers(field)
    }
    second = first.mutate(**numbers)
    values: dict[str, Any] = {}
    for field in own:
        if field.name in fitting:
            read = _typed(ibis, second[field.name], field)
        elif field in texts:
            number = f"{field.name}__number"
            read = _text(
                ibis,
                _Cell(ibis, second[f"{field.name}__text"], second[number] if number in numbers else None),
                field,
            )
        else:
            values[field.name] = ibis.null(TYPES[field.plain_type])
            continue
        value, missing, fits = read
        values[field.name] = ibis.ifelse(missing | ~fits, ibis.null(TYPES[field.plain_type]), value)
        shown = second[field.name if field.name in fitting else f"{field.name}__text"].cast("string")
        values[bad(field.name)] = ibis.ifelse(missing | fits, ibis.null("string"), shown)
    return second.select(*identity, **values)


def typed_schema(ibis: Any, shape: Table, fields: Iterable[Field]) -> Any:
    """The schema of `typed_table` without its `bad__` columns, for showing a plan without data."""
    own = ((KEY, shape.key), (AREA, shape.area), (PARENT, shape.parent))
    columns = {name: "string" for name, column in own if column is not None}
    return ibis.schema({**columns, **{field.name: TYPES[field.plain_type] for field in fields}})


def _identity(raw: Any, shape: Table, parent_key: str | None) -> dict[str, Any]:
    columns = {}
    for name, column in ((KEY, shape.key), (AREA, shape.area), (PARENT, parent_key)):
        if column is not None:
            if column not in raw.columns:
                raise Problem(
                    "engine.no-column", table=shape.name, column=column, near=nearest(column, raw.columns)
                )
            columns[name] = raw[column].cast("string")
    return columns


def _fits_already(column: Any, field: Field) -> bool:
    """Whether a column's own type says all that its text would."""
    kind = column.type()
    if field.plain_type == "number":
        return bool(kind.is_integer()) and str(kind).lower().lstrip("!") != "uint64"
    if field.missing or field.blank is not None:
        return False
    return bool(kind.is_boolean() if field.type == "yes_no" else kind.is_date() and field.type == "date")


def _has_numbers(field: Field) -> bool:
    """Whether the field's cells may have to be compared by value."""
    words = (*field.missing, *field.answers)
    by_value = any(re.match(NUMBER_FORM, spelled(word)) for word in words)
    return field.plain_type in {"number", "yes_no"} or (field.type == "choice" and by_value)


def _number_in(ibis: Any, text: Any) -> Any:
    """The number a text is, exactly, or NULL: no 1e5, no 1_000, no NaN, nothing that would be rounded.

    18 digits because DuckDB holds them in one machine word: a wider cast takes a hundred times as long.
    """
    return ibis.ifelse(text.re_search(_EXACT), text.try_cast(_DECIMAL), ibis.null(_DECIMAL))


@dataclass(frozen=True)
class _Cell:
    """A cell as text, trimmed, and as a number where it is one."""

    ibis: Any
    text: Any
    number: Any | None

    @property
    def empty(self) -> Any:
        return self.text.isnull() | (self.text == "")

    def is_one_of(self, codes: Iterable[str]) -> Any:
        """Words without regard to case, numbers by value; never NULL."""
        spellings = sorted({spelled(code) for code in codes})
        found = self.text.lower().isin(spellings).fill_null(False)
        numbers = [Decimal(code) for code in spellings if re.match(NUMBER_FORM, code)]
        if self.number is None or not numbers:
            return found
        return found | self.number.isin(
            [self.ibis.literal(each, type=_DECIMAL) for each in numbers]
        ).fill_null(False)

    def missing(self, field: Field) -> Any:
        """Empty (unless blank says what that means), or one of the codes."""
        codes = (*field.missing, *(ABSENT if field.plain_type in {"number", "yes_no", "date"} else ()))
        if field.blank is None:
            return self.empty | self.is_one_of(codes) if codes else self.empty
        return ~self.empty & self.is_one_of(codes) if codes else self.ibis.literal(False)


def _typed(ibis: Any, column: Any, field: Field) -> tuple[Any, Any, Any]:
    if field.plain_type != "number":
        return column, column.isnull(), ibis.literal(True)
    scale = 10**field.places
    inside = column.cast("int64").between(*_limits(field, 1)).fill_null(False)
    value = ibis.ifelse(inside, column.cast("int64"), ibis.null("int64")) * ibis.literal(scale, type="int64")
    codes = [Decimal(code) for code in map(spelled, field.missing) if re.match(NUMBER_FORM, code)]
    wholes = [int(code) for code in codes if code == int(code)]
    missing = column.isin(wholes).fill_null(False) if wholes else ibis.literal(False)
    if field.blank is None:
        return value, missing | column.isnull(), inside
    blank = ibis.literal(int(Decimal(field.blank) * scale), type="int64")
    return ibis.ifelse(column.isnull(), blank, value), missing, inside | column.isnull()


def _text(ibis: Any, cell: _Cell, field: Field) -> tuple[Any, Any, Any]:
    """(value, missing, fits) of a text column; `fits` is never NULL."""
    reader = {"yes_no": _yes_no, "number": _number, "choice": _choice, "choices": _choices, "date": _date}
    value, missing, fits, blank = reader[field.plain_type](ibis, cell, field)
    if field.blank is not None:
        value, fits = ibis.ifelse(cell.empty, blank, value), fits | cell.empty
    return value, missing, fits


def _yes_no(ibis: Any, cell: _Cell, field: Field) -> tuple[Any, Any, Any, Any]:
    yes, no = cell.is_one_of(YES), cell.is_one_of(NO)
    return yes, cell.missing(field), yes | no, ibis.literal(field.blank in YES)


def _number(ibis: Any, cell: _Cell, field: Field) -> tuple[Any, Any, Any, Any]:
    assert cell.number is not None  # noqa: S101 - `_has_numbers` says so
    scale = 10**field.places
    inside = cell.number.between(*_limits(field, None)).fill_null(False)
    held = ibis.ifelse(inside, cell.number, ibis.null(_DECIMAL))
    exact = (held == held.cast(f"decimal(18, {field.places})")).fill_null(False)
    value = (held * ibis.literal(scale, type="int32") if field.places else held).cast("int64")
    blank = ibis.literal(int(Decimal(field.blank or 0) * scale), type="int64")
    return value, cell.missing(field), inside & exact, blank


def _limits(field: Field, step: int | None) -> tuple[Any, Any]:
    """min and max of a field; with a step, the whole numbers within them."""
    low = Decimal(-MAX_CELL) if field.minimum is None else field.minimum
    high = Decimal(MAX_CELL) if field.maximum is None else field.maximum
    return (low, high) if step is None else (-int(-low // 1), int(high // 1))


def _choice(ibis: Any, cell: _Cell, field: Field) -> tuple[Any, Any, Any, Any]:
    written = {spelled(code): code for code in field.answers}
    if cell.number is not None:
        branches = [(cell.is_one_of([spelling]), code) for spelling, code in written.items()]
        value = ibis.cases(*branches, else_=ibis.null("string"))
    else:
        value = cell.text.lower().cases(*written.items(), else_=ibis.null("string"))
    return value, cell.missing(field), value.notnull(), ibis.literal(field.blank or "")


def _choices(ibis: Any, cell: _Cell, field: Field) -> tuple[Any, Any, Any, Any]:
    # 1.0 is what a spreadsheet makes of a single 1
    spaced = cell.text.lower().re_replace(r"\s+", " ").re_replace(r"\.0+$", "")
    known = "|".join(re.escape(spelled(code)) for code in field.answers)
    fits = spaced.re_search(rf"^({known})( ({known}))*$").fill_null(False)
    missing = cell.missing(field)
    if field.missing:
        coded = "|".join(re.escape(spelled(code)) for code in field.missing)
        missing = missing | spaced.re_search(rf"(^| )({coded})( |$)").fill_null(False)
    blank = ibis.literal(f" {spelled(field.blank or '')} ")
    return ibis.literal(" ") + spaced + " ", missing, fits, blank


def _date(ibis: Any, cell: _Cell, field: Field) -> tuple[Any, Any, Any, Any]:
    # a time of midnight is what a timestamp column of dates looks like
    form = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}( 00:00:00)?$"
    value = ibis.ifelse(cell.text.re_search(form), cell.text.left(10).try_cast("date"), ibis.null("date"))
    return value, cell.missing(field), value.notnull(), ibis.null("date")
