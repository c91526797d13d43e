"""The village page in a real browser: acceptance scenario 1."""

from __future__ import annotations

import re

import pytest

from tests.conftest import sign_in
from tests.journeys.walking import plain

pytestmark = pytest.mark.browser

VILLAGE = "/areas/99010104/"
FIRST_ROUND = VILLAGE + "?round=2569"


def words(page) -> str:
    """The visible text with all blanks made plain."""
    return plain(page.inner_text("body"))


def test_scenario_1_the_head_reads_the_exact_count(chromium, demo_node):
    page = chromium.new_page(locale="th-TH")
    sign_in(page, demo_node, "head4")
    page.goto(demo_node.url + FIRST_ROUND)
    text = words(page)
    assert "51 จาก 124 ครัวเรือน (41.1 %)" in text
    assert "น่าจะอยู่ระหว่าง 32.9 ถึง 49.9 %" in text
    assert "124 จาก 131" in text
    assert "94.7 %" in text
    status = page.locator(".st.miss").first
    assert "ตกเกณฑ์" in status.inner_text()
    assert status.locator('use[href="#miss"]').count() == 1
    page.close()


def test_reasons_for_the_missing_seven_are_named(chromium, demo_node):
    page = chromium.new_page(locale="th-TH")
    page.goto(demo_node.url + FIRST_ROUND)
    text = words(page)
    assert re.search(r"ปิดบ้าน[^·]* 3", text)
    assert re.search(r"ไปทำงานต่างถิ่น[^·]* 3", text)
    page.close()


def test_a_visitor_of_the_small_village_gets_no_figure(chromium, demo_node):
    page = chromium.new_page(locale="th-TH")
    page.goto(demo_node.url + "/areas/99010109/")
    source = page.content()
    assert "ไม่แสดง" in source
    assert "9 จาก 22" not in words(page)
    assert "40.9" not in source
    page.close()
