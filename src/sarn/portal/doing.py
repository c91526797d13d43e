"""«ต้องทำต่อ»: what waits for the person who reads the page of a place, from the moves that are open to her.

Steps of a village's head come from `planning.next_steps`, as on the page of the village's planning. All else
comes from the tables of states: an object that waits in a state, and a move out of it that the table gives
to one of her roles. Nothing is stored; what is done is gone from the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from sarn.access import policy
from sarn.access.models import covers
from sarn.access.scope import Scope, current
from sarn.areas.models import Area
from sarn.indicators import promises
from sarn.indicators.models import EffectResult
from sarn.meetings.models import Meeting
from sarn.planning import next_steps
from sarn.planning.models import BudgetLine, Issue, PlanVersion, Project, Proposal
from sarn.portal import reading
from sarn.portal.models import CalendarEvent, NewsReport
from sarn.workflow import moving
from sarn.workflow.models import Stateful
from sarnkit import clock

MOST = 5
# Rows of one kind that are looked at; more than so many make one line anyway.
_LOOKED_AT = 30


@dataclass(frozen=True)
class Todo:
    """One line: the act, what it is about, and where it is done."""

    act: str
    about: str
    url: str


@dataclass(frozen=True)
class Wait:
    """Objects of a model that wait in `state` for the move `name`; `several` is where many of them are found.

    `due` leaves out those whose time has not come; `by_others` those that this very person may not move
    (four eyes), as the needs of the move say. `beside` is what its name is taken from.
    """

    model: type[Stateful]
    state: str
    name: str
    several: str = ""
    due: Callable[[Any], bool] = lambda row: True
    by_others: bool = False
    beside: tuple[str, ...] = ()


# What is nearest to its end comes first.
WAITS: Sequence[Wait] = (
    Wait(Project, "handed-over", "measure", "planning:projects"),
    Wait(EffectResult, "proposed", "accept", beside=("promise", "area")),
    Wait(BudgetLine, "asked", "approve", "planning:projects", by_others=True, beside=("project",)),
    Wait(PlanVersion, "agreed", "announce", beside=("plan",)),
    Wait(Meeting, "planned", "record", "meetings:meetings", due=lambda row: row.held_on <= clock.today()),
    Wait(NewsReport, "submitted", "publish", "portal:desk", by_others=True),
    Wait(CalendarEvent, "draft", "publish", "portal:desk"),
)


def of(area: Area, issues: Sequence[Issue] = ()) -> list[Todo]:
    """At most MOST lines for the reader at work in the area; [] for everybody else.

    `issues` are those of the village, which its page has read already.
    """
    scope = current()
    if scope.kind != "person" or not _works_in(scope, area):
        return []
    found: list[Todo] = []
    if area.level == "village" and covers("result", "certify", area.path):
        found += _of_head(area, issues)
    for wait in WAITS:
        if len(found) >= MOST:
            break
        if _hers(scope, wait, area):
            found += _waiting(scope, wait, area)
    return found[:MOST]


def _works_in(scope: Scope, area: Area) -> bool:
    """Whether a role reaches the whole area and writes something in it."""
    return any(area.path.startswith(one.area_path) and one.area_path for one in scope.grants)


def _of_head(area: Area, issues: Sequence[Issue]) -> Iterable[Todo]:
    made = list(Proposal.objects.filter(area=area).order_by("pk"))
    done = list(Project.objects.filter(area=area, state="completed").order_by("pk"))
    ranked = sorted(issues, key=lambda one: (one.rank is None, one.rank or 0, one.pk))
    return [Todo(str(one.act), one.about, one.url) for one in next_steps.steps(area, ranked, made, done)]


def _hers(scope: Scope, wait: Wait, area: Area) -> bool:
    """Whether the table gives the move to one of her roles here: asked before any row is read."""
    act = wait.model.table.move(wait.name)
    may_read = policy.can_ever(scope, wait.model.data_class, "read")
    return may_read and moving.may(scope, act, area.path)


def _waiting(scope: Scope, wait: Wait, area: Area) -> list[Todo]:
    act = wait.model.table.move(wait.name)
    rows = wait.model.objects.filter(area_path__within=area.path, state=wait.state)
    if wait.model is EffectResult:  # newer figures may have taken its place
        rows = rows.filter(superseded_by=None)
    if wait.beside:
        rows = rows.select_related(*wait.beside)
    rows = rows.order_by("state_since", "pk")
    found = [one for one in rows[:_LOOKED_AT] if wait.due(one) and _open_to(scope, wait, act, one)]
    if len(found) > 1 and wait.several:
        label = gettext("%(kind)s: %(count)s") % {"kind": wait.model.table.label, "count": len(found)}
        return [Todo(str(act.label), label, _list(wait.several, area))]
    return [Todo(str(act.label), _named(one), one.get_absolute_url()) for one in found[:MOST]]


def _open_to(scope: Scope, wait: Wait, act: Any, row: Stateful) -> bool:
    if not moving.may(scope, act, row.area_path):
        return False
    needs = (need for need in act.needs if not need.of_given) if wait.by_others else ()
    return all(need.missing(row, {}) is None for need in needs)


def _list(name: str, area: Area) -> str:
    return reverse(name) if name == "portal:desk" else reverse(name, kwargs={"code": area.code})


def _named(row: Any) -> str:
    """The title of what waits, or of what it belongs to."""
    if isinstance(row, PlanVersion):
        return f"{row.plan.title} {row.label}".strip()
    if isinstance(row, BudgetLine):
        return str(row.project.title)
    if isinstance(row, EffectResult):
        definition = promises.definition_of(row.promise.pack_id, row.promise.code)
        return f"{row.area.display()} {reading.in_language(definition.title)}"
    return str(row.title)
