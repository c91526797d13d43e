"""Refusals about news reports and calendar events."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "news.incomplete",
        422,
        "ข่าวยังไม่ครบ ช่อง «{field}» ยังว่าง เขียนแล้วกดเก็บอีกครั้ง",
        "The report is not complete: «{field}» is empty. Fill it in and save again.",
    ),
    Entry(
        "news.too-long",
        422,
        "ข่าวยาว {letters} ตัวอักษร เกินที่รับได้ {most} ตัว แบ่งเป็นสองข่าวหรือย่อให้สั้นลง",
        "The report has {letters} letters, more than {most}. Make two of it, or shorten it.",
    ),
    Entry(
        "news.day-ahead",
        422,
        "วันที่เกิดเหตุยังมาไม่ถึง ถ้าเป็นงานที่จะมีข้างหน้า ให้ลงในปฏิทินกิจกรรมแทน",
        "The day it happened is still ahead. What is to come belongs into the calendar.",
    ),
    Entry(
        "news.no-draft",
        409,
        "ข่าวนี้แก้ไม่ได้แล้ว ตอนนี้ «{state}» ถ้าส่งให้บรรณาธิการแล้วให้ดึงกลับมาก่อน",
        "This report cannot be changed any more; it is «{state}» now. If it waits for the editor, take it back first.",
    ),
    Entry(
        "news.too-many-photos",
        422,
        "ข่าวหนึ่งใส่รูปได้ไม่เกิน {most} รูป เลือกเฉพาะรูปที่เล่าเรื่องได้ดีที่สุด",
        "A report holds at most {most} photos. Choose those that tell it best.",
    ),
    Entry(
        "news.four-eyes",
        403,
        "คนเขียนเปิดข่าวของตัวเองไม่ได้ ต้องมีบรรณาธิการอีกคนอ่านก่อน ถ้าตำบลมีบรรณาธิการคนเดียว ให้ขอบรรณาธิการของอำเภอ",
        "Nobody publishes or corrects a report of her own; another editor reads it first. Where the tambon has one only, ask the one of the amphoe.",
    ),
    Entry(
        "news.not-yours",
        403,
        "ข่าวนี้คนอื่นเขียน คนเขียนเท่านั้นที่ส่งหรือดึงกลับได้",
        "Somebody else wrote this report; only its author sends it or takes it back.",
    ),
    Entry(
        "news.no-correction",
        422,
        "ยังไม่ได้บอกว่าแก้อะไร เขียนสั้น ๆ เช่น «แก้จำนวนคนมาเวทีจาก 68 เป็น 86» คนอ่านจะเห็นใต้ข่าว",
        "It is not said what was wrong. Write it in a few words; readers see it under the report.",
    ),
    Entry(
        "news.nothing-corrected",
        422,
        "ข้อความยังเหมือนเดิมทุกตัว แก้ส่วนที่ผิดก่อนแล้วกดอีกครั้ง",
        "Not a letter has changed. Mend what is wrong, then press again.",
    ),
    Entry(
        "event.incomplete",
        422,
        "กิจกรรมยังไม่ครบ ช่อง «{field}» ยังว่าง เขียนแล้วกดเก็บอีกครั้ง",
        "The event is not complete: «{field}» is empty. Fill it in and save again.",
    ),
    Entry(
        "event.ends-before",
        422,
        "เวลาเลิกมาก่อนเวลาเริ่ม ดูวันและเวลาอีกครั้ง",
        "The event ends before it begins. Look at the day and the time again.",
    ),
    Entry(
        "event.too-long",
        422,
        "กิจกรรมยาวเกิน {days} วัน แยกเป็นหลายรายการ",
        "The event takes more than {days} days. Make several of it.",
    ),
    Entry(
        "event.same-time",
        422,
        "วัน เวลา และสถานที่ยังเหมือนเดิม แก้ก่อนแล้วกดเลื่อน",
        "Day, time and place are as they were. Change them, then move the event.",
    ),
    Entry(
        "event.nothing-changed",
        422,
        "ข้อความยังเหมือนเดิมทุกตัว แก้ก่อนแล้วกดอีกครั้ง",
        "Not a letter has changed. Change it, then press again.",
    ),
    Entry(
        "event.moved-meanwhile",
        409,
        "มีคนแก้กิจกรรมนี้ก่อนหน้าคุณเมื่อสักครู่ ตอนนี้เป็น {when} เปิดหน้าใหม่อีกครั้งแล้วดูว่ายังต้องแก้ไหม",
        "Somebody has changed this event just before you; it is at {when} now. Open the page again and see whether it still needs a change.",
    ),
    Entry(
        "event.over",
        409,
        "กิจกรรมนี้ผ่านไปแล้ว เลื่อนหรือยกเลิกไม่ได้",
        "This event is over; it can be neither moved nor cancelled.",
    ),
    Entry(
        "event.not-over",
        409,
        "กิจกรรมยังไม่ผ่านไป ยังเก็บเข้าคลังไม่ได้ ถ้าไม่จัดแล้วให้กดยกเลิก คนที่ติดตามปฏิทินจะได้รู้",
        "The event is not over and cannot be put away. If it will not take place, cancel it, so that those who follow the calendar hear of it.",
    ),
    Entry(
        "event.no-draft",
        409,
        "กิจกรรมนี้ประกาศไปแล้ว ให้ใช้ปุ่มเลื่อนหรือแก้คำแทน",
        "This event has been announced. Move it or change its words instead.",
    ),
)
