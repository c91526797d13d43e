"""What becomes of a version of a plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_PLANNERS = ("village_head", "tambon_officer")

PLAN_VERSION = register(
    Table(
        kind="plan-version",
        label=_("version of the plan"),
        states=(
            State("draft", _("Draft")),
            State("heard", _("People are heard")),
            State("agreed", _("Agreed"), opened=True),
            State("announced", _("Announced"), opened=True),
            State("replaced", _("A later version holds"), opened=True, ended=True),
        ),
        moves=(
            Move("hear", _("Hear the people"), ("draft",), "heard", roles=_PLANNERS),
            Move("agree", _("Agree"), ("draft", "heard"), "agreed", roles=_PLANNERS, takes=("meeting",)),
            Move(
                "reopen",
                _("Back to the draft"),
                ("heard", "agreed"),
                "draft",
                roles=_PLANNERS,
                takes=("reason",),
                needs=(REASON,),
            ),
            Move("announce", _("Announce"), ("agreed",), "announced", roles=_PLANNERS),
            Move("replace", _("A later version holds"), ("announced",), "replaced"),
        ),
    )
)
