"""A project: one row, however many plans it appears in."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.urls import reverse

from sarn.areas.models import Area
from sarn.workflow.models import Stateful, StatefulManager


class Project(Stateful):
    """Work that was decided. It is never copied; plans take it in through their entries."""

    data_class = "plan"
    workflow_kind: ClassVar[str] = "project"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    objective = models.TextField(blank=True, default="")
    target = models.TextField(blank=True, default="")
    indicator = models.TextField(blank=True, default="")  # ตัวชี้วัด (KPI) of ผ.02, as words
    expected = models.TextField(blank=True, default="")
    office = models.CharField(max_length=200, blank=True, default="")  # หน่วยงานรับผิดชอบ
    effect_refused = models.TextField(blank=True, default="")  # why no promise of effect can be given
    unmeasured_reason = models.TextField(blank=True, default="")  # why nothing was measured afterwards
    state_reason = models.TextField(blank=True, default="")  # why it was delayed, refused, cancelled
    completed_on = models.DateField(null=True)
    completed_by = models.CharField(max_length=120, blank=True, default="")

    objects = StatefulManager["Project"]()

    class Meta(Stateful.Meta):
        indexes = [models.Index(fields=["area", "state"], name="project_of_area_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:project", kwargs={"uid": self.uid})
