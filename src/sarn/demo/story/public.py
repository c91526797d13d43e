"""What everybody reads: the calendar, and news by named authors (both invented)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sarn.areas.models import Area
from sarn.demo.story import drawings
from sarn.demo.story.telling import Chapter, day, move, tambon, village
from sarn.documents import pictures
from sarn.portal import events, news
from sarn.portal.events import Span
from sarn.portal.models import CalendarEvent, NewsReport
from sarnkit import clock

CHAPTER = Chapter("public")
step = CHAPTER.step


@dataclass(frozen=True)
class Told:
    """An event as it is announced: `area` 0 is the tambon, else the number of a village."""

    key: str
    on: str
    begins: str
    ends: str
    title: str
    place: str
    organiser: str
    area: int = 4
    last: str = ""
    description: str = ""


def _area(number: int) -> Area:
    return village(number) if number else tambon()


def _hour(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _announce(told: Told, by: str) -> CalendarEvent:
    last = day(told.last) if told.last else None
    event = events.draft(
        area=_area(told.area), title=told.title, place=told.place, organiser=told.organiser,
        description=told.description, by=by,
        span=Span.at(day(told.on), _hour(told.begins), last, _hour(told.ends)),
    )  # fmt: skip
    return move(event, "publish", by)  # type: ignore[no-any-return]


_HALL, _OFFICE = "ศาลากลางบ้านหนองน้ำใส", "หอประชุม อบต.ห้วยสาธิต"
_HEAD4, _PLAN, _CD = "ผู้ใหญ่บ้าน ม.4", "อบต.ห้วยสาธิต", "พัฒนาการอำเภอเมืองสาธิต"
# When it was announced, by whom, and what.
EVENTS: tuple[tuple[str, str, Told], ...] = (
    ("2026-11-16 18:00", "head4", Told(
        "returned", "2026-12-08", "09:00", "12:00", "เวทีประชาคม ม.4", _HALL, _HEAD4,
        description="คืนข้อมูลปี 2569 ให้ชาวบ้านดู และรับรอง ขอบ้านละ 1 คนขึ้นไป",
    )),
    ("2027-01-25 18:00", "head4", Told(
        "ranking", "2027-02-10", "13:00", "16:00", "เวทีประชาคม ม.4 จัดลำดับเรื่องที่ต้องแก้", _HALL, _HEAD4,
    )),
    ("2027-05-24 18:00", "head4", Told(
        "labour", "2027-06-05", "08:00", "16:00", "วันลงแรงขุดร่องประปา ม.4", "คุ้มป่าไผ่", _HEAD4,
        description="เตรียมจอบ เสียม หมวก ข้าวเที่ยงกลุ่มสตรีเลี้ยง",
    )),
    ("2027-10-04 09:00", "cd1", Told(
        "training-2570", "2027-10-24", "09:00", "15:00", "อบรมอาสาเก็บข้อมูล ตำบลห้วยสาธิต", _OFFICE, _CD, area=0,
    )),
    ("2028-01-18 18:00", "head4", Told(
        "results", "2028-02-05", "13:00", "16:00", "เวทีประชาคม ม.4 ดูผลปี 2570", _HALL, _HEAD4,
    )),
    ("2028-02-01 09:00", "plan1", Told(
        "tambon-forum", "2028-02-22", "09:00", "12:00", "ประชาคมตำบลห้วยสาธิต", _OFFICE, _PLAN, area=0,
        description="ดูแผนท้องถิ่นเพิ่มเติม ครั้งที่ 1/2571 และโครงการที่ยังขาดเงิน",
    )),
    ("2028-02-01 09:10", "plan1", Told(
        "plan-clinic", "2028-03-02", "", "", "คลินิกแผนหมู่บ้าน: เอาข้อมูลมาเขียนแผน", _OFFICE, _PLAN, area=0,
        last="2028-03-03",
    )),
    ("2028-02-02 18:00", "head4", Told(
        "pump", "2028-02-19", "08:00", "11:00", "ล้างถังและเปลี่ยนไส้กรองประปา ม.4", "หอถัง ม.4", "คณะกรรมการน้ำ ม.4",
        description="ปิดน้ำ 3 ชั่วโมง รองน้ำไว้ก่อน",
    )),
    ("2028-02-03 18:00", "head2", Told(
        "second-well", "2028-03-01", "09:00", "11:30", "เวทีประชาคม ม.2 หาเงินส่วนที่ขาด 120,000 บาท", "ศาลาคุ้มตลาด",
        "ผู้ใหญ่บ้าน ม.2", area=2,
    )),
    ("2028-02-04 18:00", "head14", Told(
        "awaiting", "2028-02-26", "09:00", "12:00", "เวทีประชาคม ม.14 ดูและรับรองข้อมูลปี 2570", "ศาลากลางบ้านปลายนา",
        "ผู้ใหญ่บ้าน ม.14", area=14,
    )),
    ("2028-02-07 09:00", "cd1", Told(
        "market", "2028-02-18", "07:00", "12:00", "ตลาดนัดของดีห้วยสาธิต", "ลานหน้า อบต.", _CD, area=0,
    )),
    ("2028-02-08 09:00", "cd1", Told(
        "training-2571", "2028-03-09", "09:00", "15:00", "อบรมบัญชีกลุ่มออมทรัพย์", _OFFICE, _CD, area=0,
    )),
)  # fmt: skip


def _event(title: str) -> CalendarEvent:
    found: CalendarEvent = CalendarEvent.objects.get(title=title)
    return found


for _moment, _login, _told in EVENTS:
    CHAPTER.add(f"event-{_told.key}", _moment, _login, lambda by, told=_told: _announce(told, by))  # type: ignore[misc]


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.BANGKOK)


@step("2027-06-02 19:00", "head4")
def labour_moved(by: str) -> None:
    """Rain: a week later."""
    move(
        _event("วันลงแรงขุดร่องประปา ม.4"), "reschedule", by,
        starts_at=_at("2027-06-12 08:00"), ends_at=_at("2027-06-12 16:00"),
    )  # fmt: skip


@step("2027-10-21 09:00", "cd1")
def training_cancelled(by: str) -> None:
    """What is cancelled stays in the calendar."""
    move(_event("อบรมอาสาเก็บข้อมูล ตำบลห้วยสาธิต"), "cancel", by, reason="น้ำท่วมทางเข้า อบต. ใช้คลิปสอนและนัดทีละหมู่แทน")


@step("2028-02-10 18:00", "head4")
def pump_moved(by: str) -> None:
    """The filters come later."""
    move(
        _event("ล้างถังและเปลี่ยนไส้กรองประปา ม.4"), "reschedule", by,
        starts_at=_at("2028-02-26 08:00"), ends_at=_at("2028-02-26 11:00"),
    )  # fmt: skip


@step("2028-02-14 09:00", "cd1")
def market_cancelled(by: str) -> None:
    """In the month that visitors see first."""
    move(_event("ตลาดนัดของดีห้วยสาธิต"), "cancel", by, reason="แม่ค้าติดงานบุญ เลื่อนไปหารือกันใหม่เดือนหน้า")


def _write(by: str, area: Area, texts: news.Texts, photos: Sequence[tuple[str, str]]) -> None:
    """A report with drawn pictures, sent to the editor."""
    report = news.write(area=area, texts=texts, by=by)
    kept = [
        pictures.keep(drawings.png(name), alt=f"ภาพวาดประกอบ: {says}", taken_on=texts.happened_on, by=by)
        for name, says in photos
    ]
    news.add_photos(report, kept, by=by)
    move(report, "submit", by)


def _publish(by: str, title: str) -> None:
    report: NewsReport = NewsReport.objects.get(title=title)
    move(report, "publish", by)


TRENCH = "ม.4 ลงแรงขุดร่องประปา 32 คน วันเดียว 380 เมตร"
RESULT = "น้ำใช้ไม่พอ จาก 51 หลังเหลือ 32 หลัง เวที ม.4 ดูผลพร้อมกัน"
WAITING = "ม.2 ได้งบแล้ว 300,000 ยังขาดอีก 120,000"


@step("2027-06-13 20:00", "aso4")
def trench_written(by: str) -> None:
    _write(
        by, village(4),
        news.Texts(
            title=TRENCH, place="บ้านหนองน้ำใส ม.4", happened_on=day("2027-06-12"),
            author_name="พิมพ์ชนก สวนสาธิต", author_role="อาสาเก็บข้อมูล ม.4",
            lead="ชาวบ้าน 32 คนช่วยกันขุดร่องและวางท่อจากสระหนองน้ำใสถึงคุ้มป่าไผ่ คิดเป็นแรงงาน 60 คน-วัน",
            body=(
                "เช้าวันเสาร์ที่ 12 มิถุนายน ชาวบ้านหนองน้ำใส 32 คนถือจอบเสียมมาพร้อมกันที่คุ้มป่าไผ่ "
                "ขุดร่องและวางท่อได้ **380 เมตร** จากที่ตั้งไว้ 400 เมตร\n\n"
                "งานนี้เริ่มจากข้อมูลที่เก็บกันเองเมื่อปลายปี ครัวเรือน 51 จาก 124 หลังบอกว่าบางช่วงของปีน้ำใช้ไม่พอ "
                "เวทีประชาคมเมื่อ 10 กุมภาพันธ์จึงให้เรื่องน้ำมาก่อน\n\n"
                "- ชาวบ้านออกแรง คิดเป็นเงิน 20,700 บาท\n- อบต. ออกค่าเจาะบ่อ 300,000 บาท\n- กองทุนน้ำของหมู่บ้านสมทบ 120,000 บาท\n\n"
                "อีก 20 เมตรติดรากไม้ใหญ่ จะทำต่อเมื่อรถขุดเล็กมาถึง"
            ),
        ),
        [
            ("trench", "ชาวบ้านเรียงแถวขุดร่อง"),
            ("pipe", "สามคนช่วยกันต่อท่อ"),
            ("forum", "เวทีที่จัดลำดับให้เรื่องน้ำมาก่อน"),
        ],
    )  # fmt: skip


@step("2027-06-14 08:30", "edit1")
def trench_published(by: str) -> None:
    _publish(by, TRENCH)


@step("2028-02-06 20:00", "aso4")
def result_written(by: str) -> None:
    _write(
        by, village(4),
        news.Texts(
            title=RESULT, place=_HALL, happened_on=day("2028-02-05"),
            author_name="พิมพ์ชนก สวนสาธิต", author_role="อาสาเก็บข้อมูล ม.4",
            lead="เวทีประชาคม 81 คนดูตัวเลขสองรอบเทียบกัน ก่อนลงมติว่าเรื่องน้ำใช้ไม่พอแก้แล้วในรอบนี้",
            body=(
                "ปี 2569 ครัวเรือนที่น้ำใช้ไม่พอมี 51 จาก 124 หลัง ปี 2570 เหลือ 32 จาก 121 หลัง **นับได้ลดลง 19 หลัง**\n\n"
                "ผู้ประเมินบอกว่าดีขึ้นชัดเจน ส่วนจะเป็นเพราะประปาบาดาลหรือไม่ เทียบกับอีกหกหมู่บ้านแล้วน่าจะใช่ แต่ยังไม่พอยืนยัน\n\n"
                "เวทีให้คณะกรรมการน้ำไปดูว่า 32 หลังที่ยังไม่พออยู่ปลายท่อกี่หลัง แล้วเอามาเล่าในเวทีหน้า"
            ),
        ),
        [
            ("forum", "เวทีประชาคมดูแท่งตัวเลขบนจอ"),
            ("water-tower", "หอถังของ ม.4"),
            ("tap", "น้ำไหลจากก๊อกปลายท่อ"),
        ],
    )  # fmt: skip


@step("2028-02-07 09:00", "edit1")
def result_published(by: str) -> None:
    _publish(by, RESULT)


@step("2028-02-14 20:00", "head2")
def waiting_written(by: str) -> None:
    """It waits for the editor."""
    _write(
        by, village(2),
        news.Texts(
            title=WAITING, place="บ้านโคกงาม ม.2", happened_on=day("2028-02-11"),
            author_name="กิตติ ดอนสาธิต", author_role="กรรมการหมู่บ้าน ม.2",
            lead="อบต. อนุมัติงบเจาะบ่อ ม.2 แล้ว 300,000 บาท จากที่ขอ 420,000 บาท",
            body="เวทีวันที่ 1 มีนาคมจะคุยกันว่าส่วนที่ขาด 120,000 บาทจะหาจากไหน ใครมีข้อเสนอให้บอกผู้ใหญ่บ้านก่อนวันนั้น",
        ),
        [("forum", "เวทีประชาคม ม.2"), ("rig", "เครื่องเจาะบ่อที่ ม.4 เมื่อปีก่อน"), ("pipe", "ท่อที่เตรียมวาง")],
    )  # fmt: skip
