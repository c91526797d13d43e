"""From a submission to typed rows: one for the form itself, one for each instance of a repeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sarnkit.openrosa.guard import SUBMISSION, guard
from sarnkit.openrosa.schema import ROOT_TABLE, FormSchema
from sarnkit.openrosa.submission import deterministic_id, identity, read_meta
from sarnkit.openrosa.values import NOT_ASKED, OK, Value, read_value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TEMPLATE: Final = "{http://openrosa.org/javarosa}template"


@dataclass
class Row:
    """One row of a table.

    `table_path` is `/` or the path of a repeat; `ordinal` counts from 1 at each level of repeats
    (`()` for the root row, `(2, 1)` for the first inner instance of the second outer one); `parent` is
    the index of the row above in `Extracted.rows`. `values` has every field of the table. `extra` keeps
    what the schema does not know: path → text, attributes as `path/@name`.
    """

    table_path: str
    ordinal: tuple[int, ...]
    parent: int | None
    values: dict[str, Value] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "table_path": self.table_path,
            "ordinal": list(self.ordinal),
            "parent": self.parent,
            "values": {path: value.to_json() for path, value in self.values.items()},
            "extra": dict(self.extra),
        }


@dataclass
class Extracted:
    """All rows of a submission; `rows[0]` is the root row, parents stand before their children."""

    form_id: str
    version: str
    instance_id: str
    rows: list[Row]

    @property
    def root(self) -> Row:
        """The row of the form itself."""
        return self.rows[0]

    def errors(self) -> list[tuple[int, str, str]]:
        """(index of the row, path, code) of every value that could not be read."""
        return [
            (index, path, value.code)
            for index, row in enumerate(self.rows)
            for path, value in row.values.items()
            if value.status == "error"
        ]

    def to_json(self) -> dict[str, Any]:
        """A JSON object."""
        return {
            "form_id": self.form_id,
            "version": self.version,
            "instance_id": self.instance_id,
            "rows": [row.to_json() for row in self.rows],
        }


def extract(schema: FormSchema, data: bytes) -> Extracted:
    """The rows of the submission in `data` by `schema`, which the caller chose by form and version.

    Raises only what the guard raises: whatever else is odd is kept as an error value or as `extra`.
    """
    root = guard(data, SUBMISSION)
    rows = [Row(ROOT_TABLE, (), None)]
    _Walk(schema, rows).children(root, "", 0)
    for row in rows:
        for one in schema.table_fields.get(row.table_path, ()):
            row.values.setdefault(one.path, NOT_ASKED)
    form_id = identity(root)
    given = read_meta(root).get("instanceID") or (root.get("instanceID") or "").strip()
    return Extracted(
        form_id=form_id,
        version=(root.get("version") or "").strip(),
        instance_id=given or deterministic_id(form_id, data),
        rows=rows,
    )


def split_personal(row: Row, schema: FormSchema) -> tuple[dict[str, Value], dict[str, Value]]:
    """The values of a row as (plain, personal), by path.

    Personal are the fields that the schema says are, and everything that it does not know.
    """
    plain: dict[str, Value] = {}
    personal: dict[str, Value] = {}
    for path, value in row.values.items():
        known = schema.field(path)
        (plain if known is not None and known.personal is None else personal)[path] = value
    for path, text in row.extra.items():
        personal[path] = Value(OK, text, text, "unknown-field")
    return plain, personal


class _Walk:
    def __init__(self, schema: FormSchema, rows: list[Row]) -> None:
        self.schema = schema
        self.rows = rows
        self.kept: dict[tuple[int, str], int] = {}  # how often, by row and path

    def children(self, element: Element, path: str, row: int) -> None:
        """Read the children of a group, a repeat instance or the root into row number `row`."""
        counts: dict[str, int] = {}
        for child in element:
            below = f"{path}/{str(child.tag).rpartition('}')[2]}"
            if below in self.schema.repeat_paths:
                if child.get(_TEMPLATE) is None:
                    counts[below] = counts.get(below, 0) + 1
                    self.repeat(child, below, row, counts[below])
            elif (one := self.schema.fields_by_path.get(below)) is not None:
                values = self.rows[row].values
                if below in values or one.repeat != self.rows[row].table_path:
                    self.unknown(child, below, row)
                    continue
                values[below] = read_value(one, child.text)
                self.leftovers(child, below, row)
            elif below in self.schema.containers:
                self.attributes(child, below, row)
                self.children(child, below, row)
            else:
                self.unknown(child, below, row)

    def repeat(self, element: Element, path: str, parent: int, count: int) -> None:
        row = Row(path, (*self.rows[parent].ordinal, count), parent)
        self.rows.append(row)
        self.children(element, path, len(self.rows) - 1)

    def leftovers(self, element: Element, path: str, row: int) -> None:
        """What a field's element bears besides its text."""
        self.attributes(element, path, row)
        for child in element:
            self.unknown(child, f"{path}/{str(child.tag).rpartition('}')[2]}", row)

    def unknown(self, element: Element, path: str, row: int) -> None:
        self.attributes(element, path, row)
        text = element.text or ""
        if text.strip() or not len(element):
            self.keep(path, text, row)
        for child in element:
            self.unknown(child, f"{path}/{str(child.tag).rpartition('}')[2]}", row)

    def attributes(self, element: Element, path: str, row: int) -> None:
        for name, text in element.attrib.items():
            self.keep(f"{path}/@{str(name).rpartition('}')[2]}", str(text), row)

    def keep(self, path: str, text: str, row: int) -> None:
        """Under its path, or `path[2]`, `path[3]`… where that is taken."""
        taken = self.kept.get((row, path), int(path in self.rows[row].values))
        self.kept[row, path] = taken + 1
        self.rows[row].extra[f"{path}[{taken + 1}]" if taken else path] = text
