"""What follows from a release: the village's public cells, and the figures of every area above it.

Two sums are kept above the village. The exact one (`Cell`) adds all released villages and stays on the
node. The public one (`PublicCell`) adds only villages whose own figure is shown: were a hidden village
in it, its count would be the total less the shown ones. Both are sums of the level below, so a release
costs one village and its ancestors. Call these inside the transaction of the release.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from sarn.areas.models import Area
from sarn.indicators import cells, gate
from sarn.indicators.cells import Changes
from sarn.indicators.models import Cell, Definition, EvidenceCell, PublicCell, Release

C = TypeVar("C", bound=EvidenceCell)

_SAME = ("round_code", "pack_id", "pack_version", "code", "part", "group", "scale", "definition_hash")
_EXACT = ("num", "den", "eligible", "missing", "unclear", "base", "answered", "target")
_PUBLIC = ("num", "den", "answered", "target")


def publish(release: Release) -> Changes:
    """Write the public cells of a released village and bring the figures above it up to date."""
    area = release.area
    # Two villages of one tambon may be released at once: the second waits for the sums of the first.
    paths = _paths_above(area.path)
    ancestors = list(Area.objects.filter(path__in=paths).select_for_update().order_by("pk"))
    changes = _publish_village(release)
    for above in sorted(ancestors, key=lambda one: len(one.path), reverse=True):
        changes += _add_up(above, release.round_code)
    return changes


def released_cells(area: Area, round_code: str) -> list[Cell]:
    """The exact cells that the village's forum released last, as they stood when it certified them."""
    release = newest_released(area, round_code)
    return list(Cell.objects.filter(uid__in=release.cells)) if release else []


def newest_released(area: Area, round_code: str) -> Release | None:
    """The edition that the public reads, None before the first release."""
    editions = Release.objects.filter(area=area, round_code=round_code, state=Release.RELEASED)
    return editions.order_by("-edition").first()


def _publish_village(release: Release) -> Changes:
    described = {
        (one.pack.pack_id, one.pack.version, one.code): one
        for one in Definition.objects.select_related("pack")
    }
    wanted = []
    for cell in Cell.objects.filter(uid__in=release.cells):
        definition = described[cell.pack_id, cell.pack_version, cell.code]
        if gate.is_public(cell, definition):
            wanted.append(_public_copy(cell, shown=gate.may_show(cell, definition)))
    current = _current(PublicCell, release.area, release.round_code)
    present = {cells.key_of(cell) for cell in wanted}
    # A correction may leave an indicator out; its former figure must not stand beside the new ones.
    gone = [_hidden(cell) for cell in current if cells.key_of(cell) not in present]
    return cells.replace(PublicCell, [*wanted, *gone], current)


def _public_copy(cell: Cell, *, shown: bool) -> PublicCell:
    return PublicCell(
        area=cell.area,
        area_path=cell.area_path,
        area_code=cell.area_code,
        level=cell.level,
        form_versions=cell.form_versions,
        answered=cell.answered,
        target=cell.target,
        shown=shown,
        villages_in=int(shown),
        num=cell.num if shown else None,
        den=cell.den if shown else None,
        **{name: getattr(cell, name) for name in _SAME},
    )


def _hidden(old: PublicCell) -> PublicCell:
    return PublicCell(
        area=old.area,
        area_path=old.area_path,
        area_code=old.area_code,
        level=old.level,
        form_versions=old.form_versions,
        answered=old.answered,
        target=old.target,
        shown=False,
        villages_in=0,
        **{name: getattr(old, name) for name in _SAME},
    )


def _add_up(above: Area, round_code: str) -> Changes:
    """The sums of an area from its children, exact and public."""
    villages = Area.objects.current().under(above.path).of_level("village").count()
    not_added = _not_added()
    exact = _exact_children(above, round_code)
    changes = cells.replace(
        Cell,
        [
            _sum(Cell, above, group, _EXACT, villages)
            for group in _grouped(exact)
            if (group[0].pack_id, group[0].pack_version, group[0].code) not in not_added
        ],
        _current(Cell, above, round_code),
    )
    shown = [
        cell
        for cell in PublicCell.objects.filter(area__parent=above, round_code=round_code, superseded_by=None)
        if (cell.pack_id, cell.pack_version, cell.code) not in not_added
    ]
    wanted = []
    for group in _grouped(shown):
        visible = [cell for cell in group if cell.shown]
        total = _sum(PublicCell, above, visible or group, _PUBLIC if visible else (), villages)
        total.shown, total.villages_in = bool(visible), sum(cell.villages_in for cell in visible)
        wanted.append(total)
    return changes + cells.replace(PublicCell, wanted, _current(PublicCell, above, round_code))


def _exact_children(above: Area, round_code: str) -> list[Cell]:
    """Exact cells one level down: of villages only those released, as they were certified."""
    if above.level != "tambon":
        found = Cell.objects.filter(area__parent=above, round_code=round_code, superseded_by=None)
        return list(found.exclude(level="village"))
    newest: dict[int, Release] = {}
    released = Release.objects.filter(area__parent=above, round_code=round_code, state=Release.RELEASED)
    for release in released.order_by("edition"):
        newest[release.area_id] = release
    return list(Cell.objects.filter(uid__in=[uid for one in newest.values() for uid in one.cells]))


def _sum(model: type[C], above: Area, group: Sequence[C], added: Iterable[str], villages: int) -> C:
    sums: dict[str, Any] = {name: sum(getattr(cell, name) for cell in group) for name in added}
    return model(
        area=above,
        area_path=above.path,
        area_code=above.code,
        level=above.level,
        villages_in=sum(cell.villages_in for cell in group),
        villages_of=villages,
        form_versions=sorted({version for cell in group for version in cell.form_versions}),
        **sums,
        **{name: getattr(group[0], name) for name in _SAME},
    )


def _grouped(found: Iterable[C]) -> list[list[C]]:
    groups: dict[tuple[str, ...], list[C]] = defaultdict(list)
    for cell in found:
        groups[cells.key_of(cell)[1:]].append(cell)
    return [groups[key] for key in sorted(groups)]


def _not_added() -> set[tuple[str, str, str]]:
    rows = Definition.objects.exclude(aggregation="add").values_list("pack__pack_id", "pack__version", "code")
    return set(rows)


def _current(model: type[C], area: Area, round_code: str) -> list[C]:
    found = model._default_manager.filter(area=area, round_code=round_code, superseded_by=None)
    return list(cast("Iterable[C]", found.select_for_update()))


def _paths_above(path: str) -> list[str]:
    codes = path.rstrip(".").split(".")
    return [".".join(codes[:depth]) + "." for depth in range(1, len(codes))]
