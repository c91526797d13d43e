"""Refusals about moving an object from state to state."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "workflow.moved-meanwhile",
        409,
        "มีคนทำขั้นนี้ไปก่อนแล้ว ตอนนี้{kind}อยู่ในขั้น «{state}» เปิดหน้านี้ใหม่แล้วดูก่อนกดอีกครั้ง",
        "Somebody was quicker: this {kind} is «{state}» now. Reload the page and look before you press again.",
    ),
    Entry(
        "workflow.not-now",
        409,
        "ยัง «{act}» ไม่ได้ เพราะ{kind}อยู่ในขั้น «{state}» ขั้นที่ทำได้ตอนนี้: {acts}",
        "«{act}» cannot be done while this {kind} is «{state}». What can be done now: {acts}.",
    ),
    Entry(
        "workflow.no-reason",
        400,
        "ยังไม่ได้บอกเหตุผล เขียนสั้น ๆ ว่าทำไม อย่างน้อย {least} ตัวอักษร แล้วกดอีกครั้ง",
        "No reason is given. Say why in at least {least} letters and press again.",
    ),
)
