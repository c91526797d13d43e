"""What decisions of planning need of a meeting."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sarn.meetings import quorum
from sarn.meetings.models import Meeting
from sarn.workflow.tables import Given, Need
from sarnkit.problems import Problem


def _no_quorum(found: Any, given: Given) -> Problem | None:
    meeting = given.get("meeting")
    if not isinstance(meeting, Meeting):
        return Problem("meetings.none-chosen")
    if meeting.state != "recorded":
        return Problem("meetings.not-recorded", title=meeting.title)
    if meeting.area_path != found.area_path:
        return Problem("meetings.elsewhere", title=meeting.title)
    light = quorum.light(meeting)
    if not light.enough:
        code = "meetings.not-quorate" if meeting.kind == Meeting.FORUM else "meetings.few-members"
        return Problem(code, came=light.came, invited=light.invited, least=light.least)
    return None


# `given["meeting"]`: a recorded meeting of the object's own area to which enough came.
QUORATE = Need(_("a recorded meeting to which enough people came"), _no_quorum, of_given=True)
