"""An issue: a matter that has to be mended, from a figure or from what villagers say (เรื่องที่ต้องแก้)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sarn.areas.models import Area
from sarn.documents.models import Picture
from sarn.meetings.models import Meeting
from sarn.workflow.models import Stateful, StatefulManager


class Issue(Stateful):
    """One matter of one area. With a figure, the exact cell is pinned: its uid never changes afterwards."""

    data_class = "plan"
    workflow_kind: ClassVar[str] = "issue"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    story = models.TextField(blank=True, default="")
    cell_uid = models.UUIDField(null=True, editable=False)  # of indicators.Cell; None: villagers say so
    pack_id = models.CharField(max_length=40, blank=True, default="")
    code = models.CharField(max_length=40, blank=True, default="")
    round_code = models.CharField(max_length=20, blank=True, default="")
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+")
    confirmed_in = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    rank = models.PositiveSmallIntegerField(null=True)
    resolved_in = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    resolved_cell_uid = models.UUIDField(null=True, editable=False)  # the next round's figure
    state_reason = models.TextField(blank=True, default="")  # why it was set aside, dismissed, closed
    raised_by = models.CharField(max_length=120)
    raised_on = models.DateField()

    objects = StatefulManager["Issue"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["area", "pack_id", "code", "round_code"],
                condition=Q(cell_uid__isnull=False) & ~Q(state__in=("dismissed",)),
                name="issue_once_a_figure",
            ),
            models.CheckConstraint(
                condition=Q(cell_uid=None, code="") | (Q(cell_uid__isnull=False) & ~Q(code="")),
                name="issue_pins_a_cell_of_an_indicator",
            ),
        ]
        indexes = [models.Index(fields=["area", "state"], name="issue_of_area_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:issue", kwargs={"uid": self.uid})

    @property
    def from_figure(self) -> bool:
        """Whether a figure stands behind it."""
        return self.cell_uid is not None
