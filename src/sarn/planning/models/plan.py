"""Plans, their versions, and the entries through which projects appear in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sarn.access.models import Openable, ScopedManager
from sarn.areas.models import Area
from sarn.meetings.models import Meeting
from sarn.planning.models.project import Project
from sarn.workflow.models import Part, PartManager, Stateful, StatefulManager
from sarnkit.uid import uuid7


class Plan(Openable):
    """One plan of one area over some fiscal years (CE, both included). Its words and money are in versions."""

    data_class = "plan"

    VILLAGE, LOCAL = "village", "local"
    KINDS = (VILLAGE, LOCAL)

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    kind = models.CharField(max_length=10)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    layout = models.CharField(max_length=40, blank=True, default="")  # template of ผ.02 of this plan round

    objects = ScopedManager["Plan"]()

    class Meta(Openable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["area", "kind", "first_year"], name="plan_once_an_area"),
            models.CheckConstraint(
                condition=Q(last_year__gte=models.F("first_year")), name="plan_years_in_order"
            ),
            models.CheckConstraint(condition=Q(kind__in=("village", "local")), name="plan_kind_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def years(self) -> tuple[int, ...]:
        """Its fiscal years, CE."""
        return tuple(range(self.first_year, self.last_year + 1))

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:plan", kwargs={"uid": self.uid})


class PlanVersion(Stateful):
    """One version: worked on until it is announced, frozen from then on (`snapshot`, `sha256`)."""

    data_class = "plan"
    workflow_kind: ClassVar[str] = "plan-version"

    FIRST, ADDED, CHANGED, AMENDED = "first", "added", "changed", "amended"  # ฉบับแรก เพิ่มเติม เปลี่ยนแปลง แก้ไข
    KINDS = (FIRST, ADDED, CHANGED, AMENDED)

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()  # 1, 2, … within the plan
    kind = models.CharField(max_length=8, default=FIRST)
    label = models.CharField(max_length=120, blank=True, default="")  # «เพิ่มเติม ครั้งที่ 1/2570»
    forum = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    announced_on = models.DateField(null=True)
    snapshot = models.JSONField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, default="", editable=False)

    objects = StatefulManager["PlanVersion"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.CheckConstraint(
                condition=Q(sha256="", snapshot=None) | (~Q(sha256="") & Q(snapshot__isnull=False)),
                name="plan_version_frozen_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} v{self.number}"

    @property
    def area(self) -> Area:
        """The plan's area; meetings that agree on a version are looked for there."""
        return self.plan.area

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:version", kwargs={"uid": self.uid})


class PlanEntry(Part):
    """That a project appears in a version of a plan, under which strategy and programme of work."""

    data_class = "plan"
    whole = "version"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    version = models.ForeignKey(PlanVersion, models.PROTECT, related_name="entries")
    project = models.ForeignKey(Project, models.PROTECT, related_name="entries")
    order = models.PositiveSmallIntegerField(default=1)
    strategy = models.CharField(max_length=200, blank=True, default="")  # ยุทธศาสตร์
    programme = models.CharField(max_length=200, blank=True, default="")  # แผนงาน
    entered_by = models.CharField(max_length=120)
    entered_at = models.DateTimeField()

    objects = PartManager["PlanEntry"]()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["version", "project"], name="plan_entry_once_a_project")
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.project_id}"


class PlanEntryYear(Part):
    """Money planned for one fiscal year (CE), in satang."""

    data_class = "plan"
    whole = "entry"

    entry = models.ForeignKey(PlanEntry, models.CASCADE, related_name="years")
    fiscal_year = models.PositiveSmallIntegerField()
    satang = models.PositiveBigIntegerField()

    objects = PartManager["PlanEntryYear"]()

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["entry", "fiscal_year"], name="plan_entry_year_once")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.fiscal_year}"
