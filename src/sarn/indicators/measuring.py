"""From released cells to what may be said: the counts behind a promise, and all that follows from them.

Runs as the system; what leaves this module for rows that everybody may read is decided in `effects`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from sarn.indicators.models import Cell, ComparisonMember, Definition, Promise, PublicCell
from sarn.indicators.totals import released_cells
from sarnkit import effects
from sarnkit.effects import Change, Circumstances, Comparison, Count, Direction, Notice, Placebo, Trend

# Where a pack names no smallest change worth a word (planning note, §B5).
USUAL_POINTS = Decimal(5)
# Among fewer villages none can be called the worst.
FEWEST_TO_BE_WORST = 4


@dataclass(frozen=True)
class Seen:
    """One figure of the village as its forum released it, with who was heard."""

    num: int
    den: int
    answered: int
    target: int
    forms: tuple[str, ...]

    @property
    def count(self) -> Count:
        return Count(self.num, self.den)

    @property
    def heard(self) -> Count:
        """Households that answered, of those that the round wanted; all known where no target was kept."""
        return Count(self.answered, self.target) if self.target else Count(self.den, self.den)


@dataclass(frozen=True)
class Beside:
    """A comparison village in both rounds."""

    code: str
    name: str
    before: Count
    after: Count


@dataclass(frozen=True)
class Measured:
    """All that a result rests on; `change` and `comparison` are None where they may not be worked out."""

    before: Seen
    after: Seen
    direction: Direction
    comparable: bool
    meaningful: Decimal
    besides: tuple[Beside, ...]
    wished: int  # comparison villages that were chosen
    trend: Trend
    worst: bool
    another: bool

    @property
    def every_house(self) -> bool:
        """Whether both rounds asked every house (95 % of the target households, §B5.1)."""
        return all(effects.counted_every_house(one.heard) for one in (self.before, self.after))

    @property
    def change(self) -> Change | None:
        if not self.comparable:
            return None
        return effects.change(self.before.count, self.after.count, self.direction)

    @property
    def comparison(self) -> Comparison | None:
        if not self.comparable or len(self.besides) < 2:
            return None
        return effects.difference_in_differences(self._own, self._pairs, self.direction)

    @property
    def placebo(self) -> Placebo | None:
        if self.comparison is None:
            return None
        return effects.placebo_rank(self._own, self._pairs)

    @property
    def word(self) -> effects.Word | None:
        """About the village itself; None where no word may be given."""
        return effects.word(self.change.improvement, self.meaningful) if self.change else None

    @property
    def cause_word(self) -> effects.Word | None:
        """About the village against the others; None without a comparison."""
        return self.comparison.word(self.meaningful) if self.comparison else None

    @property
    def grade(self) -> effects.Grade:
        return effects.grade(
            measured=self.comparable,
            comparisons=len(self.besides),
            placebo_extreme=self.placebo is not None and self.placebo.extreme,
            parallel_trend=self.trend == "parallel",
        )

    @property
    def notices(self) -> tuple[Notice, ...]:
        return effects.warnings(
            Circumstances(
                before=self.before.count,
                after=self.after.count,
                answered_before=self.before.heard,
                answered_after=self.after.heard,
                forms_before=frozenset(self.before.forms),
                forms_after=frozenset(self.after.forms),
                same_definition=self.comparable,
                chosen_because_worst=self.worst,
                another_project=self.another,
                comparisons=len(self.besides) if self.wished else None,
            )
        )

    @property
    def _own(self) -> tuple[Count, Count]:
        return self.before.count, self.after.count

    @property
    def _pairs(self) -> list[tuple[Count, Count]]:
        return [(one.before, one.after) for one in self.besides]


@dataclass(frozen=True)
class Found:
    """The two exact cells of a promise and what was measured with them."""

    before: Cell
    after: Cell
    measured: Measured
    title: dict[str, str]  # of the indicator


def measure(promise: Promise) -> Found | None:
    """What can be measured of a promise now; None until its village has released both rounds."""
    befores = _released(promise, promise.baseline_round)
    afters = _released(promise, promise.due_round)
    if not befores or not afters:
        return None
    after = afters[-1]
    alike = [one for one in befores if one.definition_hash == after.definition_hash]
    before = (alike or befores)[-1]
    if before.den == 0 or after.den == 0:
        return None
    definition = definition_of_cell(after)
    members = list(promise.members.select_related("area"))
    besides, trend = _besides(promise, members, before, after, definition)
    measured = Measured(
        before=_seen(before),
        after=_seen(after),
        direction=cast("Direction", promise.direction),
        comparable=same_definition(before, after, definition),
        meaningful=meaningful_of(definition),
        besides=besides,
        wished=len(members),
        trend=trend,
        worst=_was_worst(before, promise.direction),
        another=_another(promise),
    )
    return Found(before, after, measured, dict(definition.title))


def definition_of_cell(cell: Any) -> Definition:
    """What a cell, exact or public, counts."""
    return Definition.objects.select_related("pack").get(
        pack__pack_id=cell.pack_id, pack__version=cell.pack_version, code=cell.code
    )


def meaningful_of(definition: Definition) -> Decimal:
    """The smallest change worth a word, in points."""
    return Decimal(definition.meaningful["points"]) if definition.meaningful else USUAL_POINTS


def same_definition(before: Any, after: Any, definition: Definition) -> bool:
    """Whether two cells count the same: one definition, or the later one says so of the earlier version.

    «With care» is not enough: an opposite may be compared with care, and its change has another sign.
    """
    if before.definition_hash == after.definition_hash:
        return True
    names = {definition.code, f"{after.pack_id}:{definition.code}"}
    return before.pack_id == after.pack_id and any(
        said["indicator"].partition("#")[0] in names
        and said["how"] == "same"
        and said["version"]
        and f"{before.pack_version}.".startswith(f"{said['version']}.")
        for said in definition.comparable
    )


def _released(promise: Promise, round_code: str) -> list[Cell]:
    """The promise's figure in a round, of each pack version that its forum released, the newest last."""
    found = [
        cell
        for cell in released_cells(promise.area, round_code)
        if (cell.pack_id, cell.code, cell.part, cell.group)
        == (promise.pack_id, promise.code, promise.part, "")
    ]
    return sorted(found, key=lambda cell: cell.pk)


def _seen(cell: Cell) -> Seen:
    return Seen(cell.num or 0, cell.den or 0, cell.answered, cell.target, tuple(cell.form_versions))


def _besides(
    promise: Promise,
    members: Sequence[ComparisonMember],
    before: Cell,
    after: Cell,
    definition: Definition,
) -> tuple[tuple[Beside, ...], Trend]:
    """The comparison villages whose public figures of both rounds stand, and how all moved earlier."""
    if not members:
        return (), "cannot-tell"
    shown: dict[int, dict[str, PublicCell]] = defaultdict(dict)
    cells = PublicCell.objects.filter(
        area__in=[promise.area_id, *(one.area_id for one in members)],
        pack_id=promise.pack_id,
        code=promise.code,
        part=promise.part,
        group="",
        shown=True,
        superseded_by=None,
        den__gt=0,
        round_code__lte=promise.due_round,
    )
    for cell in cells.order_by("pk"):
        if cell.definition_hash in {before.definition_hash, after.definition_hash}:
            shown[cell.area_id][cell.round_code] = cell
    both = [one for one in members if {promise.baseline_round, promise.due_round} <= set(shown[one.area_id])]
    besides = tuple(
        Beside(
            one.area.code,
            one.area.display(),
            _count(shown[one.area_id][promise.baseline_round]),
            _count(shown[one.area_id][promise.due_round]),
        )
        for one in both
    )
    if len(besides) < effects.ENOUGH_VILLAGES:
        return besides, "cannot-tell"
    return besides, _trend(
        promise, [shown[promise.area_id], *(shown[one.area_id] for one in both)], definition
    )


def _trend(promise: Promise, rounds: list[dict[str, PublicCell]], definition: Definition) -> Trend:
    """How the village moved beside the others from the earliest common round up to the baseline."""
    common = sorted(set.intersection(*(set(one) for one in rounds)))
    earlier = [code for code in common if code <= promise.baseline_round]
    own, *others = [[_count(one[code]) for code in earlier] for one in rounds]
    direction = cast("Direction", promise.direction)
    return effects.earlier_trend(own, others, direction, meaningful_of(definition))


def _count(cell: PublicCell) -> Count:
    return Count(cell.num or 0, cell.den or 1)


def _was_worst(before: Cell, direction: str) -> bool:
    """Whether no shown village of the tambon stood worse in the round that the promise starts from."""
    others = PublicCell.objects.filter(
        area__parent=before.area.parent_id,
        round_code=before.round_code,
        pack_id=before.pack_id,
        code=before.code,
        part=before.part,
        group="",
        shown=True,
        superseded_by=None,
        definition_hash=before.definition_hash,
    ).exclude(area=before.area_id)
    shares = [_count(one).share for one in others]
    if len(shares) + 1 < FEWEST_TO_BE_WORST:
        return False
    own = Fraction(before.num or 0, before.den or 1)
    return own >= max(shares) if direction == "lower is better" else own <= min(shares)


def _another(promise: Promise) -> bool:
    same = Promise.objects.filter(area=promise.area_id, pack_id=promise.pack_id, code=promise.code)
    return same.exclude(subject_type=promise.subject_type, subject_uid=promise.subject_uid).exists()
