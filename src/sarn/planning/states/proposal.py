"""What becomes of a proposal."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.meetings.needs import QUORATE
from sarn.planning import issues, projects, proposal_promises, proposals
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_VILLAGE = ("village_head",)

PROPOSAL = register(
    Table(
        kind="proposal",
        label=_("proposal"),
        states=(
            State("draft", _("Draft")),
            State("submitted", _("Before the forum")),
            State("passed", _("Passed by the forum"), opened=True),
            State("sorted", _("Who does what is settled"), opened=True),
            State("planned", _("In the village plan"), opened=True, ended=True),
            State("rejected", _("Not passed"), opened=True, ended=True),
            State("withdrawn", _("Withdrawn"), ended=True),
        ),
        moves=(
            Move(
                "submit",
                _("Bring before the forum"),
                ("draft",),
                "submitted",
                roles=_VILLAGE,
                needs=(proposals.ISSUE_OR_REASON, proposals.HAS_PARTS),
            ),
            Move(
                "pass",
                _("The forum passes it"),
                ("submitted",),
                "passed",
                roles=_VILLAGE,
                takes=("meeting",),
                needs=(QUORATE, proposals.ISSUE_OR_REASON),
                follows=(proposals.PASSED_ON,),
            ),
            Move(
                "return",
                _("Back for mending"),
                ("submitted",),
                "draft",
                roles=_VILLAGE,
                takes=("reason",),
                needs=(REASON,),
                follows=(issues.REASON_KEPT,),
            ),
            Move(
                "reject",
                _("The forum does not pass it"),
                ("submitted",),
                "rejected",
                roles=_VILLAGE,
                takes=("meeting", "reason"),
                needs=(QUORATE, REASON),
                follows=(proposals.REJECTED,),
            ),
            Move(
                "sort",
                _("Settle who does what"),
                ("passed",),
                "sorted",
                roles=_VILLAGE,
                needs=(proposals.ALL_SORTED,),
            ),
            Move(
                "enter",
                _("Put into the village plan"),
                ("sorted",),
                "planned",
                roles=_VILLAGE,
                takes=("version", "project"),
                needs=(proposal_promises.PROMISE_OR_REASON, projects.OPEN_VERSION, projects.OWN_PROJECT),
                follows=(projects.ENTERED,),
            ),
            Move(
                "withdraw",
                _("Withdraw"),
                ("draft", "submitted", "passed", "sorted"),
                "withdrawn",
                roles=_VILLAGE,
                takes=("reason",),
                needs=(REASON,),
                follows=(proposals.WITHDRAWN,),
            ),
        ),
    )
)
