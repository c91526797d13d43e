"""The front page and the way down to a village; what machines ask for first."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from sarn.areas.tests.factories import make_tambon
from sarn.portal.tests.news_scenes import make_newsroom, standing_clock  # noqa: F401
from sarn.portal.tests.scenes import squeezed, tambon, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def test_an_empty_node_says_how_to_begin():
    page = words(Client().get("/"))
    assert "ยังไม่มีหมู่บ้านเปิดตัวเลข" in page
    assert page.count("ยังไม่มี ") >= 6 - 1
    assert "sarn areas import" in words(Client().get("/areas/"))
    for address in ("/news/", "/calendar/", "/news/rss.xml", "/calendar.ics", "/sitemap.xml", "/robots.txt"):
        assert Client().get(address).status_code == 200, address


def works(response):
    """Undertaking → what of it works, as the page says."""
    items = re.findall(r"<li><div><h3>(\d)\. .*?</li>", response.content.decode(), re.S)
    source = response.content.decode()
    found = {}
    for number in items:
        item = re.search(rf"<li><div><h3>{number}\. .*?</h3></div>(.*?)</li>", source, re.S)[1]
        found[int(number)] = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", item)).strip()
    return found


def test_the_six_undertakings_are_counted_and_not_claimed():
    tambon()
    response = Client().get("/")
    assert 'href="/areas/990101/"' in response.content.decode()
    found = works(response)
    assert found[1].startswith("13 หมู่บ้านเปิดตัวเลข")
    assert "ตัวชี้วัด" in found[4]
    assert {number for number, said in found.items() if said == "ยังไม่มี"} == {2, 3, 5, 6}
    for agency in ("พอช.", "พช.", "สถ.", "สสส."):
        assert agency in response.content.decode()


def test_a_thread_begins_with_a_figure_that_a_village_has_opened():
    tambon()
    response = Client().get("/")
    source = response.content.decode()
    assert source.count('class="gap"') == 6
    assert "บางช่วงของปีน้ำใช้ไม่พอ" in squeezed(response)
    assert "9จาก22" not in squeezed(response)  # of ม.9 nothing is shown anywhere


def test_news_and_events_stand_on_the_front_page():
    room = make_newsroom()
    room.published()
    room.event()
    response = Client().get("/")
    assert "รายงานโดยมาลีใจงาม" in squeezed(response)
    assert "อังคาร8ธันวาคม2569" in squeezed(response)
    found = works(response)
    assert found[6].startswith("ข่าว 1 เรื่อง นัดหมาย 1 รายการ")
    assert found[3] == found[5] == "ยังไม่มี"


def test_front_page_is_light_and_asks_little(django_assert_max_num_queries):
    tambon()
    with django_assert_max_num_queries(30):
        response = Client().get("/")
    assert len(response.content) < 60_000
    assert response.content.decode().count("<h1") == 1


def test_the_menu_names_the_public_pages():
    source = Client().get("/").content.decode()
    menu = re.search(r"<nav.*?</nav>", source, re.S)[0]
    labels = re.findall(r">([^<>\n]+)</a>", menu)
    assert labels == ["หน้าแรก", "ข่าวและรายงาน", "ปฏิทินกิจกรรม", "พื้นที่", "เข้าสู่ระบบ"]


def test_the_sitemap_names_public_pages_only():
    room = make_newsroom()
    shown, hidden = room.published(), room.report(title="ร่างลับ")
    event = room.event()
    response = Client().get("/sitemap.xml")
    root = ElementTree.fromstring(response.content)
    addresses = [one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert f"http://testserver{shown.get_absolute_url()}" in addresses
    assert f"http://testserver{event.get_absolute_url()}" in addresses
    assert not [one for one in addresses if hidden.get_absolute_url() in one]
    # The same for those who may read more.
    assert room["edit1"].client.get("/sitemap.xml").content == response.content
    anybody = Client()
    for address in addresses:
        assert anybody.get(address.removeprefix("http://testserver")).status_code == 200, address


def test_robots_keep_to_public_pages(settings):
    settings.SARN_ORIGIN = "https://data.example.org"
    text = Client().get("/robots.txt").content.decode()
    assert "Sitemap: https://data.example.org/sitemap.xml" in text
    assert "Disallow: /accounts/" in text


def test_the_way_down_reaches_every_village():
    places = make_tambon()
    seen, waiting = set(), ["/areas/"]
    client = Client()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        source = client.get(address).content.decode()
        waiting += [f"/areas/{code}/" for code in re.findall(r'href="/areas/(\w+)/"', source)]
    wanted = (*places.villages, *places.other_villages, places.tambon, places.amphoe, places.province)
    assert {f"/areas/{area.code}/" for area in wanted} <= seen
