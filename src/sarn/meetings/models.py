"""Meetings: forums of a village, committees. Attendance is counted by group; nobody is named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sarn.areas.models import Area
from sarn.workflow.models import Part, PartManager, Stateful, StatefulManager

# Women and men add up to all who came; elders and youth are counted among them.
GROUPS = ("women", "men", "elders", "youth")
WHOLE = ("women", "men")


class Meeting(Stateful):
    """One meeting of an area: when, where, how many came of how many invited, whether that was enough."""

    data_class = "meeting"
    workflow_kind: ClassVar[str] = "meeting"

    FORUM = "forum"  # เวทีประชาคม
    COMMITTEE = "committee"

    kind = models.CharField(max_length=12, default=FORUM)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    held_on = models.DateField()
    place = models.CharField(max_length=200, blank=True, default="")
    households = models.PositiveIntegerField(default=0)  # invited: households of the village, or members
    attended = models.PositiveIntegerField(default=0)  # people: women and men together
    # Of how many households they came; None where each who came stands for one.
    represented = models.PositiveIntegerField(null=True)
    quorum_rule = models.CharField(max_length=20, blank=True, default="")  # a code of quorum.toml
    # The least share of `households` that makes a quorum, in basis points; data, as the rules differ.
    quorum_bp = models.PositiveIntegerField(default=5000)
    note = models.TextField(blank=True, default="")
    made_by = models.CharField(max_length=120)

    objects = StatefulManager["Meeting"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(quorum_bp__lte=10_000), name="meeting_quorum_is_a_share"),
        ]
        indexes = [models.Index(fields=["area", "held_on"], name="meeting_of_area_day")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("meetings:meeting", kwargs={"uid": self.uid})

    @property
    def counted(self) -> int:
        """What the quorum is judged by: households that came, or members."""
        return self.attended if self.represented is None else self.represented

    @property
    def quorate(self) -> bool:
        """Whether enough came: counted ÷ households ≥ the rule, compared in whole numbers."""
        return self.households > 0 and self.counted * 10_000 >= self.quorum_bp * self.households


class Attendance(Part):
    """How many of one group came."""

    data_class = "meeting"
    whole = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    group = models.CharField(max_length=10, choices=[(one, one) for one in GROUPS])
    people = models.PositiveIntegerField()

    objects = PartManager["Attendance"]()

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "group"], name="attendance_once_a_group")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.group}"


class Resolution(Part):
    """One resolution of a meeting, in the words that were agreed."""

    data_class = "meeting"
    whole = "meeting"

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    votes_for = models.PositiveIntegerField(null=True)
    votes_against = models.PositiveIntegerField(null=True)

    objects = PartManager["Resolution"]()

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="resolution_number_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.number}"
