"""Whether it got better, as far as the figures allow: scenarios 2, 21, 22 and 24 on the demo's own story."""

from __future__ import annotations

import re
import shutil
import sqlite3

import pytest

from tests.conftest import serving
from tests.journeys.walking import DESK, Person, plain

pytestmark = pytest.mark.browser

SMALL = "/areas/99010109/rounds/compare/"
STORY = "/areas/99010104/"
WELL = "ประปาบาดาล ม.4"
ARROWS = re.compile("[←-⇿⬀-⬍➔-➾▲▼△▽]")


def test_scenario_2_the_small_village_is_told_no_word_too_many(chromium, demo_node):
    head = Person(chromium, demo_node, "head9")
    head.go("/areas/99010109/")
    head.press("เทียบสองรอบ")
    assert head.path == SMALL
    water = head.page.locator("#demo-water-w1")
    said = plain(water.inner_text())
    assert "−17.1 จุด (−41.4 ถึง +10.6)" in said
    assert plain(water.locator(".word").inner_text()) == "ยังบอกไม่ได้"
    drawn = head.page.locator("main").inner_html()
    assert not ARROWS.search(re.sub(r"<[^>]+>", " ", drawn)), "no arrow in words"
    assert "marker-end" not in drawn
    assert not head.page.locator(
        'main use[href*="arrow"], main use[href*="up"], main use[href*="down"]'
    ).count()
    head.leave()


def test_a_visitor_is_not_told_the_figures_of_the_small_village(chromium, demo_node):
    visitor = Person(chromium, demo_node)
    visitor.go(SMALL)
    source = visitor.page.content()
    for secret in ("17.1", "41.4", "9 จาก 22", "5 จาก 21", "40.9"):
        assert secret not in source
    assert "ไม่แสดง เพราะอาจรู้ว่าเป็นบ้านใคร" in visitor.words()
    visitor.leave()


def test_scenario_21_before_and_after(chromium, demo_node):
    judge = Person(chromium, demo_node, "eval1", width=DESK)
    to_the_effect(judge)
    said = judge.words("main")
    assert "นับได้ลดลง 19 หลัง" in said, "what was counted comes first"
    assert "−14.7 จุด (−26.0 ถึง −2.8)" in said
    assert "ดีขึ้นชัดเจน (ข)" in said
    assert "51 จาก 124" in said
    assert "32 จาก 121" in said
    judge.leave()


def test_scenario_22_beside_six_villages(chromium, demo_node):
    visitor = Person(chromium, demo_node)
    to_the_effect(visitor)
    said = visitor.words("main")
    assert "−12.8 จุด (−25.8 ถึง +0.2)" in said
    assert "น่าจะดีขึ้นเพราะโครงการ (ค)" in said
    assert "มีหมู่บ้านเปรียบเทียบ 6 แห่ง จึงพูดได้ไม่เกินโอกาสบังเอิญ 1 ใน 7" in said
    assert "พิสูจน์" not in visitor.page.content()
    rows = visitor.page.locator(".ip tbody tr")
    assert rows.count() == 7
    villages = " ".join(plain(one) for one in rows.all_inner_texts())
    for number in (1, 2, 3, 4, 6, 8, 11):
        assert re.search(rf"ม\.{number}\b", villages)
    visitor.leave()


def test_scenario_22_an_evaluator_lowers_a_word_and_never_raises_one(chromium, own_node):
    judge = Person(chromium, own_node, "eval1", width=DESK)
    to_the_effect(judge)
    result = judge.path
    judge.press("ลดคำให้อ่อนลง")
    offered = [
        plain(one) for one in judge.page.locator('[name="cause_lowered_to"] option').all_text_contents()
    ]
    assert offered[0] == "น่าจะดีขึ้นเพราะโครงการ"
    assert not [one for one in offered if "ชัดเจน" in one], "nothing stronger is offered"
    raised = {"cause_lowered_to": "clearly-better", "reason": "อยากให้ดูดีกว่านี้"}
    assert judge.post(result + "do/lower/", **raised) == 400
    judge.choose("cause_lowered_to", offered[-1])
    judge.press("ลดคำให้อ่อนลง")
    assert "เหตุผล" in judge.words("main"), "not without a reason"
    judge.choose("cause_lowered_to", offered[-1])
    judge.fill(reason="ปีนั้นฝนมากกว่าปกติ")
    judge.press("ลดคำให้อ่อนลง")
    said = judge.words("main")
    assert offered[-1] in said
    assert "น่าจะดีขึ้นเพราะโครงการ" not in said
    assert "ปีนั้นฝนมากกว่าปกติ" in said
    judge.leave()


def test_scenario_24_no_line_and_no_word_over_a_changed_definition(chromium, own_node):
    """The figures of ม.4 of round 2570 come from another definition, which nobody marked as comparable."""
    with sqlite3.connect(own_node.home / "sarn.sqlite3", timeout=30) as db:
        for table in ("indicators_cell", "indicators_publiccell"):
            redefine(db, table)
    own_node.sarn(
        "shell", "-c",
        "from sarn.access import scope\nfrom sarn.areas.models import Area\nfrom sarn.indicators import effects\n"
        "with scope.system('effects'):\n"
        "    effects.propose_due(Area.objects.get_current('99010104'), '2570')\n",
    )  # fmt: skip
    visitor = Person(chromium, own_node)
    visitor.go("/areas/99010104/rounds/compare/")
    water = visitor.page.locator("#demo-water-w1")
    assert plain(water.locator(".word").inner_text()) == "นิยามเปลี่ยน"
    assert "จุด" not in water.inner_text(), "no difference of two things that were not counted alike"
    assert water.locator("svg text", has_text="นิยามเปลี่ยน").count() == 1, "the drawing is cut there too"
    judge = Person(chromium, own_node, "eval1", width=DESK)
    to_the_effect(judge, newest=True)
    said = judge.words("main")
    assert "นิยามเปลี่ยน" in said
    for word in ("ดีขึ้นชัดเจน", "น่าจะดีขึ้น", "เพราะโครงการ", "−14.7"):
        assert word not in said
    visitor.leave()
    judge.leave()


@pytest.fixture
def own_node(demo_home, tmp_path):
    """A demo of this test's own, as what it does there cannot be undone."""
    home = tmp_path / "var"
    shutil.copytree(demo_home, home)
    with serving(home) as node:
        yield node


def to_the_effect(person: Person, *, newest: bool = False) -> None:
    """From the village's page over the project to what was measured, as a reader goes."""
    person.go("/areas/99010104/projects/")
    person.press(WELL)
    person.page.locator("section:has(#h-effect) a").first.click()
    person.page.wait_for_load_state()
    if newest and person.page.locator("main .notice a").count():
        person.page.locator("main .notice a").first.click()
        person.page.wait_for_load_state()


def redefine(db: sqlite3.Connection, table: str) -> None:
    """Give the figures of w1 of ม.4 in round 2570 another definition, whatever guards the table."""
    guards = db.execute("select name from sqlite_master where type = 'trigger' and tbl_name = ?", [table])
    for (name,) in guards.fetchall():
        db.execute(f'drop trigger "{name}"')
    changed = db.execute(
        f"update {table} set definition_hash = 'another' where code = 'w1' and round_code = '2570'"
        " and area_id in (select id from areas_area where code = '99010104')"
    )
    assert changed.rowcount
