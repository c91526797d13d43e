"""Moves that follow from somebody's move: an issue is answered because a proposal passed.

No role does these by hand, so that they run as the system, under the name of whoever did the first one.
"""

from __future__ import annotations

from typing import Any

from sarn.access import scope
from sarn.workflow import moving
from sarn.workflow.models import Stateful


def follow(found: Stateful, name: str, *, by: str, **given: Any) -> None:
    """Do the move if the object stands where the move begins; else leave it, as it went its own way."""
    with scope.system("following"):
        if found.state in found.table.move(name).sources:
            moving.move(found, name, by=by, **given)
