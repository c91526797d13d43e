"""Refusals about intake, publishing into a programme, tokens, extraction and the registry."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "collection.no-token",
        401,
        "ต้องสแกน QR ของโครงการก่อนจึงจะส่งข้อมูลได้ ขอ QR จากผู้ดูแลในพื้นที่",
        "This address needs a project's QR code; ask the person in charge of your area for one.",
    ),
    Entry(
        "collection.bad-token",
        403,
        "QR นี้ใช้ไม่ได้แล้ว ข้อมูลในเครื่องยังอยู่ครบ ขอ QR ใหม่จากผู้ดูแลแล้วส่งอีกครั้ง",
        "This QR code is not valid any more. Nothing on the phone is lost: ask for a new code and send again.",
    ),
    Entry(
        "collection.other-programme",
        404,
        "QR นี้ไม่ใช่ของโครงการหมายเลข {programme} สแกน QR ของโครงการนั้นใหม่",
        "This QR code is not for programme {programme}; scan that programme's code.",
    ),
    Entry(
        "collection.unknown-address",
        404,
        "ไม่มีที่อยู่นี้ในระบบ ตรวจที่อยู่เซิร์ฟเวอร์ในเครื่อง หรือสแกน QR ใหม่",
        "There is nothing at this address; check the server address on the phone or scan the QR code again.",
    ),
    Entry(
        "collection.wrong-method",
        405,
        "ที่อยู่นี้ไม่รับคำสั่ง {method} ใช้แอป ODK Collect ส่งตามปกติ",
        "This address does not take {method}; send with ODK Collect in the usual way.",
    ),
    Entry(
        "collection.no-openrosa-version",
        400,
        "คำขอไม่มีหัวข้อ X-OpenRosa-Version ให้แอปส่งค่า 1.0 มาด้วย",
        "The request lacks the header X-OpenRosa-Version; the app must send 1.0.",
    ),
    Entry(
        "collection.unknown-form",
        404,
        "ไม่มีแบบ «{form}» ในโครงการนี้ เก็บสำเนาที่ส่งมาไว้แล้ว แจ้งผู้ดูแลให้เผยแพร่แบบนี้",
        "There is no form «{form}» in this programme. A copy of what was sent is kept; ask the person in charge to publish the form.",
    ),
    Entry(
        "collection.unknown-version",
        404,
        "ไม่มีรุ่น «{version}» ของแบบ «{form}» เก็บสำเนาที่ส่งมาไว้แล้ว แจ้งผู้ดูแล",
        "There is no version «{version}» of the form «{form}». A copy of what was sent is kept; tell the person in charge.",
    ),
    Entry(
        "collection.closed-form",
        409,
        "แบบ «{form}» รุ่น «{version}» ปิดรับแล้ว เก็บสำเนาที่ส่งมาไว้แล้ว แจ้งผู้ดูแล",
        "The form «{form}» version «{version}» is closed. A copy of what was sent is kept; tell the person in charge.",
    ),
    Entry(
        "collection.form-not-allowed",
        403,
        "QR นี้ส่งแบบ «{form}» ไม่ได้ เก็บสำเนาที่ส่งมาไว้แล้ว ขอ QR ที่ส่งแบบนี้ได้",
        "This QR code may not send the form «{form}». A copy of what was sent is kept; ask for a code that may.",
    ),
    Entry(
        "collection.conflict",
        409,
        "รายการ {instance} เคยส่งแล้วแต่เนื้อหาไม่เหมือนเดิม เก็บสำเนาไว้ให้ผู้ดูแลตรวจแล้ว อย่าลบในเครื่อง",
        "The record {instance} was sent before with other content. A copy is kept for the person in charge; do not delete it on the phone.",
    ),
    Entry(
        "collection.replaced",
        409,
        "รายการ {instance} ถูกแก้เป็นรุ่นใหม่แล้ว เก็บสำเนาไว้ให้ผู้ดูแลตรวจ ดึงรุ่นล่าสุดมาแก้",
        "The record {instance} was already replaced by a newer one. A copy is kept; edit the newest one.",
    ),
    Entry(
        "collection.unknown-original",
        404,
        "ไม่พบรายการเดิม {instance} ที่จะแก้ เก็บสำเนาไว้ให้ผู้ดูแลตรวจแล้ว",
        "The record {instance} that this one would replace is not here. A copy is kept for the person in charge.",
    ),
    Entry(
        "collection.busy",
        503,
        "เซิร์ฟเวอร์ยังรับไม่ได้ตอนนี้ ข้อมูลในเครื่องยังอยู่ครบ อีกสักครู่ส่งใหม่",
        "The server cannot take this right now. Nothing on the phone is lost; send again in a while.",
    ),
    Entry(
        "collection.fault",
        500,
        "ระบบขัดข้อง ข้อมูลในเครื่องยังอยู่ครบ ส่งใหม่ภายหลัง ถ้ายังไม่ได้ให้แจ้งผู้ดูแล",
        "Something broke on the server. Nothing on the phone is lost; send again later and tell the person in charge if it goes on.",
    ),
    Entry(
        "collection.same-version",
        409,
        "แบบ «{form}» รุ่น «{version}» เผยแพร่ไปแล้วและเปลี่ยนไม่ได้ แก้ version ในแผ่น settings ให้เป็นเลขใหม่แล้วเผยแพร่อีกครั้ง",
        "The form «{form}» version «{version}» is already published and cannot change: raise `version` in the settings sheet and publish again.",
    ),
    Entry(
        "collection.changed-type",
        409,
        "คำถาม «{question}» เปลี่ยนชนิดจาก {before} เป็น {after} ตั้งชื่อคำถามใหม่ หรือยืนยันด้วย --allow-type-change",
        "The question «{question}» changes its type from {before} to {after}: give it a new name, or confirm with --allow-type-change.",
    ),
    Entry(
        "collection.path-too-long",
        422,
        "คำถาม «{question}» รวมชื่อกลุ่มที่ครอบอยู่ยาว {length} ตัวอักษร เกิน {limit} ตัวที่เก็บได้ กรุณาย่อชื่อกลุ่มในช่อง name",
        "The question «{question}» with the names of the groups around it is {length} characters long, more than the {limit} that can be kept. Shorten the groups in the column name.",
    ),
    Entry(
        "collection.unknown-personal",
        400,
        "ไม่มีคำถามชื่อ «{question}» ในแบบ «{form}» ตรวจชื่อใน --personal",
        "There is no question named «{question}» in the form «{form}»; check the names in --personal.",
    ),
    Entry(
        "collection.unknown-attachment",
        400,
        "แบบ «{form}» ไม่ได้อ้างถึงไฟล์ «{name}» ไฟล์ที่แบบอ้างถึงคือ {known} ตรวจชื่อใน --attach",
        "The form «{form}» does not name the file «{name}» (it names: {known}); check --attach.",
    ),
    Entry(
        "collection.no-programme",
        404,
        "ไม่มีหน่วยที่เก็บข้อมูลหมายเลข {programme} สร้างก่อนด้วย sarn forms programme {programme} --name ชื่อ --area รหัส",
        "There is no programme {programme}; make it first with sarn forms programme {programme} --name NAME --area CODE.",
    ),
    Entry(
        "collection.no-file",
        404,
        "เปิดไฟล์ «{name}» ไม่ได้ ตรวจชื่อและสิทธิ์ของไฟล์",
        "The file «{name}» cannot be opened; check its name and rights.",
    ),
    Entry(
        "collection.blob-lost",
        500,
        "ไฟล์ {sha256} หายหรือเสียในที่เก็บ กู้คืนจากสำเนาสำรอง",
        "The file {sha256} is missing or damaged in the store; restore it from the backup.",
    ),
    Entry(
        "collection.wrong-date",
        400,
        "«{given}» ไม่ใช่วันที่ เขียนแบบ 2026-12-31",
        "«{given}» is not a date; write it like 2026-12-31.",
    ),
    Entry(
        "collection.unknown-area",
        404,
        "ไม่มีพื้นที่รหัส {code} ตรวจรหัส หรือนำเข้าพื้นที่ก่อนด้วย sarn areas import",
        "There is no area with the code {code}; check it, or import the areas first with sarn areas import.",
    ),
    Entry(
        "collection.unknown-token",
        404,
        "ไม่มีโทเค็น {uid} ดูรายการด้วย sarn collect list",
        "There is no token {uid}; see sarn collect list.",
    ),
    Entry(
        "registry.cannot-open",
        500,
        "เปิดข้อมูลส่วนบุคคลใน {table}.{field} ของ {uid} ไม่ได้ ตรวจว่ากุญแจในโฟลเดอร์ keys เป็นชุดเดียวกับฐานข้อมูล",
        "The personal value {table}.{field} of {uid} does not open; check that the folder keys belongs to this database.",
    ),
    Entry(
        "registry.no-number",
        400,
        "ขึ้นทะเบียนบ้านในหมู่บ้าน {village} ต้องมีบ้านเลขที่",
        "A house in village {village} needs a house number to be enrolled.",
    ),
)
