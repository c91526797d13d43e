"""The calendar: announced, moved, cancelled, and told to the calendars of others (scenario 30)."""

from __future__ import annotations

import datetime
import re
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from sarn.access.scope import PUBLIC, within
from sarn.audit.models import Event
from sarn.portal import events, months
from sarn.portal.models import CalendarEvent, FormerTime
from sarn.portal.tests.news_scenes import (
    NOW,
    at,
    make_newsroom,
    standing_clock,  # noqa: F401
    structured_data,
)
from sarn.portal.tests.scenes import squeezed, words
from sarn.workflow import moving
from sarnkit import clock
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
DAY = datetime.date(2026, 12, 8)
BANGKOK = ZoneInfo("Asia/Bangkok")


@pytest.fixture
def room():
    return make_newsroom()


def feed(address="/calendar.ics", **headers):
    response = Client().get(address, headers=headers)
    assert response.status_code == 200
    return response


def entry(address="/calendar.ics"):
    (found,) = Calendar.from_ical(feed(address).content).walk("VEVENT")
    return found


def moved(room, event, day, hour=9, who="head4", **given):
    return room.move(event, "reschedule", who, **vars(at(day, hour)), **given)


# Scenario 30.


def test_announced_moved_and_cancelled_as_everybody_meets_it(room):
    event = room.event()
    page = Client().get(event.get_absolute_url())
    assert "อังคาร 8 ธันวาคม 2569" in words(page)
    assert "09:00–12:00น." in squeezed(page)
    assert "อังคาร8ธันวาคม2569" in squeezed(Client().get("/calendar/?month=2026-12"))
    first = feed()
    text = first.content.decode().replace("\r\n ", "")
    assert "DTSTART;TZID=Asia/Bangkok:20261208T090000\r\n" in text
    assert "SEQUENCE:0\r\n" in text
    uid = str(entry()["UID"])
    assert uid == f"{event.uid}@sarn"

    moved(room, event, datetime.date(2026, 12, 10))
    second = feed()
    assert second["ETag"] != first["ETag"]
    found = entry()
    assert (str(found["UID"]), found["SEQUENCE"], str(found["STATUS"])) == (uid, 1, "CONFIRMED")
    assert found.decoded("DTSTART") == datetime.datetime(2026, 12, 10, 9, tzinfo=BANGKOK)
    page = Client().get(event.get_absolute_url())
    assert "พฤหัสบดี 10 ธันวาคม 2569" in words(page)
    assert "เดิมกำหนดไว้อังคาร8ธันวาคม2569" in squeezed(page)
    data = structured_data(page)
    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert data["previousStartDate"] == ["2026-12-08T09:00:00+07:00"]

    room.move(event, "cancel", "head4", reason="ฝนตกหนัก น้ำท่วมทาง")
    third = feed()
    assert len({first["ETag"], second["ETag"], third["ETag"]}) == 3
    found = entry()
    assert (str(found["UID"]), found["SEQUENCE"], str(found["STATUS"])) == (uid, 2, "CANCELLED")
    page = Client().get(event.get_absolute_url())
    assert "กิจกรรมนี้ยกเลิกแล้ว" in words(page)
    assert "ฝนตกหนัก น้ำท่วมทาง" in words(page)
    assert structured_data(page)["eventStatus"] == "https://schema.org/EventCancelled"


def test_a_draft_is_in_no_feed_and_no_page(room):
    with within(room["head4"].scope):
        draft = events.draft(
            area=room.village,
            title="นัดลับเฉพาะ",
            place="ศาลา",
            organiser="ม.4",
            span=at(DAY),
            by="person:head4",
        )
    for address in (
        "/calendar.ics",
        "/areas/99010104/calendar.ics",
        "/calendar/?month=2026-12",
        "/",
        "/sitemap.xml",
    ):
        for client in (Client(), room["head4"].client):
            assert "นัดลับเฉพาะ" not in client.get(address).content.decode()
            assert str(draft.uid) not in client.get(address).content.decode()
    assert Client().get(draft.get_absolute_url()).status_code == 404
    assert "ร่าง" in words(room["head4"].client.get(draft.get_absolute_url()))
    assert "นัดลับเฉพาะ" in words(room["head4"].client.get("/news/desk/"))


def test_control_an_announced_one_is_everywhere(room):
    room.event()
    for address in ("/calendar.ics", "/areas/99010104/calendar.ics", "/calendar/?month=2026-12", "/"):
        assert "เวทีประชาคม" in Client().get(address).content.decode(), address


def test_what_is_put_away_leaves_the_feed_and_only_when_it_is_over(room):
    event = room.event()
    room.move(event, "cancel", "head4", reason="ไม่จัดแล้ว")
    with pytest.raises(Problem) as refused:
        room.move(event, "archive", "head4")
    assert refused.value.code == "event.not-over"
    clock.set_to(NOW + datetime.timedelta(days=30))
    room.move(event, "archive", "head4")
    assert Calendar.from_ical(feed().content).walk("VEVENT") == []


# Moved twice in a minute, and by two at once.


def test_moved_twice_in_a_minute(room):
    event = room.event()
    stamps = [entry().decoded("LAST-MODIFIED")]
    etags = [feed()["ETag"]]
    for hour in (13, 14):
        moved(room, event, DAY, hour)
        stamps.append(entry().decoded("LAST-MODIFIED"))
        etags.append(feed()["ETag"])
    found = entry()
    assert found["SEQUENCE"] == 2
    assert found.decoded("DTSTART") == datetime.datetime(2026, 12, 8, 14, tzinfo=BANGKOK)
    assert stamps == sorted(set(stamps))  # each later than the one before, to the second
    assert len(set(etags)) == 3
    with within(PUBLIC):
        hours = [one.starts_at.astimezone(BANGKOK).hour for one in FormerTime.objects.all()]
    assert hours == [9, 13]


def test_of_two_who_looked_at_the_same_time_the_second_is_told(room):
    event = room.event()
    address = reverse("portal:do-event", kwargs={"uid": event.uid, "name": "reschedule"})
    page = room["head4"].client.get(address).content.decode()
    assert 'name="from_sequence" value="0"' in page
    boxes = {"seen": "published", "from_sequence": "0", "place": "ศาลากลางบ้าน", "begins": "10:00"}
    assert room["head4"].client.post(address, {**boxes, "first": "9/12/2569"}).status_code == 302
    late = room["plan1"].client.post(address, {**boxes, "first": "11/12/2569"})
    assert late.status_code == 409
    assert "พุธ9ธันวาคม2569" in squeezed(late)
    assert entry()["SEQUENCE"] == 1


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_ten_move_it_at_once_and_none_is_lost(room):
    event = room.event()
    scope = room["head4"].scope

    def act(hour):
        try:
            with within(scope):
                moving.move(
                    CalendarEvent.objects.get(pk=event.pk),
                    "reschedule",
                    by=scope.actor,
                    **vars(at(DAY, hour)),
                )
        finally:
            connection.close()

    hours = list(range(10, 20))
    with ThreadPoolExecutor(10) as threads:
        list(threads.map(act, hours))
    with within(PUBLIC):
        stored = CalendarEvent.objects.get(pk=event.pk)
        former = list(FormerTime.objects.all())
    assert stored.sequence == 10
    seen = [one.starts_at.astimezone(BANGKOK).hour for one in (*former, stored)]
    assert sorted(seen) == [9, *hours]
    assert [one.sequence for one in former] == list(range(10))
    assert Event.objects.filter(action="event.reschedule").count() == 10


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_of_ten_who_saw_the_same_one_moves_it_and_nine_are_told(room):
    event = room.event()
    scope = room["head4"].scope

    def act(hour):
        try:
            with within(scope):
                row = CalendarEvent.objects.get(pk=event.pk)
                moving.move(row, "reschedule", by=scope.actor, from_sequence=0, **vars(at(DAY, hour)))
            return "moved"
        except Problem as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(act, range(10, 20)))
    assert sorted(answers) == ["event.moved-meanwhile"] * 9 + ["moved"]


# The feed.


def test_the_feed_is_not_sent_again_until_something_changes(room):
    event = room.event()
    clock.set_to(NOW + datetime.timedelta(minutes=5))
    first = feed()
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert Client().get("/calendar.ics", headers={"If-None-Match": first["ETag"]}).status_code == 304
    since = {"If-Modified-Since": first["Last-Modified"]}
    assert Client().get("/calendar.ics", headers=since).status_code == 304
    moved(room, event, datetime.date(2026, 12, 10))
    # Within the second of the change no date is given that a later change could share.
    assert "Last-Modified" not in feed(**since)
    clock.set_to(NOW + datetime.timedelta(minutes=6))
    later = feed(**since)
    assert later["Last-Modified"] != first["Last-Modified"]
    assert Client().get("/calendar.ics", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_feed_says_the_same_to_everybody(room):
    room.event()
    assert feed()["ETag"] == room["head4"].client.get("/calendar.ics")["ETag"]


def test_lines_are_short_and_no_letter_is_cut(room):
    title = "เวทีประชาคมบ้านหนองน้ำใสเรื่องน้ำใช้ไม่เพียงพอตลอดปี " * 2
    room.event(title=title, description="ปู่ญี่ปุ่น ผู้ใหญ่ น้ำ ครั้งที่ ๑/๒๕๗๐ " * 30)
    content = feed().content
    assert content.endswith(b"\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # whole letters in every line
    found = entry()
    assert str(found["SUMMARY"]) == " ".join(title.split())
    assert "ปู่ญี่ปุ่น ผู้ใหญ่ น้ำ ครั้งที่ ๑/๒๕๗๐" in str(found["DESCRIPTION"])


def test_text_cannot_break_out_of_its_line(room):
    room.event(title="ก\r\nBEGIN:VEVENT\r\nUID:evil", description="หนึ่ง\nSTATUS:CANCELLED;,\\")
    (found,) = Calendar.from_ical(feed().content).walk("VEVENT")
    assert str(found["SUMMARY"]) == "ก BEGIN:VEVENT UID:evil"
    assert str(found["STATUS"]) == "CONFIRMED"
    assert "STATUS:CANCELLED;,\\" in str(found["DESCRIPTION"])


def test_whole_days_end_the_day_after(room):
    span = events.Span.at(DAY, None, datetime.date(2026, 12, 10))
    room.event(span=span)
    found = entry()
    assert found.decoded("DTSTART") == DAY
    assert found.decoded("DTEND") == datetime.date(2026, 12, 11)
    source = Client().get("/calendar/?month=2026-12").content.decode()
    assert len(re.findall(r'id="d(8|9|10)"', source)) == 3
    assert 'id="d11"' not in source


def test_a_place_has_its_own_calendar(room):
    room.event()
    room.event("head9", area=room.places.villages[1], title="ของ ม.9")
    assert len(Calendar.from_ical(feed("/areas/990101/calendar.ics").content).walk("VEVENT")) == 2
    assert str(entry("/areas/99010104/calendar.ics")["SUMMARY"]) == "เวทีประชาคม ม.4"
    assert "ของม.9" not in squeezed(Client().get("/areas/99010104/calendar/?month=2026-12"))
    assert Client().get("/areas/00000000/calendar.ics").status_code == 404


def test_the_zone_is_in_the_feed(room):
    room.event()
    (zone,) = Calendar.from_ical(feed().content).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Asia/Bangkok"
    (standard,) = zone.walk("STANDARD")
    assert standard["TZOFFSETTO"].to_ical() == "+0700"


# Pages.


def test_months_in_the_buddhist_year_with_a_way_on_and_back(room):
    room.event()
    response = Client().get("/calendar/?month=2026-12")
    page = words(response)
    assert "ธันวาคม 2569" in page
    source = response.content.decode()
    assert "?month=2026-11" in source
    assert "?month=2027-01" in source
    assert "Google" in page
    assert "ครึ่งวันครั้ง" in page
    assert "<script" not in source
    assert 'aria-current="date"' in Client().get("/calendar/").content.decode()


@pytest.mark.parametrize("month", ["2569-12", "2026-13", "2026-00", "x", "2026-1", "9999-12"])
def test_a_month_that_there_is_not(room, month):
    assert Client().get("/calendar/", {"month": month}).status_code == 404


@pytest.mark.parametrize("month", ["1950-01", "2199-12"])
def test_the_ends_of_all_months(room, month):
    assert Client().get("/calendar/", {"month": month}).status_code == 200


@pytest.mark.parametrize(
    "first", [datetime.date(2026, 2, 1), datetime.date(2024, 2, 1), datetime.date(2026, 8, 1)]
)
def test_a_grid_of_whole_weeks_from_sunday(room, first):
    with within(PUBLIC):
        grid = months.month(first)
    assert all(len(week) == 7 and week[0].day.weekday() == 6 for week in grid.weeks)
    inside = [one.day for week in grid.weeks for one in week if one.inside]
    assert inside[0] == first
    assert inside == [first + datetime.timedelta(days=n) for n in range(len(inside))]


# Who may what.


@pytest.mark.parametrize(
    ("who", "may"), [("head4", True), ("plan1", True), ("edit1", True), ("aso4", False), ("head9", False)]
)
def test_who_announces(room, who, may):
    with within(room["aso4"].scope):
        draft = events.draft(
            area=room.village, title="นัดหมาย", place="ศาลา", organiser="อาสา", span=at(DAY), by="person:aso4"
        )
    address = reverse("portal:do-event", kwargs={"uid": draft.uid, "name": "publish"})
    status = room[who].client.post(address, {"seen": "draft"}).status_code
    assert status == 302 if may else status in (403, 404)
    with within(PUBLIC):
        assert CalendarEvent.objects.filter(pk=draft.pk).exists() is may


def test_an_event_is_written_on_a_phone_and_announced(room):
    boxes = {
        "area": "99010104", "title": "ลงแขกขุดร่อง", "first": "๘/๑๒/๒๕๖๙", "begins": "๘.๓๐ น.", "ends": "12", "place": "ข้างวัด",
        "organiser": "คณะกรรมการน้ำ", "description": "เอาจอบมาด้วย",
    }  # fmt: skip
    response = room["head4"].client.post("/calendar/write/", boxes)
    assert response.status_code == 302
    with within(room["head4"].scope):
        event = CalendarEvent.objects.get()
    assert event.starts_at.astimezone(BANGKOK) == datetime.datetime(2026, 12, 8, 8, 30, tzinfo=BANGKOK)
    assert event.ends_at.astimezone(BANGKOK).hour == 12
    room.move(event, "publish", "head4")
    assert "เอาจอบมาด้วย" in words(Client().get(response.url))


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"begins": "12:00", "ends": "09:00"}, "เวลาเลิกมาก่อนเวลาเริ่ม"),
        ({"begins": "25:00"}, "ไม่ใช่เวลา"),
        ({"begins": "9.7"}, "ไม่ใช่เวลา"),
        ({"first": "31/2/2570"}, "ไม่มี"),
        ({"last": "1/12/2569"}, "เวลาเลิกมาก่อนเวลาเริ่ม"),
        ({"last": "1/3/2570"}, "แยกเป็นหลายรายการ"),
        ({"title": "  "}, ""),
        ({"area": "99010109"}, ""),
    ],
)
def test_what_is_no_event_is_refused_and_nothing_is_kept(room, changes, says):
    boxes = {
        "area": "99010104", "title": "นัด", "first": "8/12/2569", "begins": "", "ends": "", "last": "", "place": "ศาลา",
        "organiser": "ม.4", **changes,
    }  # fmt: skip
    response = room["head4"].client.post("/calendar/write/", boxes)
    assert response.status_code == 400
    assert says in words(response)
    with within(room["plan1"].scope):
        assert not CalendarEvent.objects.exists()


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("reschedule", {}, "event.same-time"),
        ("reword", {}, "event.nothing-changed"),
        ("reword", {"title": " "}, "event.incomplete"),
        ("cancel", {"reason": " "}, "workflow.no-reason"),
    ],
)
def test_a_change_that_is_none_is_refused(room, name, given, code):
    event = room.event()
    with pytest.raises(Problem) as refused:
        room.move(event, name, "head4", **given)
    assert refused.value.code == code
    assert entry()["SEQUENCE"] == 0


def test_what_is_over_is_not_moved_any_more(room):
    event = room.event()
    clock.set_to(NOW + datetime.timedelta(days=30))
    for name, given in (
        ("reschedule", vars(at(datetime.date(2027, 1, 5)))),
        ("cancel", {"reason": "ไม่จัดแล้ว"}),
    ):
        with pytest.raises(Problem) as refused:
            room.move(event, name, "head4", **given)
        assert refused.value.code == "event.over"


def test_other_words_raise_the_sequence_and_the_log_keeps_the_old_ones(room):
    event = room.event()
    room.move(event, "reword", "head4", title="เวทีรับรองข้อมูล ม.4")
    assert (entry()["SEQUENCE"], str(entry()["SUMMARY"])) == (1, "เวทีรับรองข้อมูล ม.4")
    assert Event.objects.get(action="event.former-words").detail["title"] == "เวทีประชาคม ม.4"
    with within(PUBLIC):
        assert not FormerTime.objects.exists()
