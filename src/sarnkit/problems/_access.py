"""Refusals about who may do what, and where."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "access.forbidden",
        403,
        "บทบาทของท่านทำสิ่งนี้ไม่ได้ ถ้าจำเป็นต่องาน ขอให้ผู้ดูแลตำบลเพิ่มบทบาทให้",
        "Your role may not do this. If your work needs it, ask the tambon's officer for the role.",
    ),
    Entry(
        "access.not-found",
        404,
        "ไม่พบหน้านี้ ตรวจที่อยู่หรือรหัสพื้นที่ แล้วลองใหม่",
        "There is no such page. Check the address or the area code and try again.",
    ),
    Entry(
        "account.mfa-key",
        500,
        "เปิดรหัสยืนยันชั้นที่สองไม่ได้ กุญแจ {path} ไม่ใช่ดอกที่ใช้ปิด ให้นำกุญแจเดิมจากข้อมูลสำรองกลับมา",
        "The second factor cannot be opened: {path} is not the key that sealed it. Put back the key of the backup.",
    ),
    Entry(
        "account.name-taken",
        409,
        "มีชื่อผู้ใช้ {name} อยู่แล้ว เลือกชื่ออื่น หรือใช้ sarn people grant เพื่อเพิ่มบทบาท",
        "There is a person {name} already. Choose another name, or use sarn people grant to add a role.",
    ),
    Entry(
        "account.bad-name",
        400,
        "ชื่อผู้ใช้ «{name}» ใช้ไม่ได้ ใช้ตัวอักษร ตัวเลข และ @ . + - _ ไม่เกิน 150 ตัว",
        "«{name}» cannot be a user name. Use letters, digits and @ . + - _, at most 150.",
    ),
    Entry(
        "account.unknown",
        404,
        "ไม่มีผู้ใช้ชื่อ {name} ดูรายชื่อด้วย sarn people list",
        "There is no person {name}. See sarn people list.",
    ),
    Entry(
        "account.unknown-role",
        400,
        "ไม่มีบทบาท {role} เลือกจาก {roles}",
        "There is no role {role}. Choose one of {roles}.",
    ),
    Entry(
        "account.unknown-duty",
        400,
        "ไม่มีหน้าที่ {duty} เลือกจาก {duties}",
        "There is no duty {duty}. Choose one of {duties}.",
    ),
    Entry(
        "account.wrong-level",
        400,
        "บทบาท {role} ให้ได้ในระดับ {levels} แต่ {area} เป็นระดับ {level} ให้เลือกพื้นที่ใหม่",
        "The role {role} is held at {levels}; {area} is a {level}. Choose another area.",
    ),
    Entry(
        "account.own-grant",
        403,
        "ให้บทบาทแก่ตัวเองไม่ได้ ให้ผู้อื่นที่มีสิทธิ์เป็นผู้ให้",
        "Nobody grants a role to himself. Let another person who may do it.",
    ),
    Entry(
        "account.may-not-grant",
        403,
        "ท่านให้บทบาท {role} ใน {area} ไม่ได้ ให้ผู้ดูแลระดับที่สูงกว่าเป็นผู้ให้",
        "You may not grant {role} in {area}. Ask someone of the level above.",
    ),
    Entry(
        "account.no-such-grant",
        404,
        "{name} ไม่มีบทบาท {role} ใน {area} ดูด้วย sarn people list",
        "{name} has no role {role} in {area}. See sarn people list.",
    ),
)
