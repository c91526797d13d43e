"""What becomes of an activity."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.planning import activities
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_DOERS = ("village_head", "tambon_officer")

ACTIVITY = register(
    Table(
        kind="activity",
        label=_("activity"),
        states=(
            State("planned", _("Planned")),
            State("done", _("Done"), opened=True, ended=True),
            State("cancelled", _("Cancelled"), ended=True),
        ),
        moves=(
            Move(
                "do",
                _("It is done"),
                ("planned",),
                "done",
                roles=_DOERS,
                takes=(
                    "on",
                    "people",
                    "person_days",
                    "outputs",
                    "added",
                    "pictures",
                    "picture_says",
                    "consent",
                ),
                needs=(activities.DAY_COME, activities.CONSENT_GIVEN),
                follows=(activities.DONE,),
                unwritten=("pictures", "outputs"),
            ),
            Move(
                "cancel",
                _("Cancel"),
                ("planned",),
                "cancelled",
                roles=_DOERS,
                takes=("reason",),
                needs=(REASON,),
            ),
        ),
    )
)
