"""Acceptance scenario 1, and who reads what of a village when."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sarn.indicators.tests.factories import make_figure
from sarn.portal.tests.scenes import signed_in, squeezed, tambon, village, words

pytestmark = pytest.mark.django_db
ADDRESS = "/areas/99010104/"


def without_blanks(text):
    return "".join(text.split())


@pytest.fixture
def scene():
    return village()


def test_scenario_1_the_head_reads_the_exact_count(scene):
    response = signed_in("village_head", scene.villages[4]).get(ADDRESS)
    source, text = response.content.decode(), squeezed(response)
    assert '<b class="big">51</b>' in source
    for sentence in (
        "51 จาก 124 ครัวเรือน (41.1 %)",
        "ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ",
        "น่าจะอยู่ระหว่าง 32.9 ถึง 49.9 %",
        "เกณฑ์ ไม่เกิน 20 %",
        "ตอบแล้ว 124 จาก 131 หลัง (94.7 %)",
        "อีก 7 หลัง:",
        "ปิดบ้าน 3",
        "ไปทำงานต่างถิ่น 3",
    ):
        assert without_blanks(sentence) in text, sentence
    assert 'class="st miss"' in source
    assert 'href="#miss"' in source
    assert "ตกเกณฑ์" in text
    assert re.search(r'class="wk" x1="32\.(86|9)\d*%" x2="49\.9\d*%"', source)


def test_times_the_target_in_words(scene):
    assert "ราวสองเท่าของเกณฑ์" in words(signed_in("village_head", scene.villages[4]).get(ADDRESS))


def test_the_list_of_houses_has_a_section_with_how_many_are_left(scene):
    text = squeezed(signed_in("village_head", scene.villages[4]).get(ADDRESS))
    assert "บ้านที่ยังไม่ได้คำตอบ7หลังรายชื่อบ้าน" in text
    scene.release(4)
    assert "รายชื่อบ้าน" not in squeezed(Client().get(ADDRESS))


def test_on_paper_one_sentence_says_why_nothing_is_shown():
    tambon()
    text = squeezed(Client().get("/areas/99010109/"))
    assert "ทั้ง2เรื่องไม่แสดงเพราะมีคนตอบ22หลังน้อยกว่า30" in text


def test_before_the_forum_others_learn_nothing(scene):
    for client in (
        Client(),
        signed_in("tambon_officer", scene.tambon),
        signed_in("village_head", scene.villages[5]),
    ):
        response = client.get(ADDRESS)
        assert response.status_code == 200
        source = response.content.decode()
        assert "ยังไม่ได้รับรอง" in source
        for figure in ("51", "124", "41.1", "32.9"):
            assert figure not in words(response).replace("99010104", "")


def test_the_volunteer_of_the_village_reads_before_the_forum(scene):
    assert "จาก124ครัวเรือน" in squeezed(signed_in("volunteer", scene.villages[4]).get(ADDRESS))


def test_after_the_release_everybody_reads_it(scene):
    scene.release(4)
    text = squeezed(Client().get(ADDRESS))
    assert "51จาก124ครัวเรือน(41.1%)" in text
    assert "124จาก131หลัง" in text
    assert "เวทีหมู่บ้าน8พฤศจิกายน2569มา86คน" in text


def test_after_the_release_others_still_read_what_was_certified(scene):
    scene.release(4)
    make_figure(scene, 4, 49, 124, target=131)
    assert "51จาก124" in squeezed(Client().get(ADDRESS))
    head = signed_in("village_head", scene.villages[4]).get(ADDRESS)
    assert "49จาก124" in squeezed(head)
    assert "ตัวเลขเปลี่ยนไปหลังวันเวที" in head.content.decode()


def test_a_small_village_has_no_figure_in_the_source():
    tambon()
    response = Client().get("/areas/99010109/")
    source = response.content.decode()
    assert "ไม่แสดง เพราะอาจรู้ว่าเป็นบ้านใคร" in source
    for figure in ("9/22", "9 จาก 22", "40.9", "59.1", "13 จาก 22"):
        assert figure not in source
        assert figure not in words(response)
    assert "ปิดบ้าน" not in source  # reasons of a few houses are the village's own affair


def test_control_the_head_of_the_small_village_has_it():
    made = tambon()
    text = squeezed(signed_in("village_head", made.villages[9]).get("/areas/99010109/"))
    assert "9จาก22ครัวเรือน(40.9%)" in text


def test_says_how_it_is_counted_and_how_sure_that_is(scene):
    text = squeezed(signed_in("village_head", scene.villages[4]).get(ADDRESS))
    assert "นับครัวเรือนที่:" in text
    assert "เกณฑ์หรือที่มายังไม่แน่" in text
    assert "ต่ำควรตรวจสอบ" in text


def test_page_is_light_and_asks_the_database_little(scene, django_assert_max_num_queries):
    scene.release(4)
    head = signed_in("village_head", scene.villages[4])
    with django_assert_max_num_queries(29):
        response = head.get(ADDRESS)
    assert len(response.content) < 60_000
    with django_assert_max_num_queries(15):
        Client().get(ADDRESS)


def test_no_script_and_no_inline_style(scene):
    scene.release(4)
    source = Client().get(ADDRESS).content.decode()
    assert "<script" not in source
    assert " style=" not in source
    assert source.count("<h1") == 1


@pytest.mark.parametrize("query", ["?round=2600", "?round="])
def test_a_round_that_there_is_not(scene, query):
    assert Client().get(ADDRESS + query).status_code == 404


@pytest.mark.parametrize("code", ["99019999", "9901", "x", "99010104'--"])
def test_areas_that_are_there_or_not(scene, code):
    assert Client().get(f"/areas/{code}/").status_code == (200 if code == "9901" else 404)
