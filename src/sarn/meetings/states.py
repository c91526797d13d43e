"""What becomes of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_HOSTS = ("village_head", "tambon_officer", "secretary")

MEETING = register(
    Table(
        kind="meeting",
        label=_("meeting"),
        states=(
            State("planned", _("Planned")),
            State("recorded", _("Recorded"), opened=True, ended=True),
            State("cancelled", _("Cancelled"), ended=True),
        ),
        moves=(
            Move("record", _("Record the meeting"), ("planned",), "recorded", roles=_HOSTS),
            Move(
                "cancel", _("Cancel"), ("planned",), "cancelled",
                roles=_HOSTS, takes=("reason",), needs=(REASON,),
            ),
        ),
    )
)  # fmt: skip
