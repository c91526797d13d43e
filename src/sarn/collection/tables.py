"""The tables of the lake: their names, columns and rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sarn.collection import records
from sarn.collection.models import FormVersion, Record
from sarn.registry import keys
from sarnkit.openrosa import FormSchema

# Raise it when columns change their meaning or names: every file is then written anew.
LAYOUT = 2
HOUSEHOLD = "household"
PERSON = "person"
ROOT = "/"

_FIXED = ("household_id", "village_code", "submission_id", "round", "received_at", "form_version")
_RESERVED = {*_FIXED, "person_id", "row_id", "parent_id"}


def name_of(table_path: str, member_tables: set[str]) -> str:
    """`/` → household; a repeat of members → person; another repeat → its last step."""
    if table_path == ROOT:
        return HOUSEHOLD
    return PERSON if table_path in member_tables else table_path.rpartition("/")[2]


def columns_of(paths: Iterable[str]) -> dict[str, str]:
    """Path → column: its last step, or the whole path joined by `__` where that is taken.

    Engines do not tell capitals apart in names, so that `Age` and `age` count as the same step.
    """
    wanted = list(dict.fromkeys(paths))
    steps = Counter(_last(path).lower() for path in wanted)
    taken = set(_RESERVED)
    named: dict[str, str] = {}
    for path in wanted:
        whole = path.strip("/").replace("/", "__")
        column = _last(path) if steps[_last(path).lower()] == 1 else whole
        while column.lower() in taken:
            column = whole if column != whole and whole.lower() not in taken else f"answer__{column}"
        taken.add(column.lower())
        named[path] = column
    return named


def of_villages(form_id: int, round_code: str, villages: Sequence[str]) -> dict[str, Any]:
    """Table name → pyarrow Table of the villages' counted records, sorted by village.

    Columns are those of all versions of the form together, so that files of one table always agree.
    """
    import pyarrow as pa

    schemas = [FormSchema.from_json(one) for one in _schemas(form_id)]
    members = set().union(*(records.member_tables(schema) for schema in schemas))
    paths = _plain_paths(schemas)
    columns = {table: columns_of(found) for table, found in paths.items()}
    rows = _rows(form_id, round_code, villages, columns, members)
    made: dict[str, Any] = {}
    for table_path, names in columns.items():
        name = name_of(table_path, members)
        if name in made:  # two repeats of one name: the second keeps its whole path
            name = table_path.strip("/").replace("/", "__")
        schema = pa.schema([(one, _type(one)) for one in (*_keys(name), *_FIXED, *names.values())])
        made[name] = pa.Table.from_pylist(rows[table_path], schema=schema)
    return made


def _keys(name: str) -> tuple[str, ...]:
    return () if name == HOUSEHOLD else ("person_id",) if name == PERSON else ("row_id", "parent_id")


def _type(column: str) -> Any:
    import pyarrow as pa

    return pa.timestamp("us", tz="UTC") if column == "received_at" else pa.string()


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _schemas(form_id: int) -> list[dict[str, Any]]:
    return list(FormVersion.objects.filter(form_id=form_id).order_by("pk").values_list("schema", flat=True))


def _plain_paths(schemas: list[FormSchema]) -> dict[str, list[str]]:
    """Table path → paths of its fields that go to records in every version that has them."""
    hidden = {one.path for schema in schemas for one in schema.fields if not records.is_recorded(one)}
    found: dict[str, list[str]] = {}
    for schema in schemas:
        for table_path, fields in schema.table_fields.items():
            known = found.setdefault(table_path, [])
            known += [one.path for one in fields if one.path not in hidden and one.path not in known]
    return found


def _rows(
    form_id: int,
    round_code: str,
    villages: Sequence[str],
    columns: dict[str, dict[str, str]],
    members: set[str],
) -> dict[str, list[dict[str, Any]]]:
    counted = (
        Record.objects.filter(form_id=form_id, round_code=round_code, village_code__in=villages, counted=True)
        .order_by("village_code", "version_id", "pk")
        .values_list(
            "pk",
            "parent_id",
            "table_path",
            "key",
            "parent_key",
            "data",
            "village_code",
            "version__submission__uid",
            "version__received_at",
            "version__form_version__version",
        )
    )
    households: dict[int, str] = {}
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for (
        pk,
        parent,
        table_path,
        key,
        parent_key,
        data,
        village,
        uid,
        received_at,
        version,
    ) in counted.iterator():
        households[pk] = key if parent is None else households[parent]
        row = {
            "household_id": households[pk],
            "village_code": village,
            "submission_id": keys.pseudonym("submission", uid, round_code),
            "round": round_code,
            "received_at": received_at,
            "form_version": version,
        }
        if table_path != ROOT:
            row |= {"person_id": key} if table_path in members else {"row_id": key, "parent_id": parent_key}
        names = columns.get(table_path, {})
        row |= {names[path]: text for path, text in data.items() if path in names}
        rows[table_path].append(row)
    return rows
