"""The page of a tambon, amphoe or province: what its villages have opened, side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext

from sarn.areas.models import Area
from sarn.collection.models import Round
from sarn.indicators import releases
from sarn.indicators.models import PublicCell, Release
from sarn.portal import doing, places, reading, work
from sarn.portal.doing import Todo
from sarn.portal.places import Choice
from sarn.portal.reading import Reading, in_one_sentence
from sarn.portal.work import Work
from sarnkit import charts
from sarnkit.charts import Status


@dataclass(frozen=True)
class Row:
    """One area below: its reading, or the status and words that stand in its place."""

    area: Area
    reading: Reading | None
    status: Status | None  # None where no target is set
    word: str  # "" where the usual word of the status serves
    note: str

    @property
    def shown(self) -> bool:
        return self.reading is not None and not self.reading.hidden


@dataclass
class WiderPage:
    """All that the template needs. `chosen` is the indicator that is compared."""

    area: Area
    above: list[Area]
    choice: Choice
    readings: list[Reading]
    chosen: Reading | None
    rows: list[Row]
    by_value: bool
    work: Work
    todo: list[Todo]

    @property
    def round(self) -> Round | None:
        return self.choice.chosen

    @property
    def villages(self) -> bool:
        """Whether the rows are villages."""
        return self.area.level == "tambon"

    @property
    def compared(self) -> list[Reading]:
        return [row.reading for row in self.rows if row.reading is not None and not row.reading.hidden]

    @property
    def axis_end(self) -> int:
        ends = [one.high for one in self.compared]
        return charts.axis_end_for(*ends, self.chosen.threshold if self.chosen else None)

    @property
    def legend(self) -> list[tuple[Status, str, int]]:
        """Status, its word as in the rows ("" for the usual one), how many areas below.

        Those that wait for their forum stand apart from those of which nothing can be told; those without
        a target are left out.
        """
        seen = Counter((row.status, row.word) for row in self.rows)
        order: tuple[Status, ...] = ("miss", "near", "pass", "unsure", "hidden")
        return [
            (status, word, count)
            for status in order
            for (found, word), count in sorted(seen.items(), key=lambda pair: pair[0][1])
            if found == status
        ]

    @property
    def summary(self) -> str:
        """One sentence for links that are shared; "" without a figure."""
        one = self.chosen
        if one is None or one.hidden or one.percent is None or self.round is None:
            return ""
        return in_one_sentence(one, self.round.code)

    @property
    def misses(self) -> int:
        return sum(one.status == "miss" for one in self.compared)

    @property
    def misses_overlap(self) -> bool:
        """Whether all whiskers of those that miss share a point: then none is worse than another."""
        missing = [one for one in self.compared if one.status == "miss"]
        lows = [one.low or Decimal(0) for one in missing]
        highs = [one.high or Decimal(100) for one in missing]
        return len(missing) > 1 and max(lows) <= min(highs)


def page_of(area: Area, request: HttpRequest) -> WiderPage:
    """The page; its figures are the same for everybody. Http404 for an indicator that has no figure here."""
    own = list(PublicCell.objects.filter(area=area, superseded_by=None))
    choice = places.rounds_of(area, request, {cell.round_code for cell in own})
    below = places.below(area)
    opened = choice.chosen
    cells = [cell for cell in own if opened is not None and cell.round_code == opened.code]
    readings = reading.read_all(cells, opened.reference_year) if opened else []
    chosen = _chosen(readings, request.GET.get("indicator"))
    by_value = request.GET.get("order") == "value"
    page = WiderPage(
        area=area,
        above=places.above(area),
        choice=choice,
        readings=readings,
        chosen=chosen,
        rows=[],
        by_value=by_value,
        work=work.of_wider(area),
        todo=doing.of(area),
    )
    work.weave(page.work)
    if opened is not None:
        page.rows = _rows(area, below, opened, chosen)
    else:
        page.rows = [_row(one, None, None) for one in below]
    if by_value:
        page.rows.sort(key=_value)
    return page


def _chosen(readings: list[Reading], wanted: str | None) -> Reading | None:
    if wanted is None:
        return next(iter(readings), None)
    for one in readings:
        if one.key == wanted:
            return one
    raise Http404


def _rows(area: Area, below: list[Area], opened: Round, chosen: Reading | None) -> list[Row]:
    states = releases.states(below, opened.code) if area.level == "tambon" else {}
    found = {}
    if chosen is not None:
        definition = chosen.definition
        cells = PublicCell.objects.filter(
            area__parent=area,
            round_code=opened.code,
            pack_id=definition.pack.pack_id,
            pack_version=definition.pack.version,
            code=definition.code,
            part=definition.headline,
            group="",
            superseded_by=None,
        )
        found = {cell.area_id: reading.read(cell, definition, opened.reference_year) for cell in cells}
    return [_row(one, found.get(one.pk), states.get(one.pk)) for one in below]


def _row(area: Area, read: Reading | None, release: Release | None) -> Row:
    if read is not None:
        if read.hidden:
            return Row(area, read, "hidden", "", gettext("as it might tell whose home it is"))
        return Row(area, read, read.status, "", "")
    if area.level != "village":
        return Row(area, None, "unsure", gettext("No village has opened its figures"), "")
    if release is not None and release.state == Release.CERTIFIED:
        word, note = gettext("Not open to others yet"), gettext("certified by its forum")
    else:
        word, note = gettext("Not certified yet"), gettext("waits for its forum")
    return Row(area, None, "unsure", word, note)


def _value(row: Row) -> tuple[bool, Decimal]:
    known = row.reading is not None and row.reading.percent is not None
    share = row.reading.percent if row.reading is not None and row.reading.percent is not None else Decimal(0)
    return (not known, -share)
