"""Other villages: an order without evidence (ม.7), a village too small to say (ม.9), small work of their own
(ม.6, ม.8), and a well that waits for the rest of its money (ม.2)."""

from __future__ import annotations

from fractions import Fraction

from sarn.demo.story import drawings, ways
from sarn.demo.story.telling import Chapter, day, move, village
from sarn.demo.story.ways import ASK, BAHT, OFFICE, OWN, SELF, Came, part
from sarn.indicators.models import EffectResult
from sarn.planning import activities, money, proposal_promises
from sarn.planning.activities import Yield
from sarn.planning.proposals import Draft

CHAPTER = Chapter("neighbours")
step = CHAPTER.step

POND, JARS, ROOFS, SAVING, SECOND_WELL = (
    "ขุดลอกสระน้ำสาธารณะ ม.7",
    "โอ่งรวมเก็บน้ำฝน ม.9",
    "ซ่อมบ้านไม่มั่นคง 9 หลัง ม.6",
    "กลุ่มออมทรัพย์ ม.8",
    "ประปาบาดาล ม.2",
)


# ม.7: by order, before anybody had counted anything.


@step("2026-10-05 15:00", "head7")
def pond(by: str) -> None:
    """Without an issue: the reason stands where the figure would be."""
    ways.forum(
        by,
        7,
        "2026-10-05",
        "เวทีประชาคม ม.7 เรื่องด่วน",
        Came(38, 41, 20, 5),
        ["เห็นชอบขุดลอกสระตามคำสั่งเร่งด่วนภัยแล้ง"],
    )
    proposal = ways.draft(
        by, 7,
        Draft(
            title=POND, no_issue_reason="คำสั่งเร่งด่วนภัยแล้ง", objective="เก็บน้ำไว้ใช้ก่อนหมดฝน",
            target="สระสาธารณะ 1 แห่ง ลึกเฉลี่ย 3 เมตร", expected="มีน้ำในสระถึงเดือนเมษายน",
            parts=[part("ขุดลอกสระ", 2027, 180_000)],
        ),
        [(OFFICE, ASK, "อบต.ห้วยสาธิต")],
    )  # fmt: skip
    proposal_promises.refuse(proposal, reason="ทำตามคำสั่งเร่งด่วน ยังไม่มีตัวเลขของหมู่บ้านให้ตั้งต้น", by=by)
    meeting = ways.forum_of(7, "2026-10-05")
    ways.through_the_forum(by, proposal, meeting)
    ways.into_the_plan(by, 7, [POND], meeting)


@step("2026-10-07 10:00", "head7")
def pond_announced(by: str) -> None:
    ways.announce(by, 7)
    project = ways.project_of(7, POND)
    money.ask(project=project, source="local", fiscal_year=2027, satang=180_000 * BAHT, by=by)


@step("2026-10-22 10:00", "plan1")
def pond_work(by: str) -> None:
    """All the money at once."""
    ways.pay(by, 7, POND, ("approve", 180_000), ("commit", 176_000))
    move(ways.project_of(7, POND), "start", by)


@step("2026-11-13 16:00", "plan1")
def pond_done(by: str) -> None:
    project = ways.project_of(7, POND)
    activities.record(
        project=project, title="ขุดลอกสระ", on=day("2026-11-12"), place="สระสาธารณะ ม.7", people=4, by=by,
        outputs=[Yield("ดินที่ขุด", "ลูกบาศก์เมตร", 3_000, 2_850)], pictures=[drawings.png("pond")], consent=True,
        picture_says="ภาพวาดประกอบ: รถขุดลอกสระ",
    )  # fmt: skip
    ways.pay(by, 7, POND, ("disburse", 176_000))
    move(project, "complete", by)


@step("2026-11-15 10:00", "head7")
def pond_confirmed(by: str) -> None:
    move(
        ways.project_of(7, POND), "confirm", by, on=day("2026-11-15"),
        witnesses=["นายอุดม ทุ่งสาธิต", "นางสายใจ ลมสาธิต"], note="น้ำเต็มสระ",
    )  # fmt: skip


@step("2028-02-02 10:00", "plan1")
def pond_unmeasured(by: str) -> None:
    """Nobody can say what it changed: it began without a figure."""
    move(
        ways.project_of(7, POND), "measure", by,
        reason="เริ่มโดยไม่มีตัวเลขตั้งต้น จึงบอกไม่ได้ว่าอะไรดีขึ้นเพราะโครงการ",
    )  # fmt: skip


# ม.9: its figures are its own.


@step("2026-12-14 18:00", "head9")
def small_issue(by: str) -> None:
    ways.raise_figure(by, 9, ways.figure(9, "2569"), "น้ำใช้ไม่พอหน้าแล้ง", "บ้านบนเนินน้ำประปาภูเขาไม่ถึงช่วงแล้ง")


@step("2027-02-20 15:00", "head9")
def small_forum(by: str) -> None:
    meeting = ways.forum(
        by, 9, "2027-02-20", "เวทีประชาคม ม.9", Came(9, 8, 7, 1),
        ["ทำโอ่งรวมเก็บน้ำฝน 4 ใบ ใช้เงินกองทุนหมู่บ้านและแรงกันเอง"], place="ลานหน้าบ้านผู้ใหญ่บ้าน",
    )  # fmt: skip
    ways.rank(by, 9, meeting, ["น้ำใช้ไม่พอหน้าแล้ง"])
    proposal = ways.draft(
        by, 9,
        Draft(
            title=JARS, issues=[ways.issue_of(9, "น้ำใช้ไม่พอหน้าแล้ง")], objective="ให้บ้านบนเนินมีน้ำใช้ถึงเดือนพฤษภาคม",
            target="โอ่ง 2,000 ลิตร 4 ใบ พร้อมรางน้ำ", expected="ไม่ต้องขนน้ำขึ้นเนิน",
            parts=[part("ซื้อโอ่งและรางน้ำ", 2027, 18_000), part("ติดตั้ง", labour_days=8)],
        ),
        [(OWN, SELF, "ชาวบ้าน ม.9"), (OWN, SELF, "ชาวบ้าน ม.9")],
    )  # fmt: skip
    ways.promise(
        by, proposal, "w1", Fraction(1, 5), "2570", "target",
        none="ไม่มีหมู่บ้านเล็กขนาดใกล้กันที่เปิดตัวเลข และทุกหลังใช้น้ำด้วยกัน",
    )  # fmt: skip
    ways.through_the_forum(by, proposal, meeting)
    ways.into_the_plan(by, 9, [JARS], meeting)


@step("2027-02-27 10:00", "head9")
def small_announced(by: str) -> None:
    ways.announce(by, 9)
    project = ways.project_of(9, JARS)
    money.ask(project=project, source="village", fiscal_year=2027, satang=18_000 * BAHT, by=by)
    ways.pay(by, 9, JARS, ("approve", 18_000), ("commit", 18_000))
    move(project, "start", by)


@step("2027-04-04 17:00", "head9")
def small_work(by: str) -> None:
    activities.record(
        project=ways.project_of(9, JARS), title="วางโอ่งและต่อรางน้ำ", on=day("2027-04-04"), place="บ้านเนินเล็ก",
        people=11, person_days=8, outputs=[Yield("โอ่ง 2,000 ลิตร", "ใบ", 4, 4)], by=by,
        pictures=[drawings.png("jars")], consent=True, picture_says="ภาพวาดประกอบ: โอ่งเก็บน้ำฝนสี่ใบข้างบ้าน",
    )  # fmt: skip
    ways.pay(by, 9, JARS, ("disburse", 18_000))


@step("2027-04-10 10:00", "plan1")
def small_done(by: str) -> None:
    move(ways.project_of(9, JARS), "complete", by)


@step("2027-04-17 10:00", "head9")
def small_confirmed(by: str) -> None:
    move(
        ways.project_of(9, JARS), "confirm", by, on=day("2027-04-17"),
        witnesses=["นางประนอม เนินสาธิต", "นายธีระ ฟ้าสาธิต"],
    )  # fmt: skip


@step("2028-01-25 11:00", "eval1")
def small_effect(by: str) -> None:
    """The word is the village's own to read; everybody else reads why it is not shown."""
    [result] = EffectResult.objects.filter(area=village(9), superseded_by=None)
    move(result, "accept", by)


@step("2028-01-28 15:00", "plan1")
def small_measured(by: str) -> None:
    move(ways.project_of(9, JARS), "measure", by)


# ม.6 and ม.8: from other figures, with their own hands.


@step("2027-02-14 15:00", "head6")
def roofs(by: str) -> None:
    title = "บ้านไม่มั่นคง"
    ways.raise_figure(
        by, 6, ways.figure(6, "2569", "bmn-2560", "08"), title, "หลังคารั่วและเสาผุ ส่วนใหญ่เป็นบ้านผู้สูงอายุ"
    )
    meeting = ways.forum(
        by, 6, "2027-02-14", "เวทีประชาคม ม.6", Came(47, 40, 26, 8), ["ช่างในหมู่บ้านช่วยกันซ่อม ขอค่าวัสดุจากกองทุน"]
    )
    ways.rank(by, 6, meeting, [title])
    proposal = ways.draft(
        by, 6,
        Draft(
            title=ROOFS, issues=[ways.issue_of(6, title)], objective="ให้บ้านผู้สูงอายุอยู่ได้ปลอดภัย", target="9 หลัง",
            expected="บ้านมั่นคงและคงทน", parts=[part("วัสดุ", 2028, 90_000), part("แรงช่าง", labour_days=54)],
        ),
        [(OFFICE, ASK, "อบต.ห้วยสาธิต"), (OWN, SELF, "ช่าง ม.6")],
    )  # fmt: skip
    proposal_promises.refuse(proposal, reason="ซ่อม 9 หลังใน 141 หลัง เล็กเกินกว่าจะเห็นในตัวเลขทั้งหมู่บ้าน", by=by)
    ways.through_the_forum(by, proposal, meeting)
    ways.into_the_plan(by, 6, [ROOFS], meeting)
    ways.announce(by, 6)


@step("2027-02-21 15:00", "head8")
def saving(by: str) -> None:
    title = "หลายบ้านไม่มีเงินออม"
    ways.raise_figure(
        by, 8, ways.figure(8, "2569", "bmn-2560", "23"), title, "เก็บไม่ได้เพราะรายได้มาเป็นฤดู ไม่มีที่ฝากใกล้บ้าน"
    )
    meeting = ways.forum(
        by, 8, "2027-02-21", "เวทีประชาคม ม.8", Came(22, 17, 12, 4), ["ตั้งกลุ่มออมทรัพย์ ออมเดือนละ 50 บาทขึ้นไป"]
    )
    ways.rank(by, 8, meeting, [title])
    proposal = ways.draft(
        by, 8,
        Draft(
            title=SAVING, issues=[ways.issue_of(8, title)], objective="ให้ทุกบ้านมีที่ออม", target="สมาชิก 40 บ้าน",
            expected="มีเงินสำรองยามขาดรายได้", parts=[part("ตั้งกลุ่มและอบรมบัญชี", 2028, 12_000)],
        ),
        [(OWN, SELF, "กลุ่มสตรี ม.8")],
    )  # fmt: skip
    ways.promise(
        by, proposal, "23", Fraction(7, 10), "2571", "", pack_id="bmn-2560", none="เริ่มกลุ่มเล็ก ยังไม่ใช้เงินของคนอื่น"
    )
    ways.through_the_forum(by, proposal, meeting)
    ways.into_the_plan(by, 8, [SAVING], meeting)
    ways.announce(by, 8)


# ม.2: after the second round, the next well.


@step("2028-01-12 19:00", "head2")
def second_issue(by: str) -> None:
    ways.raise_figure(by, 2, ways.figure(2, "2570"), "น้ำใช้ไม่พอ คุ้มใต้และคุ้มตลาด", "เห็น ม.4 ทำแล้วดีขึ้น อยากทำบ้าง")


@step("2028-01-22 15:30", "head2")
def second_forum(by: str) -> None:
    title = "น้ำใช้ไม่พอ คุ้มใต้และคุ้มตลาด"
    meeting = ways.forum(
        by, 2, "2028-01-22", "เวทีประชาคม ม.2", Came(39, 33, 19, 6),
        ["ยืนยันเรื่องน้ำใช้ไม่พอ", "เห็นชอบประปาบาดาล ม.2 และแผนหมู่บ้าน"],
    )  # fmt: skip
    ways.rank(by, 2, meeting, [title])
    proposal = ways.draft(
        by, 2,
        Draft(
            title=SECOND_WELL, issues=[ways.issue_of(2, title)], objective="ให้ทุกคุ้มมีน้ำใช้ตลอดปี",
            target="บ่อบาดาลพร้อมหอถัง 1 แห่ง", expected="ครัวเรือนมีน้ำใช้พอตลอดปี",
            parts=[part("ขุดร่องวางท่อ", labour_days=40), part("เจาะบ่อบาดาลพร้อมหอถัง", 2028, 420_000)],
        ),
        [(OWN, SELF, "ชาวบ้าน ม.2"), (OFFICE, ASK, "อบต.ห้วยสาธิต")],
    )  # fmt: skip
    ways.promise(by, proposal, "w1", Fraction(28, 100), "2571", "points-10")
    ways.through_the_forum(by, proposal, meeting)
    ways.into_the_plan(by, 2, [SECOND_WELL], meeting)


@step("2028-01-24 10:00", "head2")
def second_announced(by: str) -> None:
    ways.announce(by, 2)
    project = ways.project_of(2, SECOND_WELL)
    money.ask(project=project, source="local", fiscal_year=2028, satang=420_000 * BAHT, by=by)


@step("2028-02-11 14:00", "plan1")
def second_approved(by: str) -> None:
    """300,000 of 420,000: 120,000 are missing, and nothing is committed yet."""
    ways.pay(by, 2, SECOND_WELL, ("approve", 300_000))
