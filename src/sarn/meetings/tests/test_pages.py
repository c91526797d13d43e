"""Pages of meetings: who sees and who records, what a form says, no names."""

from __future__ import annotations

import datetime

import pytest

from sarn.accounts.tests.factories import make_person
from sarn.areas.tests.factories import make_tambon
from sarn.meetings import invited
from sarnkit import clock

pytestmark = [pytest.mark.django_db]

FORM = {
    "title": "เวทีประชาคม ครั้งที่ 1", "held_on": "10/2/2570", "place": "ศาลากลางบ้าน", "women": "50", "men": "36",
    "elders": "20", "youth": "", "households": "131", "represented": "", "rule": "half",
    "resolutions": "ขอประปาบาดาล\n\nตั้งคณะกรรมการน้ำ", "note": "",
}  # fmt: skip


@pytest.fixture(autouse=True)
def afterwards():
    clock.set_to(datetime.datetime(2027, 2, 11, 3, tzinfo=datetime.UTC))
    yield
    clock.set_to(None)


@pytest.fixture
def tree(db):
    return make_tambon()


@pytest.fixture
def head(client, tree):
    client.force_login(make_person("village_head", tree.villages[0], username="head4"))
    return client


def url(tree, last=""):
    return f"/areas/{tree.villages[0].code}/meetings/{last}"


def test_record_then_everybody_reads_it(head, tree, client):
    answer = head.post(url(tree, "record/"), FORM)
    assert answer.status_code == 302
    head.logout()
    page = client.get(answer.url).content.decode()
    assert "86" in page
    assert "ครบ (65.6\u00a0%)" in page
    assert "ตั้งคณะกรรมการน้ำ" in page
    assert "head4" not in page
    assert "ผู้ใหญ่บ้านและกรรมการ" in page  # the office is named, not the person
    listed = client.get(url(tree)).content.decode()
    assert "เวทีประชาคม ครั้งที่ 1" in listed
    assert "meetings/record/" not in listed


def test_figures_that_cannot_be_are_said_in_a_sentence_and_what_was_typed_stays(head, tree):
    answer = head.post(url(tree, "record/"), {**FORM, "elders": "80", "youth": "80"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "ผู้สูงอายุกับเยาวชนรวม 160 คน" in page
    assert "ตั้งคณะกรรมการน้ำ" in page
    ahead = head.post(url(tree, "record/"), {**FORM, "held_on": "12/2/2570"})
    assert "ยังมาไม่ถึง" in ahead.content.decode()
    unreadable = head.post(url(tree, "record/"), {**FORM, "held_on": "เมื่อวาน"})
    assert unreadable.status_code == 400


@pytest.mark.parametrize("bad", [{"women": "สิบ"}, {"women": ""}, {"households": "-3"}, {"rule": "x"}])
def test_what_is_no_number_is_not_taken(head, tree, bad):
    assert head.post(url(tree, "record/"), {**FORM, **bad}).status_code == 400


def test_the_number_of_households_is_proposed_by_an_app_above(head, tree, monkeypatch):
    monkeypatch.setattr(invited, "_count", lambda area: 131 if area == tree.villages[0] else None)
    assert 'value="131"' in head.get(url(tree, "record/")).content.decode()


def test_a_planned_meeting_is_recorded_through_its_move(head, tree):
    planned = head.post(url(tree, "plan/"), {"title": "เวที", "held_on": "10/2/2570", "place": ""})
    assert "บันทึกผลการประชุม" in head.get(planned.url).content.decode()
    move = planned.url + "do/record/"
    assert 'name="women"' in head.get(move).content.decode()
    assert head.post(move, {**FORM, "seen": "planned"}).status_code == 302
    assert head.post(move, {**FORM, "seen": "planned"}).status_code == 409
    head.logout()
    assert head.get(planned.url).status_code == 200


def test_a_planned_meeting_is_hidden_from_strangers(head, tree):
    planned = head.post(url(tree, "plan/"), {"title": "เวที", "held_on": "10/3/2570", "place": ""})
    head.logout()
    assert head.get(planned.url).status_code == 404
    assert "เวที" not in head.get(url(tree)).content.decode().split("<main")[1]


def test_a_correction_shows_what_it_was(head, tree):
    made = head.post(url(tree, "record/"), FORM)
    form = head.get(made.url + "correct/").content.decode()
    assert "10/2/2570" in form
    given = {**FORM, "women": "40", "reason": "นับใบลงชื่อใหม่"}
    assert head.post(made.url + "correct/", given).status_code == 302
    page = head.get(made.url).content.decode()
    assert "<s>" in page
    assert "นับใบลงชื่อใหม่" in page
    assert "ครบ (58.0\u00a0%)" in page


def test_another_head_gets_nothing_and_a_volunteer_may_not(client, tree):
    client.force_login(make_person("village_head", tree.villages[1], username="head9"))
    assert client.get(url(tree, "record/")).status_code == 404
    assert client.post(url(tree, "record/"), FORM).status_code == 404
    client.force_login(make_person("volunteer", tree.villages[0], username="aso4"))
    assert client.get(url(tree, "record/")).status_code == 403
    client.logout()
    assert client.get(url(tree, "record/")).status_code == 302  # to the door


def test_words_are_escaped(head, tree):
    made = head.post(url(tree, "record/"), {**FORM, "title": "<script>x</script>", "resolutions": "<b>x</b>"})
    page = head.get(made.url).content.decode()
    assert "<script>x" not in page
    assert "<b>x</b>" not in page
