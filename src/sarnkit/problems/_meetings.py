"""Refusals about forums and meetings."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "meetings.no-title",
        400,
        "ยังไม่ได้ใส่ชื่อการประชุม เช่น เวทีประชาคมหมู่บ้าน ครั้งที่ 1",
        "The meeting has no title yet, e.g. village forum, first of the year.",
    ),
    Entry(
        "meetings.day-ahead",
        400,
        "วันประชุม {day} ยังมาไม่ถึง (วันนี้ {today}) บันทึกผลได้ตั้งแต่วันประชุม หรือแก้วันที่ให้ถูก",
        "The day of the meeting, {day}, is still ahead (today is {today}). Record it once it was held, or mend the date.",
    ),
    Entry(
        "meetings.no-count",
        400,
        "ยังไม่ได้นับผู้มาร่วม ใส่จำนวนผู้หญิงและผู้ชายที่มา ถ้าไม่มีให้ใส่ 0",
        "Those who came are not counted yet. Enter how many women and how many men came, 0 for none.",
    ),
    Entry(
        "meetings.negative",
        400,
        "จำนวนคนหรือครัวเรือนน้อยกว่า 0 ไม่ได้ ตรวจตัวเลขอีกครั้ง",
        "A number of people or households cannot be below 0. Look at the numbers again.",
    ),
    Entry(
        "meetings.nobody",
        400,
        "ไม่มีผู้มาร่วมเลย จึงบันทึกเป็นการประชุมไม่ได้ ถ้าไม่ได้ประชุมให้กด «ยกเลิก»",
        "Nobody came, so there was no meeting to record. If it was not held, cancel it.",
    ),
    Entry(
        "meetings.part-over-whole",
        400,
        "ผู้สูงอายุกับเยาวชนรวม {part} คน มากกว่าผู้มาทั้งหมด {came} คน (หญิงรวมชาย) ตรวจตัวเลขอีกครั้ง",
        "Elders and youth are {part} together, more than the {came} women and men who came. Look at the numbers again.",
    ),
    Entry(
        "meetings.no-households",
        400,
        "ยังไม่ได้ใส่จำนวนครัวเรือนของพื้นที่ จึงบอกไม่ได้ว่าครบองค์ประชุมหรือไม่",
        "The number of households is missing, so nobody can say whether enough came.",
    ),
    Entry(
        "meetings.no-members",
        400,
        "ยังไม่ได้ใส่จำนวนกรรมการทั้งหมด จึงบอกไม่ได้ว่าครบองค์ประชุมหรือไม่",
        "The number of members is missing, so nobody can say whether enough came.",
    ),
    Entry(
        "meetings.too-many",
        400,
        "ผู้มาร่วม {came} คน มากเกินไปสำหรับพื้นที่นี้ (ไม่เกิน {most} คน) ตรวจตัวเลขอีกครั้ง",
        "{came} people are too many for this place (at most {most}). Look at the number again.",
    ),
    Entry(
        "meetings.say-households",
        400,
        "มา {came} คน มากกว่า {invited} ครัวเรือน บางบ้านมาหลายคน ให้ใส่ด้วยว่ามาจากกี่ครัวเรือน",
        "{came} people came, more than the {invited} households, so some sent several. Enter also how many households came.",
    ),
    Entry(
        "meetings.over-members",
        400,
        "มา {came} คน มากกว่ากรรมการทั้งหมด {invited} คน นับเฉพาะกรรมการ",
        "{came} came, more than the {invited} members. Count the members only.",
    ),
    Entry(
        "meetings.represented",
        400,
        "มาจาก {given} ครัวเรือนไม่ได้ เพราะมา {came} คน จากทั้งหมด {invited} ครัวเรือน ตรวจตัวเลขอีกครั้ง",
        "It cannot be {given} households: {came} people came, of {invited} households. Look at the numbers again.",
    ),
    Entry(
        "meetings.no-such-rule",
        400,
        "ไม่รู้จักเกณฑ์องค์ประชุม «{given}» เลือกจากรายการ",
        "No rule of quorum is called «{given}». Choose one from the list.",
    ),
    Entry(
        "meetings.votes",
        400,
        "มติข้อ {number}: คะแนนเสียงรวมกันต้องไม่ติดลบ และไม่เกินผู้มาร่วม {came} คน",
        "Resolution {number}: the votes cannot be below 0 nor more than the {came} people who came.",
    ),
    Entry(
        "meetings.too-many-resolutions",
        400,
        "บันทึกมติได้ไม่เกิน {most} ข้อต่อการประชุม",
        "A meeting can have at most {most} resolutions.",
    ),
    Entry(
        "meetings.nothing-changed",
        400,
        "ยังไม่ได้แก้อะไร แก้ตัวเลขหรือข้อความก่อนแล้วกดอีกครั้ง",
        "Nothing is changed yet. Mend a number or a word and press again.",
    ),
    Entry(
        "meetings.none-chosen",
        400,
        "ยังไม่ได้เลือกว่าตกลงกันในการประชุมครั้งไหน เลือกจากรายการ หรือบันทึกการประชุมก่อน",
        "It is not said in which meeting this was agreed. Choose one from the list, or record the meeting first.",
    ),
    Entry(
        "meetings.not-recorded",
        409,
        "การประชุม «{title}» ยังไม่ได้บันทึกผล บันทึกจำนวนผู้มาและมติก่อน",
        "The meeting «{title}» is not recorded yet. Record who came and what was agreed first.",
    ),
    Entry(
        "meetings.elsewhere",
        400,
        "การประชุม «{title}» เป็นของพื้นที่อื่น เลือกการประชุมของพื้นที่นี้",
        "The meeting «{title}» belongs to another place. Choose one of this place.",
    ),
    Entry(
        "meetings.not-quorate",
        409,
        "ยังไม่ครบองค์ประชุม มา {came} จาก {invited} ครัวเรือน ต้องมีอย่างน้อย {least} ครัวเรือน ให้ประชุมใหม่แล้วเลือกครั้งที่ครบ",
        "Too few came: {came} of {invited} households, and at least {least} are needed. Meet again and choose the meeting to which enough came.",
    ),
    Entry(
        "meetings.few-members",
        409,
        "ยังไม่ครบองค์ประชุม มา {came} จากกรรมการ {invited} คน ต้องมีอย่างน้อย {least} คน ให้ประชุมใหม่แล้วเลือกครั้งที่ครบ",
        "Too few came: {came} of {invited} members, and at least {least} are needed. Meet again and choose the meeting to which enough came.",
    ),
)
