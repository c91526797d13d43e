"""What becomes of a budget line."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sarn.planning import money
from sarn.workflow.needs import REASON
from sarn.workflow.tables import Move, State, Table, register

_OFFICE = ("tambon_officer",)
_OWNERS = ("tambon_officer", "village_head")

BUDGET_LINE = register(
    Table(
        kind="budget-line",
        label=_("budget line"),
        states=(
            State("asked", _("Asked for"), opened=True),
            State("approved", _("Approved"), opened=True),
            State("committed", _("Committed"), opened=True),
            State("disbursed", _("Paid out"), opened=True),
            State("closed", _("Closed"), opened=True, ended=True),
            State("refused", _("Not approved"), opened=True, ended=True),
        ),
        moves=(
            Move(
                "approve",
                _("Approve"),
                ("asked",),
                "approved",
                roles=_OWNERS,
                takes=("satang", "document"),
                needs=(money.KEEPER, money.AMOUNT, money.WITHIN_ASKED),
                follows=(money.APPROVED,),
            ),
            Move(
                "refuse",
                _("Do not approve"),
                ("asked",),
                "refused",
                roles=_OWNERS,
                takes=("reason",),
                needs=(money.KEEPER, REASON),
            ),
            Move(
                "commit",
                _("Commit"),
                ("approved", "committed", "disbursed"),
                "committed",
                roles=_OWNERS,
                takes=("satang", "document"),
                needs=(money.KEEPER, money.LEFT_TO_COMMIT, money.AMOUNT, money.WITHIN_APPROVED),
                follows=(money.COMMITTED,),
            ),
            Move(
                "disburse",
                _("Pay out"),
                ("committed", "disbursed"),
                "disbursed",
                roles=_OWNERS,
                takes=("satang", "document"),
                needs=(money.KEEPER, money.LEFT_TO_PAY, money.AMOUNT, money.WITHIN_COMMITTED),
                follows=(money.PAID,),
            ),
            Move("close", _("Close"), ("approved", "committed", "disbursed"), "closed", roles=_OFFICE),
        ),
    )
)
