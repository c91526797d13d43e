"""Refusals about budget lines, activities, outputs and confirmation."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "money.no-such-source",
        400,
        "ไม่รู้จักแหล่งเงิน «{given}» เลือกจากรายการ",
        "No source of money is called «{given}». Choose one from the list.",
    ),
    Entry(
        "money.no-amount",
        400,
        "ยังไม่ได้ใส่จำนวนเงิน ใส่เป็นบาท มากกว่า 0 เช่น 298,000",
        "There is no amount yet. Enter baht, more than 0, e.g. 298,000.",
    ),
    Entry(
        "money.no-such-year",
        400,
        "ปีงบประมาณ {given} ใช้ไม่ได้ ใส่ปี พ.ศ. สี่หลัก เช่น 2571",
        "{given} cannot be a fiscal year. Enter four digits, e.g. 2571 or 2028.",
    ),
    Entry(
        "money.project-ended",
        409,
        "โครงการ «{title}» อยู่ในขั้น «{state}» แล้ว ขอเงินเพิ่มไม่ได้",
        "The project «{title}» is «{state}»; no more money can be asked for it.",
    ),
    Entry(
        "money.not-your-office",
        403,
        "เงินจาก {source} ให้เจ้าหน้าที่แผนของตำบลเป็นคนบันทึก",
        "The books of «{source}» are kept by the plan officer of the tambon.",
    ),
    Entry(
        "money.over-asked",
        409,
        "ขอไว้ {asked} บาท อนุมัติ {given} บาทไม่ได้ ถ้าได้มากกว่าที่ขอ ให้เพิ่มรายการขอเงินอีกรายการ",
        "{asked} baht were asked for, so {given} cannot be approved. Where more was given, ask in a second line.",
    ),
    Entry(
        "money.commit-over",
        409,
        "อนุมัติไว้ {approved} ก่อหนี้ {given} ไม่ได้ (ก่อหนี้ไปแล้ว {committed} ก่อหนี้ได้อีกไม่เกิน {left} บาท)",
        "{approved} is approved, so {given} cannot be committed ({committed} is committed already, {left} baht are left).",
    ),
    Entry(
        "money.disburse-over",
        409,
        "อนุมัติไว้ {approved} เบิก {given} ไม่ได้ (ก่อหนี้ไว้ {committed} เบิกไปแล้ว {disbursed} เบิกได้อีกไม่เกิน {left} บาท)",
        "{approved} is approved, so {given} cannot be paid out ({committed} is committed, {disbursed} is paid already, {left} baht are left).",
    ),
    Entry(
        "money.all-committed",
        409,
        "ก่อหนี้ครบ {approved} บาทที่อนุมัติแล้ว",
        "All of the {approved} baht that are approved are committed.",
    ),
    Entry(
        "money.all-paid",
        409,
        "เบิกครบ {committed} บาทที่ก่อหนี้แล้ว ถ้าจะเบิกอีก ให้ก่อหนี้เพิ่มก่อน",
        "All of the {committed} baht that are committed are paid out. Commit more first.",
    ),
    Entry(
        "money.not-in-order",
        409,
        "ยอดไม่ลงตัว ขอไว้ {asked} อนุมัติ {approved} ก่อหนี้ {committed} เบิก {disbursed} แต่ละยอดต้องไม่เกินยอดก่อนหน้า",
        "The amounts do not fit: asked {asked}, approved {approved}, committed {committed}, paid {disbursed}. None may be more than the one before.",
    ),
    Entry(
        "money.nothing-changed",
        400,
        "ยังไม่ได้แก้ยอดไหน แก้ตัวเลขก่อนแล้วกดอีกครั้ง",
        "No amount is changed yet. Mend one and press again.",
    ),
    Entry(
        "money.closed",
        409,
        "รายการเงินนี้อยู่ในขั้น «{state}» แก้ยอดไม่ได้",
        "This line is «{state}»; its amounts cannot be mended.",
    ),
    Entry(
        "activities.no-title",
        400,
        "ยังไม่ได้บอกว่าทำอะไร เช่น ขุดร่องวางท่อ",
        "It is not said what is done, e.g. digging the trench.",
    ),
    Entry(
        "activities.day-ahead",
        400,
        "วันที่ {day} ยังมาไม่ถึง (วันนี้ {today}) บันทึกว่าทำแล้วได้ตั้งแต่วันนั้น หรือแก้วันที่ให้ถูก",
        "{day} is still ahead (today is {today}). Record the work once it is done, or mend the date.",
    ),
    Entry(
        "activities.project-ended",
        409,
        "โครงการ «{title}» อยู่ในขั้น «{state}» แล้ว เพิ่มงานไม่ได้",
        "The project «{title}» is «{state}»; no more work can be added.",
    ),
    Entry(
        "activities.no-consent",
        400,
        "รูปมีคนอยู่ในภาพได้ แต่ต้องถามก่อน ทำเครื่องหมายว่าคนในรูปยอมให้ลงแล้ว หรือเอารูปออก",
        "People may be on the photos, but they must be asked. Tick that those on them agree, or take the photos out.",
    ),
    Entry(
        "activities.too-many-pictures",
        400,
        "ลงรูปได้ไม่เกิน {most} รูปต่อหนึ่งงาน",
        "One piece of work can have at most {most} photos.",
    ),
    Entry(
        "activities.too-many-people",
        400,
        "คนหรือวันแรงมากเกินไป ({given} เกิน {most}) ตรวจตัวเลขอีกครั้ง",
        "Too many people or person-days ({given}, more than {most}). Look at the numbers again.",
    ),
    Entry(
        "activities.output-incomplete",
        400,
        "ผลของงานข้อ {number} ต้องมีทั้งชื่อและหน่วยนับ เช่น ท่อที่วางแล้ว หน่วย เมตร",
        "Output {number} needs a name and a unit, e.g. pipe laid, in metres.",
    ),
    Entry(
        "acceptance.the-doer",
        403,
        "คนที่บันทึกว่างานเสร็จยืนยันเองไม่ได้ ให้ผู้ใหญ่บ้านหรือกรรมการคนอื่นยืนยันกับชาวบ้าน",
        "Whoever recorded the work as done cannot confirm it. Another head or committee member confirms with villagers.",
    ),
    Entry(
        "acceptance.two-witnesses",
        400,
        "ต้องมีพยาน 2 คนที่ไปดูงานด้วยตนเอง ใส่ชื่อและนามสกุลทั้งสองคน",
        "Two witnesses who saw the work are needed. Enter the full names of both.",
    ),
    Entry(
        "acceptance.same-witness",
        400,
        "พยานสองคนต้องเป็นคนละคนกัน",
        "The two witnesses must be two different people.",
    ),
    Entry(
        "acceptance.witness-is-doer",
        400,
        "พยานต้องไม่ใช่คนที่บันทึกว่างานเสร็จ และไม่ใช่คนที่กำลังยืนยัน ให้ชาวบ้านคนอื่นเป็นพยาน",
        "A witness cannot be whoever recorded the work as done, nor whoever confirms it now. Ask other villagers.",
    ),
    Entry(
        "acceptance.day",
        400,
        "วันที่ยืนยัน {day} ใช้ไม่ได้ ต้องไม่ก่อนวันที่งานเสร็จ ({done}) และไม่เกินวันนี้ ({today})",
        "{day} cannot be the day of confirming: not before the work was done ({done}) and not after today ({today}).",
    ),
    Entry(
        "acceptance.completed-by-nobody",
        409,
        "ยังไม่รู้ว่าใครบันทึกว่างานเสร็จ จึงตรวจไม่ได้ว่าผู้ยืนยันเป็นคนละคน ให้ส่งกลับไปทำขั้น «งานเสร็จ» ใหม่",
        "It is not known who recorded the work as done, so nobody can tell that another confirms. Send it back and complete it again.",
    ),
)
