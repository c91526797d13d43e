"""Villages side by side: only what they opened, in the order of their numbers, with their doubt."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from sarn.access.tests.scopes import everything
from sarn.portal.tests.scenes import W1, signed_in, squeezed, tambon, words

pytestmark = pytest.mark.django_db
ADDRESS = "/areas/990101/"
SHOWN = [number for number in W1 if number not in (9, 14)]


@pytest.fixture
def scene():
    return tambon()


def rows_of(response):
    body = response.content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    return re.findall(r"<tr.*?</tr>", body, re.S)


def test_sum_of_those_that_are_shown_and_how_many(scene):
    text = squeezed(Client().get(ADDRESS))
    num, den = (sum(W1[number][side] for number in SHOWN) for side in (0, 1))
    assert f"{num}จาก{den:,}ครัวเรือน(30.5%)ใน12จาก14หมู่บ้าน" in text


def test_all_villages_stand_there_by_number_and_say_why_some_have_no_figure(scene):
    rows = rows_of(Client().get(ADDRESS))
    numbers = [int(re.search(r"ม\.(\d+)", row)[1]) for row in rows]
    assert numbers == list(range(1, 15))
    assert "ไม่แสดง" in rows[8]
    assert "เพราะอาจรู้ว่าเป็นบ้านใคร" in rows[8]
    assert "ยังไม่ได้รับรอง" in rows[13]
    assert "รอเวทีหมู่บ้าน" in rows[13]
    for hidden in (rows[8], rows[13]):
        assert 'class="wk"' not in hidden
        assert " จาก " not in hidden
    assert 'class="st near"' in rows[4]
    assert 'class="st pass"' in rows[9]


def test_a_sentence_says_what_the_lines_say(scene):
    assert "ตกเกณฑ์8จาก12แห่งที่เทียบกันได้" in squeezed(Client().get(ADDRESS))
    assert "เส้นหนวดซ้อนกันหมด" in Client().get(ADDRESS).content.decode()


def test_the_legend_keeps_waiting_apart_from_not_knowing(scene):
    legend = Client().get(ADDRESS).content.decode().partition('<p class="legend">')[2].partition("</p>")[0]
    assert "ยังไม่ได้รับรอง" in legend
    assert "ยังบอกไม่ได้" not in legend


def test_without_a_target_a_value_is_a_plain_dot():
    from sarn.indicators.models import Definition

    made = tambon()
    with everything():
        Definition.objects.filter(code="w1").update(targets=[])
    rows = rows_of(Client().get(ADDRESS + "?indicator=demo-water:w1"))
    assert 'class="dot"' in rows[3]
    assert "#unsure" not in rows[3]
    assert made.tambon.code == "990101"


def test_invented_places_say_so(scene):
    assert "สมมติขึ้นเพื่อสาธิต" in words(Client().get(ADDRESS))
    scene.tambon.code = "550101"
    with everything():
        scene.tambon.save()
    assert "สมมติขึ้นเพื่อสาธิต" not in words(Client().get("/areas/550101/"))


def test_ranking_only_on_request(scene):
    ordered = rows_of(Client().get(ADDRESS + "?order=value"))
    assert "ม.6" in ordered[0]
    assert "ม.14" in ordered[-1] or "ม.9" in ordered[-1]


def test_the_head_of_a_village_reads_nothing_more_of_the_others(scene):
    head = signed_in("village_head", scene.villages[9])
    assert (
        squeezed(head.get(ADDRESS)).partition("เทียบหมู่บ้าน")[2]
        == squeezed(Client().get(ADDRESS)).partition("เทียบหมู่บ้าน")[2]
    )


@pytest.mark.parametrize("code", ["9901", "99", "C18", "TH"])
def test_areas_above_pass_the_sum_on(scene, code):
    text = squeezed(Client().get(f"/areas/{code}/"))
    assert "369จาก1,211ครัวเรือน(30.5%)ใน12จาก14หมู่บ้าน" in text


def test_another_indicator_and_one_that_there_is_not(scene):
    text = squeezed(Client().get(ADDRESS + "?indicator=bmn-2560:10"))
    assert "ครัวเรือนมีน้ำใช้เพียงพอตลอดปี842จาก1,211" in text
    assert Client().get(ADDRESS + "?indicator=bmn-2560:99").status_code == 404


def test_page_is_light_and_asks_the_database_little(scene, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        response = Client().get(ADDRESS)
    assert len(response.content) < 60_000


def test_file_has_blanks_and_a_flag_where_nothing_is_shown(scene):
    response = Client().get(ADDRESS + "figures.csv")
    assert response["Content-Type"].startswith("text/csv")
    text = response.content.decode("utf-8-sig")
    lines = [line.split(",") for line in text.splitlines()]
    groups = [line for line in lines if line[8].startswith("elders_only=")]
    by_village = {
        line[0]: line
        for line in lines
        if ("w1" in line or line[-1] == "not_certified") and line not in groups
    }
    assert by_village["99010104"][6:] == [
        "w1", "ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ", "", "51", "124", "41.1", "32.9", "49.9", "miss", "1", "1", "",
    ]  # fmt: skip
    assert by_village["99010109"][9:14] == ["", "", "", "", ""]
    assert by_village["99010109"][-1] == "suppressed"
    assert by_village["99010114"][9:14] == ["", "", "", "", ""]
    assert "40.9" not in text
    assert {(*line[9:14], line[-1]) for line in groups} == {("", "", "", "", "", "suppressed")}


def test_a_name_that_looks_like_a_formula_stays_text(scene):
    village = scene.villages[1]
    village.name_th, village.kind, village.number = "=HYPERLINK(1)", "country", None
    village.save()
    text = Client().get("/areas/99010101/figures.csv").content.decode("utf-8-sig")
    assert ",'=HYPERLINK(1)," in text


def test_nothing_opened_is_said(scene):
    from sarn.areas.tests.factories import make_area

    make_area("990102", "tambon", scene.above[0], "เขาสาธิต")
    assert "ยังไม่มีหมู่บ้านเปิดตัวเลข" in words(Client().get("/areas/990102/"))
