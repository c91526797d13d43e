"""What becomes of a version of a plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.planning.announcing import AGREED, ENTRIES, FORUM, FROZEN, LET_GO, OWN_KIND, REOPENED, REPLACES
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
            Move("hear", _("Hear the people"), ("draft",), "heard", roles=_PLANNERS, needs=(OWN_KIND,)),
            Move(
                "agree",
                _("Agree"),
                ("draft", "heard"),
                "agreed",
                roles=_PLANNERS,
                takes=("meeting",),
                needs=(OWN_KIND, ENTRIES, FORUM),
                follows=(AGREED,),
            ),
            Move(
                "reopen",
                _("Back to the draft"),
                ("heard", "agreed"),
                "draft",
                roles=_PLANNERS,
                takes=("reason",),
                needs=(OWN_KIND, REASON),
                follows=(REOPENED,),
            ),
            Move(
                "announce",
                _("Announce"),
                ("agreed",),
                "announced",
                roles=_PLANNERS,
                needs=(OWN_KIND, ENTRIES),
                follows=(REPLACES, FROZEN),
            ),
            Move("replace", _("A later version holds"), ("announced",), "replaced", follows=(LET_GO,)),
        ),
    )
)
