"""Budget lines: what was approved, committed and paid, each never more than the one before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from sarn.planning.models.project import Project
from sarn.planning.sources import SOURCES
from sarn.workflow.models import Stateful, StatefulManager
from sarnkit.thai import be


class BudgetLine(Stateful):
    """Money of one source for one project in one fiscal year (CE). Amounts in satang."""

    data_class = "plan"
    workflow_kind: ClassVar[str] = "budget-line"

    project = models.ForeignKey(Project, models.PROTECT, related_name="budget_lines")
    source = models.CharField(max_length=20)  # a code of planning.sources
    fiscal_year = models.PositiveSmallIntegerField()
    asked = models.PositiveBigIntegerField()
    approved = models.PositiveBigIntegerField(default=0)
    committed = models.PositiveBigIntegerField(default=0)
    disbursed = models.PositiveBigIntegerField(default=0)
    document = models.CharField(max_length=200, blank=True, default="")  # the paper it stands in
    made_by = models.CharField(max_length=120)

    objects = StatefulManager["BudgetLine"]()

    class Meta(Stateful.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(committed__lte=F("approved")), name="budget_line_committed_within"
            ),
            models.CheckConstraint(
                condition=Q(disbursed__lte=F("committed")), name="budget_line_disbursed_within"
            ),
        ]

    def __str__(self) -> str:
        return f"{SOURCES[self.source].th} {be(self.fiscal_year)}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("planning:budget-line", kwargs={"uid": self.uid})
