"""The tables of states of planning, one file a kind; importing them registers them (apps.ready)."""

from sarn.planning.states import execution, issue, money, plan, project, proposal

__all__ = ["execution", "issue", "money", "plan", "project", "proposal"]
