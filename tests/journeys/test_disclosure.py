"""Scenario 3: what is too few to be shown is nowhere, and cannot be worked out; the village itself reads it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3

import pytest

from tests.journeys.walking import Person, plain

pytestmark = pytest.mark.browser

ROUND = "?round=2569"
SMALL = "/areas/99010109/"
# 3 of 7 households, and what would tell it: its share, its sibling 6 of 15 (40.0 %), their sum 9 of 22.
SECRETS = ("3/7", "3 จาก 7", "42.9", "6/15", "6 จาก 15", "40.0", "9/22", "9 จาก 22", "40.9")


def test_a_visitor_gets_no_figure_of_a_small_group_nor_of_its_sibling(chromium, demo_node):
    visitor = Person(chromium, demo_node)
    visitor.go(SMALL + ROUND)
    groups = [plain(one) for one in visitor.page.locator("#groups li").all_inner_texts()]
    assert [one.split(":")[0] for one in groups] == ["บ้านที่มีแต่ผู้สูงอายุ", "บ้านที่มีแต่ผู้สูงอายุ"]
    assert all("ไม่แสดง" in one and "เพราะอาจรู้ว่าเป็นบ้านใคร" in one for one in groups)
    assert not any(re.search(r"\d", one) for one in groups)
    assert_silent(visitor.page.content())
    visitor.leave()


def test_control_the_head_of_the_village_reads_them(chromium, demo_node):
    head = Person(chromium, demo_node, "head9")
    head.go(SMALL + ROUND)
    groups = " ".join(plain(one) for one in head.page.locator("#groups li").all_inner_texts())
    assert "3 จาก 7 (42.9 %)" in groups
    assert "6 จาก 15 (40.0 %)" in groups
    head.leave()


def test_files_that_are_downloaded_leave_them_blank(chromium, demo_node):
    visitor = Person(chromium, demo_node)
    for place in (SMALL, "/areas/990101/", "/areas/9901/"):
        text = visitor.bring(f"{place}figures.csv{ROUND}").decode("utf-8-sig")
        rows = [row for row in csv.DictReader(io.StringIO(text)) if row["area_code"] == "99010109"]
        if place == SMALL:
            grouped = [row for row in rows if row["code"] == "w1" and row["group"]]
            assert {row["group"] for row in grouped} == {"elders_only=yes", "elders_only=no"}
        for row in rows:
            assert row["flag"] == "suppressed"
            assert [row[name] for name in ("num", "den", "percent", "low", "high")] == [""] * 5
    visitor.leave()


def test_the_api_tells_nothing_of_them(chromium, demo_node):
    visitor = Person(chromium, demo_node)
    cells = cells_of_the_small_village(demo_node)
    assert len(cells) >= 3, "the group, its sibling and the whole are counted"
    for uid in cells:
        answer = visitor.bring(f"/api/v1/thread/cell/{uid}?dir=both").decode()
        assert_silent(answer)
        told = json.loads(answer)
        assert all(one["grey"] for one in told.get("nodes", []) if one["key"].endswith(uid))
    visitor.leave()


def test_other_villages_and_officers_get_no_more_than_a_visitor(chromium, demo_node):
    for name in ("head4", "plan1", "eval1"):
        person = Person(chromium, demo_node, name)
        person.go(SMALL + ROUND)
        assert_silent(person.page.content())
        person.leave()


def assert_silent(text: str) -> None:
    """No secret stands in the text, whatever blanks it uses."""
    spaced = plain(text)
    assert not [one for one in SECRETS if one in spaced]


def cells_of_the_small_village(node) -> list[str]:
    """Uids of the exact cells of w1 in round 2569: the village and its groups."""
    from uuid import UUID

    with sqlite3.connect(f"file:{node.home}/sarn.sqlite3?mode=ro", uri=True) as db:
        rows = db.execute(
            "select uid from indicators_cell where code = 'w1' and round_code = '2569' and area_id in"
            " (select id from areas_area where code = '99010109')"
        ).fetchall()
    return [str(UUID(str(uid))) for (uid,) in rows]
