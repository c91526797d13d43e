"""A proposal: what to do about issues, in components that each have their own doer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from sarn.areas.models import Area
from sarn.meetings.models import Meeting
from sarn.planning.models.issue import Issue
from sarn.planning.models.project import Project
from sarn.workflow.models import Part, PartManager, Stateful, StatefulManager


class Proposal(Stateful):
    """What a village wants done. Several may become one project."""

    data_class = "plan"
    workflow_kind: ClassVar[str] = "proposal"

    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    objective = models.TextField(blank=True, default="")
    target = models.TextField(blank=True, default="")  # เป้าหมาย (ผลผลิตของโครงการ) of ผ.02
    expected = models.TextField(blank=True, default="")  # ผลที่คาดว่าจะได้รับ
    no_issue_reason = models.TextField(blank=True, default="")  # why there is no issue behind it
    effect_refused = models.TextField(blank=True, default="")  # why no promise of effect can be given
    state_reason = models.TextField(blank=True, default="")  # why it was returned, rejected, withdrawn
    forum = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="+")
    project = models.ForeignKey(Project, models.PROTECT, null=True, related_name="proposals")
    made_by = models.CharField(max_length=120)
    made_on = models.DateField()

    objects = StatefulManager["Proposal"]()

    class Meta(Stateful.Meta):
        indexes = [models.Index(fields=["area", "state"], name="proposal_of_area_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:proposal", kwargs={"uid": self.uid})


class ProposalIssue(Part):
    """That a proposal addresses an issue."""

    data_class = "plan"
    whole = "proposal"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="addresses")
    issue = models.ForeignKey(Issue, models.PROTECT, related_name="addressed")

    objects = PartManager["ProposalIssue"]()

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["proposal", "issue"], name="proposal_addresses_once")]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.issue_id}"


class Component(Part):
    """A part of the work with one doer: the village alone, together, or an office (ทำเอง ทำร่วม ให้หน่วยงานทำ)."""

    data_class = "plan"
    whole = "proposal"

    SELF, JOINT, ASK = "self", "joint", "ask"
    MODES = (SELF, JOINT, ASK)

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="components")
    order = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    mode = models.CharField(max_length=5, blank=True, default="")  # "" until somebody has said
    mode_reason = models.TextField(blank=True, default="")
    suggested = models.CharField(max_length=5, blank=True, default="")  # by the rules, from the answers
    answers = models.JSONField(default=dict, blank=True)  # question code → true or false
    doer = models.CharField(max_length=200, blank=True, default="")  # an office or group, never a person
    labour_days = models.PositiveIntegerField(default=0)
    labour_rate = models.PositiveBigIntegerField(default=0)  # satang a person-day

    objects = PartManager["Component"]()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["proposal", "order"], name="component_order_once"),
            models.CheckConstraint(
                condition=Q(mode__in=("", "self", "joint", "ask")), name="component_mode_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def labour(self) -> int:
        """Labour given, as money: person-days × rate, in satang."""
        return self.labour_days * self.labour_rate


class ComponentYear(Part):
    """Money that a component needs in one fiscal year (CE, the year it ends in), in satang."""

    data_class = "plan"
    whole = "component"

    component = models.ForeignKey(Component, models.CASCADE, related_name="years")
    fiscal_year = models.PositiveSmallIntegerField()
    satang = models.PositiveBigIntegerField()

    objects = PartManager["ComponentYear"]()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["component", "fiscal_year"], name="component_year_once")
        ]

    def __str__(self) -> str:
        return f"{self.component_id} {self.fiscal_year}"
