"""Everything that planning keeps, one file a thing."""

from sarn.planning.models.execution import Acceptance, Activity, ActivityPicture, Output
from sarn.planning.models.issue import Issue
from sarn.planning.models.money import BudgetLine
from sarn.planning.models.plan import Plan, PlanEntry, PlanEntryYear, PlanVersion
from sarn.planning.models.project import Project
from sarn.planning.models.proposal import Component, ComponentYear, Proposal, ProposalIssue

__all__ = [
    "Acceptance",
    "Activity",
    "ActivityPicture",
    "BudgetLine",
    "Component",
    "ComponentYear",
    "Issue",
    "Output",
    "Plan",
    "PlanEntry",
    "PlanEntryYear",
    "PlanVersion",
    "Project",
    "Proposal",
    "ProposalIssue",
]
