"""Scenarios 2, 3 and 24: two rounds without haste, small groups never shown, a changed definition breaks the line."""

import re

import pytest
from django.test import Client

from sarn.access.tests.scopes import everything
from sarn.areas.models import Area
from sarn.indicators.models import Cell, PublicCell
from sarn.indicators.tests.factories import make_figure, release_village
from sarn.indicators.tests.stories import make_story
from sarn.portal.tests.scenes import signed_in, squeezed, words

pytestmark = pytest.mark.django_db
NINE, FOUR = "/areas/99010109/", "/areas/99010104/"
COMPARE = "rounds/compare/"


@pytest.fixture
def story():
    return make_story()


def test_scenario_2_a_small_village_is_not_judged_in_haste(story):
    story.count_second(9)
    response = signed_in("village_head", story.first.villages[9]).get(NINE + COMPARE)
    text, source = squeezed(response), response.content.decode()
    assert "−17.1จุด(−41.4ถึง+10.6)" in text
    assert re.search(r'<p class="word"><b>ยังบอกไม่ได้</b></p>', source)
    assert not re.search(r"arrow|marker|▲|▼|↑|↓|→", source.split("<main")[1].split("</main")[0])
    assert 'class="dw chg"' in source


def test_the_public_of_a_small_village_reads_not_shown(story):
    story.count_second(9)
    response = Client().get(NINE + COMPARE)
    assert "ไม่แสดง" in words(response)
    for secret in ("17.1", "40.9", "23.8", "9 จาก 22", "5 จาก 21", "ยังบอกไม่ได้</b>"):
        assert secret not in response.content.decode(), secret


def test_others_read_the_public_figures_of_a_village(story):
    story.count_second(4)
    text = squeezed(Client().get(FOUR + COMPARE))
    assert "ดีขึ้นชัดเจน" in text
    assert "−14.7จุด(−26.0ถึง−2.8)" in text
    assert "รอบ2569·51จาก124" in text


def test_before_the_second_release_others_have_nothing_to_compare(story):
    make_figure(story.second, 4, 32, 121, answered=121, target=131)
    assert "ยังไม่มีข้อมูลครบสองรอบ" in words(Client().get(FOUR + COMPARE))
    assert "32 จาก 121" in words(signed_in("village_head", story.first.villages[4]).get(FOUR + COMPARE))


def test_rounds_may_be_named_and_unknown_ones_are_not_found(story):
    story.count_second(4)
    assert Client().get(FOUR + COMPARE + "?before=2570&after=2569").status_code == 200
    assert "−14.7จุด" in squeezed(Client().get(FOUR + COMPARE + "?before=2570&after=2569"))
    for query in ("?before=2568&after=2569", "?before=2569", "?before=2569&after=2569", "?after="):
        assert Client().get(FOUR + COMPARE + query).status_code == 404, query
    assert Client().get("/areas/990101/rounds/compare/").status_code == 404


def test_scenario_24_a_changed_definition_breaks_the_line(story):
    make_figure(story.second, 4, 32, 121, answered=121, target=131, definition_hash="other")
    release_village(story.second.villages[4], "2570")
    response = Client().get(FOUR + COMPARE)
    text = words(response)
    assert "นิยามเปลี่ยน" in text
    assert 'class="brk"' in response.content.decode()
    assert not [word for word in ("ดีขึ้นชัดเจน", "น่าจะดีขึ้น", "−14.7", "ยังบอกไม่ได้") if word in text]


def group_cells(story):
    """3 of 7 homes of elders only in ม.9, and 6 of the 15 others, with another edition of the forum."""
    with everything():
        whole = Cell.objects.get(area__code="99010109", round_code="2569", superseded_by=None)
        for group, num, den in (("elders_only=yes", 3, 7), ("elders_only=no", 6, 15)):
            make_figure(story.first, 9, num, den, group=group, answered=22, target=24)
        assert (whole.num, whole.den) == (9, 22)
    release_village(story.first.villages[9])


def test_scenario_3_a_small_group_and_its_sibling_are_not_shown(story):
    group_cells(story)
    response = Client().get(NINE)
    text = squeezed(response)
    assert text.count("ไม่แสดงเพราะอาจรู้ว่าเป็นบ้านใคร") >= 3
    assert "บ้านที่มีแต่ผู้สูงอายุ:ใช่ไม่แสดง" in text
    assert "บ้านที่มีแต่ผู้สูงอายุ:ไม่ใช่ไม่แสดง" in text
    csv = Client().get(NINE + "figures.csv?round=2569").content.decode("utf-8-sig")
    rows = [line for line in csv.splitlines() if "elders_only" in line]
    assert [row.split(",")[-1] for row in rows] == ["suppressed"] * 2
    assert all(",,,,,,hidden," in row for row in rows)
    for source in (response.content.decode(), csv):
        for secret in ("3/7", "42.9", "3 จาก 7", "6 จาก 15", "40.0", "9 จาก 22"):
            assert secret not in source, secret
    with everything():
        assert not PublicCell.objects.exclude(group="").exists()


def test_scenario_3_its_head_reads_both(story):
    group_cells(story)
    text = squeezed(signed_in("village_head", story.first.villages[9]).get(NINE))
    assert "บ้านที่มีแต่ผู้สูงอายุ:ใช่3จาก7(42.9%)" in text
    assert "บ้านที่มีแต่ผู้สูงอายุ:ไม่ใช่6จาก15(40.0%)" in text


def test_groups_are_hidden_of_a_large_village_as_well_and_whether_there_are_any(story):
    with everything():
        assert not Cell.objects.filter(area__code="99010104").exclude(group="").exists()
        assert Area.objects.filter(code="99010104").exists()
    text = squeezed(Client().get(FOUR))
    assert "บ้านที่มีแต่ผู้สูงอายุ:ใช่ไม่แสดง" in text
