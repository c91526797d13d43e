"""Bringing the area tree in from a file, line by line, all or as much of it as is right.

The file may hold a part of the country. A name that differs is corrected in place. A code whose place
in the tree differs ends on the day and begins anew under its new parent, and so does everything below
it: results of earlier rounds keep the tree of their day. Codes that the file leaves out stay.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import transaction

from sarn.areas import clusters, rows
from sarn.areas.models import LEVELS, Area
from sarn.areas.rows import Row
from sarn.audit import log
from sarnkit.problems import Problem

Progress = Callable[[Iterable[Row]], Iterable[Row]]
_BATCH = 500
_TOLD = 200  # changes named in the audit event; the rest are counted


@dataclass
class Report:
    """What an import did; `refused` holds (line, code, problem)."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    refused: list[tuple[int, str, Problem]] = field(default_factory=list)


@transaction.atomic
def import_areas(
    lines: Iterable[Mapping[str, str | None]],
    valid_from: datetime.date,
    progress: Progress = iter,
    *,
    by: str = "system:areas",
) -> Report:
    """Bring lines of an area file (columns of `rows.COLUMNS`) into the tree, from the day on.

    One transaction, one audit event if anything changed. Bad lines are refused and reported, the
    others come in; the second run of the same file changes nothing.
    """
    report = Report()
    good = _checked(lines, report)
    made = clusters.ensure(valid_from)
    report.added += len(made)
    tree = _Tree(valid_from, report)
    # Parents first, whatever the order of the file; a level at a time, so that keys are known.
    good.sort(key=lambda row: LEVELS.index(row.level))
    for row in progress(good):
        tree.take(row)
    tree.finish()
    report.refused.sort(key=lambda refusal: refusal[0])
    if report.added or report.changed or report.moved:
        _record(report, tree.told, valid_from, by)
    return report


def _checked(lines: Iterable[Mapping[str, str | None]], report: Report) -> list[Row]:
    good: dict[str, Row] = {}
    for line, values in enumerate(lines, start=2):  # line 1 names the columns
        try:
            row = rows.check(line, values)
            if row.code in good:
                raise Problem("area.duplicate", code=row.code, first=good[row.code].line)
            good[row.code] = row
        except Problem as problem:
            report.refused.append((line, (values.get("code") or "").strip(), problem))
    return list(good.values())


class _Tree:
    """Today's tree in memory, and what is to be written, a level at a time."""

    def __init__(self, valid_from: datetime.date, report: Report) -> None:
        self.valid_from = valid_from
        self.report = report
        self.told: list[list[str]] = []
        self.areas = {area.code: area for area in Area.objects.filter(valid_to=None)}
        self.level = ""
        self.new: list[Area] = []
        self.renamed: list[Area] = []
        self.ended: list[Area] = []

    def take(self, row: Row) -> None:
        """Add, change, move or leave the area of one row."""
        if row.level != self.level:
            self._flush()
            self.level = row.level
        parent = self.areas.get(row.parent)
        above = LEVELS[LEVELS.index(row.level) - 1]
        if parent is None:
            return self._refuse(row, Problem("area.unknown-parent", code=row.code, parent=row.parent))
        if row.level == "province" and parent.level not in {above, "country"}:
            return self._refuse(row, Problem("area.wrong-parent", code=row.code, parent=row.parent))
        known = self.areas.get(row.code)
        if known is None:
            self.report.added += 1
            self._begin(_area(row, parent, self.valid_from))
        elif known.path != f"{parent.path}{row.code}.":
            self._move(known, row, parent)
        else:
            self._compare(known, row)
        return None

    def finish(self) -> None:
        """Write what is left, and take along what the file did not name below a moved area."""
        self._flush()
        for level in LEVELS[1:]:
            for area in [area for area in self.areas.values() if area.level == level]:
                parent = self.areas.get(_above(area)) if area.parent_id else None
                if parent is not None and area.path != f"{parent.path}{area.code}.":
                    self._renew(area, _copy(area, parent, self.valid_from))
            self._flush()

    def _refuse(self, row: Row, problem: Problem) -> None:
        self.report.refused.append((row.line, row.code, problem))

    def _begin(self, area: Area) -> None:
        self.new.append(area)
        self.areas[area.code] = area

    def _move(self, known: Area, row: Row, parent: Area) -> None:
        if known.valid_from >= self.valid_from:
            self._refuse(
                row, Problem("area.too-early", code=row.code, since=known.valid_from, day=self.valid_from)
            )
            return
        self._renew(known, _area(row, parent, self.valid_from))

    def _renew(self, known: Area, renewed: Area) -> None:
        known.valid_to = self.valid_from
        self.ended.append(known)
        self.report.moved += 1
        self.told.append([known.code, known.path, renewed.path])
        self._begin(renewed)

    def _compare(self, known: Area, row: Row) -> None:
        before = _facts(known)
        known.name_th, known.name_en, known.number = row.name_th, row.name_en, row.number
        known.has_boundary, known.source, known.kind = row.has_boundary, row.source, row.kind
        if _facts(known) == before:
            self.report.unchanged += 1
            return
        self.report.changed += 1
        self.renamed.append(known)
        self.told.append([known.code, " ".join(map(str, before[:3])), " ".join(map(str, _facts(known)[:3]))])

    def _flush(self) -> None:
        Area.objects.bulk_update(self.ended, ["valid_to"], _BATCH)  # first: a code is current once
        Area.objects.bulk_create(self.new, _BATCH)
        Area.objects.bulk_update(
            self.renamed, ["name_th", "name_en", "number", "has_boundary", "source", "kind"], _BATCH
        )
        self.new, self.renamed, self.ended = [], [], []


def _facts(area: Area) -> tuple[object, ...]:
    return (area.name_th, area.name_en, area.number or "", area.has_boundary, area.source, area.kind)


def _above(area: Area) -> str:
    return str(area.path).rstrip(".").split(".")[-2]


def _area(row: Row, parent: Area, valid_from: datetime.date) -> Area:
    return Area(
        code=row.code,
        level=row.level,
        kind=row.kind,
        name_th=row.name_th,
        name_en=row.name_en,
        number=row.number,
        parent=parent,
        path=f"{parent.path}{row.code}.",
        valid_from=valid_from,
        has_boundary=row.has_boundary,
        source=row.source,
    )


def _copy(area: Area, parent: Area, valid_from: datetime.date) -> Area:
    return Area(
        code=area.code,
        level=area.level,
        kind=area.kind,
        name_th=area.name_th,
        name_en=area.name_en,
        number=area.number,
        parent=parent,
        path=f"{parent.path}{area.code}.",
        valid_from=valid_from,
        has_boundary=area.has_boundary,
        source=area.source,
    )


def _record(report: Report, told: list[list[str]], valid_from: datetime.date, by: str) -> None:
    log.record(
        "areas.import",
        by=by,
        object_type="area",
        valid_from=valid_from.isoformat(),
        added=report.added,
        changed=report.changed,
        moved=report.moved,
        refused=len(report.refused),
        changes=told[:_TOLD],
    )


@transaction.atomic
def close(code: str, on: datetime.date, *, by: str) -> Area:
    """End an area on the day, e.g. a village that was merged into another.

    Raises Problem for an unknown code, one with living areas below it, or a day before it began.
    """
    area = Area.objects.filter(code=code, valid_to=None).first()
    if area is None:
        raise Problem("area.unknown", code=code)
    below = area.children.filter(valid_to=None).count()
    if below:
        raise Problem("area.has-children", code=code, count=below)
    if on <= area.valid_from:
        raise Problem("area.too-early", code=code, since=area.valid_from, day=on)
    area.valid_to = on
    area.save(update_fields=["valid_to"])
    log.record(
        "area.close", by=by, object_type="area", object_uid=area.uid, area_path=area.path, on=on.isoformat()
    )
    return area


def silent(items: Iterable[Row]) -> Iterator[Row]:
    """A progress that shows nothing."""
    yield from items
