"""From extracted rows to records and to the registry: which answer goes where."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from sarn.collection import sharing
from sarn.collection.models import Record, SubmissionVersion
from sarn.collection.placing import ANSWERED, Place
from sarn.registry import keys, people
from sarn.registry.models import Person
from sarnkit.openrosa import Extracted, FieldSchema, FormSchema, Row, Value, split_personal

keys.used_by("pseudonym", Record._meta.db_table, "key")

_PERSON = "person."
# Words whose answers name the house: with them keys of two rounds could be joined.
_NAMES_HOUSE = {"house", "house.number"}
# Ids of the raw submission, which the version holds already.
_IDS = {"/meta/instanceID", "/meta/deprecatedID"}
# Types whose typed value is the text itself: keeping it twice would only cost room.
_TEXT = {"string", "select_one", "barcode", "binary", "trigger"}


@dataclass
class _Sorted:
    """One row's answers after sorting: for the record, for the registry."""

    row: Row
    plain: dict[str, Value]
    personal: dict[str, Value]
    person: dict[str, str] = field(default_factory=dict)  # word after "person." → text

    @property
    def name(self) -> str:
        """`/member[2]`, `/member[2.1]`: the row among all of its submission."""
        return f"{self.row.table_path}[{_dotted(self.row)}]" if self.row.ordinal else ""


def build(
    version: SubmissionVersion,
    schema: FormSchema,
    extracted: Extracted,
    place: Place,
    lineage: Iterable[UUID],
    *,
    first: bool = False,
) -> tuple[list[Record], list[int | None]]:
    """Unsaved records in the order of the rows, and each one's parent as an index.

    Writes the personal part to the registry on the way, since a member's pseudonym is made from
    the uid that she has there. Of a visit that brought no answers nothing about persons is kept, here
    or there; the bytes that came stay what they are. `first` says that no version of the submission was
    read before.
    """
    found = extracted.rows if place.outcome == ANSWERED else extracted.rows[:1]
    rows = [_sort(row, schema) for row in found]
    persons = _register(rows, schema, version, place, [] if first else list(lineage))
    keys_of: list[str] = []
    records: list[Record] = []
    for one in rows:
        parent = one.row.parent
        key = _key(one, version, place, persons)
        keys_of.append(key)
        records.append(
            Record(
                version=version,
                form_id=version.form_id,
                area_path=place.area_path,
                table_path=one.row.table_path,
                ordinal=one.row.ordinal[-1] if one.row.ordinal else 1,
                key=key,
                parent_key=keys_of[parent] if parent is not None else "",
                counted=place.countable,
                village_code=place.village_code,
                round_code=place.round_code,
                **_columns(one.plain, schema),
            )
        )
    return records, [one.row.parent for one in rows]


def digest(records: list[Record]) -> str:
    """A hash of what the records say, the same whenever they are made."""
    said = [
        [one.table_path, one.ordinal, one.key, one.parent_key, one.village_code, one.round_code, one.data]
        for one in records
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def member_tables(schema: FormSchema) -> set[str]:
    """Repeats whose rows are members of the household: those with a word `person.…`."""
    return {
        one.repeat for one in schema.fields if one.repeat != "/" and (_word(one) or "").startswith(_PERSON)
    }


def is_recorded(one: FieldSchema) -> bool:
    """Whether answers to the question go to records and lake: not personal, and no name of the house."""
    return one.personal is None and one.role not in _NAMES_HOUSE and one.path not in _IDS


def _word(one: FieldSchema) -> str | None:
    return one.personal if (one.personal or "").startswith(_PERSON) else one.role


def _sort(row: Row, schema: FormSchema) -> _Sorted:
    plain, personal = split_personal(row, schema)
    for hidden in schema.table_fields.get(row.table_path, ()):
        if hidden.path in plain and not is_recorded(hidden):
            value = plain.pop(hidden.path)
            if hidden.path not in _IDS:
                personal[hidden.path] = value
    sorted_row = _Sorted(row, plain, personal)
    for path, value in row.values.items():
        one = schema.field(path)
        word = (_word(one) or "") if one is not None else ""
        if word.startswith(_PERSON) and value.status in ("ok", "error") and value.text:
            sorted_row.person.setdefault(word.removeprefix(_PERSON), value.text.strip())
    return sorted_row


def _columns(plain: dict[str, Value], schema: FormSchema) -> dict[str, dict[str, Any]]:
    data, typed, faults = {}, {}, {}
    for path, value in plain.items():
        if value.status == "missing":
            continue
        data[path] = value.text or ""
        one = schema.field(path)
        if value.status == "error":
            faults[path] = value.code
        elif value.status == "ok" and one is not None and one.type not in _TEXT:
            typed[path] = value.typed
    return {"data": data, "typed": typed, "faults": faults}


def _register(
    rows: list[_Sorted], schema: FormSchema, version: SubmissionVersion, place: Place, lineage: list[UUID]
) -> dict[str, Person]:
    """`lineage` is empty where no version of the submission was read before."""
    on = timezone.localdate(version.received_at)
    tables = member_tables(schema)
    members = [_member(one) for one in rows if one.row.table_path in tables]
    answered = place.outcome == ANSWERED
    persons: dict[str, Person] = {}
    told_before = people.told_by(lineage) if lineage else []
    others = sharing.others_naming(told_before, version.submission_id)
    if place.household is not None and answered:
        persons = people.put_members(
            place.household,
            members,
            version_uid=version.uid,
            lineage=lineage,
            on=on,
            shared=others.versions,
            first=not lineage,
        )
    elif lineage:
        people.drop_members(lineage, others.versions)
    others.read_again(but={person.uid for person in persons.values()})
    told = [answer for one in rows for answer in _answers(one, schema, rows, bool(persons))]
    people.put_answers(
        told if answered else [],
        household=place.household,
        persons=persons,
        area_path=place.area_path,
        version_uid=version.uid,
        lineage=lineage,
        first=not lineage,
    )
    return persons


def _member(one: _Sorted) -> people.Member:
    said = one.person
    born = _date(said.get("birth_date", ""))
    return people.Member(
        path=one.name,
        ordinal=one.row.ordinal[-1],
        name=said.get("name", ""),
        citizen_id=said.get("citizen_id", ""),
        citizen_id_reason=said.get("citizen_id_reason", ""),
        sex=said.get("sex", ""),
        birth_year=_year(said.get("birth_year", "")) or (born.year if born else None),
        birth_date=born,
        residence=said.get("residence", ""),
        months=_number(said.get("months", ""), 0, 12),
    )


_HELD = {"person.name", "person.citizen_id"}


def _answers(one: _Sorted, schema: FormSchema, rows: list[_Sorted], registered: bool) -> list[people.Answer]:
    """Personal answers that no column of a person holds."""
    found = []
    for path, value in one.personal.items():
        known = schema.field(path)
        if not value.text or (registered and known is not None and known.personal in _HELD and one.name):
            continue
        found.append(people.Answer(path, _dotted(one.row), value.text, member=_member_above(one, rows)))
    return found


def _member_above(one: _Sorted, rows: list[_Sorted]) -> str:
    """The name of the outermost repeat row above: a member's illnesses are the member's."""
    while one.row.parent:
        one = rows[one.row.parent]
    return one.name


def _key(one: _Sorted, version: SubmissionVersion, place: Place, persons: dict[str, Person]) -> str:
    person = persons.get(one.name)
    if person is not None:
        return keys.pseudonym("person", person.uid, place.round_code)
    if one.row.ordinal:
        return keys.pseudonym("row", f"{version.submission.uid}{one.name}", place.round_code)
    if place.household is not None:
        return keys.pseudonym("household", place.household.uid, place.round_code)
    return keys.pseudonym("submission", version.submission.uid, place.round_code)


def _dotted(row: Row) -> str:
    return ".".join(map(str, row.ordinal))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _year(text: str) -> int | None:
    """A year as people write it: Buddhist years become Gregorian."""
    year = _number(text, 1800, 2800)
    return year - 543 if year is not None and year >= 2300 else year


def _number(text: str, least: int, most: int) -> int | None:
    try:
        number = int(text)
    except ValueError:
        return None
    return number if least <= number <= most else None
