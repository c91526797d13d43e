"""The head records the forum in three steps; nobody else meets the page."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client

from sarn.access.scope import PUBLIC, within
from sarn.audit.models import Event
from sarn.indicators.models import PublicCell, Release
from sarn.portal.tests.scenes import signed_in, squeezed, village
from sarnkit import clock

pytestmark = pytest.mark.django_db
ADDRESS = "/areas/99010104/rounds/2569/release/"


@pytest.fixture
def scene():
    return village()


@pytest.fixture
def head(scene):
    return signed_in("village_head", scene.villages[4])


def meeting(act, on="8 พ.ย. 2569", people="86"):
    return {"act": act, f"{act}-on": on, f"{act}-attendance": people}


@pytest.fixture(autouse=True)
def today():
    clock.set_to(datetime(2026, 11, 24, 9, tzinfo=clock.BANGKOK))
    yield
    clock.set_to(None)


def test_three_steps_open_the_figures(head):
    for form in (meeting("return"), meeting("certify", on="8/11/2569"), {"act": "release"}):
        response = head.post(ADDRESS, form)
        assert response.status_code == 302, response.content.decode()
    with within(PUBLIC):
        found = Release.objects.get()
        assert (found.state, found.attendance, str(found.certified_on)) == ("released", 86, "2026-11-08")
        assert PublicCell.objects.filter(level="village", shown=True).exists()
    text = squeezed(head.get(ADDRESS))
    assert "เวทีรับรองเมื่อ8พฤศจิกายน2569มา86คน" in text
    assert "เปิดให้คนนอกดูตั้งแต่" in text


def test_cross_site_posts_are_refused(scene):
    head = signed_in("village_head", scene.villages[4])
    head.handler.enforce_csrf_checks = True
    assert head.post(ADDRESS, meeting("certify")).status_code == 403


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"act": "release"}, "ยังไม่ได้รับรอง"),
        (meeting("certify", on="31/2/2569"), "เดือนนั้นไม่มีวันนี้"),
        (meeting("certify", on="8/11/69"), "ปีไม่ชัด"),
        (meeting("certify", on="เมื่อวาน"), "อ่านวันที่ไม่ได้"),
        (meeting("certify", on="8/11/2570"), "ยังมาไม่ถึง"),
        (meeting("return", people="0"), "1"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_recorded(head, form, said):
    response = head.post(ADDRESS, form)
    assert response.status_code == 400
    assert said in response.content.decode()
    with within(PUBLIC):
        assert not Release.objects.exists()


def test_a_day_is_refused_in_thai_words_at_its_field(head):
    source = head.post(ADDRESS, meeting("certify", on="8/12/2569")).content.decode()
    assert '<span class="why">วันที่ 8 ธ.ค. 2569 ยังมาไม่ถึง (วันนี้ 24 พ.ย. 2569)' in source
    assert 'class="error"' not in source


def test_a_recorded_step_shows_its_record_and_keeps_the_form_folded(head):
    before = head.get(ADDRESS).content.decode()
    assert "<details" not in before.partition("<main")[2]
    head.post(ADDRESS, meeting("return", people="62"))
    source = head.get(ADDRESS).content.decode().partition("<main")[2]
    assert "62" in source
    assert source.index("<details") < source.index('value="return"')


def test_what_was_opened_to_others_cannot_be_written_over(head):
    for form in (meeting("return", people="62"), meeting("certify"), {"act": "release"}):
        head.post(ADDRESS, form)
    response = head.post(ADDRESS, meeting("return", people="5"))
    assert response.status_code == 400
    assert "จึงแก้ไม่ได้" in response.content.decode()
    with within(PUBLIC):
        assert Release.objects.get().return_attendance == 62


def test_an_act_that_there_is_not(head):
    assert head.post(ADDRESS, meeting("destroy")).status_code == 400


def test_others_do_not_come_in(scene):
    assert Client().get(ADDRESS).status_code == 302
    assert signed_in("tambon_officer", scene.tambon).post(ADDRESS, meeting("certify")).status_code == 403
    assert signed_in("village_head", scene.villages[5]).post(ADDRESS, meeting("certify")).status_code == 404
    assert Event.objects.filter(action="access.denied").count() == 2


@pytest.mark.parametrize(
    "address", ["/areas/99010104/rounds/2600/release/", "/areas/990101/rounds/2569/release/"]
)
def test_no_such_round_or_village(head, address):
    assert head.get(address).status_code == 404
