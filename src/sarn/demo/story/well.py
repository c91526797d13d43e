"""ม.4 from 51 of 124 households to a project, a budget line, and 32 of 121 a year later."""

from __future__ import annotations

from fractions import Fraction

from django.urls import reverse

from sarn.demo.story import drawings, ways
from sarn.demo.story.telling import Chapter, day, move, only, village
from sarn.demo.story.ways import ASK, BAHT, OFFICE, OWN, SELF, Came, part
from sarn.documents import pictures
from sarn.indicators import effects
from sarn.indicators.models import EffectResult
from sarn.planning import activities, issues, money, proposal_promises
from sarn.planning.activities import Yield
from sarn.planning.models import Project
from sarn.planning.proposals import Draft
from sarn.thread.refs import Ref

CHAPTER = Chapter("well")
step = CHAPTER.step

WELL = "ประปาบาดาล ม.4"
WATER, LIGHT, DEBT = "น้ำใช้ไม่พอ", "ไฟทางมืดหน้าวัด", "หนี้ครัวเรือน"
LAMPS, MANY_LAMPS = "ไฟโซลาร์ 3 จุดหน้าวัด ม.4", "ไฟโซลาร์ตลอดถนนสายวัด 40 ต้น"
YEAR = 2027  # fiscal year 2570
FIRST, SECOND, LAST = "2027-02-10", "2027-03-12", "2028-02-05"  # forums


@step("2026-12-08 13:00", "head4")
def returned(by: str) -> None:
    """The forum that certified the figures of 2569."""
    ways.forum(
        by, 4, "2026-12-08", "เวทีประชาคม ม.4 รับรองข้อมูลปี 2569", Came(41, 33, 22, 6),
        ["รับรองข้อมูลครัวเรือนปี 2569 และให้เปิดให้คนนอกดู", "นัดเวทีจัดลำดับเรื่องที่ต้องแก้ 10 ก.พ. 2570"],
    )  # fmt: skip


@step("2026-12-09 10:00", "head4")
def water_issue(by: str) -> None:
    """One tap on the figure, then the village's own words."""
    ways.raise_figure(
        by, 4, ways.figure(4, "2569"), WATER,
        "ช่วง ก.พ.–พ.ค. บ่อตื้นแห้ง คุ้มป่าไผ่ต้องซื้อน้ำรถละ 250 บาท บางบ้านไปขอน้ำที่วัด",
    )  # fmt: skip


@step("2027-01-12 19:30", "head4")
def light_issue(by: str) -> None:
    """What villagers say without a figure, with a picture."""
    picture = pictures.keep(
        drawings.png("dark-road"),
        alt="ภาพวาดประกอบ: ถนนหน้าวัดตอนกลางคืน เสาไฟไม่ติด มีคนเดินอยู่ในที่มืด",
        taken_on=day("2027-01-11"),
        by=by,
    )
    issues.raise_by_villagers(
        area=village(4), title=LIGHT, story="สามโค้งหน้าวัดมืดสนิท เดือนก่อนรถล้มสองครั้ง", picture=picture, by=by
    )


@step("2027-01-20 18:00", "head4")
def debt_issue(by: str) -> None:
    """A third matter, for the ranking."""
    issues.raise_by_villagers(area=village(4), title=DEBT, story="หลายบ้านกู้นอกระบบเพื่อจ่ายค่าปุ๋ยและค่าเทอม", by=by)


@step("2027-02-10 16:00", "head4")
def first_forum(by: str) -> None:
    """86 people of 131 households rank the issues."""
    meeting = ways.forum(
        by, 4, FIRST, "เวทีประชาคม ม.4 จัดลำดับเรื่องที่ต้องแก้", Came(49, 37, 24, 9),
        [
            "ยืนยันว่า «น้ำใช้ไม่พอ» เป็นเรื่องที่ต้องแก้ก่อน ได้ 120 จุด",
            "ลำดับสอง «ไฟทางมืดหน้าวัด» ได้ 74 จุด",
            "ลำดับสาม «หนี้ครัวเรือน» ได้ 61 จุด",
            "มอบผู้ใหญ่บ้านกับกรรมการน้ำเดิมเขียนข้อเสนอมาให้เวทีหน้า",
        ],
    )  # fmt: skip
    ways.rank(by, 4, meeting, [WATER, LIGHT, DEBT])


@step("2027-02-24 20:00", "head4")
def proposal(by: str) -> None:
    """Three parts, each with its own doer."""
    ways.draft(
        by, 4,
        Draft(
            title=WELL,
            issues=[ways.issue_of(4, WATER)],
            objective="ให้ทุกคุ้มมีน้ำใช้ตลอดปี แก้น้ำใช้ไม่เพียงพอในหน้าแล้ง",
            target="บ่อบาดาลพร้อมหอถัง 1 แห่ง ท่อจ่ายน้ำถึง 3 คุ้ม 131 หลัง",
            expected="ครัวเรือนมีน้ำใช้พอตลอดปี ไม่ต้องซื้อน้ำในหน้าแล้ง",
            parts=[
                part("ขุดร่องวางท่อ", labour_days=60),
                part("เจาะบ่อบาดาลพร้อมหอถังและเครื่องสูบ", YEAR, 420_000),
                part("ตั้งคณะกรรมการน้ำ"),
            ],
        ),
        [(OWN, SELF, "ชาวบ้าน ม.4"), (OFFICE, ASK, "อบต.ห้วยสาธิต"), (OWN, SELF, "คณะกรรมการน้ำ ม.4")],
    )  # fmt: skip


@step("2027-03-05 20:00", "head4")
def promise(by: str) -> None:
    """From 41 to 25 per cent by round 2570; compared with six villages, chosen before any money."""
    ways.promise(by, ways.proposal_of(4, WELL), "w1", Fraction(1, 4), "2570", "points-16")


@step("2027-03-08 20:00", "head4")
def lamps(by: str) -> None:
    """Two ways to light the road: along all of it, or at the three dark bends."""
    light = ways.issue_of(4, LIGHT)
    for title, baht in ((MANY_LAMPS, 1_120_000), (LAMPS, 45_000)):
        made = ways.draft(
            by, 4,
            Draft(
                title=title, issues=[light], objective="ให้เดินทางกลางคืนหน้าวัดได้ปลอดภัย",
                target="40 ต้น" if title == MANY_LAMPS else "เสาไฟโซลาร์ 3 ต้น ที่โค้งมืด 3 จุด",
                expected="ไม่มีรถล้มเพราะทางมืด", parts=[part("ติดตั้งเสาไฟโซลาร์", 2028, baht)],
            ),
            [(OFFICE, ASK, "อบต.ห้วยสาธิต")],
        )  # fmt: skip
        proposal_promises.refuse(made, reason="ยังไม่มีตัวชี้วัดเรื่องไฟทาง จะนับจำนวนครั้งที่รถล้มเอง", by=by)


@step("2027-03-12 16:30", "head4")
def second_forum(by: str) -> None:
    """Passes the well and three lamps, does not pass forty, agrees to the village plan."""
    meeting = ways.forum(
        by, 4, SECOND, "เวทีประชาคม ม.4 ข้อเสนอและแผนหมู่บ้าน", Came(44, 38, 21, 7),
        [
            "เห็นชอบข้อเสนอ «ประปาบาดาล ม.4» ชาวบ้านลงแรง 60 คน-วัน",
            "ไม่เห็นชอบ «ไฟโซลาร์ตลอดถนนสายวัด 40 ต้น» แพงเกินไป จุดมืดจริงมีสามจุด",
            "เห็นชอบ «ไฟโซลาร์ 3 จุดหน้าวัด ม.4»",
            "เห็นชอบแผนพัฒนาหมู่บ้าน",
        ],
    )  # fmt: skip
    ways.through_the_forum(by, ways.proposal_of(4, WELL), meeting)
    many = move(ways.proposal_of(4, MANY_LAMPS), "submit", by)
    reason = "ราคา 1,120,000 บาทสูงเกินกว่าปัญหา จุดมืดจริงมีสามโค้ง ให้ทำสามจุดก่อน"
    move(many, "reject", by, meeting=meeting, reason=reason)
    ways.through_the_forum(by, ways.proposal_of(4, LAMPS), meeting)
    ways.into_the_plan(by, 4, [WELL, LAMPS], meeting)


@step("2027-03-15 10:00", "head4")
def announced(by: str) -> None:
    """The village plan, first version."""
    ways.announce(by, 4)


@step("2027-03-22 10:00", "head4")
def asked(by: str) -> None:
    """420,000 baht of the tambon, in fiscal year 2570."""
    money.ask(
        project=ways.project_of(4, WELL), source="local", fiscal_year=YEAR, satang=420_000 * BAHT,
        document="หนังสือ ม.4 ที่ 3/2570", by=by,
    )  # fmt: skip


@step("2027-04-23 14:00", "plan1")
def approved(by: str) -> None:
    """300,000 of it: 120,000 are missing."""
    [line] = ways.lines_of(ways.project_of(4, WELL))
    move(line, "approve", by, satang=300_000 * BAHT, document="ข้อบัญญัติงบประมาณ 2570 แก้ไขครั้งที่ 1")


@step("2027-05-03 19:00", "head4")
def own_share(by: str) -> None:
    """The missing 120,000 from the water fund of the village."""
    project = ways.project_of(4, WELL)
    line = money.ask(project=project, source="fund", fiscal_year=YEAR, satang=120_000 * BAHT, by=by)
    move(line, "approve", by, satang=120_000 * BAHT, document="มติกองทุนน้ำ ม.4 วันที่ 2 พ.ค. 2570")


@step("2027-05-10 09:00", "plan1")
def prepared(by: str) -> None:
    """Drawings and tender; 298,000 are committed."""
    project = move(ways.project_of(4, WELL), "prepare", by)
    line = ways.lines_of(project)[0]
    move(line, "commit", by, satang=298_000 * BAHT, document="สัญญาจ้าง 12/2570")


@step("2027-06-01 08:30", "plan1")
def started(by: str) -> None:
    """The work begins, and the work of the villagers is announced."""
    project = move(ways.project_of(4, WELL), "start", by)
    activities.plan(
        project=project, title="ลงแรงขุดร่องวางท่อ", on=day("2027-06-12"), place="จากสระหนองน้ำใสถึงคุ้มป่าไผ่",
        people=30, outputs=[Yield("ร่องที่ขุดและวางท่อ", "เมตร", planned=400)], by=by,
    )  # fmt: skip


@step("2027-06-12 17:00", "head4")
def trench(by: str) -> None:
    """32 people, 60 person-days, 380 metres."""
    activity = ways.project_of(4, WELL).activities.get(title="ลงแรงขุดร่องวางท่อ")
    [output] = activity.outputs.all()
    move(
        activity, "do", by, people=32, person_days=60, outputs={output.uid: 380},
        pictures=[drawings.png("trench"), drawings.png("pipe")], consent=True,
        picture_says="ภาพวาดประกอบ: ชาวบ้านช่วยกันขุดร่องและวางท่อประปา",
    )  # fmt: skip


@step("2027-07-15 11:00", "plan1")
def first_instalment(by: str) -> None:
    """Half of the contract; from now on the comparison villages stay as they are."""
    line = ways.lines_of(ways.project_of(4, WELL))[0]
    move(line, "disburse", by, satang=149_000 * BAHT, document="ฎีกา 88/2570")


@step("2027-08-06 16:00", "plan1")
def drilled(by: str) -> None:
    """The well, the tower and the pump."""
    activities.record(
        project=ways.project_of(4, WELL), title="เจาะบ่อบาดาล ติดตั้งหอถังและเครื่องสูบ", on=day("2027-08-05"),
        place="ที่สาธารณะข้างวัดหนองน้ำใส", people=6, by=by,
        outputs=[Yield("บ่อบาดาลลึก 84 เมตร", "บ่อ", 1, 1), Yield("หอถัง 20 ลูกบาศก์เมตร", "แห่ง", 1, 1)],
        pictures=[drawings.png("rig"), drawings.png("water-tower")], consent=True,
        picture_says="ภาพวาดประกอบ: รถเจาะบ่อบาดาล และหอถังที่ตั้งเสร็จ",
    )  # fmt: skip


@step("2027-08-09 19:00", "head4")
def committee(by: str) -> None:
    """Who looks after the water; what the fund adds is paid."""
    project = ways.project_of(4, WELL)
    activities.record(
        project=project, title="ตั้งคณะกรรมการน้ำและกติกา", on=day("2027-08-08"), place="ศาลากลางบ้าน", people=54, by=by,
        outputs=[Yield("คณะกรรมการน้ำ", "ชุด", 1, 1), Yield("กติกาค่าน้ำและการซ่อม", "ฉบับ", 1, 1)],
        pictures=[drawings.png("committee")], consent=True,
        picture_says="ภาพวาดประกอบ: กรรมการน้ำ 7 คนหน้ากระดานกติกา",
    )  # fmt: skip
    own = ways.lines_of(project)[1]
    move(own, "commit", by, satang=120_000 * BAHT)
    move(own, "disburse", by, satang=120_000 * BAHT, document="ใบสำคัญกองทุนน้ำ 4/2570")


@step("2027-08-20 15:00", "plan1")
def completed(by: str) -> None:
    """The office says that it is done; somebody else has to confirm it."""
    move(ways.project_of(4, WELL), "complete", by)


@step("2027-08-27 10:00", "head4")
def confirmed(by: str) -> None:
    """Villagers confirm, with two witnesses; their names are sealed."""
    move(
        ways.project_of(4, WELL), "confirm", by, on=day("2027-08-27"),
        witnesses=["นางบัวลา น้ำใสสาธิต", "นายทองดี ป่าสาธิต"],
        note="เปิดน้ำทุกคุ้ม 7 วันติดกัน น้ำไหลถึงบ้านปลายท่อ", picture=drawings.png("tap"),
        picture_says="ภาพวาดประกอบ: น้ำไหลจากก๊อกหน้าบ้านปลายท่อ",
    )  # fmt: skip


@step("2027-09-10 11:00", "plan1")
def second_instalment(by: str) -> None:
    """The rest, after the villagers' word; the line is closed at the end of the fiscal year."""
    line = ways.lines_of(ways.project_of(4, WELL))[0]
    move(line, "disburse", by, satang=149_000 * BAHT, document="ฎีกา 121/2570")


@step("2027-09-30 15:00", "plan1")
def books_closed(by: str) -> None:
    """298,000 of 300,000 were needed."""
    for line in ways.lines_of(ways.project_of(4, WELL)):
        move(line, "close", by)


@step("2027-10-14 10:00", "head4")
def lamps_asked(by: str) -> None:
    """The three lamps, in fiscal year 2571."""
    money.ask(
        project=ways.project_of(4, LAMPS), source="local", fiscal_year=2028, satang=45_000 * BAHT, by=by
    )


@step("2027-12-15 10:00", "plan1")
def lamps_approved(by: str) -> None:
    """All that was asked for."""
    [line] = ways.lines_of(ways.project_of(4, LAMPS))
    move(line, "approve", by, satang=45_000 * BAHT, document="ข้อบัญญัติงบประมาณ 2571")


@step("2028-01-25 10:00", "eval1")
def effect_accepted(by: str) -> None:
    """Clearly better (before and after); probably because of the project (with six villages)."""
    [result] = EffectResult.objects.filter(area=village(4), superseded_by=None)
    move(result, "accept", by)


@step("2028-01-28 14:00", "plan1")
def measured(by: str) -> None:
    """The project has its measured effect."""
    project = ways.project_of(4, WELL)
    if not effects.current(Ref("project", project.uid)):
        raise AssertionError("the round was released and nothing was measured")
    move(project, "measure", by)


@step("2028-02-05 16:00", "head4")
def last_forum(by: str) -> None:
    """The forum looks at both figures and closes the issue."""
    meeting = ways.forum(
        by, 4, LAST, "เวทีประชาคม ม.4 ดูผลปี 2570", Came(46, 35, 23, 8),
        [
            "น้ำใช้ไม่พอ: จาก 51 ใน 124 ครัวเรือน เหลือ 32 ใน 121 ครัวเรือน ถือว่าแก้แล้วในรอบนี้",
            "ให้คณะกรรมการน้ำดู 32 หลังที่ยังไม่พอ ว่าอยู่ปลายท่อกี่หลัง",
        ],
    )  # fmt: skip
    move(ways.issue_of(4, WATER), "resolve", by, meeting=meeting, cell=ways.figure(4, "2570"))


@step("2028-02-07 10:00", "plan1")
def closed(by: str) -> None:
    """The end of this thread; the next round may open it again."""
    move(only(Project, 4, title=WELL), "close", by)


def thread() -> str:
    """Where the whole thread can be walked: the path of its page."""
    project = only(Project, 4, title=WELL)
    return reverse("thread:thread", kwargs={"kind": "project", "uid": project.uid})
