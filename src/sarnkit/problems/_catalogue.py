"""All entries together, by code; a code used twice stops the import."""

from __future__ import annotations

from sarnkit.problems import (
    _access,
    _areas,
    _collection,
    _documents,
    _effects,
    _engine,
    _forms,
    _meetings,
    _money,
    _news,
    _openrosa,
    _operation,
    _planning,
    _plans,
    _results,
    _rounds,
    _thread,
    _workflow,
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
    *_documents.ENTRIES,
    *_effects.ENTRIES,
    *_engine.ENTRIES,
    *_forms.ENTRIES,
    *_meetings.ENTRIES,
    *_money.ENTRIES,
    *_news.ENTRIES,
    *_openrosa.ENTRIES,
    *_operation.ENTRIES,
    *_planning.ENTRIES,
    *_plans.ENTRIES,
    *_results.ENTRIES,
    *_rounds.ENTRIES,
    *_thread.ENTRIES,
    *_workflow.ENTRIES,
)
