"""The only door to the engine: packs described, villages counted. Plain values come back.

The engine (DuckDB, Arrow) is imported by what runs, never by this module, so that the web and task
workers stay small.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarn.collection import lake

if TYPE_CHECKING:
    from sarnkit.engine import Connection, Indicator
    from sarnkit.engine import Pack as EnginePack

LANGUAGES = ("th", "en")


@dataclass(frozen=True)
class Description:
    """A checked pack as plain values; `definitions` are the fields of models.Definition."""

    pack_id: str
    version: str
    content_hash: str
    title: dict[str, str]
    years: list[int]
    source: str
    source_year: int
    confidence: str
    licence: str
    definitions: list[dict[str, Any]]


@dataclass(frozen=True)
class Figure:
    """One row of the engine's result at a village."""

    village: str
    code: str
    part: str
    group: str
    num: int
    den: int
    scale: int
    eligible: int
    missing: int
    unclear: int
    base: int


@dataclass(frozen=True)
class Counted:
    """What the engine found for one pack, and what it was."""

    figures: list[Figure]
    definition_hashes: dict[str, str]
    engine: str
    engine_version: str
    flags: list[list[str]]  # [code, indicator, detail]


def describe(folder: Path) -> Description:
    """Read and check the pack in the folder; raises the engine's Problems."""
    from sarnkit import engine

    pack = engine.load_pack(folder)
    return Description(
        pack_id=pack.id,
        version=pack.version,
        content_hash=pack.content_hash,
        title=dict(pack.title),
        years=list(pack.years),
        source=pack.source,
        source_year=pack.source_year,
        confidence=pack.confidence,
        licence=pack.licence,
        definitions=[_definition(pack, one) for one in pack.indicators.values()],
    )


@cache
def _connection() -> Connection:
    """The engine of this process, which is short-lived: opening one costs more than counting a village."""
    from sarnkit import engine

    return engine.connect()


def count(folder: Path, round_code: str, villages: Collection[str], year: int) -> Counted:
    """Count a pack over the lake's rows of these villages in the round; raises the engine's Problems."""
    from sarnkit import engine

    pack = engine.load_pack(folder)
    wanted = sorted(villages)
    tables = {name: _rows(round_code, name, _keys(pack, name), wanted) for name in pack.dictionary.tables}
    result = engine.compute(
        pack, tables, areas=dict.fromkeys(wanted, None), year=year, connection=_connection()
    )
    return Counted(
        figures=[
            Figure(
                cell.area,
                cell.code,
                cell.part,
                cell.group,
                cell.num,
                cell.den,
                cell.scale,
                cell.eligible,
                cell.missing,
                cell.unclear,
                cell.base,
            )
            for cell in result.cells
        ],
        definition_hashes={code: one.definition_hash for code, one in pack.indicators.items()},
        engine=result.engine,
        engine_version=result.engine_version,
        flags=[[flag.code, flag.indicator, flag.detail] for flag in result.flags],
    )


def _keys(pack: EnginePack, table: str) -> list[str]:
    """The columns that join a table to others and to its area."""
    lineage = [pack.dictionary.tables[name] for name in pack.dictionary.lineage(table)]
    return [name for one in lineage for name in (one.key, one.area) if name]


def _rows(round_code: str, table: str, keys: Sequence[str], villages: Sequence[str]) -> Any:
    """The rows of the villages as one Arrow table; one without rows where the lake has none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    parts = [
        pq.read_table(path, filters=[("village_code", "in", villages)])
        for path in lake.files(round_code, table, villages)
    ]
    if not parts:
        return pa.table({name: pa.array([], pa.string()) for name in keys})
    return pa.concat_tables(parts, promote_options="default")


def _definition(pack: EnginePack, one: Indicator) -> dict[str, Any]:
    from sarnkit import engine

    return {
        "code": one.code,
        "title": dict(one.title),
        "note": dict(one.note),
        "kind": one.kind,
        "unit": one.unit,
        "dimension": one.dimension,
        "direction": one.direction,
        "disclosure": one.disclosure,
        "aggregation": one.aggregation,
        "headline": one.headline,
        "targets": [_target(target) for target in one.targets],
        "thresholds": [_threshold(threshold) for threshold in one.thresholds],
        "minimum_n": one.minimum_n,
        "meaningful": _meaningful(one),
        "comparable": [
            {"indicator": each.indicator, "version": each.version, "how": each.how}
            for each in one.comparable_with
        ],
        "groups": [_group(pack, name) for name in one.by],
        "explanation": {
            language: engine.explain(pack, one.code, language, sql=False).partition("\n")[2]
            for language in LANGUAGES
        },
        "source": one.provenance.source,
        "source_year": one.provenance.source_year,
        "confidence": one.confidence,
        "definition_hash": one.definition_hash,
    }


def _meaningful(one: Indicator) -> dict[str, Any]:
    least = one.meaningful_change
    return {"points": str(least.points), **_provenance(least)} if least else {}


def _group(pack: EnginePack, name: str) -> dict[str, Any]:
    """A breakdown: its field and the answers, in the order of the pack."""
    field = pack.dictionary.fields[name]
    answers = [[code, dict(label)] for code, label in field.answers.items()]
    if field.type == "yes_no":
        answers = [["yes", {"th": "ใช่", "en": "yes"}], ["no", {"th": "ไม่ใช่", "en": "no"}]]
    return {"field": name, "label": dict(field.label), "answers": answers}


def _target(target: Any) -> dict[str, Any]:
    bounds = {name: getattr(target, name) for name in ("at_least", "at_most")}
    return {
        "year": target.year,
        **{name: str(bound) for name, bound in bounds.items() if bound is not None},
        **_provenance(target),
    }


def _threshold(threshold: Any) -> dict[str, Any]:
    return {
        "name": threshold.name,
        "value": str(threshold.value),
        "years": list(threshold.years),
        **_provenance(threshold),
    }


def _provenance(fact: Any) -> Mapping[str, Any]:
    said = fact.provenance
    return {"source": said.source, "source_year": said.source_year, "confidence": said.confidence}
