"""What becomes of a measured effect."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sarn.workflow.needs import REASON
from sarn.workflow.tables import Follow, Given, Move, Need, State, Table, register
from sarnkit import clock, effects
from sarnkit.problems import Problem

_JUDGES = ("evaluator", "tambon_officer")


def _superseded(found: Any, given: Given) -> Problem | None:
    return Problem("effects.superseded") if found.superseded_by else None


def _not_lower(found: Any, given: Given) -> Problem | None:
    """Both words may be lowered, or one of them; neither may be raised."""
    lowered = False
    for computed, name in ((found.word, "lowered_to"), (found.cause_word, "cause_lowered_to")):
        wanted = str(given.get(name) or "")
        if not wanted or wanted == computed:
            continue
        if not computed or wanted not in effects.WORDS or not effects.may_lower(computed, wanted):
            return Problem("effects.only-lower")
        lowered = True
    return None if lowered else Problem("effects.nothing-lowered")


def _no_word(found: Any, given: Given) -> Problem | None:
    return None if found.word else Problem("effects.no-word")


def _decide(found: Any, given: Given, by: str) -> None:
    """Who judged, when, and the reason; a word that was lowered."""
    found.decided_by, found.decided_at = by, clock.now()
    found.reason = str(given.get("reason") or "").strip()
    found.lowered_to = _other(found.word, given.get("lowered_to"))
    found.cause_lowered_to = _other(found.cause_word, given.get("cause_lowered_to"))
    found.save(update_fields=["decided_by", "decided_at", "reason", "lowered_to", "cause_lowered_to"])


def _other(computed: str, wanted: Any) -> str:
    return str(wanted) if wanted and wanted != computed else ""


def _open_promise(found: Any, given: Given, by: str) -> None:
    from sarn.indicators import promises

    promises.open_with_effect(found)


CURRENT = Need(_("no newer figures have taken its place"), _superseded)
LOWER = Need(_("a weaker word, never a stronger one"), _not_lower, of_given=True)
HAS_WORD = Need(_("a word that everybody may read"), _no_word)
DECIDED = Follow(_("who said so, when and why stands on the page"), _decide)
OPENED = Follow(_("everybody may read it, and what was meant to get better"), _open_promise)

EFFECT = register(
    Table(
        kind="effect",
        label=_("measured effect"),
        states=(
            State("proposed", _("Proposed by the system, not yet looked at")),
            State("accepted", _("Accepted"), opened=True, ended=True),
            State("lowered", _("Accepted with a weaker word"), opened=True, ended=True),
            State("unmeasurable", _("Cannot be measured"), opened=True, ended=True),
        ),
        moves=(
            Move(
                "accept", _("Accept the word"), ("proposed",), "accepted",
                roles=_JUDGES, needs=(CURRENT,), follows=(DECIDED, OPENED),
            ),
            Move(
                "lower", _("Lower the word"), ("proposed", "accepted"), "lowered",
                roles=("evaluator",), takes=("lowered_to", "cause_lowered_to", "reason"),
                needs=(CURRENT, HAS_WORD, LOWER, REASON), follows=(DECIDED, OPENED),
            ),
            Move(
                "refuse", _("Say that it cannot be measured"), ("proposed",), "unmeasurable",
                roles=_JUDGES, takes=("reason",), needs=(CURRENT, REASON), follows=(DECIDED, OPENED),
            ),
        ),
    )
)  # fmt: skip
