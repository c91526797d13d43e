"""What a village's cells are made of, as one hash: when it differs from the remembered one, they are due."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count

from sarn.access import scope
from sarn.collection import lake
from sarn.collection.models import TargetHousehold
from sarn.collection.placing import ANSWERED
from sarn.collection.rounds import NO_TARGET
from sarn.indicators import packs
from sarn.indicators.models import Computed

# So many villages are looked up one by one rather than by reading the whole round.
_FEW = 20


@dataclass(frozen=True)
class Heard:
    """Households of a village that answered, of those that the round wanted to hear."""

    answered: int = 0
    target: int = 0


def due_in(round_code: str, marks: dict[str, str]) -> set[str]:
    """Villages whose mark is not the remembered one; those that lost all answers among them."""
    remembered = dict(
        Computed.objects.filter(round_code=round_code).values_list("village_code", "fingerprint")
    )
    changed = {code for code, mark in marks.items() if remembered.get(code) != mark}
    return changed | {code for code, mark in remembered.items() if mark and code not in marks}


def marks_of(round_code: str, only: Collection[str] | None = None) -> dict[str, str]:
    """Village → hash of all that its cells are made of: answers, coverage, packs."""
    with scope.system("computing"):
        if only is not None and len(only) <= _FEW:
            answers = {code: lake.fingerprint(round_code, code) for code in only}
        else:
            answers = lake.fingerprints(round_code)
        heard = coverage(round_code)
    said = [f"{pack}{pack.content_hash}" for pack in packs.active()]
    return {
        code: hash_of([fingerprint, heard.get(code, Heard()), *said])
        for code, fingerprint in answers.items()
        if code and fingerprint
    }


def coverage(round_code: str) -> dict[str, Heard]:
    """Village → households that answered and those that the round wanted to hear."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    rows = TargetHousehold.objects.filter(village_round__round__code=round_code)
    counted = rows.values_list("village_round__area__code", "outcome").annotate(Count("pk"))
    for code, outcome, count in counted:
        outcomes[code][outcome] += count
    return {code: Heard(seen[ANSWERED], seen.total() - seen[NO_TARGET]) for code, seen in outcomes.items()}


def hash_of(parts: Iterable[Any]) -> str:
    """SHA-256 of the parts as text, a line each."""
    return hashlib.sha256("\n".join(str(part) for part in parts).encode()).hexdigest()


def lake_mark() -> tuple[Any, ...]:
    """What changes when the lake is written: its manifests and when each was swapped in."""
    manifests = Path(settings.SARN_LAKE).glob("*/*/manifest.json")
    return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in manifests))
