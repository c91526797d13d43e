"""Two rounds of a village side by side: counts, intervals and the word that follows from them, nothing more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.collection.models import Round
from sarn.indicators import measuring
from sarn.indicators.models import Cell, Definition, PublicCell
from sarn.indicators.telling import language
from sarn.portal import places, reading
from sarn.portal.reading import Reading
from sarn.ui.templatetags.sarn import num, threshold_label
from sarnkit import charts, effects
from sarnkit.charts import Mark


@dataclass(frozen=True)
class Row:
    """One indicator in two rounds; a round in which it was not counted, or is not open, has None."""

    definition: Definition
    codes: tuple[str, str]
    before: Reading | None
    after: Reading | None
    comparable: bool

    @property
    def title(self) -> str:
        return reading.in_language(self.definition.title)

    @property
    def hidden(self) -> bool:
        """Whether a figure of either round is kept back."""
        return any(one is not None and one.hidden for one in (self.before, self.after))

    @property
    def broken(self) -> bool:
        """Whether both rounds have a figure and the figures do not count the same."""
        return self.before is not None and self.after is not None and not self.comparable

    @cached_property
    def change(self) -> effects.Change | None:
        """What moved; None where a figure is not there, the definition changed, or no side is better."""
        counts = [_count(one) for one in (self.before, self.after)]
        if None in counts or not self.comparable or self.definition.direction not in effects.DIRECTIONS:
            return None
        before, after = cast("list[effects.Count]", counts)
        return effects.change(before, after, self.definition.direction)

    @property
    def points(self) -> str:
        """«−17.1 จุด (−41.4 ถึง +10.6)»."""
        return effects.points(self.change.measured, language()) if self.change else ""

    @property
    def word(self) -> str:
        """«ยังบอกไม่ได้»: the word of the ladder."""
        if self.change is None:
            return ""
        least = measuring.meaningful_of(self.definition)
        return effects.word_text(effects.word(self.change.improvement, least), language())

    @property
    def sides(self) -> list[tuple[str, Reading | None]]:
        return list(zip(self.codes, (self.before, self.after), strict=True))

    @property
    def drawing(self) -> SafeString:
        """Two whiskers on one axis; no arrow and no slope."""
        last = self.after or self.before
        if last is None:
            return SafeString("")
        before, after = (_mark(code, one) for code, one in self.sides)
        notes = cast("tuple[str, str]", tuple(_note(code, one) for code, one in self.sides))
        told = effects.range_sentence(self.change.measured, language()) if self.change else ""
        said = [mark.words if mark else note for mark, note in zip((before, after), notes, strict=True)]
        drawing = charts.two_rounds(
            before,
            after,
            last.threshold,
            good=last.good,
            label=" ".join(part for part in (self.title, *said, told, self.word) if part),
            threshold_label=threshold_label(last.threshold, last.good),
            notes=notes,
            broken=gettext("The definition changed") if self.broken else "",
        )
        return mark_safe(drawing.svg())  # noqa: S308 - made by sarnkit.charts, all text escaped


@dataclass(frozen=True)
class ComparePage:
    """All that the template needs; `before` and `after` are None where there are no two rounds."""

    area: Area
    above: list[Area]
    rounds: list[Round]
    before: Round | None
    after: Round | None
    exact: bool
    rows: list[Row]


def page_of(area: Area, request: HttpRequest) -> ComparePage:
    """The page as the current scope may read it: exact for the village, else what it has opened."""
    exact = covers("result", "read", area.path)
    model: type[Cell] | type[PublicCell] = Cell if exact else PublicCell
    found: list[Any] = list(model._default_manager.filter(area=area, group="", superseded_by=None))
    filled = {cell.round_code for cell in found}
    known = [one for one in places.rounds_of(area, request, filled).rounds if one.code in filled]
    before, after = _chosen(known, request)
    rows = _rows(found, before, after) if before and after else []
    return ComparePage(area, places.above(area), known, before, after, exact, rows)


def _chosen(known: list[Round], request: HttpRequest) -> tuple[Round | None, Round | None]:
    """The rounds asked for (`?before=2569&after=2570`), else the last two; Http404 for one that there is not."""
    by_code = {one.code: one for one in known}
    asked = [request.GET.get(name) for name in ("before", "after")]
    if any(code is not None for code in asked):
        pair = [by_code.get(code or "") for code in asked]
        if None in pair or pair[0] == pair[1]:
            raise Http404
        first, last = sorted(cast("list[Round]", pair), key=lambda one: (one.reference_year, one.opened_at))
        return first, last
    return (known[1], known[0]) if len(known) > 1 else (None, None)


def _rows(found: list[Any], before: Round, after: Round) -> list[Row]:
    definitions = reading.definitions_of(found)
    sides: dict[tuple[str, str], dict[str, list[tuple[Any, Definition]]]] = {}
    for cell in sorted(found, key=lambda one: one.pk):
        definition = definitions[cell.pack_id, cell.pack_version, cell.code]
        if cell.part == definition.headline and definition.disclosure != "internal":
            by_round = sides.setdefault((cell.pack_id, cell.code), {})
            by_round.setdefault(cell.round_code, []).append((cell, definition))
    rows = [_row(by_round, before, after) for by_round in sides.values()]
    kept = [row for row in rows if row is not None]
    return sorted(kept, key=lambda row: (row.definition.pack.pack_id, row.definition.order))


def _row(by_round: dict[str, list[tuple[Any, Definition]]], before: Round, after: Round) -> Row | None:
    """Of the later round its newest version; of the earlier one that which counts the same, if there is one."""
    later, earlier = by_round.get(after.code, []), by_round.get(before.code, [])
    if not later and not earlier:
        return None
    last = later[-1] if later else None
    alike = [pair for pair in earlier if last and measuring.same_definition(pair[0], *last)]
    first = (alike or earlier)[-1] if earlier else None
    definition = (last or first)[1]  # type: ignore[index]
    return Row(
        definition=definition,
        codes=(before.code, after.code),
        before=reading.read(*first, before.reference_year) if first else None,
        after=reading.read(*last, after.reference_year) if last else None,
        comparable=bool(alike),
    )


def _count(one: Reading | None) -> effects.Count | None:
    return effects.Count(one.num or 0, one.den) if one is not None and not one.hidden and one.den else None


def _mark(code: str, one: Reading | None) -> Mark | None:
    if one is None or one.percent is None or one.low is None or one.high is None:
        return None
    said = {"round": code, "num": num(one.num), "den": num(one.den)}
    words = gettext("Round %(round)s · %(num)s of %(den)s") % said
    return Mark(one.percent, one.low, one.high, None if one.status == "hidden" else one.status, words)


def _note(code: str, one: Reading | None) -> str:
    if one is None:
        return gettext("Round %(round)s: no figure") % {"round": code}
    if one.hidden:
        return gettext("Round %(round)s: not shown") % {"round": code}
    return "" if one.den else gettext("Round %(round)s: no answer to count") % {"round": code}
