"""The village page in a real browser: acceptance scenario 1 and what every page must stand."""

from __future__ import annotations

import re

import pytest

from tests.conftest import sign_in

pytestmark = pytest.mark.browser

VILLAGE = "/areas/99010104/"
FIRST_ROUND = VILLAGE + "?round=2569"
PAGES = ["/", "/areas/", "/areas/990101/", VILLAGE, FIRST_ROUND, "/areas/99010109/", "/accounts/login/"]


def words(page) -> str:
    """The visible text with all blanks made plain."""
    return re.sub(r"\s+", " ", page.inner_text("body"))


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


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_scrolls_sideways(chromium, demo_node, path, width):
    page = chromium.new_page(viewport={"width": width, "height": 800}, locale="th-TH")
    page.goto(demo_node.url + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("path", PAGES)
def test_reads_without_javascript_and_without_complaint(chromium, demo_node, path):
    context = chromium.new_context(java_script_enabled=False, locale="th-TH")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    answer = page.goto(demo_node.url + path)
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "th"
    assert complaints == []
    context.close()


def test_keyboard_reaches_the_content_and_the_menu(chromium, demo_node):
    page = chromium.new_page(locale="th-TH")
    page.goto(demo_node.url + VILLAGE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.tagName"))
    assert {"A", "SUMMARY"} <= reached
    page.close()


def test_smallest_text_is_sixteen_pixels(chromium, demo_node):
    page = chromium.new_page(viewport={"width": 360, "height": 800}, locale="th-TH")
    page.goto(demo_node.url + VILLAGE)
    small = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(e => e.childNodes.length && [...e.childNodes]
           .some(n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.vh,.sprite')
           && parseFloat(getComputedStyle(e).fontSize) < 15.9).map(e => e.outerHTML.slice(0, 80))"""
    )
    assert small == []
    page.close()


def test_prints_on_paper_without_controls(chromium, demo_node, tmp_path):
    page = chromium.new_page(locale="th-TH")
    page.goto(demo_node.url + VILLAGE)
    page.emulate_media(media="print")
    assert not page.locator(".mast .menu").is_visible()
    page.pdf(path=str(tmp_path / "village.pdf"), format="A4", print_background=True)
    assert (tmp_path / "village.pdf").stat().st_size > 10_000
    page.close()


def test_a_visitor_of_the_small_village_gets_no_figure(chromium, demo_node):
    page = chromium.new_page(locale="th-TH")
    page.goto(demo_node.url + "/areas/99010109/")
    source = page.content()
    assert "ไม่แสดง" in source
    assert "9 จาก 22" not in words(page)
    assert "40.9" not in source
    page.close()
