"""Refusals about packs on a node, runs, certification and release of a village's results."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "results.pack-changed",
        409,
        "ชุดตัวชี้วัด {pack} รุ่น {version} ในแฟ้ม {path} ไม่ตรงกับที่เคยใช้ ให้เพิ่มเลขรุ่น หรือนำแฟ้มเดิมกลับมา",
        "The pack {pack} {version} in {path} differs from the one used before. Raise its version, or put the former files back.",
    ),
    Entry(
        "results.no-packs",
        409,
        "ไม่มีชุดตัวชี้วัดใน {path} วางโฟลเดอร์ที่มี pack.toml ไว้ที่นั่น แล้วสั่งใหม่",
        "There is no indicator pack in {path}. Put a folder with a pack.toml there and run it again.",
    ),
    Entry(
        "results.no-village",
        404,
        "ไม่มีหมู่บ้านรหัส {village} ตรวจรหัสหมู่บ้าน 8 หลัก",
        "There is no village with the code {village}. Check the 8-digit code.",
    ),
    Entry(
        "results.not-checked",
        409,
        "{village} รอบ {round} ยังตรวจข้อมูลไม่เสร็จ ให้ปิดการเก็บและตรวจข้อมูลก่อน แล้วจึงบันทึกมติเวที",
        "The records of {village} in round {round} are not checked yet. Close and check the round there first.",
    ),
    Entry(
        "results.no-figures",
        409,
        "{village} รอบ {round} ยังไม่มีตัวเลขให้เวทีดู รอให้คำนวณเสร็จ หรือสั่ง sarn indicators compute --round {round}",
        "There are no figures of {village} in round {round} yet. Wait for the run, or use sarn indicators compute --round {round}.",
    ),
    Entry(
        "results.attendance",
        400,
        "จำนวนผู้มาร่วม {given} ใช้ไม่ได้ ใส่จำนวนคนที่นับได้ในเวที ตั้งแต่ 1 ถึง {most} คน",
        "{given} cannot be the number who came. Enter the people counted at the meeting, from 1 to {most}.",
    ),
    Entry(
        "results.day-ahead",
        400,
        "วันที่ {day} ยังมาไม่ถึง (วันนี้ {today}) ใส่วันที่จัดจริง",
        "The day {day} has not come yet (today is {today}). Enter the day on which it was held.",
    ),
    Entry(
        "results.day-early",
        400,
        "วันที่ {day} อยู่ก่อนวันเปิดรอบ {round} ({opens}) ใส่วันที่จัดจริง",
        "The day {day} lies before round {round} opened ({opens}). Enter the day on which it was held.",
    ),
    Entry(
        "results.same-figures",
        409,
        "{village} รอบ {round} เปิดตัวเลขชุดนี้ให้คนนอกดูแล้ว ไม่มีอะไรเปลี่ยน จึงไม่ต้องบันทึกซ้ำ",
        "These figures of {village} in round {round} are open to others already. Nothing changed, so nothing is to be recorded.",
    ),
    Entry(
        "results.not-certified",
        409,
        "{village} รอบ {round} ยังไม่ได้รับรอง บันทึกวันที่เวทีรับรองและจำนวนผู้มาร่วมก่อน",
        "The results of {village} in round {round} are not certified. Record the day of the forum and who came first.",
    ),
    Entry(
        "results.not-returned",
        409,
        "{village} รอบ {round} ยังไม่ได้คืนข้อมูลให้ชาวบ้าน บันทึกวันคืนข้อมูลก่อน แล้วจึงเปิดให้คนนอกดู",
        "The data of round {round} has not been given back to {village}. Record the day of its return before opening it to others.",
    ),
    Entry(
        "results.return-open",
        409,
        "{village} รอบ {round} เปิดตัวเลขให้คนนอกดูแล้ว วันและจำนวนคนที่มาตอนคืนข้อมูลจึงแก้ไม่ได้ ถ้าตัวเลขเปลี่ยน บันทึกการคืนครั้งใหม่ได้",
        "The figures of {village} in round {round} are open to others, so the day of their return and who came stay as they are. When figures change, record a new return.",
    ),
    Entry(
        "results.return-missing",
        409,
        "เปิดรอบ {round} ไม่ได้ เพราะ {villages} ยังไม่ได้คืนข้อมูลของรอบ {last} บันทึกวันคืนข้อมูลก่อน",
        "Round {round} cannot open: the data of round {last} has not been given back in {villages}. Record its return first.",
    ),
    Entry(
        "results.wrong-date",
        400,
        "วันที่ «{given}» อ่านไม่ได้ เขียนเป็น ปี-เดือน-วัน ค.ศ. เช่น 2026-12-08",
        "«{given}» is not a date. Write year-month-day, e.g. 2026-12-08.",
    ),
)
