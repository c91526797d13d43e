from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import engines
from django.utils import translation
from lxml import etree

from sarnkit.charts import AgeGroup


@pytest.fixture(autouse=True)
def _thai():
    with translation.override("th"):
        yield


def render(source, **context):
    return engines["django"].from_string("{% load sarn %}" + source).render(context)


def test_dates_and_years_are_buddhist_in_thai_and_common_in_english():
    day = date(2026, 12, 8)
    source = '{{ day|be_date }} / {{ day|be_date:"short" }} / {{ year|be_year }}'
    assert render(source, day=day, year=2026) == "8 ธันวาคม 2569 / 8 ธ.ค. 2569 / 2569"
    with translation.override("en"):
        assert render(source, day=day, year=2026) == "8 December 2026 / 8 Dec 2026 / 2026"


def test_a_moment_is_the_day_it_is_in_thailand():
    assert render("{{ at|be_date }}", at=datetime(2026, 12, 7, 18, 0, tzinfo=UTC)) == "8 ธันวาคม 2569"


def test_numbers_have_thousands_and_percentages_one_decimal():
    source = "{{ count|num }} {{ share|percent }}"
    assert render(source, count=1211, share=Decimal("41.129")) == "1,211 41.1\u00a0%"
    assert render(source, count=None, share=None) == " "


def test_half_a_tenth_is_rounded_up():
    assert render("{{ share|percent }}", share=Decimal("0.25")) == "0.3\u00a0%"


def test_names_and_terms_are_kept_on_a_line():
    out = render("{{ text|nb:place }}", text="บ้านหนองน้ำใส ตกเกณฑ์ 51 หลัง", place="บ้านหนองน้ำใส")
    whole = '<span class="nb">{}</span>'.format
    assert out == f"{whole('บ้านหนองน้ำใส')} {whole('ตกเกณฑ์')} {whole('51 หลัง')}"


def test_text_from_people_cannot_become_markup():
    out = render("{{ text|nb }}", text="<script>ตกเกณฑ์</script>")
    assert "<script>" not in out
    assert "&lt;script&gt;" in out
    assert "<b>" not in render('{% status "miss" word %}', word="<b>ตกเกณฑ์มาก</b>")


@pytest.mark.parametrize(
    ("status", "word", "shape"),
    [
        ("pass", "ผ่าน", "#pass"),
        ("near", "ใกล้ตกเกณฑ์", "#near"),
        ("miss", "ตกเกณฑ์", "#miss"),
        ("unsure", "ยังบอกไม่ได้", "#unsure"),
        ("hidden", "ไม่แสดง", "#hide"),
    ],
)
def test_a_status_is_a_shape_and_a_word(status, word, shape):
    tree = etree.fromstring(render("{% status s %}", s=status).strip())
    assert tree.find("svg/use").get("href") == shape
    assert "".join(tree.itertext()) == word


def test_a_picture_is_spoken_with_its_interval_and_target():
    out = render(
        '{% dot_whisker name="น้ำใช้ไม่พอ" value=v low=32.9 high=49.9 threshold=20 good="low" status="miss" %}',
        v=Decimal("41.129"),
    )
    assert etree.fromstring(out).get("aria-label") == (
        "น้ำใช้ไม่พอ 41.1\u00a0% น่าจะอยู่ระหว่าง 32.9 ถึง 49.9 % เกณฑ์ ไม่เกิน 20 % ตกเกณฑ์"
    )


def test_coverage_names_why_the_others_did_not_answer():
    out = render(
        "{% coverage 124 131 '2569' missing %}", missing=[("ปิดบ้าน", 3), ("ปฏิเสธ", 0), ("ไปทำงาน", 4)]
    )
    assert "ตอบแล้ว 124 จาก 131 หลัง" in out
    assert "94.7\u00a0%" in out
    assert "อีก 7 หลัง" in out
    assert "ปิดบ้าน 3" in out
    assert "ปฏิเสธ" not in out
    assert "0\u00a0%" not in render("{% coverage 0 0 %}")


def test_a_pyramid_of_hardly_anybody_is_not_drawn():
    few = [AgeGroup(0, 59, 2, 3), AgeGroup(60, None, 1, 1)]
    assert render("{% pyramid groups %}", groups=few) == ""
    many = [AgeGroup(0, 59, 20, 30), AgeGroup(60, None, 10, 10)]
    assert "ชาย 30 คน" in render("{% pyramid groups %}", groups=many)


def test_an_interval_plot_row_needs_only_what_is_known():
    row = '{% interval_row value=None threshold=20 good="low" status="unsure" note="รอเวทีหมู่บ้าน" %}'
    assert "รอเวทีหมู่บ้าน" in render(row)
    assert "เกณฑ์ ไม่เกิน 20 %" in render('{% interval_axis threshold=20 good="low" axis_end=60 %}')


def test_the_same_figures_stand_in_a_table():
    out = render(
        '{% include "ui/_table_twin.html" %}', headings=["อายุ", "ชาย"], rows=[["80+", 6], ["<x>", 14]]
    )
    table = etree.fromstring(out.strip())
    assert [cell.text for cell in table.iter("td")] == ["6", "14"]
    assert [cell.text for cell in table.iter("th")] == ["อายุ", "ชาย", "80+", "<x>"]
