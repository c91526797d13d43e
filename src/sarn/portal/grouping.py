"""Breakdowns of a village's figures: exact for the village, for everybody else named and never shown.

The names come from the definition and not from what was counted, so that not even whether anybody
lives in such a household can be learnt (planning note, scenario 3; DESIGN §7.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sarn.areas.models import Area
from sarn.indicators.models import Cell
from sarn.portal import reading
from sarn.portal.reading import Reading
from sarnkit.effects import plain


@dataclass(frozen=True)
class Group:
    """One answer of a breakdown: «บ้านที่มีแต่ผู้สูงอายุ: ใช่». Without numbers it is not shown."""

    key: str  # «elders_only=yes»
    label: str
    num: int | None = None
    den: int | None = None

    @property
    def percent(self) -> str:
        return f"{plain(self.num / self.den * 100)}" if self.num is not None and self.den else ""


@dataclass(frozen=True)
class Breakdown:
    """The groups of one indicator."""

    reading: Reading
    groups: list[Group]

    @property
    def hidden(self) -> bool:
        return all(one.num is None for one in self.groups)


def named(one: Reading) -> list[Group]:
    """The groups that the definition names, without figures."""
    return [
        Group(
            f"{said['field']}={code}",
            f"{reading.in_language(said['label'])}: {reading.in_language(label)}",
        )
        for said in one.definition.groups
        for code, label in said["answers"]
    ]


def of(area: Area, round_code: str, readings: Iterable[Reading], *, exact: bool) -> list[Breakdown]:
    """The breakdowns of these figures; `exact` only for a reader of the village's own figures."""
    with_groups = [one for one in readings if one.definition.groups]
    figures: dict[tuple[str, str, str, str], Cell] = {}
    if exact and with_groups:
        found = Cell.objects.filter(area=area, round_code=round_code, superseded_by=None).exclude(group="")
        figures = {(cell.pack_id, cell.pack_version, cell.code, cell.group): cell for cell in found}
    breakdowns = []
    for one in with_groups:
        pack, groups = one.definition.pack, []
        for group in named(one):
            cell = figures.get((pack.pack_id, pack.version, one.definition.code, group.key))
            own = exact and cell is None  # the village knows that nobody is in the group
            numbers = (cell.num, cell.den) if cell else (0, 0) if own else (None, None)
            groups.append(Group(group.key, group.label, *numbers))
        breakdowns.append(Breakdown(one, groups))
    return breakdowns
