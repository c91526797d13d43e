"""Refusals about issues, proposals, projects and plans."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    # issues
    Entry(
        "planning.no-figure",
        404,
        "ไม่พบตัวเลขนี้ หรือยังไม่เปิดให้คุณดู กลับไปหน้าหมู่บ้านแล้วกดจากตัวเลขที่เห็นตอนนี้",
        "There is no such figure, or it is not open to you. Go back to the village's page and press at the figure there.",
    ),
    Entry(
        "planning.figure-corrected",
        409,
        "ตัวเลขนี้ถูกแก้ไปแล้ว เปิดหน้าหมู่บ้านใหม่ แล้วกดจากตัวเลขที่แก้แล้ว",
        "This figure has been corrected meanwhile. Reload the village's page and press at the corrected one.",
    ),
    Entry(
        "planning.no-title",
        400,
        "ยังไม่มีชื่อเรื่อง เขียนสั้น ๆ ว่าเรื่องอะไร เช่น «ไฟทางมืดหน้าวัด»",
        "There is no title. Say in a few words what it is about, e.g. «the lane before the temple is dark».",
    ),
    Entry(
        "planning.already-confirmed",
        409,
        "เวทีรับเรื่อง «{title}» ไปแล้ว จึงแก้ชื่อและเรื่องเล่าไม่ได้",
        "The forum has taken up «{title}», so that its title and story cannot be changed any more.",
    ),
    Entry(
        "planning.rank",
        400,
        "อันดับ «{given}» ใช้ไม่ได้ ต้องเป็นเลขตั้งแต่ 1 ขึ้นไป",
        "The rank «{given}» cannot be used; it is a number from 1 on.",
    ),
    Entry(
        "planning.rank-taken",
        409,
        "อันดับ {rank} เป็นของเรื่อง «{title}» อยู่แล้ว ใช้เลขอื่น หรือจัดอันดับใหม่ทุกเรื่องพร้อมกัน",
        "Rank {rank} belongs to «{title}» already. Take another one, or rank all issues anew at once.",
    ),
    Entry(
        "planning.nothing-ranked",
        400,
        "ยังไม่ได้ใส่อันดับให้เรื่องใดเลย ใส่เลข 1 ให้เรื่องที่เวทีเห็นว่าสำคัญที่สุดก่อน",
        "No issue was given a rank. Begin with 1 for what the forum holds to be the most important.",
    ),
    Entry(
        "planning.no-next-figure",
        400,
        "ยังไม่มีตัวเลขรอบถัดไปของเรื่องนี้ เลือกตัวเลขของรอบถัดไป หรือบอกเหตุผลที่เวทีเห็นว่าแก้แล้ว",
        "There is no figure of a later round. Choose one, or say why the forum holds that it is mended.",
    ),
    Entry(
        "planning.wrong-figure",
        400,
        "ตัวเลขที่เลือกไม่ใช่ตัวชี้วัดเดียวกันของรอบที่ใหม่กว่า เลือกตัวเลขของเรื่องนี้จากรอบถัดไป",
        "The chosen figure is not the same indicator in a later round. Choose the figure of this issue from a later one.",
    ),
    # proposals
    Entry(
        "planning.no-issue",
        400,
        "เลือกเรื่องที่ต้องแก้ หรือบอกเหตุผล ว่าทำไมต้องทำทั้งที่ไม่มีเรื่องรองรับ",
        "Choose an issue that it answers, or say why it has to be done without one.",
    ),
    Entry(
        "planning.other-area",
        400,
        "«{title}» เป็นของพื้นที่อื่น เลือกเฉพาะของพื้นที่นี้",
        "«{title}» belongs to another area. Choose from this area only.",
    ),
    Entry(
        "planning.issue-ended",
        409,
        "เรื่อง «{title}» จบไปแล้ว ({state}) เลือกเรื่องที่ยังต้องแก้",
        "«{title}» has ended ({state}). Choose an issue that still has to be mended.",
    ),
    Entry(
        "planning.proposal-title",
        400,
        "ยังไม่มีชื่อข้อเสนอ เขียนสั้น ๆ ว่าจะทำอะไร เช่น «ประปาบาดาล ม.4»",
        "The proposal has no title. Say in a few words what is to be done.",
    ),
    Entry(
        "planning.not-draft",
        409,
        "แก้ไม่ได้ เพราะข้อเสนอ «{title}» อยู่ในขั้น «{state}» แก้ได้เฉพาะตอนเป็นร่าง",
        "«{title}» is «{state}» and cannot be changed; only a draft can.",
    ),
    Entry(
        "planning.changed-meanwhile",
        409,
        "มีคนแก้ข้อเสนอนี้ไปก่อนแล้ว เปิดหน้านี้ใหม่ ดูว่าเขาแก้อะไร แล้วค่อยแก้ต่อ",
        "Somebody has changed this proposal meanwhile. Reload the page, see what was changed, then go on.",
    ),
    Entry(
        "planning.no-component",
        409,
        "ยังไม่ได้แยกงานเป็นส่วน ๆ ใส่อย่างน้อยหนึ่งส่วน เช่น «ขุดร่องวางท่อ»",
        "The work has no parts yet. Put in at least one, e.g. «dig the trench».",
    ),
    Entry(
        "planning.component-title",
        400,
        "งานส่วนที่ {row} ยังไม่มีชื่อ เขียนว่าเป็นงานอะไร หรือลบตัวเลขในแถวนั้นออก",
        "Part {row} of the work has no title. Say what it is, or take its figures away.",
    ),
    Entry(
        "planning.mode",
        400,
        "ยังไม่ได้เลือกว่าใครทำ «{title}» เลือก ทำเอง ทำร่วม หรือให้หน่วยงานทำ",
        "Nobody has been chosen to do «{title}»: ourselves, together, or an office.",
    ),
    Entry(
        "planning.mode-reason",
        400,
        "เวทีเลือกต่างจากที่ระบบเสนอ ({suggested}) บอกเหตุผลสั้น ๆ ว่าทำไม",
        "The forum chose otherwise than the rules suggest ({suggested}). Say why in a few words.",
    ),
    Entry(
        "planning.unanswered",
        400,
        "ยังตอบไม่ครบ เหลือ {count} ข้อของ «{title}» ตอบใช่หรือไม่ใช่ทุกข้อ",
        "{count} questions about «{title}» are still open. Answer each with yes or no.",
    ),
    Entry(
        "planning.mode-settled",
        409,
        "ใครทำส่วนไหนของ «{title}» ตกลงกันไปแล้ว จึงเปลี่ยนไม่ได้",
        "Who does what of «{title}» is settled and cannot be changed any more.",
    ),
    Entry(
        "planning.unsorted",
        409,
        "ยังไม่ได้บอกว่าใครทำ {titles} ตอบคำถามหกข้อของแต่ละส่วนก่อน",
        "It is not said yet who does {titles}. Answer the six questions for each of them first.",
    ),
    Entry(
        "planning.no-promise",
        409,
        "ยังไม่ได้บอกว่าอะไรจะดีขึ้น ใส่ในช่อง «ตั้งใจให้ดีขึ้นแค่ไหน» หรือบอกเหตุผลว่าทำไมบอกไม่ได้",
        "It is not said yet what will get better. Say it under «what is to get better», or say why that cannot be told.",
    ),
    Entry(
        "planning.past-promising",
        409,
        "«{title}» เข้าแผนไปแล้ว จึงเปลี่ยนสิ่งที่ตั้งใจไว้ไม่ได้",
        "«{title}» stands in the plan; what it promises cannot be changed any more.",
    ),
    Entry(
        "planning.no-version",
        400,
        "ยังไม่ได้เลือกแผน เลือกแผนหมู่บ้านฉบับร่างที่จะเอาข้อเสนอนี้เข้า",
        "No plan is chosen. Choose the draft of the village plan that takes this proposal in.",
    ),
    Entry(
        "planning.version-closed",
        409,
        "แผนฉบับนี้อยู่ในขั้น «{state}» รับโครงการเพิ่มไม่ได้ เปิดร่างฉบับใหม่ก่อน",
        "This version of the plan is «{state}» and takes no more projects. Open a new draft first.",
    ),
    Entry(
        "planning.other-plan",
        400,
        "แผนนี้ไม่ใช่แผนหมู่บ้านของพื้นที่นี้ เลือกแผนของหมู่บ้านนี้เอง",
        "This is not the village plan of this area. Choose the plan of this village.",
    ),
    # projects
    Entry(
        "planning.project-ended",
        409,
        "โครงการ «{title}» อยู่ในขั้น «{state}» รวมข้อเสนอเข้าไม่ได้ เลือกโครงการที่ยังไม่เริ่ม",
        "The project «{title}» is «{state}» and takes no more proposals. Choose one that has not begun.",
    ),
    Entry(
        "planning.project-title",
        400,
        "ยังไม่มีชื่อโครงการ เขียนสั้น ๆ ว่าทำอะไร ที่ไหน เช่น «ประปาบาดาล ม.4»",
        "The project has no name. Say in a few words what is done, and where.",
    ),
    Entry(
        "planning.project-closed",
        409,
        "แก้ชื่อและรายละเอียดไม่ได้ เพราะโครงการ «{title}» อยู่ในขั้น «{state}»",
        "The project «{title}» is «{state}»; its name and words cannot be changed any more.",
    ),
    Entry(
        "planning.not-measured",
        409,
        "ยังไม่มีผลที่ยืนยันแล้วของโครงการนี้ ยืนยันผลในหัวข้อ «ทำแล้วดีขึ้นไหม» หรือบอกเหตุผลว่าทำไมวัดไม่ได้",
        "No measured effect of this project is accepted yet. Accept it first, or say why nothing can be measured.",
    ),
)
