"""Which villages a village may be compared with: by rule, from public figures alone, before the money.

Same tambon (the amphoe where it has too few), same definition and form version in the same round, no promise on this
indicator, within ten points of the village, between half and twice as many households. That villages
live by the same work is not asked: no indicator of ours says it yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from sarn.access import scope
from sarn.areas.models import Area
from sarn.indicators.baselines import Baseline
from sarn.indicators.models import Definition, Promise, PublicCell
from sarnkit import effects
from sarnkit.problems import Problem

NEAR_POINTS = 10
SMALLEST, LARGEST = Fraction(1, 2), Fraction(2)
# More make a table that nobody reads.
MOST = 12


@dataclass(frozen=True)
class Candidate:
    """A village to compare with: its public figure, how far from ours, and which rules it breaks."""

    area: Area
    cell_uid: UUID
    num: int
    den: int
    households: int
    distance: Fraction | None  # in points, without sign; None where our own figure may not be seen
    breaks: tuple[str, ...] = ()  # form | distance | size

    @property
    def share(self) -> Fraction:
        return Fraction(self.num, self.den)

    @property
    def percent(self) -> str:
        """«39.6»."""
        return effects.plain(self.share * 100)


def by_rule(area: Area, definition: Definition, baseline: Baseline) -> list[Candidate]:
    """All villages that keep the rules, the nearest first."""
    found: list[Candidate] = []
    for level in ("tambon", "amphoe"):
        wider = next((one for one in area.ancestors() if one.level == level), None)
        if wider is not None and len(found) < effects.ENOUGH_VILLAGES:
            found = _kept(area, wider, definition, baseline)
    return found[:MOST]


def candidate(promise: Promise, definition: Definition, baseline: Baseline, other: Area) -> Candidate:
    """One village that a person names; rules that it breaks are told, not hidden.

    Raises Problem `effects.not-comparable` without a public figure of the same definition, for the village
    itself, and for one with a promise on the same indicator.
    """
    cell = next(iter(_public([other], definition, baseline)), None)
    if cell is None or other.pk == promise.area_id or other.pk in _promised(definition):
        raise Problem("effects.not-comparable", village=other.display())
    return _judged(cell, baseline)


def balance(promise: Promise, baseline: Baseline, chosen: Sequence[Candidate]) -> list[dict[str, Any]]:
    """The table that the choice was made by, the village itself first (without numbers where they are hidden)."""
    own: dict[str, Any] = {
        "code": promise.area.code,
        "name": promise.area.display(),
        "num": promise.baseline_num,
        "den": promise.baseline_den,
        "households": baseline.households if baseline.public else None,
        "own": True,
        "breaks": [],
    }
    return [own, *(_row(one, shown=baseline.public) for one in chosen)]


def _row(one: Candidate, *, shown: bool) -> dict[str, Any]:
    # The distance to a hidden figure would tell that figure.
    near = effects.plain(one.distance) if shown and one.distance is not None else ""
    return {
        "code": one.area.code,
        "name": one.area.display(),
        "num": one.num,
        "den": one.den,
        "households": one.households,
        "distance": near,
        "own": False,
        "breaks": list(one.breaks) if shown else [],
    }


def _kept(area: Area, wider: Area, definition: Definition, baseline: Baseline) -> list[Candidate]:
    others = Area.objects.current().under(wider.path).of_level("village").exclude(pk=area.pk)
    promised = _promised(definition)
    cells = _public([one for one in others if one.pk not in promised], definition, baseline)
    judged = [_judged(cell, baseline) for cell in cells]
    kept = [one for one in judged if not one.breaks]
    return sorted(kept, key=lambda one: (one.distance, one.area.code))


def _public(areas: Iterable[Area], definition: Definition, baseline: Baseline) -> list[PublicCell]:
    found = PublicCell.objects.filter(
        area__in=[one.pk for one in areas],
        round_code=baseline.round_code,
        pack_id=definition.pack.pack_id,
        code=definition.code,
        part=definition.headline,
        group="",
        shown=True,
        superseded_by=None,
        definition_hash=baseline.definition_hash,
        den__gt=0,
    )
    # Two versions of one pack may both stand with the same definition: the newer one speaks.
    newest = {cell.area_id: cell for cell in found.select_related("area").order_by("pk")}
    return list(newest.values())


def _judged(cell: PublicCell, baseline: Baseline) -> Candidate:
    num, den = cell.num or 0, cell.den or 0
    share = baseline.share
    distance = abs(Fraction(num, den) - share) * 100 if share is not None else None
    least, most = SMALLEST * baseline.households, LARGEST * baseline.households
    broken = {
        "form": list(cell.form_versions) != list(baseline.forms),
        "distance": distance is None or distance > NEAR_POINTS,
        "size": not least <= cell.target <= most,
    }
    breaks = tuple(name for name, is_broken in broken.items() if is_broken)
    return Candidate(cell.area, cell.uid, num, den, cell.target, distance, breaks)


def _promised(definition: Definition) -> set[int]:
    """Villages with a promise on this indicator. Asked as the system: drafts count, and none is shown."""
    with scope.system("effects"):
        found = Promise.objects.filter(pack_id=definition.pack.pack_id, code=definition.code)
        return set(found.values_list("area_id", flat=True))
