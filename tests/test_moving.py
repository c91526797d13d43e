"""The engine, tried on meetings: legal moves only, whole or not at all, one winner."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from django.db import close_old_connections, transaction

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.areas.tests.factories import make_tambon
from sarn.audit.models import Event
from sarn.meetings.models import Attendance, Meeting
from sarn.workflow import moving
from sarn.workflow.models import HandMoved
from sarn.workflow.tables import Follow, Move, Need, State, Table
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


@pytest.fixture
def tree(db):
    return make_tambon()


def make(area, **values) -> Meeting:
    with everything():
        return Meeting.objects.create(
            area=area,
            area_path=area.path,
            title="เวทีประชาคม",
            held_on=date(2027, 2, 10),
            made_by="test",
            **values,
        )


@pytest.fixture
def meeting(tree, plain_table):
    return make(tree.villages[0])


@pytest.fixture
def plain_table(monkeypatch):
    """The meeting's states without the needs of its own app, with a need and a follow that can be seen."""
    followed: list[str] = []
    enough = Need(
        "people", lambda found, given: None if found.households else Problem("workflow.no-reason", least=1)
    )
    table = Table(
        kind="meeting",
        label="meeting",
        states=(State("planned", "Planned"), State("recorded", "Recorded", opened=True), State("cancelled", "Cancelled")),
        moves=(
            Move("record", "Record", ("planned",), "recorded", roles=("village_head",), needs=(enough,),
                 follows=(Follow("told", lambda found, given, by: followed.append(f"{found.state} {by}")),)),
            Move("cancel", "Cancel", ("planned",), "cancelled", roles=("village_head",), takes=("reason",)),
            Move("forget", "Forget", ("recorded",), "planned"),
        ),
    )  # fmt: skip
    from sarn.workflow import tables

    monkeypatch.setitem(tables._TABLES, "meeting", table)
    return followed


def head(tree, number=0):
    return within(person_scope("village_head", tree.villages[number], name="mali"))


def test_a_move_changes_the_state_opens_the_row_and_writes_its_event(tree, plain_table):
    found = make(tree.villages[0], households=10)
    with everything():
        Attendance.objects.create(meeting=found, group="women", people=4)
    with within(PUBLIC):
        assert not Meeting.objects.exists()
        assert not Attendance.objects.exists()
    with head(tree):
        moving.move(found, "record", by="person:mali", seen="planned", note="ok")
    assert (found.state, found.opened) == ("recorded", True)
    assert plain_table == ["recorded person:mali"]
    event = Event.objects.get(action="meeting.record")
    assert (event.actor, event.object_uid) == ("person:mali", str(found.uid))
    assert event.detail == {"source": "planned", "target": "recorded", "note": "ok"}
    with within(PUBLIC):
        assert Meeting.objects.get().uid == found.uid
        assert Attendance.objects.get().people == 4


def test_closing_again_closes_the_parts(tree, plain_table):
    found = make(tree.villages[0], households=10)
    with everything():
        moving.move(found, "record", by="system:test")
        Attendance.objects.create(meeting=found, group="women", people=4)
        moving.move(found, "forget", by="system:test")
    with within(PUBLIC):
        assert not Attendance.objects.exists()


def test_what_a_need_refuses_leaves_everything_as_it_was(tree, meeting, plain_table):
    with head(tree), pytest.raises(Problem) as refused:
        moving.move(meeting, "record", by="person:mali")
    assert refused.value.code == "workflow.no-reason"
    with everything():
        meeting.refresh_from_db()
    assert meeting.state == "planned"
    assert plain_table == []
    assert not Event.objects.exists()


def test_what_fails_in_a_follow_takes_the_move_with_it(tree, meeting, monkeypatch, plain_table):
    def explode(found, given, by):
        raise RuntimeError("disk full")

    act = meeting.table.move("cancel")
    object.__setattr__(act, "follows", (Follow("bang", explode),))
    with head(tree), pytest.raises(RuntimeError, match="disk full"):
        moving.move(meeting, "cancel", by="person:mali")
    with everything():
        meeting.refresh_from_db()
    assert meeting.state == "planned"
    assert not Event.objects.exists()


def test_an_illegal_move_says_what_can_be_done(tree, meeting):
    with head(tree):
        moving.move(meeting, "cancel", by="person:mali")
        with pytest.raises(Problem) as refused:
            moving.move(meeting, "record", by="person:mali")
    assert refused.value.code == "workflow.not-now"
    assert refused.value.status == 409


def test_nobody_moves_what_her_role_or_place_does_not_let_her(tree, meeting):
    with within(person_scope("tambon_officer", tree.tambon)), pytest.raises(Denied):
        moving.move(meeting, "cancel", by="person:somchai")
    with head(tree, 1), pytest.raises(Meeting.DoesNotExist):
        moving.move(meeting, "cancel", by="person:nok")
    with head(tree), pytest.raises(Denied):
        moving.move(meeting, "forget", by="person:mali")  # only the system does it
    with head(tree), pytest.raises(KeyError):
        moving.move(meeting, "burn", by="person:mali")


@pytest.mark.parametrize(
    "act",
    {
        "save": lambda row: (setattr(row, "state", "recorded"), row.save()),
        "save some fields": lambda row: (
            setattr(row, "state", "recorded"),
            row.save(update_fields=["state"]),
        ),
        "open by hand": lambda row: (setattr(row, "opened", True), row.save()),
        "update": lambda row: Meeting.objects.filter(pk=row.pk).update(state="recorded"),
        "update opened": lambda row: Meeting.objects.filter(pk=row.pk).update(opened=True),
        "bulk update": lambda row: (
            setattr(row, "state", "recorded"),
            Meeting.objects.bulk_update([row], ["state"]),
        ),
        "create": lambda row: Meeting.objects.create(**other(row, state="recorded")),
        "bulk create": lambda row: Meeting.objects.bulk_create([Meeting(**other(row, state="recorded"))]),
    }.items(),
    ids=lambda item: item[0],
)
def test_no_state_is_set_by_hand(tree, meeting, act):
    with everything(), pytest.raises(HandMoved):
        act[1](meeting)
    with everything():
        assert Meeting.objects.get().state == "planned"


def other(row, **values):
    return {
        "area": row.area,
        "area_path": row.area_path,
        "title": "x",
        "held_on": row.held_on,
        "made_by": "x",
        **values,
    }


def test_a_part_of_a_row_may_be_loaded_and_saved(tree, meeting):
    with everything():
        some = Meeting.objects.only("title").get()
        some.title = "เวทีที่สอง"
        some.save()
        assert Meeting.objects.get().title == "เวทีที่สอง"


def test_the_second_is_told_that_somebody_was_quicker(tree, meeting):
    with head(tree):
        moving.move(meeting, "cancel", by="person:mali", seen="planned")
        with pytest.raises(Problem) as told:
            moving.move(meeting, "cancel", by="person:mali", seen="planned")
    assert told.value.code == "workflow.moved-meanwhile"


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_wins_and_seven_are_told(tree, meeting):
    scope = person_scope("village_head", tree.villages[0], name="mali")
    won, told = [], []
    start = threading.Barrier(8)

    def press():
        try:
            with within(scope):
                mine = Meeting.objects.get(pk=meeting.pk)
                start.wait()
                moving.move(mine, "cancel", by="person:mali", seen="planned")
                won.append(1)
        except Problem as problem:
            told.append(problem.code)
        finally:
            close_old_connections()
            from django.db import connection

            connection.close()

    threads = [threading.Thread(target=press) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (len(won), told) == (1, ["workflow.moved-meanwhile"] * 7)
    assert Event.objects.filter(action="meeting.cancel").count() == 1


def test_a_move_inside_a_transaction_that_fails_is_undone(tree, meeting):
    def half():
        with transaction.atomic():
            moving.move(meeting, "cancel", by="person:mali")
            raise RuntimeError("power cut")

    with head(tree), pytest.raises(RuntimeError, match="power cut"):
        half()
    with everything():
        assert Meeting.objects.get().state == "planned"


def test_open_moves_tell_what_is_mine_and_what_is_lacking(tree, meeting):
    with head(tree):
        ways = {way.move.name: way for way in moving.open_moves(meeting)}
    assert set(ways) == {"record", "cancel"}
    assert ways["record"].mine
    assert ways["record"].refusal.code == "workflow.no-reason"
    assert ways["cancel"].refusal is None
    with within(person_scope("tambon_officer", tree.tambon)):
        assert not any(way.mine for way in moving.open_moves(meeting))
