"""What becomes of a project."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.planning import acceptance, issues, projects
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_DOERS = ("village_head", "tambon_officer")

PROJECT = register(
    Table(
        kind="project",
        label=_("project"),
        states=(
            State("planned", _("In a plan"), opened=True),
            State("funded", _("Has money"), opened=True),
            State("preparing", _("Being prepared"), opened=True),
            State("under-way", _("Being done"), opened=True),
            State("completed", _("Done, waiting for the villagers' word"), opened=True),
            State("handed-over", _("Villagers confirmed that it works"), opened=True),
            State("measured", _("Effect measured"), opened=True),
            State("closed", _("Closed"), opened=True, ended=True),
            State("delayed", _("Delayed"), opened=True),
            State("cancelled", _("Cancelled"), opened=True, ended=True),
        ),
        moves=(
            Move("fund", _("Money is approved"), ("planned",), "funded"),
            Move("prepare", _("Begin to prepare"), ("planned", "funded"), "preparing", roles=_DOERS),
            Move(
                "start",
                _("Begin the work"),
                ("funded", "preparing"),
                "under-way",
                roles=_DOERS,
                follows=(projects.STARTED,),
            ),
            Move(
                "complete",
                _("The work is done"),
                ("under-way",),
                "completed",
                roles=_DOERS,
                follows=(projects.COMPLETED,),
            ),
            Move(
                "confirm",
                _("Villagers confirm that it works"),
                ("completed",),
                "handed-over",
                roles=("village_head",),
                takes=("on", "witnesses", "note", "picture"),
                needs=(acceptance.NOT_THE_DOER, acceptance.TWO_WITNESSES, acceptance.DAY_FITS),
                follows=(acceptance.ACCEPTED,),
                unwritten=("witnesses", "picture"),
            ),
            Move(
                "refuse",
                _("Villagers say that it does not work yet"),
                ("completed",),
                "under-way",
                roles=("village_head",),
                takes=("reason",),
                needs=(REASON,),
                follows=(issues.REASON_KEPT,),
            ),
            Move(
                "measure",
                _("The effect is measured"),
                ("handed-over",),
                "measured",
                roles=("tambon_officer",),
                takes=("reason",),
                needs=(projects.EFFECT_OR_REASON,),
                follows=(projects.MEASURED,),
            ),
            Move("close", _("Close"), ("measured",), "closed", roles=_DOERS),
            Move(
                "delay",
                _("Delay"),
                ("funded", "preparing", "under-way"),
                "delayed",
                roles=("tambon_officer",),
                takes=("reason",),
                needs=(REASON,),
                follows=(issues.REASON_KEPT,),
            ),
            Move("resume", _("Go on"), ("delayed",), "preparing", roles=("tambon_officer",)),
            Move(
                "cancel",
                _("Cancel"),
                ("planned", "funded", "preparing", "under-way", "delayed"),
                "cancelled",
                roles=("tambon_officer",),
                takes=("reason",),
                needs=(REASON,),
                follows=(projects.CANCELLED,),
            ),
        ),
    )
)
