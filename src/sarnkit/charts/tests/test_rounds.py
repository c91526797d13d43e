"""Two whiskers on one axis, and changes around nothing."""

import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest

from sarnkit import charts
from sarnkit.charts import Mark

BEFORE = Mark(Decimal("41.1"), Decimal("32.9"), Decimal("49.9"), "miss", "รอบ 2569 · 51 จาก 124")
AFTER = Mark(Decimal("26.4"), Decimal("19.4"), Decimal("34.9"), "miss", "รอบ 2570 · 32 จาก 121")


def drawn(**more):
    return charts.two_rounds(BEFORE, AFTER, 20, good="low", label="ประโยค", **more).svg()


def test_the_picture_of_the_design():
    svg = drawn(threshold_label="เกณฑ์ ไม่เกิน 20 %")
    assert '<line class="wk" x1="32.9%" x2="49.9%" y1="56" y2="56"/>' in svg
    assert '<line class="wk" x1="19.4%" x2="34.9%" y1="102" y2="102"/>' in svg
    assert 'class="thr" x1="20%" x2="20%"' in svg
    assert svg.count('href="#miss"') == 2
    assert 'role="img" aria-label="ประโยค"' in svg
    ET.fromstring(svg)


def test_no_arrow_and_no_slope():
    svg = drawn()
    assert "marker" not in svg
    assert "polyline" not in svg
    assert "path" not in svg
    for line in re.findall(r"<line [^>]*>", svg):
        said = dict(re.findall(r'(\w+)="([^"]*)"', line))
        assert said.get("x1", "0") == said["x2"] or said["y1"] == said["y2"], line


def test_a_round_that_is_not_shown_says_so():
    svg = charts.two_rounds(None, AFTER, None, good="low", label="x", notes=("ไม่แสดง", "")).svg()
    assert "ไม่แสดง" in svg
    assert "41.1" not in svg


def test_a_changed_definition_parts_the_two():
    assert "นิยามเปลี่ยน" in drawn(broken="นิยามเปลี่ยน")
    assert 'class="brk"' in drawn(broken="นิยามเปลี่ยน")
    assert "brk" not in drawn()


def test_words_stand_on_the_side_that_has_the_room():
    far = Mark(92, 88, 97, None, "รอบ 2570")
    assert 'class="end lab" x="97%"' in charts.two_rounds(None, far, None, good="high", label="x").svg()


@pytest.mark.parametrize(("most", "reach"), [(3, 20), (25.8, 30), (41.4, 60), (73, 100)])
def test_the_axis_of_changes_holds_them_all(most, reach):
    assert charts.reach_for(-most, 1) == reach


def test_a_change_stands_around_nothing():
    svg = charts.change_row(-15, -30, 0, -2, reach=30, own=True)
    assert 'class="base" x1="50%" x2="50%"' in svg
    assert 'class="wk" x1="0%" x2="50%"' in svg
    assert 'cx="25%"' in svg
    assert "plain" not in svg
    assert 'class="plain"' in charts.change_row(1, 0, 2, None, reach=30, own=False)
