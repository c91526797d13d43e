"""The page of a village: its figures, exact for those it concerns, else what it has opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.collection import boards, rounds
from sarn.collection.models import Round, VillageRound
from sarn.indicators.models import Cell, Pack, PublicCell, Release
from sarn.portal import places, reading
from sarn.portal.places import Choice
from sarn.portal.reading import Reading
from sarnkit.charts import Status

# Below so many households the reasons of single houses are the village's own affair.
LEAST_TO_TELL_REASONS = 30
# Fewer marks are no cloth.
LEAST_CLOTH = 3


@dataclass(frozen=True)
class Heard:
    """Households that answered out of the target, and why the others did not."""

    answered: int
    target: int
    missing: list[tuple[Any, int]] = field(default_factory=list)

    @property
    def percent(self) -> float | None:
        return self.answered * 100 / self.target if self.target else None

    @property
    def rest(self) -> int:
        return self.target - self.answered


@dataclass(frozen=True)
class ClothRow:
    """The marks of one dimension."""

    dimension: Any
    statuses: list[Status]

    @property
    def passed(self) -> int:
        return self.statuses.count("pass")


@dataclass
class VillagePage:
    """All that the template needs. `exact` says that the reader belongs to the village."""

    area: Area
    above: list[Area]
    choice: Choice
    exact: bool
    certifies: bool
    release: Release | None
    opened: Release | None
    heard: Heard | None
    readings: list[Reading]
    cells: set[str]  # uids behind the readings
    lists_households: bool  # the reader may open the list of houses

    @property
    def round(self) -> Round | None:
        return self.choice.chosen

    @property
    def lead(self) -> Reading | None:
        """The one big number: the first figure that stands to a target, if it has to be looked at."""
        first = next(iter(self.readings), None)
        return first if first is not None and first.status in ("miss", "near") else None

    @property
    def findings(self) -> list[Reading]:
        """Other figures with a target."""
        return [one for one in self._with_target if not one.hidden and one is not self.lead]

    @property
    def counted(self) -> list[Reading]:
        """Figures without a target."""
        return [one for one in self.readings if one.status is None]

    @property
    def hidden(self) -> list[Reading]:
        """Figures that are kept back."""
        return [one for one in self.readings if one.hidden]

    @property
    def all_hidden_for_few(self) -> bool:
        """Whether everything is kept back because too few answered: one sentence then says it on paper."""
        few = self.heard is not None and self.heard.answered < LEAST_TO_TELL_REASONS
        return few and len(self.hidden) == len(self.readings)

    @property
    def status_counts(self) -> dict[Status, int]:
        """Status → how many matters with a target, in the order of the legend."""
        seen = [one.status for one in self._with_target]
        order: tuple[Status, ...] = ("miss", "near", "pass", "unsure", "hidden")
        return {status: seen.count(status) for status in order if status in seen}

    @property
    def _with_target(self) -> list[Reading]:
        return [one for one in self.readings if one.threshold is not None]

    @property
    def cloth(self) -> list[ClothRow]:
        """One row a dimension, one mark an indicator that has a target; empty where that is too little."""
        rows: dict[str, list[Reading]] = defaultdict(list)
        for one in self._with_target:
            rows[one.definition.dimension].append(one)
        if sum(not one.hidden for one in self._with_target) < LEAST_CLOTH:
            return []
        return [
            ClothRow(found[0].dimension, [one.status for one in found if one.status])
            for found in rows.values()
        ]

    @property
    def form_versions(self) -> list[str]:
        return sorted({version for one in self.readings for version in one.form_versions})

    @property
    def packs(self) -> list[Pack]:
        found = {one.definition.pack_id: one.definition.pack for one in self.readings}
        return [found[key] for key in sorted(found)]

    @property
    def outdated(self) -> bool:
        """Whether the village's figures have changed since its forum certified them."""
        return self.exact and self.release is not None and self.cells != set(self.release.cells)


def page_of(area: Area, request: HttpRequest) -> VillagePage:
    """The page as the current scope may read it."""
    exact = covers("result", "read", area.path)
    model: type[Cell] | type[PublicCell] = Cell if exact else PublicCell
    found: list[Any] = list(model._default_manager.filter(area=area, superseded_by=None))
    choice = places.rounds_of(area, request, {cell.round_code for cell in found})
    chosen = choice.chosen
    here = [cell for cell in found if chosen is not None and cell.round_code == chosen.code]
    editions = _editions(area, chosen)
    opened = next((one for one in reversed(editions) if one.state == Release.RELEASED), None)
    return VillagePage(
        area=area,
        above=places.above(area),
        choice=choice,
        exact=exact,
        certifies=covers("result", "certify", area.path),
        release=editions[-1] if editions else None,
        opened=opened,
        heard=_heard(area, chosen, opened, exact=exact),
        readings=reading.read_all(here, chosen.reference_year) if chosen else [],
        cells={str(cell.uid) for cell in here},
        lists_households=covers("household", "read", area.path),
    )


def _editions(area: Area, chosen: Round | None) -> list[Release]:
    if chosen is None:
        return []
    return list(Release.objects.filter(area=area, round_code=chosen.code).order_by("edition"))


def _heard(area: Area, chosen: Round | None, opened: Release | None, *, exact: bool) -> Heard | None:
    """Coverage: as it stands now for the village, as it was certified for everybody else."""
    if exact and chosen is not None and covers("round", "read", area.path):
        village_round = VillageRound.objects.filter(round=chosen, area=area).first()
        if village_round is None:
            return None
        now = rounds.coverage(village_round)
        return Heard(now.answered, now.target, _labelled(now.missing.items()))
    if opened is None or not opened.coverage:
        return None
    said = opened.coverage
    told = said["missing"] if said["target"] >= LEAST_TO_TELL_REASONS else {}
    return Heard(said["answered"], said["target"], _labelled(told.items()))


def _labelled(missing: Iterable[tuple[str, int]]) -> list[tuple[Any, int]]:
    by_size = sorted(missing, key=lambda pair: (-pair[1], pair[0]))
    return [(boards.outcome_label(code), count) for code, count in by_size]
