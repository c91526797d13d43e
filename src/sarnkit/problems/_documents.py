"""Refusals about PDF, workbooks and pictures."""

from __future__ import annotations

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "documents.no-fonts",
        503,
        "ยังทำเอกสาร PDF ไม่ได้ เครื่องนี้ยังไม่มีตัวพิมพ์ไทย Laksaman ให้ผู้ดูแลเครื่องติดตั้ง fonts-tlwg-laksaman-ttf หรือสั่ง make setup แล้วลองใหม่",
        "No PDF can be made yet: this machine lacks the Thai font Laksaman. Its keeper should install fonts-tlwg-laksaman-ttf or run make setup, then try again.",
    ),
    Entry(
        "documents.busy",
        503,
        "ตอนนี้เครื่องกำลังทำเอกสารเล่มอื่นอยู่ กรุณารอสักครู่แล้วกดใหม่",
        "The machine is making other documents just now. Wait a moment and try again.",
    ),
    Entry(
        "documents.too-heavy",
        422,
        "เอกสาร {name} ใหญ่เกินที่เครื่องทำได้ในครั้งเดียว (ให้เวลา {seconds} วินาที) กรุณาแบ่งเป็นหลายเล่ม",
        "The document {name} is too large to be made at once (it has {seconds} seconds). Split it into several.",
    ),
    Entry(
        "documents.cell-too-long",
        422,
        "แผ่นงาน {sheet} ช่อง {cell}: ข้อความยาว {length} ตัวอักษร ช่องของ Excel รับได้ {limit} ตัว กรุณาย่อข้อความ",
        "Sheet {sheet}, cell {cell}: the text has {length} characters, a cell of Excel holds {limit}. Shorten it.",
    ),
    Entry(
        "documents.no-alt",
        422,
        "รูปยังไม่มีคำบรรยาย กรุณาเขียนสั้น ๆ ว่าในรูปมีอะไร เพื่อคนที่มองไม่เห็นรูปจะได้รู้ด้วย",
        "The picture has no description. Write in a few words what it shows, for those who cannot see it.",
    ),
    Entry(
        "documents.not-a-picture",
        422,
        "ไฟล์ {filename} ไม่ใช่รูปที่ใช้ได้ กรุณาใช้รูปแบบ JPEG, PNG หรือ WebP",
        "The file {filename} is not a picture that can be used. Choose a JPEG, PNG or WebP.",
    ),
    Entry(
        "documents.picture-heic",
        422,
        "รูป {filename} เป็นแบบ HEIC ซึ่งเปิดไม่ได้ในเครื่องส่วนใหญ่ ในมือถือเลือก ตั้งค่า > กล้อง > รูปแบบ > เข้ากันได้มากที่สุด แล้วถ่ายใหม่ หรือบันทึกรูปเป็น JPEG ก่อนส่ง",
        "The picture {filename} is a HEIC, which most machines cannot open. Set the phone's camera to its most compatible format and take it again, or save it as JPEG first.",
    ),
    Entry(
        "documents.picture-damaged",
        422,
        "รูป {filename} เสียหรือมาไม่ครบ กรุณาส่งใหม่อีกครั้ง",
        "The picture {filename} is damaged or incomplete. Send it again.",
    ),
    Entry(
        "documents.picture-too-large",
        422,
        "รูป {filename} ใหญ่เกินไป ({size} เกิน {limit}) กรุณาย่อรูปหรือถ่ายใหม่ด้วยขนาดเล็กลง",
        "The picture {filename} is too large ({size}, more than {limit}). Make it smaller or take it again at a smaller size.",
    ),
    Entry(
        "documents.picture-lost",
        500,
        "ไฟล์รูป {uid} หายจากที่เก็บ ให้ผู้ดูแลเครื่องกู้คืนจากสำเนาสำรอง",
        "The file of picture {uid} is missing from the store; restore it from the backup.",
    ),
)
