"""Writing cells: what did not change stays, what changed gets a successor, nothing is overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db import transaction

from sarn.indicators.models import Cell, EvidenceCell, PublicCell
from sarnkit import clock

Key = tuple[int, str, str, str, str, str, str]
C = TypeVar("C", bound=EvidenceCell)

_IDENTITY = ("area_code", "level", "round_code", "pack_id", "pack_version", "code", "part", "group")
_COMMON = ("num", "den", "scale", "villages_in", "villages_of", "form_versions", "definition_hash")
_VALUES: dict[type[EvidenceCell], tuple[str, ...]] = {
    Cell: (*_COMMON, "eligible", "missing", "unclear", "base", "answered", "target"),
    PublicCell: (*_COMMON, "shown", "answered", "target"),
}


@dataclass(frozen=True)
class Changes:
    """How many cells were new, took another's place, and stayed."""

    added: int = 0
    superseded: int = 0
    unchanged: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.added + other.added,
            self.superseded + other.superseded,
            self.unchanged + other.unchanged,
        )


def key_of(cell: EvidenceCell) -> Key:
    """What the cell speaks of; two current cells never share it."""
    return (
        cell.area_id,
        cell.round_code,
        cell.pack_id,
        cell.pack_version,
        cell.code,
        cell.part,
        cell.group,
    )


def hash_of(cell: EvidenceCell) -> str:
    """SHA-256 of the canonical JSON of identity and value.

    The run, the engine and the time are provenance and stay out of it (DESIGN §7.6): a new release of
    ours supersedes nothing by itself.
    """
    names = (*_IDENTITY, *_VALUES[type(cell)])
    said = {name: getattr(cell, name) for name in names} | {"audience": type(cell).audience}
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def replace(model: type[C], wanted: Sequence[C], current: Iterable[C]) -> Changes:
    """Make `wanted` the current cells in the place of those among `current` that speak of the same.

    Cells whose value is the same are left alone. Cells of `current` that nobody wants stay as well: the
    caller decides what no longer being counted means. Call it inside a transaction that locked `current`.
    """
    known = {key_of(cell): cell for cell in current}
    fresh: list[C] = []
    outdated: list[C] = []
    now = clock.now()
    for cell in wanted:
        cell.value_hash = hash_of(cell)
        old = known.get(key_of(cell))
        if old is not None and old.value_hash == cell.value_hash:
            continue
        if old is not None:
            old.superseded_by, old.superseded_at = cell.uid, now
            outdated.append(old)
        cell.made_at = now
        fresh.append(cell)
    with transaction.atomic():
        if outdated:
            model._default_manager.bulk_update(outdated, ["superseded_by", "superseded_at"], batch_size=200)
        model._default_manager.bulk_create(fresh, batch_size=200)
    return Changes(len(fresh) - len(outdated), len(outdated), len(wanted) - len(fresh))
