"""What was done, what came of it, and the villagers who confirm that it works."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from sarn.documents.models import Picture
from sarn.planning.models.project import Project
from sarn.workflow.models import Part, PartManager, Stateful, StatefulManager
from sarnkit.uid import uuid7


class Activity(Stateful):
    """One day or one stretch of work of a project."""

    data_class = "plan"
    workflow_kind: ClassVar[str] = "activity"

    project = models.ForeignKey(Project, models.PROTECT, related_name="activities")
    title = models.CharField(max_length=200)
    on = models.DateField()
    place = models.CharField(max_length=200, blank=True, default="")
    people = models.PositiveIntegerField(default=0)
    person_days = models.PositiveIntegerField(default=0)
    note = models.TextField(blank=True, default="")
    made_by = models.CharField(max_length=120)

    objects = StatefulManager["Activity"]()

    class Meta(Stateful.Meta):
        indexes = [models.Index(fields=["project", "on"], name="activity_of_project_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:activity", kwargs={"uid": self.uid})


class ActivityPicture(Part):
    """A photo of an activity."""

    data_class = "plan"
    whole = "activity"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="pictures")
    picture = models.ForeignKey(Picture, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=1)

    objects = PartManager["ActivityPicture"]()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["activity", "order"], name="activity_picture_order_once")
        ]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.order}"


class Output(Part):
    """What came of an activity: so many of a unit, of so many that were planned."""

    data_class = "plan"
    whole = "activity"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="outputs")
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=60)
    planned = models.PositiveIntegerField(default=0)
    actual = models.PositiveIntegerField(default=0)

    objects = PartManager["Output"]()

    class Meta(Part.Meta):
        pass

    def __str__(self) -> str:
        return self.title


class Acceptance(Part):
    """That villagers found the work usable (ชาวบ้านยืนยันว่าใช้ได้จริง). Names of witnesses are in `registry`."""

    data_class = "plan"
    whole = "project"

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    project = models.OneToOneField(Project, models.PROTECT, related_name="acceptance")
    on = models.DateField()
    witnesses = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True, default="")
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+")
    accepted_by = models.CharField(max_length=120)

    objects = PartManager["Acceptance"]()

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(witnesses__gte=2), name="acceptance_two_witnesses")
        ]

    def __str__(self) -> str:
        return f"acceptance {self.uid}"
