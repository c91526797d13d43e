"""What a form asks: its fields, repeats, choices and files, as plain values.

Paths are those of ODK Central's fields list: from the root element's children on, with a leading
slash and without namespace prefixes: `/hh/house_no`, `/member/m_name`, `/meta/instanceID`. The
root table is `/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any, Final

ROOT_TABLE: Final = "/"

Labels = Mapping[str, str]  # language as the form names it ("ไทย (th)", "default") → text


@dataclass(frozen=True)
class FieldSchema:
    """One question or computed value.

    `type` is one of string, int, decimal, boolean, date, time, datetime, select_one,
    select_multiple, rank, geopoint, geotrace, geoshape, binary, barcode, trigger. `repeat` is the path
    of the innermost repeat it lives in (`/` for none). `choices` maps codes to labels, None where
    they are not in the form itself; `choices_from` then names the file. `media` is the kind of a
    binary. `personal` is None or the word of its tag (`yes`, `person.name`, …); `role` is the word of
    `sarn:role`. `relevant` is the condition as XPath. `refers` are the questions that its value is
    computed from, () where the form itself tags it; `derived_from` is the one that made it personal.
    """

    path: str
    name: str
    type: str
    repeat: str = ROOT_TABLE
    labels: Labels | None = None
    choices: Mapping[str, Labels] | None = None
    choices_from: str = ""
    media: str = ""
    readonly: bool = False
    calculated: bool = False
    required: bool = False
    visible: bool = True
    preload: str = ""
    appearance: str = ""
    relevant: str = ""
    hints: Labels | None = None
    personal: str | None = None
    role: str | None = None
    refers: tuple[str, ...] = ()
    derived_from: str = ""


@dataclass(frozen=True)
class RepeatSchema:
    """A part that may be filled several times; `parent` is the repeat around it or `/`."""

    path: str
    parent: str
    labels: Labels
    count: str = ""


@dataclass(frozen=True)
class GroupSchema:
    """A heading over fields; it makes no table."""

    path: str
    labels: Labels


@dataclass(frozen=True)
class AttachmentNeed:
    """A file that the form refers to; `kind` is image, audio, video or file."""

    filename: str
    kind: str


@dataclass(frozen=True)
class FormSchema:
    """A form version. `root` is the name of the root element, `languages` as the form names them."""

    form_id: str
    version: str
    title: str
    root: str
    languages: tuple[str, ...]
    default_language: str
    fields: tuple[FieldSchema, ...]
    repeats: tuple[RepeatSchema, ...]
    groups: tuple[GroupSchema, ...]
    attachments: tuple[AttachmentNeed, ...]

    def field(self, path: str) -> FieldSchema | None:
        """The field at `path`, or None."""
        return self.fields_by_path.get(path)

    def by_role(self, role: str) -> list[FieldSchema]:
        """The fields tagged with `sarn:role="<role>"`, in the order of the form."""
        return [field for field in self.fields if field.role == role]

    def by_personal(self, word: str) -> list[FieldSchema]:
        """The fields tagged with `sarn:personal="<word>"`, in the order of the form."""
        return [field for field in self.fields if field.personal == word]

    @cached_property
    def fields_by_path(self) -> dict[str, FieldSchema]:
        """Fields by path."""
        return {field.path: field for field in self.fields}

    @cached_property
    def repeat_paths(self) -> frozenset[str]:
        """Paths of all repeats."""
        return frozenset(repeat.path for repeat in self.repeats)

    @cached_property
    def containers(self) -> frozenset[str]:
        """Paths that hold fields or repeats below them."""
        paths = [field.path for field in self.fields] + [repeat.path for repeat in self.repeats]
        return frozenset(
            path[:cut] for path in paths for cut in range(1, len(path)) if path[cut] == "/"
        ) | frozenset(group.path for group in self.groups)

    @cached_property
    def table_fields(self) -> dict[str, tuple[FieldSchema, ...]]:
        """Fields of each table: `/` and every repeat."""
        tables: dict[str, list[FieldSchema]] = {ROOT_TABLE: []}
        for repeat in self.repeats:
            tables[repeat.path] = []
        for field in self.fields:
            tables[field.repeat].append(field)
        return {path: tuple(fields) for path, fields in tables.items()}

    def to_json(self) -> dict[str, Any]:
        """A JSON object that `from_json` reads back to an equal schema."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> FormSchema:
        """The schema that `to_json` wrote."""
        return cls(
            form_id=stored["form_id"],
            version=stored["version"],
            title=stored["title"],
            root=stored["root"],
            languages=tuple(stored["languages"]),
            default_language=stored["default_language"],
            fields=tuple(_read_field(field) for field in stored["fields"]),
            repeats=tuple(RepeatSchema(**repeat) for repeat in stored["repeats"]),
            groups=tuple(GroupSchema(**group) for group in stored["groups"]),
            attachments=tuple(AttachmentNeed(**need) for need in stored["attachments"]),
        )


_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*$")


def _read_field(stored: Mapping[str, Any]) -> FieldSchema:
    return FieldSchema(**{**stored, "refers": tuple(stored.get("refers", ()))})


def language_code(language: str) -> str:
    """`th` of `ไทย (th)`; a name without a code in brackets is returned in lower case."""
    match = _CODE.search(language)
    return (match[1] if match else language).strip().lower()


def label(labels: Labels | None, language: str = "th") -> str:
    """The text for a language code; where it is missing, the form's first text that is not empty."""
    if not labels:
        return ""
    for name, text in labels.items():
        if text and language_code(name) == language.lower():
            return text
    return next((text for text in labels.values() if text), "")
