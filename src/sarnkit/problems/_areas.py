"""Refusals about area codes and area files."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "area.not-utf8",
        400,
        "ไฟล์ {file} ไม่ใช่ข้อความ UTF-8 บันทึกใหม่เป็น CSV UTF-8 แล้วลองอีกครั้ง",
        "The file {file} is not UTF-8 text. Save it as CSV UTF-8 and try again.",
    ),
    Entry(
        "area.no-file",
        404,
        "เปิดไฟล์ {file} ไม่ได้ ตรวจชื่อไฟล์และสิทธิ์อ่าน",
        "The file {file} cannot be opened. Check its name and that it may be read.",
    ),
    Entry(
        "area.no-column",
        400,
        "ไฟล์ไม่มีคอลัมน์ {columns} แถวแรกต้องมีอย่างน้อย {needed}",
        "The file has no column {columns}. Its first line needs at least {needed}.",
    ),
    Entry(
        "area.bad-date",
        400,
        "วันที่ «{given}» ใช้ไม่ได้ เขียนแบบ ค.ศ. ปี-เดือน-วัน เช่น 2025-10-01",
        "«{given}» is not a date. Write year-month-day of the common era, such as 2025-10-01.",
    ),
    Entry(
        "area.bad-level",
        400,
        "ระดับ «{given}» ใช้ไม่ได้ เลือกจาก {levels}",
        "«{given}» is not a level. Choose one of {levels}.",
    ),
    Entry(
        "area.bad-code",
        400,
        "รหัส «{code}» ไม่ใช่รหัสระดับ {level} ซึ่งเป็นตัวเลข {digits} หลัก ตรวจว่าโปรแกรมตารางไม่ได้ตัดเลขศูนย์",
        "«{code}» is no code of the level {level}, which has {digits} digits. See that no spreadsheet cut its zeros.",
    ),
    Entry(
        "area.duplicate",
        400,
        "รหัส {code} ซ้ำกับบรรทัด {first} ลบบรรทัดที่ไม่ใช่ออก",
        "The code {code} is on line {first} already. Remove the one that is wrong.",
    ),
    Entry(
        "area.no-name",
        400,
        "รหัส {code} ไม่มีชื่อภาษาไทย ใส่ชื่อในคอลัมน์ name_th",
        "The code {code} has no Thai name. Fill in the column name_th.",
    ),
    Entry(
        "area.bad-name",
        400,
        "ชื่อของรหัส {code} ยาวเกิน {most} ตัวอักษร หรือมีอักขระที่มองไม่เห็น พิมพ์ชื่อใหม่",
        "The name of {code} is longer than {most} letters or holds invisible ones. Type it anew.",
    ),
    Entry(
        "area.bad-number",
        400,
        "หมู่ที่ «{given}» ของรหัส {code} ใช้ไม่ได้ ใส่เลข 1 ถึง 99 และใส่เฉพาะหมู่บ้าน",
        "«{given}» is no village number for {code}. Write 1 to 99, and for villages only.",
    ),
    Entry(
        "area.unknown-parent",
        400,
        "รหัส {code} ขึ้นกับ {parent} ซึ่งไม่มีในไฟล์และในระบบ หรือถูกปฏิเสธไปแล้ว เพิ่มหรือแก้ {parent} ก่อน",
        "{code} belongs to {parent}, which neither the file nor the node has, or which was refused. Mend {parent} first.",
    ),
    Entry(
        "area.wrong-parent",
        400,
        "รหัส {code} ขึ้นกับ {parent} ไม่ได้ รหัสต้องขึ้นต้นด้วยรหัสของระดับที่เหนือขึ้นไปหนึ่งระดับ",
        "{code} cannot belong to {parent}: a code begins with the code of the area one level above it.",
    ),
    Entry(
        "area.no-cluster",
        400,
        "จังหวัด {code} ไม่อยู่ในกลุ่มจังหวัดใดที่รู้จัก ใส่รหัสกลุ่ม เช่น C01 ในคอลัมน์ parent",
        "No cluster is known for the province {code}. Write its cluster, such as C01, in the column parent.",
    ),
    Entry(
        "area.too-early",
        400,
        "รหัส {code} เริ่มใช้วันที่ {since} จึงเปลี่ยนสังกัดตั้งแต่วันที่ {day} ไม่ได้ ใช้วันที่หลังจากนั้น",
        "{code} exists since {since} and cannot move on {day}. Give a later day.",
    ),
    Entry(
        "area.unknown",
        404,
        "ไม่มีพื้นที่รหัส {code} ในวันนี้ ตรวจรหัส หรือนำเข้าพื้นที่ก่อนด้วย sarn areas import",
        "No area carries the code {code} today. Check it, or import areas first with sarn areas import.",
    ),
    Entry(
        "area.has-children",
        409,
        "ปิดรหัส {code} ไม่ได้ ยังมีพื้นที่ข้างใต้ {count} แห่ง ย้ายหรือปิดพื้นที่เหล่านั้นก่อน",
        "{code} cannot end: {count} areas below it still exist. Move or end those first.",
    ),
)
