from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path
from django.utils import translation
from lxml import html

from sarn.ui.apps import menu_leads_somewhere
from sarn.ui.context import page

urlpatterns = [path("areas/", lambda request: None, name="areas")]

UI = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _thai(settings):
    settings.ROOT_URLCONF = __name__
    with translation.override("th"):
        yield


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "429", "500"])
def test_a_refusal_says_what_to_do_in_thai_without_any_context(code):
    tree = html.fromstring(render_to_string(f"{code}.html"))
    assert tree.get("lang") == "th"
    heading = tree.xpath("string(//h1)")
    assert re.search("[ก-๙]", heading)
    assert len(tree.xpath("string(//main//p)")) > 40
    assert tree.xpath("//main//a[@href='/']")


@pytest.mark.parametrize("code", ["403", "404"])
def test_a_better_sentence_takes_the_place_of_the_usual_one(code):
    text = render_to_string(f"{code}.html", {"problem": "ม.4 เปิดให้เฉพาะคนของหมู่บ้าน <b>"})
    assert "ม.4 เปิดให้เฉพาะคนของหมู่บ้าน &lt;b&gt;" in text


def test_a_page_can_be_used_by_keyboard_and_without_style_or_script_of_its_own():
    tree = html.fromstring(render_to_string("404.html"))
    skip = tree.xpath("//a[@class='skip']")[0]
    assert tree.xpath(f"//main[@id='{skip.get('href')[1:]}']")
    assert not tree.xpath("//*[@style] | //style | //script")
    assert tree.xpath("//nav/@aria-label") == ["เมนูหลัก"]


def test_the_menu_is_data_and_knows_where_the_reader_is(settings):
    settings.SARN_MENU = [("Areas", "areas"), ("Nowhere", "no-such-name")]
    settings.SARN_MENU_SIGNED_IN = []
    context = page(RequestFactory().get("/areas/"))
    assert [(item.label, item.url, item.current) for item in context["menu"]] == [("พื้นที่", "/areas/", True)]
    assert 'aria-current="page"' in render_to_string("404.html", context)


def test_a_menu_that_leads_nowhere_is_reported(settings):
    settings.SARN_MENU = [("Areas", "areas"), ("Nowhere", "no-such-name")]
    settings.SARN_MENU_SIGNED_IN = []
    assert ["no-such-name" in warning.msg for warning in menu_leads_somewhere(None)] == [True]


def test_messages_of_the_system_are_shown():
    told = [_Message("error", "ยังส่งไม่ได้"), _Message("success", "บันทึกแล้ว")]
    tree = html.fromstring(render_to_string("404.html", {"messages": told}))
    assert "ยังส่งไม่ได้" in tree.xpath("string(//div[@class='error'])")
    assert "บันทึกแล้ว" in tree.xpath("string(//div[@class='notice'])")


class _Message:
    def __init__(self, level_tag, text):
        self.level_tag, self.text = level_tag, text

    def __str__(self):
        return self.text


def test_every_class_that_a_template_uses_is_in_the_stylesheet():
    css = (UI / "static" / "ui" / "sarn.css").read_text("utf-8")
    known = set(re.findall(r"\.([a-z][\w-]*)", css))
    used = set()
    for template in (UI / "templates").rglob("*.html"):
        markup = re.sub(r"\{[{%#].*?[%}#]\}", " ", template.read_text("utf-8"))
        used |= {name for names in re.findall(r'class="([^"]*)"', markup) for name in names.split()}
    assert used
    assert used - known == set()


def test_the_stylesheet_asks_only_for_fonts_that_the_tool_brings():
    css = (UI / "static" / "ui" / "sarn.css").read_text("utf-8")
    tool = (UI.parents[2] / "tools" / "fonts.mjs").read_text("utf-8")
    names = re.findall(r"url\((?:fonts/)?([^)]*)\)", css)
    assert sorted(names) == sorted(
        f"sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin") for weight in (400, 700)
    )
    assert "`sarabun-${script}-${weight}-normal.woff2`" in tool
    assert "http" not in css
    assert "data:" not in css
    assert "break-all" not in css


def test_no_text_on_screen_is_smaller_than_sixteen_pixels():
    css = (UI / "static" / "ui" / "sarn.css").read_text("utf-8").partition("@media print")[0]
    assert "font-size:112.5%" in css  # 1 rem is 18 px
    sizes = re.findall(r"(?:font-size:|--f-\w+:|font:[\w ]*?)(\d*\.?\d+)rem", css)
    assert sizes
    assert all(float(size) * 18 >= 16 for size in sizes)
