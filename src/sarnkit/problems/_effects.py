"""Refusals about promises of effect, comparison villages and measured effects."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "effects.unknown-indicator",
        404,
        "ไม่มีตัวชี้วัด {indicator} ในเครื่องนี้ เลือกตัวชี้วัดจากหน้าหมู่บ้าน",
        "This node knows no indicator {indicator}. Choose one from the page of the village.",
    ),
    Entry(
        "effects.no-direction",
        409,
        "«{indicator}» ไม่มีทางที่ดีกว่า จึงตั้งใจให้ดีขึ้นไม่ได้ เลือกตัวชี้วัดอื่น",
        "«{indicator}» has no better side, so nothing can be promised of it. Choose another indicator.",
    ),
    Entry(
        "effects.no-baseline",
        409,
        "{village} ยังไม่มีตัวเลขที่เวทีรับรองสำหรับเรื่องนี้ ให้เวทีรับรองผลก่อน แล้วจึงบอกว่าตั้งใจให้ดีขึ้นแค่ไหน",
        "{village} has no certified figure for this. Let the forum certify the results first.",
    ),
    Entry(
        "effects.target",
        400,
        "เป้าหมายต้องอยู่ระหว่าง 0 ถึง 100 % แก้ตัวเลขแล้วบันทึกอีกครั้ง",
        "The aim must lie between 0 and 100 per cent. Correct it and save again.",
    ),
    Entry(
        "effects.target-not-better",
        400,
        "ตอนนี้ {now} % ตั้งใจให้เป็น {target} % ซึ่งไม่ได้ดีขึ้น ใส่เป้าหมายที่ดีกว่าตอนนี้",
        "It is {now} % now and the aim is {target} %, which is no better. Aim at something better.",
    ),
    Entry(
        "effects.due-round",
        400,
        "รอบที่จะวัดผล ({due}) ต้องมาหลังรอบ {round} ที่เป็นตัวตั้งต้น เลือกรอบถัดไป",
        "The round to measure in ({due}) must come after round {round}, from which it starts. Choose a later one.",
    ),
    Entry(
        "effects.promised-already",
        409,
        "เรื่องนี้บอกไว้แล้วว่าตั้งใจให้ดีขึ้นแค่ไหน แก้ของเดิมแทนการเพิ่มใหม่",
        "This is promised already. Change that promise rather than adding another.",
    ),
    Entry(
        "effects.frozen",
        409,
        "จ่ายเงินงวดแรกไปแล้ว จึงเปลี่ยนสิ่งที่ตั้งใจและหมู่บ้านเปรียบเทียบไม่ได้อีก เพื่อให้ผลที่วัดเชื่อถือได้",
        "The first money was paid, so neither the promise nor the comparison villages can be changed. "
        "That is what makes the measured effect worth believing.",
    ),
    Entry(
        "effects.no-comparison-reason",
        400,
        "เลือกหมู่บ้านเปรียบเทียบ หรือบอกเหตุผลที่ไม่มี อย่างน้อย {least} ตัวอักษร",
        "Choose comparison villages, or say in at least {least} letters why there are none.",
    ),
    Entry(
        "effects.not-comparable",
        409,
        "ใช้ {village} เปรียบเทียบไม่ได้ เพราะยังไม่เปิดตัวเลขเรื่องนี้ให้คนนอกดู ใช้นิยามคนละอย่าง หรือมีโครงการเรื่องเดียวกัน เลือกหมู่บ้านอื่น",
        "{village} cannot be compared with: its figure is not open or of another definition, or it has such a "
        "project itself. Choose another village.",
    ),
    Entry(
        "effects.superseded",
        409,
        "มีตัวเลขใหม่กว่านี้แล้ว เปิดผลฉบับใหม่แล้วพิจารณาที่นั่น",
        "Newer figures have taken its place. Open the newer result and judge that one.",
    ),
    Entry(
        "effects.only-lower",
        400,
        "ลดคำให้อ่อนลงได้ แต่ทำให้แรงขึ้นหรือเปลี่ยนเป็นอีกด้านไม่ได้ เลือกคำจากรายการ",
        "A word may be made weaker, never stronger and never the opposite. Choose one of the list.",
    ),
    Entry(
        "effects.nothing-lowered",
        400,
        "ยังไม่ได้เลือกคำที่อ่อนลง ถ้าเห็นด้วยกับคำเดิมให้กด «รับคำนี้»",
        "No weaker word was chosen. If you agree with the word as it is, accept it.",
    ),
    Entry(
        "effects.no-word",
        409,
        "ผลนี้ไม่มีคำให้ลด เพราะเทียบสองรอบไม่ได้ หรือตัวเลขเปิดให้คนนอกดูไม่ได้",
        "There is no word to lower: the rounds cannot be compared, or the figures are not for everybody.",
    ),
)
