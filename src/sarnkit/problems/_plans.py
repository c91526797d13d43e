"""Refusals about plans, their versions and their entries."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "plans.frozen",
        409,
        "«{version}» อยู่ในขั้น «{state}» แก้ไม่ได้แล้ว ถ้าจะเพิ่มหรือแก้ ให้เปิดฉบับใหม่ต่อจากฉบับนี้",
        "«{version}» is «{state}» and is changed no more. Begin a new version after it.",
    ),
    Entry(
        "plans.waiting",
        409,
        "«{version}» เห็นชอบแล้วแต่ยังไม่ประกาศใช้ ประกาศใช้ก่อน หรือส่งกลับเป็นร่างพร้อมเหตุผล แล้วค่อยเพิ่มโครงการ",
        "«{version}» is agreed and not announced yet. Announce it first, or take it back to the draft with a reason.",
    ),
    Entry(
        "plans.version-open",
        409,
        "«{version}» ยังไม่จบ (ขั้น «{state}») ทำฉบับนี้ให้เสร็จก่อนแล้วค่อยเปิดฉบับใหม่",
        "«{version}» is not finished («{state}»). Finish it before you begin another.",
    ),
    Entry(
        "plans.no-promise",
        400,
        "ยังไม่ได้บอกว่าอะไรจะดีขึ้น โครงการ «{project}» จึงเข้าแผนไม่ได้ บอกว่าตั้งใจให้ดีขึ้นแค่ไหน หรือบอกเหตุผลว่าทำไมวัดไม่ได้ ก่อน",
        "Nobody has said what will get better, so «{project}» cannot enter a plan. Say how much it is meant to improve, or why that cannot be measured.",
    ),
    Entry(
        "plans.already-in",
        409,
        "โครงการ «{project}» อยู่ในแผนฉบับนี้แล้ว แก้เงินหรือยุทธศาสตร์ของบรรทัดเดิมได้เลย",
        "«{project}» is in this version already. Change its entry.",
    ),
    Entry(
        "plans.project-ended",
        409,
        "โครงการ «{project}» อยู่ในขั้น «{state}» จึงเข้าแผนไม่ได้",
        "«{project}» is «{state}» and cannot enter a plan.",
    ),
    Entry(
        "plans.other-area",
        400,
        "โครงการ «{project}» ไม่ได้อยู่ในพื้นที่ของแผนนี้ ({area}) เลือกแผนของพื้นที่ที่โครงการอยู่",
        "«{project}» does not lie in the area of this plan ({area}). Take the plan of its own area.",
    ),
    Entry(
        "plans.year-outside",
        400,
        "ปีงบประมาณ {year} อยู่นอกแผนนี้ แผนนี้มีปี {first} ถึง {last}",
        "Fiscal year {year} lies outside this plan, which holds {first} to {last}.",
    ),
    Entry(
        "plans.bad-money",
        400,
        "จำนวนเงิน «{given}» ใช้ไม่ได้ ใส่เป็นบาท ไม่ติดลบ ทศนิยมไม่เกินสองตำแหน่ง ไม่เกินหนึ่งแสนล้าน เช่น 300000 หรือ 300,000.50",
        "«{given}» is no amount. Give baht, not negative, at most two decimals and a hundred thousand million, e.g. 300,000.50.",
    ),
    Entry(
        "plans.wrong-place",
        400,
        "แผนชนิดนี้เป็นของระดับ{wanted} แต่ {area} ไม่ใช่ระดับนั้น",
        "This kind of plan belongs to a {wanted}, and {area} is none.",
    ),
    Entry(
        "plans.no-round",
        400,
        "ไม่มีแบบฟอร์มของรอบแผนที่เริ่มปี {year} รอบที่มี: {known}",
        "There is no layout of a plan round that begins in {year}. Known rounds: {known}.",
    ),
    Entry(
        "plans.not-your-kind",
        403,
        "แผนหมู่บ้านเป็นของหมู่บ้าน ผู้ใหญ่บ้านเป็นคนกด แผนพัฒนาท้องถิ่นเป็นของตำบล นักแผนของตำบลเป็นคนกด",
        "A village plan is moved by the village head, a local development plan by the plan officer of the tambon.",
    ),
    Entry(
        "plans.empty",
        409,
        "แผนฉบับนี้ยังไม่มีโครงการ ใส่โครงการอย่างน้อยหนึ่งโครงการก่อนประกาศใช้",
        "This version holds no project. Put in at least one before it is announced.",
    ),
    Entry(
        "plans.two-plans",
        400,
        "เทียบกันได้เฉพาะสองฉบับของแผนเดียวกัน",
        "Only two versions of one plan can be compared.",
    ),
    Entry(
        "plans.unknown-layout",
        404,
        "ไม่มีแบบฟอร์มชื่อ «{code}» ที่มี: {known}",
        "There is no layout «{code}». Known: {known}.",
    ),
    Entry(
        "plans.no-plan",
        404,
        "{area} ยังไม่มี{kind} เปิดหน้าแผนของพื้นที่แล้วใส่โครงการแรกก่อน",
        "{area} has no {kind} yet. Put the first project into it.",
    ),
)
