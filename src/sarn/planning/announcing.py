"""What the moves of a version need and bring about; `states/plan.py` names these."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from sarn.meetings.models import Meeting
from sarn.meetings.needs import QUORATE
from sarn.planning import freezing, plans, rights, succession
from sarn.planning.following import follow
from sarn.planning.models import Plan, PlanEntry, PlanVersion
from sarn.workflow.tables import Follow, Given, Need
from sarnkit import clock
from sarnkit.problems import Problem


def _not_own_kind(found: Any, given: Given) -> Problem | None:
    return None if rights.plans_there(found.plan.kind, found.area_path) else Problem("plans.not-your-kind")


def _no_forum(found: Any, given: Given) -> Problem | None:
    if found.plan.kind == Plan.LOCAL and given.get("meeting") is None:
        return None  # a local plan is agreed by a committee that may meet elsewhere
    return QUORATE.missing(found, given)


def _no_entries(found: Any, given: Given) -> Problem | None:
    return None if PlanEntry.objects.filter(version=found).exists() else Problem("plans.empty")


OWN_KIND = Need(_("of a village plan its head, of a local plan the plan officer"), _not_own_kind)
FORUM = Need(
    _("for a village plan: a recorded meeting of the village to which enough people came"),
    _no_forum,
    of_given=True,
)
ENTRIES = Need(_("at least one project"), _no_entries)


def _agree(found: PlanVersion, given: Given, by: str) -> None:
    meeting = given.get("meeting")
    found.forum = meeting if isinstance(meeting, Meeting) else None
    found.agreed_on = found.forum.held_on if found.forum is not None else _day(found)
    found.save(update_fields=["forum", "agreed_on"])
    _open_plan(found.plan)


def _reopen(found: PlanVersion, given: Given, by: str) -> None:
    found.forum, found.agreed_on = None, None
    found.save(update_fields=["forum", "agreed_on"])
    _open_plan(found.plan)


def _announce(found: PlanVersion, given: Given, by: str) -> None:
    found.announced_on = _day(found)
    found.save(update_fields=["announced_on"])
    freezing.freeze(found, by=by)


def _replace_last(found: PlanVersion, given: Given, by: str) -> None:
    earlier = PlanVersion.objects.filter(plan=found.plan, state="announced").exclude(pk=found.pk)
    for last in earlier:
        follow(last, "replace", by=by)


def _let_go(found: PlanVersion, given: Given, by: str) -> None:
    name = plans.name_of(found)
    # Not together with their version: its whole copy would be read once an entry.
    for entry in PlanEntry.objects.filter(version=found).select_related("project"):
        succession.let_go(entry, by=by, reason=name)


def _day(found: PlanVersion) -> Any:
    return found.state_since.astimezone(clock.BANGKOK).date()


def _open_plan(plan: Plan) -> None:
    """A plan is open as long as one of its versions is."""
    plan.opened = PlanVersion.objects.filter(plan=plan, opened=True).exists()
    plan.save(update_fields=["opened"])


AGREED = Follow(_("the version is open to everybody, with the forum that agreed"), _agree)
REOPENED = Follow(_("the forum's agreement is taken off"), _reopen)
FROZEN = Follow(_("the version is kept as it is, with its hash"), _announce)
REPLACES = Follow(_("the last version holds no more"), _replace_last)
LET_GO = Follow(_("its projects stand in this version no more"), _let_go)
