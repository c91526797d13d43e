"""Runs: which villages are due, counting them, and checking that counting again gives the same.

due()                    what the worker asks at every pass; cheap
compute("2569")          in a process that ends again, for it loads the engine
verify("2569")           the same reckoning, nothing written
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from sarn.access import scope
from sarn.areas.models import Area
from sarn.audit import log
from sarn.collection import lake
from sarn.collection.models import Record, Round
from sarn.indicators import cells, counting, marks, packs
from sarn.indicators.cells import Changes
from sarn.indicators.counting import Counted, Figure
from sarn.indicators.marks import Heard
from sarn.indicators.models import Cell, Computed, Pack, Run
from sarnkit import clock
from sarnkit.problems import Problem

# Between full looks the worker asks only whether the lake was written.
_LOOK_EVERY = 30.0
_SYSTEM = "system:computing"


@dataclass
class Outcome:
    """What a run did; `refused` are villages whose data the engine would not count, with the sentence."""

    villages: int = 0
    changes: Changes = field(default_factory=Changes)
    refused: dict[str, Problem] = field(default_factory=dict)


@dataclass
class _Looked:
    mark: tuple[Any, ...] | None = None
    at: float = 0.0


_looked = _Looked()


def due() -> list[tuple[str, str]]:
    """(round, village) whose answers, coverage or packs changed since their cells were made.

    A query over the data is the truth; it is asked when the lake was written, else twice a minute.
    """
    mark = marks.lake_mark()
    if mark == _looked.mark and time.monotonic() - _looked.at < _LOOK_EVERY:
        return []
    found = [
        (code, village)
        for code in Round.objects.order_by("code").values_list("code", flat=True)
        for village in sorted(marks.due_in(code, marks.marks_of(code)))
    ]
    if not found:
        _looked.mark, _looked.at = mark, time.monotonic()
    return found


def compute(round_code: str, village_codes: Collection[str] | None = None) -> Outcome:
    """Count the villages that are due in the round, or the named ones, and write their exact cells.

    Raises Problem `rounds.unknown`, `results.no-village`, and those of `packs.sync`. A village whose
    answers the engine refuses is named in the outcome and does not stop the others.
    """
    one = _round(round_code)
    active = packs.sync()
    with scope.system("computing"):
        # Marks are taken before the lake is read: what comes between makes the village due again.
        found = marks.marks_of(round_code, village_codes)
        wanted = marks.due_in(round_code, found) if village_codes is None else set(village_codes)
        villages = _villages(wanted, strict=village_codes is not None)
        outcome = Outcome()
        if villages:
            lake.refresh()
            for pack in active:
                _compute_pack(one, pack, villages, marks.hash_of(sorted(found.items())), outcome)
            _remember(round_code, wanted, found, outcome)
        outcome.villages = len(villages)
    return outcome


def verify(round_code: str) -> list[str]:
    """Count everything again and name the cells that differ from what is stored; [] if none does."""
    one = _round(round_code)
    active = packs.sync()
    with scope.system("computing"):
        codes = Cell.objects.filter(round_code=round_code, level="village", superseded_by=None)
        villages = _villages(set(codes.values_list("area_code", flat=True)), strict=False)
        differing = []
        for pack in active:
            counted, refused = _count(pack, one, villages)
            stored = {cells.key_of(cell): cell for cell in _stored(one, pack, villages)}
            for cell in _built(one, pack, villages, counted, None, stored.values(), refused):
                old = stored.get(cells.key_of(cell))
                said = cells.hash_of(cell)
                if old is None or not old.value_hash == cells.hash_of(old) == said:
                    differing.append(str(cell))
            differing += [f"{code} {problem.code}" for code, problem in refused.items()]
    return sorted(set(differing))


def _compute_pack(
    one: Round, pack: Pack, villages: dict[str, Area], fingerprint: str, outcome: Outcome
) -> None:
    counted, refused = _count(pack, one, villages)
    outcome.refused |= refused
    with transaction.atomic():
        current = _stored(one, pack, villages, lock=True)
        run = Run(
            pack=pack,
            round_code=one.code,
            engine=counted.engine,
            engine_version=counted.engine_version,
            reference_year=one.reference_year,
            data_fingerprint=fingerprint,
            villages=len(villages) - len(refused),
            flags=counted.flags,
        )
        wanted = _built(one, pack, villages, counted, run, current, refused)
        changed = [cell for cell in wanted if _differs(cell, current)]
        outcome.changes += Changes(unchanged=len(wanted) - len(changed))
        if not changed:
            return
        run.save()
        outcome.changes += cells.replace(Cell, changed, current)
        log.record(
            "indicators.compute",
            by=_SYSTEM,
            object_type="run",
            object_uid=str(run.uid),
            pack=str(pack),
            round=one.code,
            villages=sorted({cell.area_code for cell in changed}),
            cells=len(changed),
        )


def _differs(cell: Cell, current: Iterable[Cell]) -> bool:
    key, value = cells.key_of(cell), cells.hash_of(cell)
    return not any(old.value_hash == value and cells.key_of(old) == key for old in current)


def _count(pack: Pack, one: Round, villages: dict[str, Area]) -> tuple[Counted, dict[str, Problem]]:
    """The figures of all villages; where one of them spoils the run, each is counted by itself."""
    folder, year = packs.folder_of(pack), one.reference_year
    try:
        return counting.count(folder, one.code, villages, year), {}
    except Problem as problem:
        if len(villages) == 1:
            return Counted([], {}, "", "", []), dict.fromkeys(villages, problem)
    counted, refused = Counted([], {}, "", "", []), {}
    for code in sorted(villages):
        try:
            alone = counting.count(folder, one.code, [code], year)
        except Problem as problem:
            refused[code] = problem
        else:
            counted = replace(alone, figures=[*counted.figures, *alone.figures])
    return counted, refused


def _built(
    one: Round,
    pack: Pack,
    villages: dict[str, Area],
    counted: Counted,
    run: Run | None,
    current: Iterable[Cell],
    refused: Collection[str],
) -> list[Cell]:
    """The cells as they should stand; a figure that is not counted any more becomes a zero."""
    coverage, versions = marks.coverage(one.code), _form_versions(one.code, villages)

    def cell(figure: Figure, definition_hash: str) -> Cell:
        area = villages[figure.village]
        heard = coverage.get(area.code, Heard())
        return Cell(
            run=run,
            area=area,
            area_code=area.code,
            area_path=area.path,
            level=area.level,
            round_code=one.code,
            pack_id=pack.pack_id,
            pack_version=pack.version,
            code=figure.code,
            part=figure.part,
            group=figure.group,
            num=figure.num,
            den=figure.den,
            scale=figure.scale,
            eligible=figure.eligible,
            missing=figure.missing,
            unclear=figure.unclear,
            base=figure.base,
            answered=heard.answered,
            target=heard.target,
            form_versions=sorted(versions.get(area.code, ())),
            definition_hash=definition_hash,
        )

    made = [cell(figure, counted.definition_hashes[figure.code]) for figure in counted.figures]
    present = {cells.key_of(one_cell) for one_cell in made}
    for old in current:
        if cells.key_of(old) not in present and old.area_code not in refused:
            gone = Figure(old.area_code, old.code, old.part, old.group, 0, 0, old.scale, 0, 0, 0, 0)
            made.append(cell(gone, old.definition_hash))
    return made


def _stored(one: Round, pack: Pack, villages: dict[str, Area], *, lock: bool = False) -> list[Cell]:
    found = Cell.objects.filter(
        round_code=one.code,
        pack_id=pack.pack_id,
        pack_version=pack.version,
        area__in=[area.pk for area in villages.values()],
        superseded_by=None,
    )
    return list(found.select_for_update() if lock else found)


def _remember(round_code: str, wanted: Collection[str], found: dict[str, str], outcome: Outcome) -> None:
    for code in wanted:
        problem = outcome.refused.get(code)
        Computed.objects.update_or_create(
            round_code=round_code,
            village_code=code,
            defaults={
                "fingerprint": found.get(code, ""),
                "problem": problem.sentence("th")[:500] if problem else "",
                "at": clock.now(),
            },
        )


def _form_versions(round_code: str, villages: Collection[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    rows = Record.objects.filter(
        parent=None, counted=True, round_code=round_code, village_code__in=list(villages)
    )
    pairs = rows.values_list("village_code", "version__form_version__version").distinct()
    for code, version in pairs:
        found[code].add(version)
    return found


def _round(round_code: str) -> Round:
    found = Round.objects.filter(code=round_code).first()
    if found is None:
        raise Problem("rounds.unknown", round=round_code)
    return found


def _villages(codes: Collection[str], *, strict: bool) -> dict[str, Area]:
    found = {
        area.code: area for area in Area.objects.current().of_level("village").filter(code__in=list(codes))
    }
    unknown = sorted(set(codes) - set(found))
    if strict and unknown:
        raise Problem("results.no-village", village=unknown[0])
    return found
