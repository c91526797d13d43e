"""All entries together, by code; a code used twice stops the import."""

from __future__ import annotations

from sarnkit.problems import (
    _access,
    _areas,
    _collection,
    _engine,
    _forms,
    _openrosa,
    _operation,
    _results,
    _rounds,
)
from sarnkit.problems._entry import Entry


def _gather(*entries: Entry) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.code in found:
            raise ValueError(f"the code {entry.code} is used twice in the catalogue")
        found[entry.code] = entry
    return found


CATALOGUE = _gather(
    *_access.ENTRIES,
    *_areas.ENTRIES,
    *_collection.ENTRIES,
    *_engine.ENTRIES,
    *_forms.ENTRIES,
    *_openrosa.ENTRIES,
    *_operation.ENTRIES,
    *_results.ENTRIES,
    *_rounds.ENTRIES,
)
