"""What becomes of an issue. Source: the design's table of states (who moves what)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.meetings.needs import QUORATE
from sarn.planning import issues
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_VILLAGE = ("village_head",)

ISSUE = register(
    Table(
        kind="issue",
        label=_("issue"),
        states=(
            State("raised", _("Raised")),
            State("confirmed", _("Confirmed by the forum"), opened=True),
            State("ranked", _("Ranked by the forum"), opened=True),
            State("answered", _("A proposal answers it"), opened=True),
            State("worked-on", _("Being mended"), opened=True),
            State("resolved", _("Mended"), opened=True, ended=True),
            State("parked", _("Set aside"), opened=True),
            State("dismissed", _("Not a problem"), ended=True),
        ),
        moves=(
            Move(
                "confirm",
                _("The forum confirms it"),
                ("raised",),
                "confirmed",
                roles=_VILLAGE,
                takes=("meeting",),
                needs=(QUORATE,),
                follows=(issues.CONFIRMED,),
            ),
            Move(
                "rank",
                _("The forum ranks it"),
                ("confirmed", "ranked"),
                "ranked",
                roles=_VILLAGE,
                takes=("meeting", "rank"),
                needs=(QUORATE, issues.A_RANK),
                follows=(issues.RANKED,),
            ),
            Move("answer", _("A proposal answers it"), ("confirmed", "ranked"), "answered"),
            Move("work", _("Work on it begins"), ("confirmed", "ranked", "answered"), "worked-on"),
            Move("reopen", _("Back to the ranking"), ("answered", "worked-on"), "ranked"),
            Move(
                "resolve",
                _("The forum closes it as mended"),
                ("answered", "worked-on"),
                "resolved",
                roles=_VILLAGE,
                takes=("meeting", "cell", "reason"),
                needs=(QUORATE, issues.NEXT_FIGURE_OR_REASON),
                follows=(issues.RESOLVED,),
            ),
            Move(
                "park",
                _("Set aside"),
                ("raised", "confirmed", "ranked"),
                "parked",
                roles=_VILLAGE,
                takes=("reason",),
                needs=(REASON,),
                follows=(issues.REASON_KEPT,),
            ),
            Move(
                "resume",
                _("Take up again"),
                ("parked",),
                "confirmed",
                roles=_VILLAGE,
                takes=("meeting",),
                needs=(QUORATE,),
                follows=(issues.CONFIRMED,),
            ),
            Move(
                "dismiss",
                _("It is no problem"),
                ("raised",),
                "dismissed",
                roles=_VILLAGE,
                takes=("reason",),
                needs=(REASON,),
                follows=(issues.DISMISSED,),
            ),
        ),
    )
)
