"""What becomes of a meeting."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.meetings import records
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Follow, Move, Need, State, Table, register

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
            Move(
                "record",
                _("Record the meeting"),
                ("planned",),
                "recorded",
                roles=_HOSTS,
                takes=("held_on", "place", "households", "represented", "attended", "rule", "resolutions", "note"),
                needs=(
                    Need(_("a day that has come"), records.day_ahead, of_given=True),
                    Need(_("how many came, by group, and how many were invited"), records.miscounted, of_given=True),
                ),
                follows=(Follow(_("numbers and resolutions are written down"), records.write_down),),
            ),
            Move(
                "cancel", _("Cancel"), ("planned",), "cancelled",
                roles=_HOSTS, takes=("reason",), needs=(REASON,),
            ),
        ),
    )
)  # fmt: skip
