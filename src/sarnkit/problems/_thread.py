"""Refusals about links of the evidence thread."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "thread.undeclared",
        400,
        "ผูก {source} กับ {target} ด้วยความสัมพันธ์ «{relation}» ไม่ได้ เพราะไม่มีความสัมพันธ์แบบนี้ระหว่างสองอย่างนี้",
        "{source} and {target} cannot be joined by «{relation}»: no such relation is declared between these two.",
    ),
    Entry(
        "thread.duplicate",
        409,
        "สองเรื่องนี้ผูกกันไว้แบบนี้อยู่แล้ว ไม่ต้องผูกซ้ำ",
        "These two are joined in this way already; there is nothing to do.",
    ),
    Entry(
        "thread.cycle",
        409,
        "ผูกไม่ได้ เพราะที่มาที่ไปจะวนกลับมาหาตัวเอง ผูกจากต้นเหตุไปหาสิ่งที่ตามมาเท่านั้น",
        "These cannot be joined: the thread would come back to itself. Join from a cause to what follows from it.",
    ),
    Entry(
        "thread.too-deep",
        409,
        "ผูกไม่ได้ เพราะที่มาที่ไปสายนี้จะยาวเกิน {most} ช่วง ตรวจว่าผูกข้ามเรื่องกันหรือไม่",
        "These cannot be joined: the thread would be longer than {most} links. See whether two stories were mixed up.",
    ),
    Entry(
        "thread.no-link",
        404,
        "สองเรื่องนี้ไม่ได้ผูกกันไว้แบบนี้ หรือเลิกผูกไปแล้ว",
        "These two are not joined in this way, or the link has ended already.",
    ),
    Entry(
        "thread.share",
        400,
        "ส่วนที่รับไป {given} ใช้ไม่ได้ ต้องเป็นจำนวนเต็มตั้งแต่ 1 ถึง 10000 (10000 คือทั้งหมด)",
        "The share {given} cannot be used; it is a whole number from 1 to 10000 (10000 is the whole).",
    ),
    Entry(
        "thread.unknown",
        404,
        "ไม่พบเรื่องนี้ หรือยังไม่เปิดให้คุณดู",
        "There is no such thing, or it is not open to you.",
    ),
    Entry(
        "thread.direction",
        400,
        "dir เป็น «{given}» ใช้ได้เฉพาะ up, down หรือ both",
        "dir is «{given}»; it can be up, down or both.",
    ),
    Entry(
        "thread.depth",
        400,
        "depth เป็น «{given}» ต้องเป็นจำนวนเต็ม 1 ถึง {most}",
        "depth is «{given}»; it is a whole number from 1 to {most}.",
    ),
)
