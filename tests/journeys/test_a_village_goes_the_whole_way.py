"""One village of the demo goes the whole way, in a browser: from a figure to what the villagers confirm.

Scenarios 4, 5, 8, 9, 10, 15 (its money), 16, 17, 18, 19 and 20 on บ้านคลองแสง ม.12, on the day of the demo
(15 ก.พ. 2571), so that the story of ม.4 stays as the demo tells it. Each step goes on from the one before,
as it does in a village; so it is one test, with a function a step.
"""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from PIL import Image

from tests.conftest import Node
from tests.journeys.walking import DESK, Person, photo, plain

pytestmark = pytest.mark.browser

VILLAGE = "99010112"
TAMBON = "990101"
TODAY = "15/2/2571"
WATER = "น้ำใช้ไม่พอช่วงหน้าแล้ง"
LAMPS = "ไฟทางมืดหน้าวัดคลองแสง"
WELL = "ประปาบาดาล ม.12"
AIM = "แก้ปัญหาน้ำใช้ไม่เพียงพอในหน้าแล้ง"
URGENT = "เติมน้ำถังกลาง ม.12"
WITNESSES = ("สมพร ใจดี", "ประยงค์ มั่นคง")
BETTER_NAME = "ประปาบาดาล ม.12 พร้อมถังสูง"


@dataclass
class Story:
    """Who takes part, and the addresses that were come by on the way."""

    head: Person
    officer: Person
    visitor: Person
    node: Node
    issue: str = ""
    well: str = ""
    urgent: str = ""
    project: str = ""
    line: str = ""
    activity: str = ""
    village_v1: str = ""
    local: str = ""


def test_from_a_figure_to_what_villagers_confirm(chromium, demo_node):
    story = Story(
        head=Person(chromium, demo_node, "head12"),
        officer=Person(chromium, demo_node, "plan1", width=DESK),
        visitor=Person(chromium, demo_node),
        node=demo_node,
    )
    for step in STEPS:
        step(story)
    for person in (story.head, story.officer, story.visitor):
        person.leave()


def an_issue_of_one_tap(story: Story) -> None:
    """Scenario 4: the figure is pinned, two of seven steps are woven."""
    head = story.head
    head.go(f"/areas/{VILLAGE}/")
    figure = head.page.locator("main form", has_text="ตั้งเป็นเรื่องที่ต้องแก้").first.get_attribute("action")
    cell = figure.rstrip("/").rsplit("/", 1)[1]
    head.press("ตั้งเป็นเรื่องที่ต้องแก้: ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ")
    story.issue = head.path
    assert "30 จาก 124 ครัวเรือน" in head.words(), "the figure stands beside the issue"
    assert strip(head) == "● ● ○ ○ ○ ○ ○"
    assert "ทอแล้ว 2 จาก 7 ขั้น" in head.words()
    assert cell in json.dumps(thread_of(story, "issue", story.issue, by=head)), "the exact cell is pinned"
    head.fill(title=WATER, story="บ่อแห้งตั้งแต่มกราคม ต้องซื้อน้ำถังละ 12 บาท")
    head.press("เก็บคำนี้")
    assert WATER in head.words("h1")
    # A second tap finds the issue that there is.
    head.go(f"/areas/{VILLAGE}/")
    assert not head.offers("ตั้งเป็นเรื่องที่ต้องแก้: ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ")
    head.press("เป็นเรื่องที่ต้องแก้แล้ว")
    assert head.path == story.issue


def an_issue_of_the_villagers(story: Story) -> None:
    """Scenario 5: without a figure, with a photo; the strip begins hollow."""
    head = story.head
    head.go(f"/areas/{VILLAGE}/planning/")
    head.press("เพิ่มเรื่องที่ชาวบ้านเสนอ")
    head.press("เก็บเรื่องนี้")
    assert "ยังไม่มีชื่อเรื่อง" in head.words(), "nothing is kept without a title"
    head.fill(title=LAMPS, story="ไฟดับสองต้น คนแก่ล้มบ่อย", alt="ซอยหน้าวัดตอนค่ำ")
    head.photos("picture", photo("darkblue"))
    head.press("เก็บเรื่องนี้")
    assert "ชาวบ้านเสนอ" in head.words()
    assert strip(head).startswith("○ ●")
    head.page.wait_for_load_state()
    assert head.page.locator('img[alt="ซอยหน้าวัดตอนค่ำ"]').evaluate("one => one.naturalWidth") > 0


def the_forum(story: Story) -> None:
    """A forum is recorded with its quorum, confirms both issues and ranks them alike."""
    head = story.head
    head.go(f"/areas/{VILLAGE}/meetings/")
    head.press("บันทึกการประชุม")
    head.fill(
        title="เวทีประชาคมแผน ม.12",
        held_on=TODAY,
        place="ศาลากลางบ้าน",
        women="50",
        men="36",
        elders="30",
        resolutions=f"{WATER} ต้องแก้ก่อน\nไฟทางเป็นลำดับสอง",
    )
    head.press("บันทึกการประชุม")
    assert "ครบ (65.6 %)" in head.words()
    assert "86" in head.words()
    head.go(story.issue)
    head.press("เวทียืนยันว่าต้องแก้")
    head.choose("meeting", "เวทีประชาคมแผน")
    head.press("เวทียืนยันว่าต้องแก้")
    head.go(f"/areas/{VILLAGE}/planning/")
    head.press(LAMPS)
    head.press("เวทียืนยันว่าต้องแก้")
    head.choose("meeting", "เวทีประชาคมแผน")
    head.press("เวทียืนยันว่าต้องแก้")
    head.go(f"/areas/{VILLAGE}/planning/")
    head.press("บันทึกอันดับที่เวทีจัด")
    head.choose("meeting", "เวทีประชาคมแผน")
    for title, rank in ((WATER, "1"), (LAMPS, "2")):
        head.page.locator("main .ranking li", has_text=title).locator("input").fill(rank)
    head.press("บันทึกอันดับ")
    ranked = [plain(one) for one in head.page.locator(".listed .rank").all_inner_texts()]
    titles = [plain(one) for one in head.page.locator(".listed h3").all_inner_texts()]
    assert list(zip(ranked, titles, strict=False))[:2] == [("1", WATER), ("2", LAMPS)]


def a_proposal_needs_a_cause(story: Story) -> None:
    """Scenario 8: no issue and no reason is refused; with a reason it goes on."""
    head = story.head
    head.go(f"/areas/{VILLAGE}/proposals/new/")
    head.fill(title=URGENT)
    head.page.locator('[name$="-0-title"]').fill("ซื้อน้ำเติมถัง")
    head.press("เก็บร่าง")
    assert "เลือกเรื่องที่ต้องแก้ หรือบอกเหตุผล" in head.words()
    assert head.page.locator('[name="title"]').input_value() == URGENT, "what was typed is not lost"
    head.fill(no_issue_reason="คำสั่งเร่งด่วนภัยแล้ง")
    head.press("เก็บร่าง")
    story.urgent = head.path
    pass_the_forum(head)
    settle(head, {"own-means", "plain-work"})
    head.press("ตกลงว่าใครทำ")
    head.press("ตกลงว่าใครทำ")


def three_parts_and_who_does_them(story: Story) -> None:
    """Scenario 9: the wizard gives three badges; money of ourselves and of the office; reasons are kept."""
    head = story.head
    head.go(story.issue)
    head.press("เขียนข้อเสนอ")
    head.fill(
        title=WELL,
        objective=AIM,
        target="บ่อบาดาล 1 บ่อ ท่อ 2 กม.",
        expected="มีน้ำใช้ตลอดปีทุกครัวเรือน",
    )
    rows = head.page.locator("main .partrow")
    rows.nth(0).locator('[name$="-title"]').fill("ขุดร่องวางท่อ")
    rows.nth(0).locator('[name$="-labour_days"]').fill("60")
    rows.nth(0).locator('[name$="-labour_rate"]').fill("345")
    rows.nth(1).locator('[name$="-title"]').fill("เจาะบ่อ")
    rows.nth(1).locator('[name$="-doer"]').fill("อบต.ห้วยสาธิต")
    rows.nth(1).locator('[name$="-year-2028"]').fill("๔๒๐,๐๐๐")
    rows.nth(2).locator('[name$="-title"]').fill("ตั้งคณะกรรมการน้ำ")
    head.press("เก็บร่าง")
    story.well = head.path
    pass_the_forum(head)
    settle(head, {"own-means", "plain-work"})
    settle(head, {"duty"})
    settle(head, {"own-means", "plain-work"})
    badges = [
        plain(one)
        for one in head.page.locator(".parts li > div:last-child > p:first-child > b").all_inner_texts()
    ]
    assert badges == ["ทำเอง", "ให้หน่วยงานทำ", "ทำเอง"]
    sums = {plain(one) for one in head.page.locator(".bydoer b, .bydoer b + .nb").all_inner_texts()}
    assert {"ทำเอง", "20,700 บาท", "ให้หน่วยงานทำ", "420,000 บาท"} <= sums
    reasons = head.page.locator(".parts .facts").all_inner_texts()
    assert len(reasons) == 3
    assert all(len(one.strip()) > 10 for one in reasons)
    head.press("ตกลงว่าใครทำ")
    head.press("ตกลงว่าใครทำ")


def a_promise_before_the_plan(story: Story) -> None:
    """Scenario 10: into the plan only with a promise; with comparison villages it enters."""
    head = story.head
    head.go(f"/areas/{VILLAGE}/plans/")
    head.press("เริ่มแผนหมู่บ้าน")
    story.village_v1 = head.path
    head.go(story.well)
    assert "ยังไม่ได้บอกว่าอะไรจะดีขึ้น" in head.words(), "the page says what is missing"
    assert not head.offers("เข้าแผนหมู่บ้าน")
    # Who knows the address is refused with the same sentence.
    head.go(story.well + "do/enter/")
    head.press("เข้าแผนหมู่บ้าน")
    assert "ยังไม่ได้บอกว่าอะไรจะดีขึ้น" in head.words()
    head.go(story.well)
    head.press("บอกว่าตั้งใจให้ดีขึ้นแค่ไหน")
    head.fill(percent="15")
    head.choose("due_round", "2571")
    head.press("ตั้งใจเท่านี้")
    assert "30 ใน 124 ครัวเรือน ตั้งใจให้เหลือไม่เกิน 15.0 % ภายในรอบ 2571" in head.words()
    villages = head.page.locator('main input[name="villages"]')
    assert villages.count() >= 3, "the system proposes villages to compare with"
    head.press("ใช้หมู่บ้านเหล่านี้")
    head.press("กลับไปที่ข้อเสนอ")
    head.press("เข้าแผนหมู่บ้าน")
    head.press("เข้าแผนหมู่บ้าน")
    head.page.locator("main .hero, main").first.get_by_role("link", name=WELL).last.click()
    story.project = re.search(r"/projects/[0-9a-f-]+/", head.page.url)[0]
    head.go(story.urgent)
    head.press("บอกว่าตั้งใจให้ดีขึ้นแค่ไหน")
    head.fill(reason="ช่วยให้พ้นหน้าแล้งนี้ ไม่ได้แก้ที่ต้นเหตุ")
    head.press("เก็บเหตุผลนี้")
    head.press("กลับไปที่ข้อเสนอ")
    head.press("เข้าแผนหมู่บ้าน")
    head.press("เข้าแผนหมู่บ้าน")


def the_broken_thread(story: Story) -> None:
    """Scenario 8 again: what has no figure behind it stands in the officer's list."""
    officer = story.officer
    officer.go("/thread/broken/")
    without = officer.page.locator("section", has_text="โครงการที่ไม่มีตัวเลขรองรับ").inner_text()
    assert URGENT in without
    assert WELL not in without


def the_village_plan_is_announced(story: Story) -> None:
    """The forum agrees, the head announces: v1 stands fast."""
    head = story.head
    head.go(story.village_v1)
    assert "2 โครงการ" in head.words()
    head.press("เห็นชอบ")
    head.choose("meeting", "เวทีประชาคมแผน")
    head.press("เห็นชอบ")
    head.press("ประกาศใช้")
    head.press("ประกาศใช้")
    assert "ตรงกับที่ประกาศ" in head.words()
    book = text_of(head.bring(story.village_v1 + "book.pdf"))
    assert "น้ำใช้ไม่เพียงพอ" in book
    assert WELL.replace(" ", "") in book


def the_local_plan_takes_it_in(story: Story) -> None:
    """Scenario 16: the same project stands in the addition to the local plan."""
    officer = story.officer
    story.local = local_addition(officer)
    officer.go(story.local)
    officer.press("ดึงโครงการของหมู่บ้านเข้าแผน")
    officer.page.locator("main label", has_text=WELL).first.click()
    officer.fill(strategy="โครงสร้างพื้นฐาน", programme="แหล่งน้ำ")
    officer.press("ดึงที่เลือกเข้าแผน")
    row = row_of(officer, WELL)
    assert row.locator("a").first.get_attribute("href") == story.project
    assert "420,000" in plain(row.inner_text())
    officer.go(story.project)
    plans = plain(officer.page.locator("section", has=officer.page.locator("#h-plans")).inner_text())
    assert "แผนพัฒนาหมู่บ้าน" in plans
    assert "แผนพัฒนาท้องถิ่น" in plans
    assert "เพิ่มเติม ครั้งที่" in plans


def a_part_of_the_money(story: Story) -> None:
    """Scenario 15: 300,000 of 420,000; what is missing is said, listed, and in the plan's column."""
    head, officer = story.head, story.officer
    head.go(story.project)
    head.press("ขอเงิน")
    head.choose("source", "อบต./เทศบาล")
    head.choose("fiscal_year", "2571")
    assert head.page.locator('[name="satang"]').input_value() == "420,000", (
        "what is needed stands there already"
    )
    head.press("ขอเงิน")
    story.line = head.path
    assert not head.offers("อนุมัติ"), "the money of the tambon is not the village's to give"
    officer.go(story.line)
    officer.press("อนุมัติ")
    officer.fill(satang="500,000")
    officer.press("อนุมัติ")
    assert "ขอไว้ 420,000" in officer.words(), "never more than was asked"
    officer.fill(satang="300,000", document="ข้อบัญญัติ พ.ศ. 2571")
    officer.press("อนุมัติ")
    story.visitor.go(story.project)
    assert "ได้ 300,000 บาท ยังขาด 120,000 บาท" in story.visitor.words()
    story.visitor.go(f"/areas/{TAMBON}/wanted/")
    wanted = plain(story.visitor.page.locator("main tr", has_text=WELL).inner_text())
    assert "300,000" in wanted
    assert "120,000" in wanted
    officer.go(story.local)
    column = headings(officer).index("2571")
    assert plain(row_of(officer, WELL).locator("th, td").nth(column).inner_text()).endswith("300,000")


def one_title_for_all_drafts(story: Story) -> None:
    """Scenario 16: the title is changed once; drafts follow, what was announced does not."""
    head, officer = story.head, story.officer
    head.go(story.project)
    head.press("แก้ชื่อและรายละเอียด")
    head.fill(title=BETTER_NAME)
    head.press("เก็บคำนี้")
    assert "เหตุผล" in head.words(), "what a plan says is not changed without saying why"
    head.fill(reason="เพิ่มถังสูงตามแบบของช่าง")
    head.press("เก็บคำนี้")
    assert BETTER_NAME in head.words("h1")
    officer.go(story.local)
    assert row_of(officer, BETTER_NAME).count() == 1
    head.go(story.village_v1)
    assert BETTER_NAME not in head.words()
    assert WELL in head.words()
    head.go(f"/areas/{VILLAGE}/plans/")
    head.page.locator("main h3 a", has_text="แผนพัฒนาหมู่บ้าน").click()
    head.press("เปิดฉบับเพิ่มเติม")
    assert row_of(head, BETTER_NAME).count() == 1
    head.press("ต่างจาก «ฉบับแรก» ตรงไหน")
    changed = head.page.locator(".plan-diff tbody tr")
    assert changed.count() == 1, "exactly what was changed"
    assert plain(changed.first.locator("th").inner_text()) == "โครงการ"
    assert plain(changed.first.locator("del").inner_text()) == WELL
    assert plain(changed.first.locator("ins").inner_text()) == BETTER_NAME


def the_form_p02(story: Story) -> None:
    """Scenario 17: the workbook has the projects of the screen, money as numbers, five years; the PDF its Thai."""
    officer = story.officer
    officer.go(story.local)
    shown = int(officer.page.locator(".num .big").first.inner_text().replace(",", ""))
    sheet = openpyxl.load_workbook(io.BytesIO(officer.bring(story.local + "p02.xlsx"))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(
        row
        for row in rows
        if any("2571" in str(one) for one in row)
        and any("2575" in str(one) for one in row)
        and "2573" in " ".join(map(str, row))
    )
    years = [
        index for index, one in enumerate(heading) if one is not None and re.search(r"257[1-5]", str(one))
    ]
    assert [re.search(r"257\d", str(heading[index]))[0] for index in years] == [
        "2571",
        "2572",
        "2573",
        "2574",
        "2575",
    ]
    numbered = [row for row in rows if isinstance(row[0], int)]
    assert len(numbered) == shown
    mine = next(row for row in numbered if BETTER_NAME in row)
    assert AIM in mine
    assert mine[years[0]] == 300_000
    money = [row[index] for row in numbered for index in years if row[index] is not None]
    assert all(isinstance(one, (int, float)) for one in money)
    text = text_of(officer.bring(story.local + "p02.pdf"))
    assert "น้ำใช้ไม่เพียงพอ" in text


def the_money_is_spent(story: Story) -> None:
    """Scenario 18: 300, 298, 149; 310,000 is refused; each change has a name and a time."""
    officer = story.officer
    officer.go(story.project)
    officer.press("เริ่มเตรียมการ")
    officer.press("เริ่มเตรียมการ")
    officer.press("เริ่มลงมือทำ")
    officer.press("เริ่มลงมือทำ")
    officer.go(story.line)
    for act, satang in (("ก่อหนี้", "298,000"), ("เบิกจ่าย", "149,000")):
        officer.press(act)
        officer.fill(satang=satang)
        officer.press(act)
    spoken = officer.page.locator("main svg[role=img], main [role=img]").last.get_attribute("aria-label")
    bars = officer.page.locator("main figure").first
    said = f"{spoken} {plain(bars.text_content())}"
    for amount in ("300,000", "298,000", "149,000"):
        assert amount in said
    officer.press("เบิกจ่าย")
    officer.fill(satang="310,000")
    officer.press("เบิกจ่าย")
    assert "เบิก 310,000 ไม่ได้" in officer.words()
    officer.go(story.line)
    history = plain(officer.page.locator("section", has=officer.page.locator("#h-history")).inner_text())
    for act in ("ขอเงิน", "อนุมัติ", "ก่อหนี้", "เบิกจ่าย"):
        assert act in history
    assert "อบต.ห้วยสาธิต" in history
    assert "ผู้ใหญ่บ้าน ม.12" in history
    assert len(re.findall(r"15 ก\.พ\. 2571 \d\d:\d\d", history)) >= 4
    assert "310,000" not in history


def nothing_promised_changes_any_more(story: Story) -> None:
    """Scenario 10: after the first disbursement the comparison villages stay."""
    head = story.head
    head.go(story.well + "promise/")
    assert "จ่ายเงินไปแล้ว" in head.words()
    assert not head.page.locator("main button").count(), "nothing to press is offered any more"
    promise = promise_of(story)
    assert head.post(story.well + "promise/", act="compare", promise=promise, villages="99010113") == 400
    assert head.post(story.well + "promise/", act="withdraw", promise=promise) == 400


def work_with_photos(story: Story) -> None:
    """An activity with photos and an output."""
    head = story.head
    head.go(story.project)
    head.press("บันทึกสิ่งที่ทำ")
    head.fill(
        title="ขุดร่องวางท่อ",
        on=TODAY,
        people="32",
        person_days="60",
        output_1="ท่อที่วาง",
        unit_1="เมตร",
        number_1="2000",
        picture_says="ชาวบ้านช่วยกันขุดร่อง",
    )
    head.photos("pictures", photo("peru"), photo("seagreen"))
    head.press("บันทึกงานที่ทำแล้ว")
    assert "ทำเครื่องหมายว่าคนในรูปยอมให้ลงแล้ว" in head.words(), "nobody is shown unasked"
    head.page.check('[name="consent"]')
    head.photos("pictures", photo("peru"), photo("seagreen"))
    head.press("บันทึกงานที่ทำแล้ว")
    story.activity = head.path
    story.visitor.go(story.activity)
    assert "2,000 เมตร" in story.visitor.words()
    shown = story.visitor.page.locator("main .photos a")
    assert shown.count() == 2
    for one in shown.all():
        picture = story.visitor.bring(one.get_attribute("href"))
        assert picture.startswith(b"\xff\xd8"), "a JPEG"
        assert not Image.open(io.BytesIO(picture)).getexif(), "where it was taken is wiped"


def who_did_it_does_not_confirm_it(story: Story) -> None:
    """Scenario 19: the officer who says that it is done may not confirm; the head with two witnesses may."""
    head, officer = story.head, story.officer
    officer.go(story.project)
    officer.press("ทำเสร็จแล้ว")
    officer.press("ทำเสร็จแล้ว")
    assert not officer.offers("ชาวบ้านยืนยันว่าใช้ได้จริง")
    confirm = story.project + "do/confirm/"
    assert officer.post(confirm, witness_1=WITNESSES[0], witness_2=WITNESSES[1]) == 403
    head.go(story.project)
    head.press("ชาวบ้านยืนยันว่าใช้ได้จริง")
    head.fill(on=TODAY, witness_1=WITNESSES[0])
    head.press("ชาวบ้านยืนยันว่าใช้ได้จริง")
    assert "ต้องมีพยาน 2 คน" in head.words()
    head.fill(witness_2=WITNESSES[1], note="น้ำไหลถึงบ้านหลังสุดท้าย")
    head.press("ชาวบ้านยืนยันว่าใช้ได้จริง")
    story.visitor.go(story.project)
    text = story.visitor.words()
    assert "ชาวบ้านยืนยันว่าใช้ได้จริง" in text
    assert "พยาน 2 คน" in text


def a_visitor_walks_the_thread(story: Story) -> None:
    """Scenario 20: from the project to the figure and back to money and photos; the same nodes from either end."""
    visitor = story.visitor
    visitor.go(story.project)
    visitor.press("ที่มาที่ไป")
    steps = visitor.page.locator("ol.thread > li")
    assert steps.count() == 7
    visitor.page.locator("#step-1 a").first.click()
    assert "30 จาก 124" in visitor.words()
    assert f"/areas/{VILLAGE}/" in visitor.page.url
    # From the figure on the village's page to the right end.
    visitor.go(f"/areas/{VILLAGE}/")
    visitor.page.locator("main .lead .steps a").click()
    assert "30 จาก 124" in visitor.words()
    assert "300,000" in visitor.words("#step-5")
    assert visitor.page.locator("#step-6 img").count() == 2
    visitor.page.locator("#step-4 a").first.click()
    assert visitor.path == story.project
    around = thread_of(story, "project", story.project)
    keys = {one["key"] for one in around["nodes"]}
    ends = [one for one in around["nodes"] if one["kind"] in ("cell", "acceptance", "output")]
    assert {one["kind"] for one in ends} == {"cell", "acceptance", "output"}
    for end in ends:
        assert {one["key"] for one in thread_of(story, end["kind"], end["uid"])["nodes"]} == keys
    nobody_is_named(story)


def nobody_is_named(story: Story) -> None:
    """No household, house number or name in what a visitor is sent along the thread."""
    visitor = story.visitor
    uid = re.search(r"[0-9a-f-]{36}", story.project)[0]
    pages = [
        visitor.bring(path).decode()
        for path in (
            story.project,
            story.activity,
            story.line,
            f"/thread/project/{uid}/",
            f"/api/v1/thread/project/{uid}?dir=both",
        )
    ]
    secrets = {*WITNESSES, *households(story.node)}
    assert len(secrets) > 130
    for page in pages:
        assert not [one for one in secrets if one in page]


def households(node: Node) -> set[str]:
    """Uids of the village's houses and households, and the house numbers that are unlike any other number."""
    with sqlite3.connect(f"file:{node.home}/sarn.sqlite3?mode=ro", uri=True) as db:
        rows = db.execute(
            "select house.uid, house.number, house.code, household.uid from registry_household household"
            " join registry_house house on house.id = household.house_id"
            " join areas_area area on area.id = house.area_id where area.code = ?",
            [VILLAGE],
        ).fetchall()
    found = set()
    for house, number, code, household in rows:
        found |= {str(UUID(str(house))), str(UUID(str(household)))}
        found |= {one for one in (code, f" {number} " if "/" in number else "") if one}
    return found


def the_plan_counts_who_does_what(story: Story) -> None:
    """Scenario 9: in the plan, 20,700 stands under ทำเอง and 420,000 under ให้หน่วยงานทำ."""
    head = story.head
    head.go(story.village_v1)
    counted = {
        plain(one.locator("b").first.inner_text()): plain(one.inner_text())
        for one in head.page.locator(".bydoer li").all()
    }
    assert "20,700" in counted["ทำเอง"]
    assert "420,000" in counted["ให้หน่วยงานทำ"]


def promise_of(story: Story) -> str:
    """The uid of the project's promise, which its page shows to nobody any more."""
    uid = re.search(r"[0-9a-f-]{36}", story.project)[0]
    with sqlite3.connect(f"file:{story.node.home}/sarn.sqlite3?mode=ro", uri=True) as db:
        [(found,)] = db.execute(
            "select uid from indicators_promise where subject_uid in (?, ?)", [uid, uid.replace("-", "")]
        ).fetchall()
    return str(UUID(str(found)))


def local_addition(officer: Person) -> str:
    """The addition to the local plan that is being drafted; begun, and the first version announced, where needed."""
    officer.go(f"/areas/{TAMBON}/plans/")
    if officer.offers("เริ่มแผนพัฒนาท้องถิ่น"):
        officer.press("เริ่มแผนพัฒนาท้องถิ่น")
        officer.press("ดึงโครงการของหมู่บ้านเข้าแผน")
        officer.page.locator("main label", has_text=URGENT).first.click()
        officer.press("ดึงที่เลือกเข้าแผน")
        for act in ("เห็นชอบ", "ประกาศใช้"):
            officer.press(act)
            officer.press(act)
        officer.go(f"/areas/{TAMBON}/plans/")
    officer.page.locator("main h3 a", has_text="แผนพัฒนาท้องถิ่น").first.click()
    if officer.offers("เปิดฉบับเพิ่มเติม"):
        officer.press("เปิดฉบับเพิ่มเติม")
    else:
        officer.page.locator("#h-versions ~ div a, section:has(#h-versions) a").first.click()
    return officer.path


def row_of(person: Person, title: str) -> Any:
    """The line of this project in the table of a plan."""
    return person.page.locator(".plan-rows tbody tr", has=person.page.get_by_text(title, exact=True))


def headings(person: Person) -> list[str]:
    """What stands over the columns of a plan."""
    return [plain(one) for one in person.page.locator(".plan-rows thead th").all_text_contents()]


def text_of(pdf: bytes) -> str:
    """The text of a PDF as a search finds it, without blanks."""
    said = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", "", said.stdout.decode())


def pass_the_forum(head: Person) -> None:
    """Bring the proposal that is open before the forum, and let it pass."""
    head.press("ส่งเข้าเวที")
    head.press("ส่งเข้าเวที")
    head.press("เวทีให้ผ่าน")
    head.choose("meeting", "เวทีประชาคมแผน")
    head.press("เวทีให้ผ่าน")


def settle(head: Person, yes: set[str]) -> None:
    """Answer the six questions of the next part: yes to these, no to the others; keep what the rules suggest."""
    if not head.offers("ดูว่าระบบเสนอให้ใครทำ"):
        head.page.locator("main a", has_text="บอกว่าใครทำ").first.click()
    for code in ("own-means", "plain-work", "in-part", "duty", "wider", "fund"):
        head.page.check(f'input[name="{code}"][value="{"yes" if code in yes else "no"}"]')
    head.press("ดูว่าระบบเสนอให้ใครทำ")
    head.press("เก็บว่าใครทำ")


def strip(person: Person) -> str:
    """The seven steps as the picture draws them: ● there, ○ missing."""
    knots = person.page.locator("main svg.mini").first.locator("path").all()
    return " ".join("○" if " o" in one.get_attribute("class") else "●" for one in knots)


def thread_of(
    story: Story, kind: str, path: str, *, by: Person | None = None, direction: str = "both"
) -> Any:
    """What the API says of the thread around the object whose page this is."""
    uid = re.search(r"[0-9a-f-]{36}", path)[0]
    person = by or story.visitor
    return json.loads(person.bring(f"/api/v1/thread/{kind}/{uid}?dir={direction}"))


STEPS = (
    an_issue_of_one_tap,
    an_issue_of_the_villagers,
    the_forum,
    a_proposal_needs_a_cause,
    three_parts_and_who_does_them,
    a_promise_before_the_plan,
    the_broken_thread,
    the_village_plan_is_announced,
    the_local_plan_takes_it_in,
    a_part_of_the_money,
    one_title_for_all_drafts,
    the_form_p02,
    the_money_is_spent,
    nothing_promised_changes_any_more,
    work_with_photos,
    who_did_it_does_not_confirm_it,
    a_visitor_walks_the_thread,
    the_plan_counts_who_does_what,
)
