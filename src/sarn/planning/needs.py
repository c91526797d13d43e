"""What needs of planning have in common."""

from __future__ import annotations

from sarn.workflow.needs import LEAST_LETTERS
from sarn.workflow.tables import Given


def has_reason(given: Given) -> bool:
    """Whether a reason is given that is more than a slip of the finger."""
    return len(str(given.get("reason") or "").strip()) >= LEAST_LETTERS
