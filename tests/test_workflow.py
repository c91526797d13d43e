"""Every table of states, every move, every role: what is not in the table cannot be done.

Made from the registered tables, so that a new kind or move is tried without a line here; a kind whose
object cannot be made fails until `make` knows it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, reverse

from sarn.access import policy
from sarn.access.models import Denied
from sarn.access.scope import within
from sarn.access.tests.scopes import everything, person_scope
from sarn.accounts.tests.factories import make_person
from sarn.areas.models import Area
from sarn.areas.tests.factories import Tambons, make_tambon
from sarn.audit.models import Event
from sarn.workflow import moving, tables
from sarn.workflow.checks import stateful_models
from sarn.workflow.models import Stateful, by_the_engine
from sarn.workflow.tables import Move, Table
from sarnkit.problems import CATALOGUE, Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]

DAY = date(2027, 2, 10)
MOMENT = datetime(2027, 2, 10, 2, tzinfo=UTC)


def model_of(kind: str) -> type[Stateful]:
    return next(one for one in stateful_models() if one.workflow_kind == kind)


EVERY_MOVE = [(table, act) for table in tables.registered() for act in table.moves]


def named(case: tuple[Table, Move]) -> str:
    return case[0].event(case[1])


@pytest.fixture
def tree(db) -> Tambons:
    return make_tambon()


def make(kind: str, area: Area, state: str) -> Stateful:
    """A bare object of the kind in a state, put there as only the engine may."""
    with everything():
        values = VALUES[kind](area)
        with by_the_engine():
            found = model_of(kind)(area_path=area.path, state=state, **values)
            found.opened = found.table.state(state).opened
            found.save()
    return found


def _project(area: Area) -> Any:
    return make("project", area, "planned")


def _plan(area: Area) -> Any:
    plan = apps.get_model("planning", "Plan")
    return plan.objects.create(
        area=area, area_path=area.path, kind="village", title="แผน", first_year=2027, last_year=2031
    )


def _promise(area: Area) -> Any:
    promise = apps.get_model("indicators", "Promise")
    return promise.objects.create(
        area=area, area_path=area.path, subject_type="project", subject_uid=uuid.uuid4(), pack_id="demo-water",
        code="w1", part="pass", direction="lower is better", baseline_uid=uuid.uuid4(), baseline_round="2569",
        target_num=1, target_den=4, due_round="2570", made_by="t",
    )  # fmt: skip


VALUES: dict[str, Callable[[Area], dict[str, Any]]] = {
    "activity": lambda area: {"project": _project(area), "title": "ขุดร่อง", "on": DAY, "made_by": "t"},
    "budget-line": lambda area: {
        "project": _project(area), "source": "village", "fiscal_year": 2027, "asked": 100, "made_by": "t",
    },
    "effect": lambda area: {
        "promise": _promise(area), "area": area, "before_uid": uuid.uuid4(), "after_uid": uuid.uuid4(),
        "shown": False, "comparable": True, "meaningful": "5", "grade": "ข", "fingerprint": "0" * 64,
    },
    "event": lambda area: {
        "area": area, "title": "เวที", "place": "ศาลา", "organiser": "หมู่บ้าน", "starts_at": MOMENT,
        "ends_at": MOMENT + timedelta(hours=1), "changed_at": MOMENT, "written_by": "t",
    },
    "issue": lambda area: {"area": area, "title": "น้ำใช้ไม่พอ", "raised_by": "t", "raised_on": DAY},
    "meeting": lambda area: {"area": area, "title": "เวที", "held_on": DAY, "made_by": "t"},
    "news": lambda area: {
        "area": area, "title": "ข่าว", "slug": str(uuid.uuid4()), "happened_on": DAY, "place": "ศาลา",
        "author_name": "ผู้เขียน", "written_by": "t", "written_at": MOMENT,
    },
    "plan-version": lambda area: {"plan": _plan(area), "number": 1},
    "project": lambda area: {"area": area, "title": "ประปา"},
    "proposal": lambda area: {"area": area, "title": "ประปา", "made_by": "t", "made_on": DAY},
}  # fmt: skip


def stored(found: Stateful) -> str:
    with everything():
        return type(found).objects.get(pk=found.pk).state


@pytest.mark.parametrize("case", EVERY_MOVE, ids=named)
def test_a_move_is_refused_from_every_other_state(tree, case):
    table, act = case
    for state in table.states:
        if state.code in act.sources:
            continue
        found = make(table.kind, tree.villages[0], state.code)
        before = Event.objects.count()
        with everything(), pytest.raises(Problem) as refused:
            moving.move(found, act.name, by="system:test")
        assert refused.value.code == "workflow.not-now"
        assert stored(found) == state.code
        assert Event.objects.count() == before
        with everything():
            _take_away(found)


def _take_away(found: Stateful) -> None:
    """Room for the next of its kind, where only one may stand."""
    plan = getattr(found, "plan", None)
    found.delete()
    if plan is not None:
        plan.delete()


@pytest.mark.parametrize("case", EVERY_MOVE, ids=named)
def test_a_role_that_the_table_does_not_name_moves_nothing(tree, case):
    table, act = case
    found = make(table.kind, tree.villages[0], act.sources[0])
    model = type(found)
    for role in policy.GRANTABLE:
        if role in act.roles:
            continue
        area = tree.villages[0] if policy.LEVELS[role][0] == "village" else tree.country
        with within(person_scope(role, area)), pytest.raises((Denied, model.DoesNotExist)):
            moving.move(found, act.name, by=f"person:{role}")
        assert stored(found) == act.sources[0], role


@pytest.mark.parametrize("case", EVERY_MOVE, ids=named)
def test_the_right_role_of_the_next_village_moves_nothing(tree, case):
    table, act = case
    found = make(table.kind, tree.villages[0], act.sources[0])
    for role in act.roles:
        elsewhere = {
            "village": tree.villages[1], "tambon": tree.other_tambon, "amphoe": tree.other_tambon,
            "province": tree.other_tambon,
        }[policy.LEVELS[role][0]]  # fmt: skip
        with within(person_scope(role, elsewhere)), pytest.raises((Denied, type(found).DoesNotExist)):
            moving.move(found, act.name, by=f"person:{role}")
        assert stored(found) == act.sources[0], role


@pytest.mark.parametrize("case", EVERY_MOVE, ids=named)
def test_a_bare_object_with_nothing_given_moves_only_where_nothing_is_needed(tree, case):
    """Each need is a refusal of the catalogue, and what is refused changes nothing."""
    table, act = case
    found = make(table.kind, tree.villages[0], act.sources[0])
    refusal = _tried(found, act)
    events = Event.objects.filter(action=table.event(act))
    if refusal is None:
        assert stored(found) == act.target
        assert [(one.object_uid, one.detail["target"]) for one in events] == [(str(found.uid), act.target)]
        return
    assert act.needs, f"{table.event(act)} refuses without a need: {refusal}"
    assert refusal.code in CATALOGUE
    assert stored(found) == act.sources[0]
    assert not events.exists()


def _tried(found: Stateful, act: Move) -> Problem | None:
    try:
        with everything():
            moving.move(found, act.name, by="system:test")
    except Problem as refused:
        return refused
    return None


@pytest.mark.parametrize("case", EVERY_MOVE, ids=named)
def test_the_address_of_a_move_refuses_a_wrong_role(tree, client, case):
    """The same through the door: 403 for a role that may not, and no page for what only the system does."""
    table, act = case
    found = make(table.kind, tree.villages[0], act.sources[0])
    address = _address(table.kind, found, act)
    client.force_login(make_person("tambon_officer", tree.tambon, username="somchai"))
    client.raise_request_exception = False
    if "tambon_officer" in act.roles:
        client.force_login(make_person("dpo", tree.country, username="dee"))
    answer = client.post(address, {"seen": found.state}, headers={"accept": "application/json"})
    assert answer.status_code in ({403, 404} if act.roles else {404, 403}), answer.content
    assert stored(found) == act.sources[0]


def _address(kind: str, found: Stateful, act: Move) -> str:
    for name in (f"planning:do-{kind}", f"meetings:do-{kind}", f"indicators:do-{kind}", f"portal:do-{kind}"):
        try:
            return reverse(name, kwargs={"uid": found.uid, "name": act.name})
        except NoReverseMatch:
            continue
    raise AssertionError(f"no address does the moves of {kind}")


def test_every_kind_can_be_made(tree):
    assert {table.kind for table in tables.registered()} == set(VALUES)
    assert len(VALUES) == len(stateful_models())


def test_labels_are_there_in_thai(tree):
    """Every state, move, need and consequence is told in Thai."""
    untold = [
        str(text)
        for table in tables.registered()
        for text in (
            table.label,
            *(one.label for one in table.states),
            *(one.label for one in table.moves),
            *(need.label for act in table.moves for need in act.needs),
            *(one.label for act in table.moves for one in act.follows),
        )
        if str(text).isascii()
    ]
    assert untold == []
