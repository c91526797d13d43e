"""Refusals about requests of phones: XML, multipart, identity."""

from __future__ import annotations

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "openrosa.empty",
        400,
        "ข้อมูลที่ส่งมาว่างเปล่า กรุณาส่งใหม่อีกครั้ง",
        "What was sent is empty. Please send it again.",
    ),
    Entry(
        "openrosa.html-page",
        400,
        "สิ่งที่ส่งมาเป็นหน้าเว็บ ไม่ใช่แบบสำรวจ มือถืออาจต่อ Wi-Fi ที่ต้องกดยืนยันก่อนใช้ กรุณาเปิดเว็บยืนยันแล้วส่งใหม่",
        "A web page arrived in place of the form's answers. The phone may be on a Wi-Fi that wants a sign-in; open it in the browser, then send again.",
    ),
    Entry(
        "openrosa.not-utf8",
        400,
        "ข้อมูลไม่ได้เข้ารหัสแบบ UTF-8 (พบที่ตำแหน่ง {position}) กรุณาส่งจากแอปเก็บข้อมูลรุ่นปัจจุบัน",
        "The data is not UTF-8 (at byte {position}). Please send it from a current data collection app.",
    ),
    Entry(
        "openrosa.encoding",
        400,
        "เอกสารประกาศรหัสอักขระ {declared} ระบบรับเฉพาะ UTF-8 กรุณาบันทึกเป็น UTF-8 แล้วส่งใหม่",
        "The document declares the encoding {declared}; only UTF-8 is accepted. Save it as UTF-8 and send it again.",
    ),
    Entry(
        "openrosa.doctype",
        400,
        "เอกสารมีส่วน DOCTYPE ซึ่งระบบไม่รับเพื่อความปลอดภัย กรุณาลบส่วนนี้ออกแล้วส่งใหม่",
        "The document has a DOCTYPE, which is refused for safety. Remove it and send the document again.",
    ),
    Entry(
        "openrosa.control-character",
        400,
        "เอกสารมีอักขระควบคุมที่ XML ห้ามใช้ (ตำแหน่ง {position}) กรุณาลบอักขระนั้นแล้วส่งใหม่",
        "The document holds a control character that XML forbids (at byte {position}). Remove it and send again.",
    ),
    Entry(
        "openrosa.not-xml",
        400,
        "อ่านเอกสาร XML ไม่ได้ที่บรรทัด {line} ({reason}) ข้อมูลอาจขาดหายระหว่างส่ง กรุณาส่งใหม่อีกครั้ง",
        "The XML cannot be read at line {line} ({reason}). Something may have been lost on the way; please send it again.",
    ),
    Entry(
        "openrosa.xml-too-large",
        413,
        "เอกสารมีขนาด {size} ไบต์ เกินที่รับได้ {limit} ไบต์ กรุณาแบ่งเป็นหลายชุดหรือแจ้งผู้ดูแลแบบสำรวจ",
        "The document is {size} bytes, more than the {limit} bytes accepted. Split them or tell the form's owner.",
    ),
    Entry(
        "openrosa.too-deep",
        400,
        "เอกสารซ้อนกันลึกเกิน {limit} ชั้น ระบบไม่รับ กรุณาแจ้งผู้ดูแลแบบสำรวจ",
        "The document nests deeper than {limit} levels and is refused. Please tell the form's owner.",
    ),
    Entry(
        "openrosa.too-many-nodes",
        413,
        "เอกสารมีข้อมูลเกิน {limit} ช่อง ระบบไม่รับ กรุณาแบ่งส่งเป็นหลายชุด",
        "The document holds more than {limit} elements and is refused. Split it into several submissions.",
    ),
    Entry(
        "openrosa.too-many-attributes",
        400,
        "มีช่องข้อมูลที่มีแอตทริบิวต์เกิน {limit} ตัว ระบบไม่รับ กรุณาแจ้งผู้ดูแลแบบสำรวจ",
        "An element carries more than {limit} attributes and is refused. Please tell the form's owner.",
    ),
    Entry(
        "openrosa.too-many-namespaces",
        400,
        "เอกสารประกาศเนมสเปซเกิน {limit} ตัว ระบบไม่รับ กรุณาแจ้งผู้ดูแลแบบสำรวจ",
        "The document declares more than {limit} namespaces and is refused. Please tell the form's owner.",
    ),
    Entry(
        "openrosa.no-form-id",
        400,
        "คำตอบไม่ได้บอกว่าเป็นของแบบสำรวจใด (ไม่มี id ที่ช่องแรก) กรุณาดาวน์โหลดแบบสำรวจใหม่แล้วกรอกอีกครั้ง",
        "The answers do not say which form they belong to (no id on the first element). Download the form again and fill it once more.",
    ),
    Entry(
        "openrosa.id-too-long",
        400,
        "{what} ยาว {length} ตัวอักษร เกินที่รับได้ {limit} ตัว กรุณาแจ้งผู้ดูแลแบบสำรวจ",
        "{what} is {length} characters long, more than the {limit} accepted. Please tell the form's owner.",
    ),
    Entry(
        "openrosa.encrypted-without-id",
        400,
        "ชุดข้อมูลที่เข้ารหัสไม่มีเลขประจำชุด (instanceID) จึงตรวจการส่งซ้ำไม่ได้ กรุณาส่งใหม่จากมือถือเครื่องเดิม",
        "The encrypted submission has no instanceID, so a repeat cannot be recognised. Send it again from the same phone.",
    ),
    Entry(
        "openrosa.replaces-itself",
        400,
        "ชุดข้อมูล {instance} บอกว่าแก้ไขแทนตัวเอง กรุณาเปิดแก้ไขในแอปแล้วส่งใหม่",
        "The submission {instance} says that it replaces itself. Open it for editing in the app and send it again.",
    ),
    Entry(
        "openrosa.not-multipart",
        415,
        "คำขอเป็นชนิด {given} ระบบรับเฉพาะ multipart/form-data กรุณาส่งจากแอปเก็บข้อมูล",
        "The request is of type {given}; only multipart/form-data is accepted. Send it from a data collection app.",
    ),
    Entry(
        "openrosa.no-boundary",
        400,
        "คำขอไม่มีเส้นแบ่งส่วน (boundary) ที่ใช้ได้ กรุณาส่งใหม่อีกครั้ง",
        "The request names no usable boundary between its parts. Please send it again.",
    ),
    Entry(
        "openrosa.compressed",
        415,
        "คำขอถูกบีบอัดแบบ {encoding} ระบบไม่รับข้อมูลบีบอัด กรุณาส่งแบบปกติ",
        "The request is compressed with {encoding}, which is not accepted. Send it uncompressed.",
    ),
    Entry(
        "openrosa.truncated",
        400,
        "ข้อมูลมาไม่ครบ ได้รับ {received} ไบต์แล้วขาดหาย ยังไม่ได้เก็บข้อมูลชุดนี้ กรุณาส่งใหม่เมื่อสัญญาณดี",
        "The data was cut off after {received} bytes. Nothing of it was kept; please send it again when the signal is good.",
    ),
    Entry(
        "openrosa.bad-multipart",
        400,
        "อ่านส่วนที่ {part} ของคำขอไม่ได้ ({reason}) ยังไม่ได้เก็บข้อมูลชุดนี้ กรุณาส่งใหม่อีกครั้ง",
        "Part {part} of the request cannot be read ({reason}). Nothing of it was kept; please send it again.",
    ),
    Entry(
        "openrosa.too-many-parts",
        413,
        "คำขอมีไฟล์เกิน {limit} ไฟล์ กรุณาแบ่งส่งเป็นหลายครั้ง",
        "The request holds more than {limit} parts. Split it into several requests.",
    ),
    Entry(
        "openrosa.body-too-large",
        413,
        "ข้อมูลใหญ่เกินที่รับได้ {limit} ไบต์ กรุณาลดขนาดภาพหรือแบ่งส่ง",
        "The data is larger than the {limit} bytes accepted. Make the pictures smaller or split it.",
    ),
    Entry(
        "openrosa.no-xml-part",
        400,
        "คำขอไม่มีส่วน xml_submission_file ซึ่งเป็นคำตอบของแบบสำรวจ กรุณาส่งใหม่จากแอปเก็บข้อมูล",
        "The request has no part xml_submission_file, which holds the answers. Send it again from the data collection app.",
    ),
    Entry(
        "openrosa.two-xml-parts",
        400,
        "คำขอมีส่วน xml_submission_file มากกว่าหนึ่งส่วน ระบบรับครั้งละหนึ่งชุด กรุณาส่งแยกกัน",
        "The request has more than one part xml_submission_file; one is accepted at a time. Send them separately.",
    ),
    Entry(
        "openrosa.file-name",
        400,
        "ชื่อไฟล์ของส่วนที่ {part} ใช้ไม่ได้ ({reason}) กรุณาเปลี่ยนชื่อไฟล์แล้วส่งใหม่",
        "The file name of part {part} cannot be used ({reason}). Rename the file and send it again.",
    ),
)
