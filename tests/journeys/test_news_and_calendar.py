"""Scenarios 30 and 31: an event that moves in other people's calendars, and a report that an editor lets out.

The node stands on 1 ธ.ค. 2569, as scenario 30 speaks of the week after.
"""

from __future__ import annotations

import json
import re
import shutil
import urllib.parse
import xml.etree.ElementTree as ET
from typing import Any

import icalendar
import pytest

from tests.conftest import serving
from tests.journeys.walking import PHONE, Person, photo, plain

pytestmark = pytest.mark.browser

TITLE = "เวทีประชาคม ม.4 เรื่องน้ำ"
HEADLINE = "อาสา ม.4 เก็บข้อมูลครบทุกคุ้ม"


@pytest.fixture(scope="module")
def december(demo_home, tmp_path_factory):
    """The demo on the first of December 2569."""
    home = tmp_path_factory.mktemp("december") / "var"
    shutil.copytree(demo_home, home)
    with serving(home, SARN_CLOCK="2026-12-01T10:00+07:00") as node:
        yield node


def test_scenario_30_an_event_moves_and_is_cancelled(chromium, december):
    head, visitor = Person(chromium, december, "head4"), Person(chromium, december)
    empty, first_tag = feed(visitor)
    assert TITLE not in names(empty)
    head.go("/calendar/")
    head.press("ลงกิจกรรม")
    head.fill(
        title=TITLE, first="8 ธ.ค. 2569", begins="9.00 น.", ends="12:00",
        place="ศาลากลางบ้านหนองน้ำใส", organiser="ผู้ใหญ่บ้าน ม.4",
    )  # fmt: skip
    head.press("เก็บร่าง")
    event = head.path
    assert visitor.go(event) == 404, "a draft is nobody else's"
    drafted, tag = feed(visitor)
    assert TITLE not in names(drafted)
    assert tag == first_tag, "a draft does not even touch the feed"

    head.press("ประกาศ")
    head.press("ประกาศ")
    visitor.go(event)
    assert "อังคาร 8 ธันวาคม 2569" in visitor.words("main")
    visitor.go("/calendar/?month=2026-12")
    assert TITLE in visitor.words("main")
    announced, second_tag = feed(visitor)
    entry = only(announced)
    assert b"DTSTART;TZID=Asia/Bangkok:20261208T090000" in announced.to_ical()
    uid, sequence = str(entry["uid"]), int(entry["sequence"])
    assert sequence == 0
    assert unchanged(visitor, second_tag), "who asks again is told that nothing changed"

    head.go(event)
    head.press("เลื่อนเวลาหรือย้ายที่")
    assert head.page.locator('[name="first"]').input_value(), "the day stands there already"
    head.fill(first="10 ธ.ค. 2569")
    head.press("เลื่อนเวลาหรือย้ายที่")
    moved, third_tag = feed(visitor)
    entry = only(moved)
    assert b"DTSTART;TZID=Asia/Bangkok:20261210T090000" in moved.to_ical()
    assert (str(entry["uid"]), int(entry["sequence"])) == (uid, 1)
    visitor.go(event)
    assert "พฤหัสบดี 10 ธันวาคม 2569" in visitor.words("main")
    assert "8 ธันวาคม 2569" in plain(visitor.page.locator(".off").first.inner_text())

    head.go(event)
    head.press("ยกเลิกกิจกรรม")
    head.fill(reason="ฝนตกหนัก ถนนขาด")
    head.press("ยกเลิกกิจกรรม")
    cancelled, fourth_tag = feed(visitor)
    entry = only(cancelled)
    assert (str(entry["uid"]), str(entry["status"]), int(entry["sequence"])) == (uid, "CANCELLED", 2)
    assert len({first_tag, second_tag, third_tag, fourth_tag}) == 4, "the ETag changes each time"
    visitor.go(event)
    assert "ยกเลิก" in visitor.words("main")
    assert "ฝนตกหนัก ถนนขาด" in visitor.words("main")
    head.leave()
    visitor.leave()


def test_scenario_31_a_report_waits_for_the_editor(chromium, december):
    writer, editor, visitor = (Person(chromium, december, name) for name in ("aso4", "edit1", None))
    writer.go("/news/desk/")
    writer.press("เขียนข่าว")
    writer.fill(
        title=HEADLINE, place="บ้านหนองน้ำใส ม.4", happened_on="30/11/2569",
        lead="อาสาเก็บข้อมูลเดินครบ 131 หลังในสามสัปดาห์",
        body="เริ่มจากคุ้มป่าไผ่\n\n<script>alert(1)</script> [ที่นี่](javascript:alert(1))",
        author_name="พิมพ์ชนก สวนสาธิต", author_role="อาสาเก็บข้อมูล",
    )  # fmt: skip
    for n, colour in enumerate(("olive", "teal", "sienna")):
        slot = writer.page.locator("main .slot").nth(n)
        picture = {"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(colour)}
        slot.locator("input[type=file]").set_input_files(picture)
        slot.locator("input[type=text]").fill(f"อาสาคุยกับเจ้าของบ้าน รูปที่ {n + 1}")
        slot.locator("input[type=checkbox]").check()
    writer.press("เก็บร่างแล้วอ่านดู")
    report = writer.path
    assert urllib.parse.unquote(report) == "/news/อาสา-ม-4-เก็บข้อมูลครบทุกคุ้ม/", "a Thai slug"
    writer.press("ส่งให้บรรณาธิการ")
    writer.press("ส่งให้บรรณาธิการ")
    assert "รอตรวจ" in writer.words("main")
    assert not writer.offers("เปิดให้คนนอกดู"), "who wrote it does not let it out"
    assert visitor.go(report) == 404
    assert HEADLINE not in visitor.bring("/news/rss.xml").decode()

    editor.go("/news/desk/")
    editor.press(HEADLINE)
    editor.press("เปิดให้คนนอกดู")
    editor.press("เปิดให้คนนอกดู")
    assert visitor.go(report) == 200
    assert "รายงานโดย พิมพ์ชนก สวนสาธิต" in visitor.words("main")
    widths = visitor.page.locator("main img").evaluate_all(
        "all => all.map(one => one.complete || one.loading)"
    )
    assert len(widths) >= 3
    told = structured(visitor)
    assert told["@type"] == "NewsArticle"
    assert "พิมพ์ชนก สวนสาธิต" in json.dumps(told["author"], ensure_ascii=False)
    assert told["datePublished"].startswith("2026-12-01")
    source = visitor.page.content()
    assert "<script>alert" not in source
    assert 'href="javascript' not in source
    items = ET.fromstring(visitor.bring("/news/rss.xml")).findall("./channel/item")
    mine = next(one for one in items if one.findtext("title") == HEADLINE)
    assert urllib.parse.unquote(mine.findtext("link")).endswith(urllib.parse.unquote(report))
    visitor.go("/news/")
    visitor.press(HEADLINE)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    for person in (writer, editor, visitor):
        person.leave()


def feed(person: Person) -> tuple[Any, str]:
    """The calendar as others subscribe to it, and its ETag."""
    answer = person.context.request.get(person.node.url + "/calendar.ics")
    return icalendar.Calendar.from_ical(answer.body()), answer.headers["etag"]


def unchanged(person: Person, tag: str) -> bool:
    """Whether the feed says 304 to somebody who holds this version."""
    asked = person.context.request.get(person.node.url + "/calendar.ics", headers={"If-None-Match": tag})
    return bool(asked.status == 304)


def names(calendar: Any) -> list[str]:
    """Titles of the events in a feed."""
    return [str(one["summary"]) for one in calendar.walk("VEVENT")]


def only(calendar: Any) -> Any:
    """The event of this story; it stands in the feed once."""
    [found] = [one for one in calendar.walk("VEVENT") if str(one["summary"]) == TITLE]
    return found


def structured(person: Person) -> dict[str, Any]:
    """The JSON-LD of the page."""
    texts = person.page.locator('script[type="application/ld+json"]').all_text_contents()
    found: dict[str, Any] = next(
        one for one in map(json.loads, texts) if re.search("NewsArticle", str(one.get("@type")))
    )
    return found
