"""Refusals about rounds and targets, and about the key ring that rounds and registry stand on."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "rounds.unknown",
        404,
        "ไม่มีรอบ «{round}» ดูรอบที่มีด้วย sarn rounds list",
        "There is no round «{round}»; see the rounds with sarn rounds list.",
    ),
    Entry(
        "rounds.no-village",
        404,
        "หมู่บ้าน {village} ไม่อยู่ในรอบ {round} ตรวจรหัสหมู่บ้าน 8 หลัก",
        "Village {village} is not in round {round}; check the 8-digit code.",
    ),
    Entry(
        "rounds.no-households",
        409,
        "เปิดรอบ {round} ไม่ได้ เพราะยังไม่มีครัวเรือนขึ้นทะเบียนใน {area} ขึ้นทะเบียนบ้านก่อน",
        "Round {round} cannot open: no household is enrolled in {area}; enrol the houses first.",
    ),
    Entry(
        "rounds.differs",
        409,
        "รอบ {round} เปิดไปแล้วและ {what} ไม่ตรงกับที่ให้มา ใช้รหัสรอบอื่น",
        "Round {round} is already open with another {what}; use another round code.",
    ),
    Entry(
        "rounds.wrong-state",
        409,
        "หมู่บ้าน {village} รอบ {round} อยู่ในสถานะ {state} จึงทำ {action} ไม่ได้ ต้องอยู่ในสถานะ {needed}",
        "Village {village} in round {round} is {state}, so it cannot {action}; it must be {needed} first.",
    ),
    Entry(
        "rounds.dates",
        400,
        "วันปิดรอบ {closes} ต้องไม่มาก่อนวันเปิด {opens} แก้วันที่",
        "The round closes on {closes}, before it opens on {opens}; mend the dates.",
    ),
    Entry(
        "registry.key-missing",
        503,
        "ไม่พบกุญแจ {key} ในโฟลเดอร์ {folder} ทั้งที่ฐานข้อมูลมีข้อมูลที่ใช้กุญแจนี้อยู่แล้ว จึงไม่สร้างกุญแจใหม่แทน"
        " ให้นำโฟลเดอร์ keys ของเครื่องเดิมกลับมาจากสำเนาสำรอง",
        "The key {key} is missing from {folder} while the database holds data made with it, so no new one is made;"
        " bring the folder keys of this node back from its backup.",
    ),
    Entry(
        "registry.key-damaged",
        503,
        "กุญแจ {key} ในโฟลเดอร์ {folder} เสียหาย ให้นำไฟล์นี้กลับมาจากสำเนาสำรอง",
        "The key {key} in {folder} is damaged; bring the file back from its backup.",
    ),
    Entry(
        "registry.no-village",
        404,
        "ไม่มีหมู่บ้านรหัส {village} ตรวจช่อง village ว่าเป็นรหัส 8 หลักที่นำเข้าไว้แล้ว",
        "There is no village {village}. Check that the column village holds an imported code of 8 digits.",
    ),
    Entry(
        "registry.no-khum",
        404,
        "หมู่บ้าน {village} ไม่มีคุ้มรหัส {khum} เว้นช่อง khum ว่าง หรือนำเข้าคุ้มก่อน",
        "Village {village} has no khum {khum}. Leave the column khum empty, or import the khum first.",
    ),
    Entry(
        "registry.odd-households",
        400,
        "ช่อง households เป็น «{given}» ต้องเป็นจำนวนครัวเรือนในบ้าน 1 ถึง {most}",
        "The column households says «{given}»; write how many live in the house, 1 to {most}.",
    ),
)
