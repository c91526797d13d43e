"""Refusals about packs, conditions and runs."""

from sarnkit.problems._entry import Entry


def _condition(code: str, th: str, en: str) -> Entry:
    """A refusal of a condition: all of them begin with the file and the key, and the word where there is one."""
    return Entry(f"engine.condition-{code}", 400, f"{{file}} ที่ {{key}}: {th}", f"{{file}}, {{key}}: {en}")


CONDITIONS: tuple[Entry, ...] = (
    _condition(
        "empty",
        "เงื่อนไขว่างเปล่า เขียนเช่น age >= 60 หรือลบบรรทัดนี้",
        "the condition is empty. Write one such as age >= 60, or remove the line.",
    ),
    _condition(
        "long",
        "เงื่อนไขยาวเกิน {limit} ตัวอักษร แบ่งเป็นหลาย item",
        "the condition is longer than {limit} characters. Split it into items.",
    ),
    _condition(
        "deep",
        "เงื่อนไขซ้อนกันเกิน {depth} ชั้นหรือเกิน {words} คำ แบ่งเป็นหลาย item",
        "the condition nests deeper than {depth} or has more than {words} words. Split it into items.",
    ),
    _condition(
        "character",
        "อักขระ {word} ที่ตัวที่ {column} ใช้ในเงื่อนไขไม่ได้ ใช้ชื่อฟิลด์ ตัวเลข 'คำตอบ' = <> < <= > >= + - * และ AND OR NOT IN BETWEEN (การหารให้ย้ายข้างเป็นคูณ)",
        "{word} at character {column} cannot stand in a condition. Use field names, numbers, 'answers', = <> < <= > >= + - * and AND OR NOT IN BETWEEN; write a division as a multiplication of the other side.",
    ),
    _condition(
        "quote",
        "เครื่องหมาย ' ที่ตัวที่ {column} ไม่มีตัวปิด เติม ' หลังคำตอบ",
        "the ' at character {column} is not closed. Put another ' after the answer.",
    ),
    _condition(
        "unreadable",
        "อ่านไม่ออกที่ {word} (ตัวที่ {column}) ตรวจวงเล็บ และคำก่อนหน้า",
        "cannot be read at {word} (character {column}). Check the brackets and the word before it.",
    ),
    _condition(
        "not-allowed",
        "ใช้ {word} (ตัวที่ {column}) ในเงื่อนไขไม่ได้ ใช้ได้เฉพาะชื่อฟิลด์ เกณฑ์ ตัวเลข 'คำตอบ' และ selected(ฟิลด์, 'คำตอบ')",
        "{word} (character {column}) is not allowed in a condition. Only fields, thresholds, numbers, 'answers' and selected(field, 'answer') are.",
    ),
    _condition(
        "unknown-name",
        "ไม่มีฟิลด์หรือเกณฑ์ชื่อ {word} (ตัวที่ {column}) ชื่อที่ใกล้ที่สุด: {near}",
        "there is no field or threshold {word} (character {column}). Nearest: {near}.",
    ),
    _condition(
        "answer",
        "{word} (ตัวที่ {column}) ไม่ใช่คำตอบของ {field} คำตอบที่ใกล้ที่สุด: {near}",
        "{word} (character {column}) is not an answer of {field}. Nearest: {near}.",
    ),
    _condition(
        "not-a-question",
        "{word} (ตัวที่ {column}) ตอบว่าใช่หรือไม่ใช่ไม่ได้ ให้เทียบกับค่า เช่น age >= 60",
        "{word} (character {column}) is not a yes-or-no question. Compare it with a value, such as age >= 60.",
    ),
    _condition(
        "not-a-number",
        "{word} (ตัวที่ {column}) ไม่ใช่ตัวเลข จึงบวก ลบ คูณไม่ได้ ใช้ฟิลด์ชนิด whole หรือ decimal",
        "{word} (character {column}) is no number, so it cannot be added or multiplied. Use a whole or decimal field.",
    ),
    _condition(
        "number",
        "ตัวเลข {word} (ตัวที่ {column}) ใช้ไม่ได้ เขียนเช่น 40000 หรือ 2.5 ไม่เกิน 1000000000000 และทศนิยมไม่เกิน 6 ตำแหน่ง",
        "the number {word} (character {column}) cannot be used. Write 40000 or 2.5, up to 1000000000000 and with at most 6 decimals.",
    ),
    _condition(
        "overflow",
        "ผลของ {word} (ตัวที่ {column}) อาจใหญ่เกิน 64 บิต ใส่ max ให้ฟิลด์ใน dictionary.toml",
        "{word} (character {column}) could grow beyond 64 bits. Give its fields a max in dictionary.toml.",
    ),
    _condition(
        "no-comparison",
        "เทียบสองสิ่งใน {word} (ตัวที่ {column}) กันไม่ได้ ตัวเลขเทียบกับตัวเลข ใช่ไม่ใช่เทียบกับ yes หรือ no คำตอบอยู่ใน ' '",
        "the two sides of {word} (character {column}) cannot be compared. Compare numbers with numbers, yes-or-no with yes or no, and put answers in ' '.",
    ),
    _condition(
        "order",
        "คำตอบใน {word} (ตัวที่ {column}) ไม่มีมากน้อย ใช้ = หรือ <> หรือ IN",
        "the answers in {word} (character {column}) have no order. Use =, <> or IN.",
    ),
    _condition(
        "date",
        "{word} (ตัวที่ {column}) ไม่ใช่วันที่ เขียน ค.ศ. แบบ '2018-01-31'",
        "{word} (character {column}) is not a date. Write it as '2018-01-31'.",
    ),
    _condition(
        "values",
        "IN ใน {word} (ตัวที่ {column}) ต้องตามด้วยค่า 1 ถึง {limit} ค่า เช่น IN ('own', 'free')",
        "IN in {word} (character {column}) needs 1 to {limit} written values, such as IN ('own', 'free').",
    ),
    _condition(
        "selected",
        "{word} (ตัวที่ {column}) ต้องเป็น selected(ฟิลด์ชนิด choices, 'คำตอบ') ฟิลด์ตอบได้ข้อเดียวใช้ =",
        "{word} (character {column}) must be selected(a choices field, 'answer'). For a field of one answer use =.",
    ),
    _condition(
        "no-field",
        "เงื่อนไขไม่ได้อ่านฟิลด์ใดเลย ใส่ชื่อฟิลด์อย่างน้อยหนึ่งชื่อ หรือลบบรรทัดนี้",
        "the condition reads no field. Name at least one, or remove the line.",
    ),
)

PACKS: tuple[Entry, ...] = (
    Entry(
        "engine.no-pack",
        404,
        "ไม่มีไฟล์ {file} ใน {path} ระบุโฟลเดอร์ของชุดตัวชี้วัดที่มี pack.toml dictionary.toml และ indicators/",
        "There is no {file} in {path}. Name the folder of a pack: pack.toml, dictionary.toml and indicators/.",
    ),
    Entry(
        "engine.not-toml",
        400,
        "{file} ไม่ใช่ TOML ที่ถูกต้อง: {detail} แก้บรรทัดนั้นแล้วตรวจใหม่",
        "{file} is not valid TOML: {detail}. Mend that line and check again.",
    ),
    Entry(
        "engine.unknown-key",
        400,
        "{file}: ไม่รู้จัก {key} ชื่อที่ใกล้ที่สุด: {near}",
        "{file}: {key} is not known. Nearest: {near}.",
    ),
    Entry(
        "engine.missing-key",
        400,
        "{file}: ไม่มี {key} ซึ่งต้องมี เติมให้ครบ",
        "{file}: {key} is required. Add it.",
    ),
    Entry(
        "engine.bad-value",
        400,
        "{file}: {key} = {given} ใช้ไม่ได้ ต้องเป็น {expected}",
        "{file}: {key} = {given} cannot be used. It must be {expected}.",
    ),
    Entry(
        "engine.foreign-key",
        400,
        "{file}: {key} ไม่ใช่ของ kind = {kind} ลบออก หรือเปลี่ยน kind",
        "{file}: {key} does not belong to kind = {kind}. Remove it, or change the kind.",
    ),
    Entry(
        "engine.kind-not-computed",
        400,
        "{file}: ยังคำนวณ kind = {kind} ไม่ได้ ตอนนี้คำนวณได้: {computed}",
        "{file}: kind = {kind} is in the format but not computed yet. Computed today: {computed}.",
    ),
    Entry(
        "engine.not-computed",
        400,
        "{file}: ยังใช้ {key} ไม่ได้ในรุ่นนี้ ลบออกก่อน",
        "{file}: {key} is in the format but not computed yet. Remove it for now.",
    ),
    Entry(
        "engine.unknown-name",
        400,
        "{file}: {key} อ้างถึง {name} ซึ่งไม่มี ชื่อที่ใกล้ที่สุด: {near}",
        "{file}: {key} names {name}, which does not exist. Nearest: {near}.",
    ),
    Entry(
        "engine.used-twice",
        400,
        "{file}: {key} ใช้ {name} ซ้ำ ตั้งชื่ออื่น",
        "{file}: {key} uses {name} a second time. Choose another name.",
    ),
    Entry(
        "engine.reserved-name",
        400,
        "{file}: {key} ใช้ชื่อ {name} ซึ่งเป็นคำของ SQL ตั้งชื่ออื่น เช่น {name}_field",
        "{file}: {key} uses {name}, a word of SQL. Choose another name such as {name}_field.",
    ),
    Entry(
        "engine.table-root",
        400,
        "{file}: {key} ต้องมี area หรือ parent อย่างใดอย่างหนึ่ง เพื่อให้รู้ว่าแถวอยู่พื้นที่ใด",
        "{file}: {key} needs either area or parent, so that each row has an area.",
    ),
    Entry(
        "engine.table-key",
        400,
        "{file}: {key} ต้องมี key เพราะตาราง {child} อ้างถึง",
        "{file}: {key} needs a key, because the table {child} points to it.",
    ),
    Entry(
        "engine.table-cycle",
        400,
        "{file}: parent ของ {key} วนกลับมาหาตัวเอง แก้ให้จบที่ตารางที่มี area",
        "{file}: the parents of {key} go round in a circle. Let them end at a table with an area.",
    ),
    Entry(
        "engine.threshold-years",
        400,
        "{file}: เกณฑ์ {name} มีปีที่ซ้อนกัน ({year}) แก้ years ให้แต่ละปีมีค่าเดียว",
        "{file}: the threshold {name} has two values for {year}. Let every year have one.",
    ),
    Entry(
        "engine.threshold-gap",
        400,
        "{file}: เกณฑ์ {name} ไม่มีค่าของปี {year} ซึ่งอยู่ในช่วงปีของชุด เติม [[threshold]] ของปีนั้น",
        "{file}: the threshold {name} has no value for {year}, a year of the pack. Add a [[threshold]] for it.",
    ),
    Entry(
        "engine.file-name",
        400,
        "{file}: ชื่อไฟล์ต้องขึ้นต้นด้วยรหัส {code} เปลี่ยนชื่อไฟล์หรือรหัส",
        "{file}: the file's name must begin with its code {code}. Rename one of them.",
    ),
    Entry(
        "engine.drawn-table",
        400,
        "{file}: {key} วาดตารางไม่ครบที่บรรทัด {line} ทุกแถวต้องมี | {columns} ช่องเท่าหัวตาราง",
        "{file}: {key} is not drawn whole at line {line}. Every row needs the {columns} cells of the heading between bars.",
    ),
    Entry(
        "engine.example-failed",
        400,
        "{file}: ตัวอย่าง «{title}» ได้ {found} แต่เขียนไว้ว่า {expected} ที่ {where} แก้ตัวอย่างหรือนิยาม",
        "{file}: the example «{title}» gives {found} at {where} where {expected} is written. Mend the example or the definition.",
    ),
)

RUNS: tuple[Entry, ...] = (
    Entry(
        "engine.unknown-indicator",
        404,
        "ไม่มีตัวชี้วัด {code} ในชุด {pack} รหัสที่ใกล้ที่สุด: {near}",
        "There is no indicator {code} in the pack {pack}. Nearest: {near}.",
    ),
    Entry(
        "engine.unknown-engine",
        400,
        "ยังไม่มีเครื่องคำนวณ {url} ใช้ duckdb://",
        "There is no engine at {url}. Use duckdb://.",
    ),
    Entry(
        "engine.no-table",
        400,
        "ตัวชี้วัด {codes} ต้องใช้ตาราง {table} เพิ่มตารางนี้ (--table {table}=ไฟล์)",
        "The indicators {codes} read the table {table}. Give it (--table {table}=FILE).",
    ),
    Entry(
        "engine.no-column",
        400,
        "ตาราง {table} ไม่มีคอลัมน์ {column} ซึ่งใช้ระบุแถวหรือพื้นที่ คอลัมน์ที่ใกล้ที่สุด: {near}",
        "The table {table} has no column {column}, which tells its rows or areas apart. Nearest: {near}.",
    ),
    Entry(
        "engine.bad-cells",
        400,
        "ตาราง {table} คอลัมน์ {field} มี {count} ช่องที่ไม่ใช่คำตอบ เช่น {samples} แก้ข้อมูล หรือเพิ่มรหัสใน missing",
        "The table {table} has {count} cells in {field} that are no answers, such as {samples}. Mend them, or add the code to missing.",
    ),
    Entry(
        "engine.bad-keys",
        400,
        "ตาราง {table} มี {count} แถวที่ {column} ว่างหรือซ้ำ เช่น {samples} แต่ละแถวต้องมีรหัสของตนเอง",
        "The table {table} has {count} rows whose {column} is empty or repeated, such as {samples}. Every row needs its own.",
    ),
    Entry(
        "engine.orphans",
        400,
        "ตาราง {table} มี {count} แถวที่ไม่พบแถวแม่ใน {parent} เช่น {samples} เติมแถวแม่หรือลบแถวนั้น",
        "The table {table} has {count} rows without a row in {parent}, such as {samples}. Add the parents or remove the rows.",
    ),
    Entry(
        "engine.unknown-area",
        400,
        "ตาราง {table} มี {count} แถวในพื้นที่ที่ไม่รู้จัก เช่น {samples} เพิ่มพื้นที่ หรือแก้รหัส",
        "The table {table} has {count} rows in areas that are not known, such as {samples}. Add the areas or mend the codes.",
    ),
    Entry(
        "engine.area-cycle",
        400,
        "พื้นที่ {area} เป็นแม่ของตัวเอง แก้รายการพื้นที่",
        "The area {area} is its own ancestor. Mend the list of areas.",
    ),
    Entry(
        "engine.counted-twice",
        400,
        "ผลของ {area} อยู่ใน {ancestor} ที่ส่งมาด้วย จะนับซ้ำ ส่งเฉพาะพื้นที่ระดับล่างสุด",
        "The cells of {area} lie inside {ancestor}, which was given too and would be counted twice. Give the lowest areas only.",
    ),
    Entry(
        "engine.no-threshold",
        400,
        "ตัวชี้วัด {code} ไม่มีเกณฑ์ {name} ของปี {year} (ค.ศ.) เพิ่ม [[threshold]] ในชุด หรือเลือกปีอื่น",
        "The indicator {code} has no {name} for {year}. Add a [[threshold]] to the pack, or choose another year.",
    ),
    Entry(
        "engine.count-as-missing",
        400,
        "ตัวชี้วัด {code} นับตาม {field} แต่มี {count} แถวที่ว่างหรือติดลบ เติมให้ครบ",
        "The indicator {code} counts by {field}, which is missing or negative in {count} rows. Fill it in.",
    ),
    Entry(
        "engine.run-failed",
        500,
        "คำนวณไม่สำเร็จ: {detail} ตรวจไฟล์ข้อมูลแล้วลองใหม่",
        "The computation failed: {detail}. Check the data files and run again.",
    ),
    Entry(
        "engine.no-file",
        404,
        "ไม่พบไฟล์ {path} ตรวจชื่อและที่อยู่",
        "There is no file {path}. Check its name and place.",
    ),
    Entry(
        "engine.bad-file",
        400,
        "อ่าน {path} ไม่ได้ ใช้ไฟล์ .parquet หรือ .csv (UTF-8 มีหัวคอลัมน์)",
        "{path} cannot be read. Use a .parquet file, or a .csv in UTF-8 with a heading.",
    ),
    Entry(
        "engine.bad-option",
        400,
        "{option} ต้องเขียนแบบ {expected} แต่ได้ {given}",
        "{option} is written {expected}, got {given}.",
    ),
)

ENTRIES: tuple[Entry, ...] = (*CONDITIONS, *PACKS, *RUNS)
