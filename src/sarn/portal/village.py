"""The page of a village: its figures, exact for those it concerns, else what it has opened."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.http import HttpRequest

from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.collection import boards, rounds
from sarn.collection.models import Round, VillageRound
from sarn.indicators.models import Cell, Pack, PublicCell, Release
from sarn.planning.models import Issue
from sarn.portal import doing, places, reading, work
from sarn.portal.doing import Todo
from sarn.portal.places import Choice
from sarn.portal.reading import Reading, in_one_sentence
from sarn.portal.work import Work
from sarn.thread.refs import Ref
from sarn.thread.strip import Strip
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
class Matter:
    """A figure that stands to a target: the issue that it has become, or whether this reader may make it one."""

    reading: Reading
    issue: Issue | None
    strip: Strip | None
    may_raise: bool


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
    plans: bool  # the reader may write issues and proposals here
    issues: list[Issue]  # all that may be seen
    work: Work
    todo: list[Todo]

    @property
    def round(self) -> Round | None:
        return self.choice.chosen

    @cached_property
    def lead(self) -> Matter | None:
        """The one big number: the first figure that stands to a target, if it has to be looked at."""
        first = next(iter(self.readings), None)
        return self._matter(first) if first is not None and first.status in ("miss", "near") else None

    @cached_property
    def findings(self) -> list[Matter]:
        """Other figures with a target."""
        lead = self.lead
        rest = [one for one in self._with_target if not one.hidden]
        return [self._matter(one) for one in rest if lead is None or one is not lead.reading]

    def _matter(self, one: Reading) -> Matter:
        issue = self.raised.get((one.definition.pack.pack_id, one.definition.code))
        strip = self.work.strips.get(Ref("issue", issue.uid) if issue else Ref("cell", one.uid))
        needs_a_look = one.status in ("miss", "near")
        return Matter(one, issue, strip, self.exact and self.plans and needs_a_look and issue is None)

    @cached_property
    def raised(self) -> dict[tuple[str, str], Issue]:
        """(pack, indicator) → the issue that its figure of this round is, or that an earlier one still is."""
        years = {one.code: one.reference_year for one in self.choice.rounds}
        now = self.round.reference_year if self.round else 0
        found: dict[tuple[str, str], Issue] = {}
        for one in sorted(self.issues, key=lambda issue: years.get(issue.round_code, 0)):
            year = years.get(one.round_code, now + 1)
            if one.from_figure and (year == now or (year < now and not one.state_now.ended)):
                found[one.pack_id, one.code] = one
        return found

    @property
    def lead_has_the_button(self) -> bool:
        """Whether the one filled button of the page is that of the lead: a forum to record goes before."""
        return self.opened is not None and not (self.outdated and self.certifies)

    @property
    def summary(self) -> str:
        """One sentence for links that are shared; only what everybody may read stands in it."""
        lead = self.lead
        if lead is None or self.opened is None or lead.reading.percent is None or self.round is None:
            return ""
        return in_one_sentence(lead.reading, self.round.code)

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
    issues = work.issues_of(area)
    page = VillagePage(
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
        plans=covers("plan", "write", area.path),
        issues=issues,
        work=work.of_village(area, issues),
        todo=doing.of(area, issues),
    )
    work.weave(page.work, *_threads(page))
    return page


def _threads(page: VillagePage) -> list[Ref]:
    """The issues that figures have become; for readers of exact figures those that could become one, too."""
    raised = page.raised
    refs = [Ref("issue", one.uid) for one in raised.values()]
    if page.exact:
        refs += [
            Ref("cell", one.uid)
            for one in page.readings
            if one.status in ("miss", "near")
            and (one.definition.pack.pack_id, one.definition.code) not in raised
        ]
    return refs


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
