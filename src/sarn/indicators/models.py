"""Packs and their definitions, runs, evidence cells, and what a village's forum decided about them.

A cell is written once. When its value changes a new one takes its place (`superseded_by`); the old one
stays, for whatever was decided on it.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from sarn.access.models import Openable, Scoped, ScopedManager
from sarn.areas.models import Area
from sarn.workflow.models import Part, PartManager, Stateful, StatefulManager
from sarnkit import clock
from sarnkit.uid import uuid7


class Pack(models.Model):
    """One version of a pack as it was read from disk; a version's content never changes."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    pack_id = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    content_hash = models.CharField(max_length=64)
    title = models.JSONField()
    years = models.JSONField()  # [first, last] reference year, CE
    source = models.TextField()
    source_year = models.SmallIntegerField()
    confidence = models.CharField(max_length=6)
    licence = models.CharField(max_length=60)
    path = models.CharField(max_length=255)  # below SARN_PACKS
    active = models.BooleanField(default=True)  # on disk now; only these are computed
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack_id", "version"], name="pack_version_once")]

    def __str__(self) -> str:
        return f"{self.pack_id}@{self.version}"


class Definition(models.Model):
    """What a reader must know of one indicator; taken from the pack so that pages never load the engine."""

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="definitions")
    code = models.CharField(max_length=40)
    order = models.PositiveSmallIntegerField()
    title = models.JSONField()
    note = models.JSONField(default=dict)
    kind = models.CharField(max_length=20)
    unit = models.CharField(max_length=20)
    dimension = models.CharField(max_length=40, blank=True, default="")
    direction = models.CharField(max_length=20)
    disclosure = models.CharField(max_length=12)
    aggregation = models.CharField(max_length=12, default="add")
    headline = models.CharField(max_length=60)
    targets = models.JSONField(default=list)  # [{year, at_least | at_most: "1/5", source, source_year, …}]
    thresholds = models.JSONField(default=list)
    minimum_n = models.PositiveIntegerField(default=1)
    # The smallest change worth a word: {points: "5", source, source_year, confidence}; {} where none is named.
    meaningful = models.JSONField(default=dict)
    comparable = models.JSONField(default=list)  # [{indicator, version, how}]: see pack format, §5
    groups = models.JSONField(default=list)  # breakdowns: [{field, label, answers: [[code, {th, en}], …]}]
    explanation = models.JSONField(default=dict)  # {"th": …, "en": …}: how it is worked out, in plain words
    source = models.TextField()
    source_year = models.SmallIntegerField()
    confidence = models.CharField(max_length=6)
    definition_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pack", "code"], name="definition_once_a_pack")]
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.pack_id}:{self.code}"


class Run(models.Model):
    """One calculation of one pack over some villages of a round. Provenance, not identity."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    pack = models.ForeignKey(Pack, on_delete=models.PROTECT, related_name="+")
    round_code = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=timezone.now)
    engine = models.CharField(max_length=60)
    engine_version = models.CharField(max_length=60, blank=True, default="")
    reference_year = models.SmallIntegerField()
    data_fingerprint = models.CharField(max_length=64)
    villages = models.PositiveIntegerField()
    flags = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"run {self.uid}"


class Computed(models.Model):
    """What the cells of a village in a round were last made of. What differs from it is due."""

    round_code = models.CharField(max_length=20)
    village_code = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    problem = models.CharField(max_length=500, blank=True, default="")  # why there are no new cells
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round_code", "village_code"], name="computed_once_a_village")
        ]

    def __str__(self) -> str:
        return f"{self.round_code} {self.village_code}"


class EvidenceCell(Scoped):
    """The common half of exact and public cells: identity, value, hash, successor.

    value = num / (den × scale). `base` is the plain number of known units. Above the village,
    `villages_in` of `villages_of` villages are counted; at the village they are 1 of 1.
    """

    audience: ClassVar[str]

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    area_code = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    round_code = models.CharField(max_length=20)
    pack_id = models.CharField(max_length=40)
    pack_version = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    part = models.CharField(max_length=60)
    group = models.CharField(max_length=120, blank=True, default="")
    num = models.BigIntegerField(null=True)
    den = models.BigIntegerField(null=True)
    scale = models.BigIntegerField(default=1)
    villages_in = models.PositiveIntegerField(default=1)
    villages_of = models.PositiveIntegerField(default=1)
    form_versions = models.JSONField(default=list)
    value_hash = models.CharField(max_length=64)
    definition_hash = models.CharField(max_length=64)
    superseded_by = models.UUIDField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta(Scoped.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new cell. Raises TypeError for one that is written already."""
        if not self._state.adding:
            raise TypeError("a cell is never changed; write a new one (indicators.cells.replace)")
        super().save(*args, **kwargs)


class Cell(EvidenceCell):
    """An exact figure: for the village it speaks of, and for the node's own reckoning."""

    data_class = "result"
    audience: ClassVar[str] = "village"

    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", null=True)
    eligible = models.BigIntegerField(default=0)
    missing = models.BigIntegerField(default=0)
    unclear = models.BigIntegerField(default=0)
    base = models.BigIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    target = models.PositiveIntegerField(default=0)

    objects = ScopedManager["Cell"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["area", "round_code", "pack_id", "pack_version", "code", "part", "group"],
                condition=Q(superseded_by=None),
                name="cell_current_once",
            ),
            models.CheckConstraint(
                condition=Q(num__isnull=False, den__isnull=False), name="cell_has_a_value"
            ),
        ]
        indexes = [models.Index(fields=["area", "round_code"], name="cell_of_area_round")]

    def __str__(self) -> str:
        return f"{self.area_code} {self.round_code} {self.pack_id}:{self.code}#{self.part}"


class PublicCell(EvidenceCell):
    """What anybody may see of a figure: the figure, or only that it is not shown."""

    data_class = "published"
    audience: ClassVar[str] = "public"

    shown = models.BooleanField()  # False: num and den are empty
    answered = models.PositiveIntegerField(default=0)
    target = models.PositiveIntegerField(default=0)

    objects = ScopedManager["PublicCell"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["area", "round_code", "pack_id", "pack_version", "code", "part", "group"],
                condition=Q(superseded_by=None),
                name="public_cell_current_once",
            ),
            models.CheckConstraint(
                condition=Q(shown=True, num__isnull=False, den__isnull=False)
                | Q(shown=False, num__isnull=True, den__isnull=True),
                name="public_cell_hidden_is_empty",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "round_code"], name="public_cell_of_area_round"),
            models.Index(fields=["round_code", "pack_id", "code"], name="public_cell_of_indicator"),
        ]

    def __str__(self) -> str:
        return f"{self.area_code} {self.round_code} {self.pack_id}:{self.code}#{self.part}"


class Release(Scoped):
    """A village's forum about its results of a round: returned, certified, opened to others.

    Corrections after a release are another edition; the public reads the newest released one. That a
    round is not certified is nobody's secret, so that the class is "published"; only `releases` writes.
    """

    data_class = "published"

    WAITING = "waiting"  # the return of the data may be recorded, certification not yet
    CERTIFIED = "certified"
    RELEASED = "released"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    village_round_uid = models.UUIDField()
    round_code = models.CharField(max_length=20)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, default=WAITING)
    certified_by = models.CharField(max_length=200, blank=True, default="")
    certified_on = models.DateField(null=True)
    attendance = models.PositiveIntegerField(null=True)
    returned_by = models.CharField(max_length=200, blank=True, default="")
    returned_on = models.DateField(null=True)
    return_attendance = models.PositiveIntegerField(null=True)
    released_by = models.CharField(max_length=200, blank=True, default="")
    released_at = models.DateTimeField(null=True)
    cells = models.JSONField(default=list)  # uids of the cells that were certified
    coverage = models.JSONField(default=dict)  # {answered, target, missing: {outcome: n}} when certified

    objects = ScopedManager["Release"]()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["village_round_uid", "edition"], name="release_edition_once_a_village_round"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", certified_on=None)
                | Q(state__in=("certified", "released"), certified_on__isnull=False),
                name="release_certified_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="released") | Q(released_at__isnull=False, returned_on__isnull=False),
                name="release_after_the_return",
            ),
        ]
        indexes = [models.Index(fields=["round_code", "area"], name="release_of_round_area")]

    def __str__(self) -> str:
        return f"release {self.uid}"


class Promise(Openable):
    """What is meant to get better, by how much and until when, said before the money (ตั้งใจให้ดีขึ้นแค่ไหน).

    The subject (a proposal, a project, a training) is named by kind and uid. The baseline is a pinned exact
    cell; its numbers stand here only where everybody may see them, as the row is opened with its subject.
    """

    data_class = "effect"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    subject_type = models.CharField(max_length=40)
    subject_uid = models.UUIDField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    pack_id = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    part = models.CharField(max_length=60)
    direction = models.CharField(max_length=20)
    baseline_uid = models.UUIDField(editable=False)  # of an exact Cell
    baseline_round = models.CharField(max_length=20)
    baseline_num = models.BigIntegerField(null=True)
    baseline_den = models.BigIntegerField(null=True)
    target_num = models.BigIntegerField()
    target_den = models.BigIntegerField()
    due_round = models.CharField(max_length=20)
    preset = models.CharField(max_length=40, blank=True, default="")
    # Who chose the comparison villages, when, and the table that was before their eyes; or why there are none.
    compared_by = models.CharField(max_length=120, blank=True, default="")
    compared_at = models.DateTimeField(null=True)
    balance = models.JSONField(default=list)
    reason_none = models.TextField(blank=True, default="")
    made_by = models.CharField(max_length=120)
    made_at = models.DateTimeField(default=clock.now)
    frozen_by = models.CharField(max_length=120, blank=True, default="")
    frozen_at = models.DateTimeField(null=True)

    objects = ScopedManager["Promise"]()

    class Meta(Openable.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_uid", "pack_id", "code", "part"],
                name="promise_once_an_indicator",
            ),
            models.CheckConstraint(
                condition=Q(target_den__gt=0, target_num__gte=0) & Q(target_num__lte=models.F("target_den")),
                name="promise_target_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(baseline_num=None, baseline_den=None)
                | Q(baseline_num__isnull=False, baseline_den__isnull=False),
                name="promise_baseline_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "pack_id", "code"], name="promise_of_area_indicator"),
            models.Index(fields=["due_round"], name="promise_of_due_round"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_uid} {self.pack_id}:{self.code}"

    @property
    def target(self) -> Fraction:
        """The share to reach, between 0 and 1."""
        return Fraction(self.target_num, self.target_den)

    @property
    def frozen(self) -> bool:
        """Whether money has been paid, so that nothing of it changes any more."""
        return self.frozen_at is not None


class ComparisonMember(Part):
    """One village that a promise is compared with, and its public figure when it was chosen."""

    data_class = "effect"
    whole = "promise"

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField(default=1)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # the other village
    baseline_uid = models.UUIDField(editable=False)  # of a PublicCell
    num = models.BigIntegerField()
    den = models.BigIntegerField()

    objects = PartManager["ComparisonMember"]()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["promise", "area"], name="comparison_member_once"),
        ]
        ordering = ["order"]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.area_id}"


class EffectResult(Stateful):
    """What was measured for a promise (ทำแล้วดีขึ้นไหม): proposed by the system, accepted by a person.

    Numbers and words stand here only where the public may see the village's figures of both rounds
    (`shown`); else they are worked out from the exact cells for those who may read these.
    """

    data_class = "effect"
    workflow_kind: ClassVar[str] = "effect"

    promise = models.ForeignKey(Promise, on_delete=models.PROTECT, related_name="results")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    before_uid = models.UUIDField(editable=False)  # of exact Cells
    after_uid = models.UUIDField(editable=False)
    shown = models.BooleanField()
    comparable = models.BooleanField()  # whether both rounds have the same definition
    every_house = models.BooleanField(default=False)
    figures = models.JSONField(default=dict)  # {title, before, after, comparisons, …}: see effects._result
    meaningful = models.CharField(max_length=20)  # points, a decimal as text
    word = models.CharField(max_length=20, blank=True, default="")  # "" where none may be given or shown
    cause_word = models.CharField(max_length=20, blank=True, default="")  # "" without a comparison
    grade = models.CharField(max_length=1)
    notices = models.JSONField(default=list)  # [{code, th, en}]
    fingerprint = models.CharField(max_length=64)  # of all counts behind it
    supersedes = models.UUIDField(null=True, editable=False)
    superseded_by = models.UUIDField(null=True, editable=False)
    superseded_why = models.CharField(max_length=20, blank=True, default="")  # corrected | more-villages
    proposed_at = models.DateTimeField(default=clock.now)
    lowered_to = models.CharField(max_length=20, blank=True, default="")
    cause_lowered_to = models.CharField(max_length=20, blank=True, default="")
    decided_by = models.CharField(max_length=120, blank=True, default="")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True, default="")  # why lowered, or why it cannot be measured

    objects = StatefulManager["EffectResult"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["promise"], condition=Q(superseded_by=None), name="effect_current_once"
            ),
            models.CheckConstraint(
                condition=Q(shown=True) | Q(word="", cause_word="", lowered_to="", cause_lowered_to=""),
                name="effect_hidden_is_empty",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="effect_of_area_state")]

    def __str__(self) -> str:
        titles = self.figures.get("title", {})
        wanted = "th" if (get_language() or "th").startswith("th") else "en"
        return str(titles.get(wanted) or titles.get("th") or f"effect {self.uid}")

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("indicators:effect", kwargs={"uid": self.uid})
