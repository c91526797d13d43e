from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sarnkit.charts import (
    AgeGroup,
    Amount,
    axis_end_for,
    cloth_row,
    coverage_bar,
    dot_whisker,
    interval_plot_axis,
    interval_plot_row,
    merge_small,
    money_bars,
    pyramid,
)

values = st.none() | st.decimals(-50, 150, places=4) | st.floats(0, 100)
statuses = st.sampled_from(["pass", "near", "miss", "unsure", "hidden"])
sides = st.sampled_from(["low", "high"])
texts = st.text(max_size=20)
counts = st.integers(0, 3000)
ages = st.lists(st.tuples(counts, counts), max_size=12).map(
    lambda pairs: [AgeGroup(10 * i, 10 * i + 9, men, women) for i, (men, women) in enumerate(pairs)]
)


def parse(markup):
    assert "style=" not in markup
    assert "<script" not in markup
    return etree.fromstring(markup)


def positions(tree):
    for node in tree.iter():
        for name in ("x", "x1", "x2", "width"):
            if str(node.get(name, "")).endswith("%"):
                yield Decimal(node.get(name)[:-1])


def by_class(tree, name):
    return [node for node in tree.iter() if name in (node.get("class") or "").split()]


@given(values, values, values, values, sides, statuses, texts, texts, texts)
def test_a_dot_and_whisker_is_sound_whatever_it_is_given(
    value, low, high, threshold, good, status, label, threshold_label, note
):
    tree = parse(
        dot_whisker(
            value,
            low,
            high,
            threshold,
            good=good,
            status=status,
            label=label,
            threshold_label=threshold_label,
            note=note,
        )
    )
    assert all(0 <= place <= 100 for place in positions(tree))


@given(values, values, values, values, sides, statuses, st.sampled_from([40, 60, 80, 100]), texts)
def test_a_row_of_the_interval_plot_is_sound_whatever_it_is_given(
    value, low, high, threshold, good, status, end, note
):
    row = interval_plot_row(value, low, high, threshold, good=good, status=status, axis_end=end, note=note)
    axis = interval_plot_axis(threshold, axis_end=end, label=note, threshold_label=note)
    for markup in (row, axis):
        assert all(0 <= place <= 100 for place in positions(parse(markup)))


@given(counts, counts, texts)
def test_a_coverage_bar_is_sound_whatever_it_is_given(answered, target, label):
    tree = parse(coverage_bar(answered, target, label=label))
    assert all(0 <= place <= 100 for place in positions(tree))


@given(ages, texts)
def test_a_pyramid_is_sound_whatever_it_is_given(groups, text):
    tree = parse(pyramid(groups, label=text, men_label=text, women_label=text, age_label=text))
    assert all(0 <= place <= 100 for place in positions(tree))


def water():
    return parse(
        dot_whisker(
            Decimal("41.129"),
            Decimal("32.9"),
            Decimal("49.9"),
            20,
            good="low",
            status="miss",
            label="น้ำใช้ไม่พอ 41.1 เปอร์เซ็นต์",
            threshold_label="เกณฑ์ ไม่เกิน 20 %",
        )
    )


def test_x_is_the_percentage_itself():
    tree = water()
    whisker = by_class(tree, "wk")[0]
    assert (whisker.get("x1"), whisker.get("x2")) == ("32.9%", "49.9%")
    assert tree.find("g/svg").get("x") == "41.13%"
    assert by_class(tree, "thr")[0].get("x1") == "20%"
    assert by_class(tree, "good")[0].get("width") == "20%"


def test_the_status_is_a_shape_before_it_is_a_colour():
    tree = water()
    assert tree.find("g").get("class") == "miss"
    assert tree.find("g/svg/use").get("href") == "#miss"


def test_without_a_status_the_mark_is_a_plain_dot_at_the_value():
    row = interval_plot_row(30, 20, 40, None, good="low", status=None)
    assert '<circle class="dot" cx="30%" cy="50%" r="5"/>' in row
    assert "<use" not in row


def test_a_picture_says_itself_and_prints_its_figure():
    tree = water()
    assert tree.get("role") == "img"
    assert tree.get("aria-label") == "น้ำใช้ไม่พอ 41.1 เปอร์เซ็นต์"
    assert [text.text for text in tree.iter("text")] == ["เกณฑ์ ไม่เกิน 20 %", "0", "100\u00a0%", "41.1"]


def test_the_wanted_side_is_tinted():
    tree = parse(dot_whisker(73, 65, 80, 70, good="high", status="near", label="x"))
    zone = by_class(tree, "good")[0]
    assert (zone.get("x"), zone.get("width")) == ("70%", "30%")


@pytest.mark.parametrize(("value", "left"), [(3, ["100\u00a0%", "3.0"]), (97, ["0", "97.0"])])
def test_an_end_of_the_axis_gives_way_to_the_figure(value, left):
    tree = parse(dot_whisker(value, None, None, None, good="low", status="pass", label="x"))
    assert [text.text for text in tree.iter("text")] == left


def test_without_a_value_there_is_a_note_and_no_dot():
    tree = parse(dot_whisker(None, None, None, 20, good="low", status="hidden", label="x", note="ไม่แสดง"))
    assert "ไม่แสดง" in [text.text for text in tree.iter("text")]
    assert not list(tree.iter("use"))


def test_text_cannot_become_markup():
    tree = parse(dot_whisker(1, 0, 2, None, good="low", status="pass", label='"><script>'))
    assert tree.get("aria-label") == '"><script>'
    assert not list(tree.iter("script"))


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="cannot place"):
        dot_whisker(float("nan"), None, None, None, good="low", status="pass", label="x")


def test_the_axis_is_as_short_as_the_values_allow():
    assert axis_end_for(12, None, Decimal("50.9")) == 60
    assert axis_end_for(12, 39) == 40
    assert axis_end_for(81) == 100
    assert axis_end_for() == 40


def test_coverage_is_woven_where_answered():
    woven, bare = parse(coverage_bar(124, 131, label="ตอบแล้ว 124 จาก 131 หลัง"))
    assert woven.get("width") == "94.66%"
    assert bare.get("x") == "94.86%"
    assert len(parse(coverage_bar(24, 24, label="x"))) == 1
    assert [rect.get("class") for rect in parse(coverage_bar(0, 24, label="x"))] == ["covgap"]


@given(ages)
def test_no_bar_of_a_merged_pyramid_stands_for_a_few_people(groups):
    merged = merge_small(groups)
    assert sum(g.men for g in merged) == sum(g.men for g in groups)
    assert sum(g.women for g in merged) == sum(g.women for g in groups)
    if len(merged) > 1:
        assert all(count == 0 or count >= 5 for g in merged for count in (g.men, g.women))


def test_merged_groups_name_the_years_they_span():
    groups = [
        AgeGroup(60, 69, 9, 9),
        AgeGroup(70, 79, 6, 4),
        AgeGroup(80, None, 3, 7),
        AgeGroup(50, 59, 8, 8),
    ]
    assert [(g.name, g.men, g.women) for g in merge_small(groups)] == [
        ("70+", 9, 11),
        ("60–69", 9, 9),
        ("50–59", 8, 8),
    ]


def test_a_row_of_the_cloth_has_one_mark_an_indicator():
    markup = cloth_row(["miss", "pass", "hidden", "pass"], label="ผ่าน 2, ตกเกณฑ์ 1, ไม่แสดง 1")
    assert re.findall(r"#(\w+)", markup) == ["pass", "pass", "miss", "hide"]
    assert parse(markup).get("role") == "img"


@given(
    st.lists(st.tuples(texts, st.integers(0, 10**13), texts), max_size=4),
    st.integers(0, 10**13),
    texts,
    texts,
)
def test_bars_of_money_are_sound_whatever_they_are_given(amounts, whole, label, gap):
    tree = parse(money_bars([Amount(*one) for one in amounts], whole, label=label, gap=gap).svg())
    assert all(0 <= place <= 100 for place in positions(tree))
    assert len(by_class(tree, "lab")) == len(amounts)


def test_bars_of_money_share_one_scale_and_show_what_is_missing():
    sums = [Amount("อนุมัติ", 300, "300"), Amount("ก่อหนี้", 298, "298"), Amount("เบิก", 149, "149")]
    tree = parse(money_bars(sums, 420, label="x", gap="ยังขาด 120").svg())
    widths = {name: by_class(tree, name)[0].get("width") for name in ("plan", "held", "paid", "gap")}
    assert widths == {"plan": "71.43%", "held": "70.95%", "paid": "35.48%", "gap": "28.57%"}
    assert by_class(tree, "gap")[0].get("x") == "71.43%"
    assert by_class(tree, "held")[0].get("fill") == "url(#tally)"
    assert not by_class(parse(money_bars(sums, 300, label="x").svg()), "gap")


def test_no_money_is_no_bar_and_less_than_none_is_refused():
    tree = parse(money_bars([Amount("อนุมัติ", 0, "0")], 0, label="x").svg())
    assert not by_class(tree, "plan")
    with pytest.raises(ValueError, match="negative"):
        money_bars([Amount("x", -1, "-1")], 10, label="x")
