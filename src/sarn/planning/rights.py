"""Who works on what of planning, beyond what the policy says of the whole class «plan».

An office above a village reads its proposals and its plan and does not write them: the head carries the forum's
word. Where a plan is the tambon's, its plan officer works on it.
"""

from __future__ import annotations

from typing import Final

from sarn.access.models import Denied, covers
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.planning.models import Plan
from sarnkit.problems import Problem

_PLANNERS: Final = {Plan.VILLAGE: "village_head", Plan.LOCAL: "tambon_officer"}


def decides(area: Area) -> bool:
    """Whether the scope writes the issues and proposals of the area: of a village only where it speaks for it."""
    if not covers("plan", "write", area.path):
        return False
    return area.level != "village" or covers("result", "certify", area.path)


def require_decides(area: Area) -> None:
    """Raise Denied where the scope does not write the issues and proposals of the area."""
    if not decides(area):
        raise Denied(f"{current().actor} may not decide on plans of {area.path}")


def plans_there(kind: str, path: str) -> bool:
    """Whether the scope works on plans of the kind in the area of the path."""
    scope = current()
    if scope.kind == "system":
        return True
    return any(one.role == _PLANNERS[kind] and path.startswith(one.area_path) for one in scope.grants)


def require_planner(kind: str, path: str) -> None:
    """Raise Denied where the scope plans nothing there, Problem `plans.not-your-kind` where another does."""
    if not covers("plan", "write", path):
        raise Denied(f"{current().actor} may not write plan in {path}")
    if not plans_there(kind, path):
        raise Problem("plans.not-your-kind")
