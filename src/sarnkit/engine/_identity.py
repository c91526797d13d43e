"""The hash that tells whether a figure could have changed (pack format §8)."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from decimal import Decimal
from pathlib import Path

from sarnkit.engine._definitions import Dictionary, Field, Indicator
from sarnkit.engine._nodes import Node, fields_of, tree


def content_hash(files: dict[str, bytes]) -> str:
    """SHA-256 over the names and bytes of a pack's files, in order of their names."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()


def read_files(folder: Path) -> dict[str, bytes]:
    """The files that make a pack, by their place in it."""
    names = [
        folder / "pack.toml",
        folder / "dictionary.toml",
        *sorted((folder / "indicators").glob("*.toml")),
    ]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}


def definition_hash(indicator: Indicator, dictionary: Dictionary) -> str:
    """SHA-256 of canonical JSON of all that can change a figure; titles, notes, sources, targets are not in it."""
    touched = touched_fields(indicator.fields, dictionary)
    used = [each for each in indicator.thresholds if each.name in indicator.used_thresholds]
    members = indicator.members
    meaning = {
        "kind": indicator.kind,
        "unit": indicator.unit,
        "aggregation": indicator.aggregation,
        "count_as": indicator.count_as,
        "applies": _tree(indicator.applies),
        "passes": _tree(indicator.passes),
        "members": members and [members.table, _tree(members.applies), _tree(members.passes)],
        "items": [[item.code, _tree(item.applies), _tree(item.passes)] for item in indicator.items],
        "thresholds": sorted([each.name, plain(each.value), *each.years] for each in used),
        "fields": {name: _meaning(dictionary.fields[name]) for name in touched},
        "tables": {
            name: table.parent
            for name, table in dictionary.tables.items()
            if name in _tables(indicator, dictionary)
        },
    }
    text = json.dumps(meaning, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def touched_fields(names: frozenset[str], dictionary: Dictionary) -> frozenset[str]:
    """Fields and, for derived ones, the fields these are made from."""
    touched = set(names)
    for name in names:
        derivation = dictionary.fields[name].derivation
        if derivation:
            touched |= fields_of(derivation.where) | ({derivation.column} if derivation.column else set())
    return frozenset(touched)


def plain(number: Decimal) -> str:
    """A number as plain decimal text without trailing zeros."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def _tables(indicator: Indicator, dictionary: Dictionary) -> set[str]:
    touched = touched_fields(indicator.fields, dictionary)
    tables = {indicator.unit, *(dictionary.fields[name].table for name in touched)}
    tables |= {indicator.members.table} if indicator.members else set()
    derivations = [dictionary.fields[name].derivation for name in touched]
    return tables | {each.table for each in derivations if each}


def _tree(node: Node | None) -> object:
    return None if node is None else tree(node)


def _meaning(field: Field) -> dict[str, object]:
    how = field.derivation
    return {
        "table": field.table,
        "type": field.type,
        "places": field.places,
        "answers": sorted(field.answers),
        "missing": sorted(field.missing),
        "blank": field.blank,
        "derived": how and [how.how, how.table, how.column, _tree(how.where)],
    }
