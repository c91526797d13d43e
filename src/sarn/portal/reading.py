"""One figure as a reader meets it: count, share, interval, how it stands to its target."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from sarn.indicators.models import Cell, Definition, PublicCell
from sarn.ui.templatetags.sarn import num, percent
from sarnkit import charts, stats
from sarnkit.charts import Good, Status

UNITS = {"household": _("households"), "person": _("people"), "village": _("villages")}
DIMENSIONS = {
    "health": _("Health"),
    "environment": _("Homes and surroundings"),
    "education": _("Learning"),
    "economy": _("Work and income"),
    "values": _("Living together"),
}
# What has to be looked at comes first.
_ORDER: dict[Status | None, int] = {"miss": 0, "near": 1, "unsure": 2, "pass": 3, None: 4, "hidden": 5}


def in_language(texts: dict[str, str]) -> str:
    """The text in the reader's language, or in the one that there is."""
    wanted = "th" if (get_language() or "th").startswith("th") else "en"
    return texts.get(wanted) or next(iter(texts.values()), "")


@dataclass(frozen=True)
class Reading:
    """A figure with what its definition says. Shares are percentages; hidden ones have no numbers.

    `threshold` is the target in percent, `good` the side of it that is wanted; `status` is None where
    the pack names no target. `uid` is that of the cell that was read.
    """

    uid: UUID
    definition: Definition
    num: int | None
    den: int | None
    percent: Decimal | None
    low: Decimal | None
    high: Decimal | None
    threshold: Decimal | None
    good: Good
    status: Status | None
    villages_in: int
    villages_of: int
    form_versions: tuple[str, ...]

    @property
    def key(self) -> str:
        """«demo-water:w1»: how addresses and files name the indicator."""
        return f"{self.definition.pack.pack_id}:{self.definition.code}"

    @property
    def title(self) -> str:
        return in_language(self.definition.title)

    @property
    def unit(self) -> Any:
        return UNITS.get(self.definition.unit, self.definition.unit)

    @property
    def dimension(self) -> Any:
        code = self.definition.dimension
        return DIMENSIONS.get(code, code or _("Other matters"))

    @property
    def hidden(self) -> bool:
        """Whether the figure is kept back, as its people could be known."""
        return self.num is None

    @property
    def unsure_source(self) -> bool:
        """Whether its definition or target has no firm source; every reader is told."""
        return self.definition.confidence == "low" or any(
            one["confidence"] == "low" for one in self.definition.targets
        )

    @property
    def bar(self) -> SafeString:
        """The share as a woven length, for figures without a target. The words stand beside it."""
        if self.num is None or not self.den:
            return SafeString("")
        return mark_safe(charts.coverage_bar(self.num, self.den, label=self.title))  # noqa: S308

    @property
    def times_threshold(self) -> str:
        """«ราวสองเท่าของเกณฑ์» of a miss where that says more than points, from one and a half on; else ""."""
        if self.status != "miss" or self.good != "low" or not self.threshold or self.percent is None:
            return ""
        times = self.percent / self.threshold
        if times < Decimal("1.5"):
            return ""
        if times < Decimal("1.75"):
            return gettext("About one and a half times the target")
        if times < Decimal("2.5"):
            return gettext("About twice the target")
        return gettext("About %(times)s times the target") % {
            "times": times.quantize(Decimal(1), ROUND_HALF_UP)
        }


def read(cell: Cell | PublicCell, definition: Definition, year: int) -> Reading:
    """The reading of a cell for the reference year of its round (CE)."""
    target = _target(definition, year)
    good: Good = "low" if "at_most" in target or definition.direction == "lower is better" else "high"
    bound = Fraction(target.get("at_most") or target["at_least"]) if target else None
    known = cell.num is not None and cell.den is not None
    counted, den = (cell.num or 0, cell.den or 0) if known else (0, 0)
    interval = stats.wilson(counted, den) if den else None
    status: Status | None = "hidden"
    if known:
        status = _status(counted, den, bound, good, definition.minimum_n)
    return Reading(
        uid=cell.uid,
        definition=definition,
        num=cell.num,
        den=cell.den,
        percent=Decimal(counted * 100) / Decimal(den) if den else None,
        low=Decimal(str(interval.low)) * 100 if interval else None,
        high=Decimal(str(interval.high)) * 100 if interval else None,
        threshold=Decimal((bound * 100).numerator) / (bound * 100).denominator if bound is not None else None,
        good=good,
        status=status,
        villages_in=cell.villages_in,
        villages_of=cell.villages_of,
        form_versions=tuple(cell.form_versions),
    )


def read_all(found: Iterable[Cell | PublicCell], year: int) -> list[Reading]:
    """Readings of headline figures, those to look at first; of each pack its newest version.

    One query for all definitions.
    """
    cells = [cell for cell in found if not cell.group]
    definitions = definitions_of(cells)
    newest: dict[str, int] = {}
    for definition in definitions.values():
        pack = definition.pack
        newest[pack.pack_id] = max(newest.get(pack.pack_id, 0), pack.pk)
    readings = []
    for cell in cells:
        definition = definitions[cell.pack_id, cell.pack_version, cell.code]
        wanted = definition.pack_id == newest[cell.pack_id] and cell.part == definition.headline
        if wanted and definition.disclosure != "internal":
            readings.append(read(cell, definition, year))
    return sorted(readings, key=_urgency)


def in_one_sentence(one: Reading, round_code: str) -> str:
    """«ครัวเรือนที่…: 51 จาก 124 ครัวเรือน (41.1 %) รอบ 2569», for a reading with numbers."""
    return gettext("%(title)s: %(num)s of %(den)s %(unit)s (%(percent)s), round %(round)s") % {
        "title": one.title,
        "num": num(one.num),
        "den": num(one.den),
        "unit": one.unit,
        "percent": percent(one.percent),
        "round": round_code,
    }


def definitions_of(found: Iterable[Cell | PublicCell]) -> dict[tuple[str, str, str], Definition]:
    """(pack, version, code) → definition for these cells."""
    packs = {cell.pack_id for cell in found}
    rows = Definition.objects.filter(pack__pack_id__in=packs).select_related("pack")
    return {(one.pack.pack_id, one.pack.version, one.code): one for one in rows}


def _urgency(reading: Reading) -> tuple[Any, ...]:
    """Misses first; among them those that count a problem («… not enough»), then by distance from target."""
    distance = Decimal(0)
    if reading.percent is not None and reading.threshold is not None:
        distance = abs(reading.percent - reading.threshold)
    definition = reading.definition
    return (
        _ORDER[reading.status],
        definition.direction != "lower is better",
        -distance,
        definition.pack.pack_id,
        definition.order,
    )


def _target(definition: Definition, year: int) -> dict[str, Any]:
    """The target of the latest year not after the reference year; {} without one."""
    due = [one for one in definition.targets if one["year"] <= year]
    return max(due, key=lambda one: one["year"], default={})


def _status(num: int, den: int, bound: Fraction | None, good: Good, minimum_n: int) -> Status | None:
    if bound is None:
        return None
    if good == "low":
        return stats.status(num, den, at_most=bound, minimum_n=minimum_n)
    return stats.status(num, den, at_least=bound, minimum_n=minimum_n)
