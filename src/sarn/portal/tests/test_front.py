"""The front page and the way down to a village."""

from __future__ import annotations

import pytest
from django.test import Client

from sarn.areas.tests.factories import make_tambon
from sarn.portal.tests.scenes import tambon, words

pytestmark = pytest.mark.django_db


def test_an_empty_node_says_how_to_begin():
    assert "ยังไม่มีหมู่บ้านเปิดตัวเลข" in words(Client().get("/"))
    assert "sarn areas import" in words(Client().get("/areas/"))


def test_front_leads_to_what_is_open_and_is_honest_about_the_rest():
    tambon()
    response = Client().get("/")
    source = response.content.decode()
    assert 'href="/areas/990101/"' in source
    assert source.count("ยังไม่ได้ทำ") == 4
    assert source.count("ใช้ได้แล้ว") == 2
    for agency in ("พอช.", "พช.", "สถ.", "สสส."):
        assert agency in source


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
        waiting += [f"/areas/{code}/" for code in __import__("re").findall(r'href="/areas/(\w+)/"', source)]
    wanted = (*places.villages, *places.other_villages, places.tambon, places.amphoe, places.province)
    assert {f"/areas/{area.code}/" for area in wanted} <= seen
