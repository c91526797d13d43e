"""Planning, recording and correcting a meeting; sums that cannot be; days ahead; wrong roles."""

from __future__ import annotations

import datetime
import threading
from datetime import date

import pytest
from django.db import connections

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import person_scope
from sarn.areas.tests.factories import make_tambon
from sarn.audit.models import Event
from sarn.meetings import records
from sarn.meetings.models import Attendance, Meeting, Resolution
from sarn.meetings.needs import QUORATE
from sarn.workflow import moving
from sarnkit import clock
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
DAY = date(2027, 2, 10)
CAME = {"women": 50, "men": 36, "elders": 20, "youth": 8}
BY = "person:head4"


@pytest.fixture(autouse=True)
def afterwards():
    clock.set_to(datetime.datetime(2027, 2, 11, 3, tzinfo=datetime.UTC))
    yield
    clock.set_to(None)


@pytest.fixture
def tree(db):
    return make_tambon()


@pytest.fixture
def head(tree):
    return person_scope("village_head", tree.villages[0], name="head4")


def record(tree, **said) -> Meeting:
    given = {
        "area": tree.villages[0], "title": "เวทีประชาคม ครั้งที่ 1", "held_on": DAY, "place": "ศาลากลางบ้าน",
        "households": 131, "attended": CAME, "resolutions": ["ขอประปาบาดาล", "ตั้งคณะกรรมการน้ำ"], "by": BY,
    }  # fmt: skip
    return records.record(**{**given, **said})


def test_a_forum_is_recorded_and_everybody_reads_it(tree, head):
    with within(head):
        made = record(tree)
    with within(PUBLIC):
        found = Meeting.objects.get(uid=made.uid)
        assert (found.state, found.attended, found.counted, found.quorate) == ("recorded", 86, 86, True)
        assert records.groups_of(found) == CAME
        assert [(one.number, one.text) for one in found.resolutions.order_by("number")] == [
            (1, "ขอประปาบาดาล"),
            (2, "ตั้งคณะกรรมการน้ำ"),
        ]
    actions = list(Event.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["meeting.plan", "meeting.record"]


def test_a_planned_meeting_is_closed_until_it_is_recorded(tree, head):
    with within(head):
        made = records.plan(area=tree.villages[0], title="เวที", held_on=date(2027, 3, 1), by=BY)
    with within(PUBLIC):
        assert not Meeting.objects.exists()
    with within(head), pytest.raises(Problem) as refused:
        moving.move(made, "record", by=BY, households=131, attended=CAME)
    assert refused.value.code == "meetings.day-ahead"
    with within(head):
        moving.move(made, "record", by=BY, held_on=DAY, households=131, attended=CAME)
    with within(PUBLIC):
        assert Meeting.objects.get().held_on == DAY


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"attended": {"women": 50}}, "meetings.no-count"),
        ({"attended": {}}, "meetings.no-count"),
        ({"attended": {"women": 0, "men": 0}}, "meetings.nobody"),
        ({"attended": {"women": 5, "men": 5, "elders": 11}}, "meetings.part-over-whole"),
        ({"attended": {"women": 5, "men": 5, "elders": 6, "youth": 5}}, "meetings.part-over-whole"),
        ({"attended": {"women": -5, "men": 50}}, "meetings.negative"),
        ({"households": -1}, "meetings.negative"),
        ({"households": 0}, "meetings.no-households"),
        ({"attended": {"women": 100, "men": 50}}, "meetings.say-households"),
        ({"attended": {"women": 100, "men": 50}, "represented": 132}, "meetings.represented"),
        ({"represented": 87}, "meetings.represented"),
        ({"represented": 0}, "meetings.represented"),
        ({"attended": {"women": 1000, "men": 999}}, "meetings.too-many"),
        ({"rule": "acclamation"}, "meetings.no-such-rule"),
        ({"held_on": date(2027, 2, 12)}, "meetings.day-ahead"),
        ({"title": "  "}, "meetings.no-title"),
        ({"resolutions": [records.Resolved("x", 80, 7)]}, "meetings.votes"),
        ({"resolutions": [records.Resolved("x", -1, 7)]}, "meetings.votes"),
        ({"resolutions": ["x"] * 51}, "meetings.too-many-resolutions"),
        ({"kind": "committee", "households": 0}, "meetings.no-members"),
        ({"kind": "committee", "households": 15}, "meetings.over-members"),
    ],
)
def test_what_cannot_be_is_refused_whole(tree, head, said, code):
    with within(head):
        with pytest.raises(Problem) as refused:
            record(tree, **said)
        assert refused.value.code == code
        assert not Meeting.objects.exists()
    assert not Event.objects.exists()


def test_today_is_early_enough(tree, head):
    with within(head):
        assert record(tree, held_on=date(2027, 2, 11)).state == "recorded"


def test_more_people_than_households_are_judged_by_the_households_that_came(tree, head):
    with within(head):
        made = record(tree, attended={"women": 100, "men": 50}, represented=60)
    assert (made.attended, made.counted, made.quorate) == (150, 60, False)


def test_another_village_and_a_reader_may_not_record(tree):
    for scope in (
        person_scope("village_head", tree.villages[1]),
        person_scope("volunteer", tree.villages[0]),
        person_scope("cd_officer", tree.amphoe),
        PUBLIC,
    ):
        with within(scope), pytest.raises(Denied):
            record(tree)


def test_a_correction_keeps_the_former_values(tree, head):
    with within(head):
        made = record(tree)
        with pytest.raises(Problem) as refused:
            records.correct(made, reason="", by=BY, households=130)
        assert refused.value.code == "workflow.no-reason"
        with pytest.raises(Problem) as refused:
            records.correct(made, reason="นับใหม่แล้ว", by=BY, households=131)
        assert refused.value.code == "meetings.nothing-changed"
        with pytest.raises(Problem) as refused:
            records.correct(made, reason="นับใหม่แล้ว", by=BY, attended={"women": 1, "men": 1, "elders": 9})
        assert refused.value.code == "meetings.part-over-whole"
        records.correct(
            made,
            reason="นับใบลงชื่อใหม่",
            by=BY,
            attended={"women": 24, "men": 16},
            resolutions=[{"text": "ขอถนน"}],
        )
    with within(PUBLIC):
        found = Meeting.objects.get()
        assert (found.attended, found.quorate, found.state) == (40, False, "recorded")
        assert Attendance.objects.count() == 2
        assert Resolution.objects.get().text == "ขอถนน"
    detail = Event.objects.get(action="meeting.correct").detail
    assert detail["old"]["attended"] == CAME
    assert detail["new"]["attended"] == {"women": 24, "men": 16}
    assert [one["text"] for one in detail["old"]["resolutions"]] == ["ขอประปาบาดาล", "ตั้งคณะกรรมการน้ำ"]
    assert "households" not in detail["old"]


def test_a_planned_meeting_is_not_corrected_but_recorded(tree, head):
    with within(head):
        made = records.plan(area=tree.villages[0], title="เวที", held_on=DAY, by=BY)
        with pytest.raises(Problem) as refused:
            records.correct(made, reason="ผิดวัน", by=BY, held_on=DAY)
    assert refused.value.code == "meetings.not-recorded"


def test_what_decisions_need_of_a_meeting(tree, head):
    with within(head):
        good = record(tree)
        few = record(tree, attended={"women": 24, "men": 16})
        planned = records.plan(area=tree.villages[0], title="เวที", held_on=DAY, by=BY)

        def refusal(meeting, found=good):
            return QUORATE.missing(found, {"meeting": meeting})

        assert refusal(good) is None
        assert refusal(None).code == "meetings.none-chosen"
        assert refusal(planned).code == "meetings.not-recorded"
        assert refusal(few).sentence("th").startswith("ยังไม่ครบองค์ประชุม มา 40 จาก 131 ครัวเรือน ต้องมีอย่างน้อย 66")
        elsewhere = Meeting(area=tree.villages[1], area_path=tree.villages[1].path, title="x", held_on=DAY)
        assert refusal(good, elsewhere).code == "meetings.elsewhere"


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_at_once_one_wins(tree, head):
    with within(head):
        made = records.plan(area=tree.villages[0], title="เวที", held_on=DAY, by=BY)
    told: list[str] = []
    start = threading.Barrier(2)

    def go(women: int) -> None:
        with within(head):
            start.wait()
            try:
                moving.move(made, "record", by=BY, seen="planned", households=131,
                            attended={"women": women, "men": 36})  # fmt: skip
                told.append("done")
            except Problem as refused:
                told.append(refused.code)
        connections.close_all()

    threads = [threading.Thread(target=go, args=(women,)) for women in (40, 50)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(told) == ["done", "workflow.moved-meanwhile"]
    with within(head):
        found = Meeting.objects.get()
        assert found.attended == sum(records.groups_of(found).values())
        assert Attendance.objects.count() == 2
