"""Refusals about publishing a form."""

from __future__ import annotations

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = (
    Entry(
        "form.empty",
        422,
        "ไฟล์ {filename} ว่างเปล่า กรุณาเลือกไฟล์แบบสำรวจที่บันทึกแล้ว",
        "The file {filename} is empty. Choose the saved form file.",
    ),
    Entry(
        "form.not-a-form-file",
        422,
        "ไฟล์ {filename} ไม่ใช่แบบสำรวจ (เนื้อในเป็น {found}) กรุณาใช้ไฟล์ Excel แบบ XLSForm (.xlsx หรือ .xls) หรือ XForm (.xml)",
        "The file {filename} is not a form (its content is {found}). Use an XLSForm workbook (.xlsx or .xls) or an XForm (.xml).",
    ),
    Entry(
        "form.file-too-large",
        422,
        "ไฟล์ {filename} ใหญ่เกินที่จะอ่านได้ ({reason}) กรุณาลบแถว แผ่นงาน หรือภาพที่ไม่ได้ใช้ แล้วบันทึกใหม่",
        "The file {filename} is too large to read ({reason}). Remove unused rows, sheets or pictures and save it again.",
    ),
    Entry(
        "form.damaged-file",
        422,
        "ไฟล์ {filename} เสียหาย อ่านไม่ได้ ({reason}) กรุณาเปิดใน Excel แล้วบันทึกใหม่",
        "The file {filename} is damaged and cannot be read ({reason}). Open it in a spreadsheet program and save it again.",
    ),
    Entry(
        "form.not-xform",
        422,
        "เอกสาร XML นี้ไม่ใช่แบบสำรวจแบบ XForm (ไม่พบส่วน model) กรุณาใช้ไฟล์ที่แปลงจาก XLSForm",
        "This XML is not an XForm (it has no model). Use a file converted from an XLSForm.",
    ),
    Entry(
        "form.no-instance",
        422,
        "แบบสำรวจไม่มีส่วน instance ที่เก็บคำตอบ กรุณาแปลงจาก XLSForm ใหม่",
        "The form has no instance to hold the answers. Convert it from its XLSForm again.",
    ),
    Entry(
        "form.no-id",
        422,
        "แบบสำรวจไม่มีรหัส กรุณาใส่ form_id ในแผ่นงาน settings",
        "The form has no id. Give it a form_id on the sheet settings.",
    ),
    Entry(
        "form.id-too-long",
        422,
        "{what} ของแบบสำรวจยาว {length} ตัวอักษร เกิน {limit} ตัว กรุณาย่อในแผ่นงาน settings",
        "The form's {what} is {length} characters long, more than {limit}. Shorten it on the sheet settings.",
    ),
    Entry(
        "form.unknown-type",
        422,
        "แผ่นงาน {sheet} แถว {row}: ไม่รู้จักชนิดคำถาม “{given}” ลองใช้ “{nearest}”",
        "Sheet {sheet}, row {row}: the question type “{given}” is not known. Did you mean “{nearest}”?",
    ),
    Entry(
        "form.missing-choices",
        422,
        "แผ่นงาน {sheet} แถว {row}: ไม่พบรายการตัวเลือก “{given}” กรุณาเพิ่มรายการนี้ในแผ่นงาน choices",
        "Sheet {sheet}, row {row}: there is no list of choices “{given}”. Add it to the sheet choices.",
    ),
    Entry(
        "form.duplicate-name",
        422,
        "แผ่นงาน {sheet} แถว {row}: ชื่อ “{given}” ซ้ำกับแถวอื่น กรุณาตั้งชื่อไม่ให้ซ้ำกัน",
        "Sheet {sheet}, row {row}: the name “{given}” is used twice. Give each question a name of its own.",
    ),
    Entry(
        "form.bad-name",
        422,
        "แผ่นงาน {sheet} แถว {row}: ช่อง {column} ใช้ชื่อไม่ได้ ชื่อต้องขึ้นต้นด้วยตัวอักษรหรือขีดล่าง และมีได้เฉพาะตัวอักษร ตัวเลข ขีด หรือจุด",
        "Sheet {sheet}, row {row}: column {column} holds no usable name. A name begins with a letter or underscore and holds letters, digits, hyphens, dots.",
    ),
    Entry(
        "form.unknown-reference",
        422,
        "แผ่นงาน {sheet} แถว {row}: ช่อง {column} อ้างถึงคำถาม “{given}” ซึ่งไม่มี กรุณาแก้ชื่อใน ${{…}}",
        "Sheet {sheet}, row {row}: column {column} refers to a question “{given}” that is not there. Correct the name in ${{…}}.",
    ),
    Entry(
        "form.unmatched-group",
        422,
        "แผ่นงาน {sheet} แถว {row}: กลุ่ม “{given}” เปิดปิดไม่ครบคู่ กรุณาตรวจ begin และ end ของกลุ่มและรายการวนซ้ำ",
        "Sheet {sheet}, row {row}: the group “{given}” is not opened and closed in pairs. Check its begin and end.",
    ),
    Entry(
        "form.row-refused",
        422,
        "แผ่นงาน {sheet} แถว {row}: แบบสำรวจยังใช้ไม่ได้ กรุณาแก้ตามนี้แล้วลองใหม่: {reason}",
        "Sheet {sheet}, row {row}: the form cannot be used yet. Correct this and try again: {reason}",
    ),
    Entry(
        "form.workbook-refused",
        422,
        "ไฟล์ {filename}: แบบสำรวจยังใช้ไม่ได้ กรุณาแก้ตามนี้แล้วลองใหม่: {reason}",
        "File {filename}: the form cannot be used yet. Correct this and try again: {reason}",
    ),
    Entry(
        "form.no-name",
        422,
        "แผ่นงาน {sheet} แถว {row}: ยังไม่มีชื่อในช่อง name กรุณาตั้งชื่อเป็นตัวอักษรไม่มีเว้นวรรค",
        "Sheet {sheet}, row {row}: the column name is empty. Give it a name without blanks.",
    ),
    Entry(
        "form.no-type",
        422,
        "แผ่นงาน {sheet} แถว {row}: ยังไม่มีชนิดคำถามในช่อง type กรุณาใส่ เช่น text หรือ select_one",
        "Sheet {sheet}, row {row}: the column type is empty. Write a type such as text or select_one.",
    ),
    Entry(
        "form.no-label",
        422,
        "แผ่นงาน {sheet} แถว {row}: คำถาม “{given}” ยังไม่มีข้อความคำถาม กรุณาใส่ในช่อง label",
        "Sheet {sheet}, row {row}: the question “{given}” has no text. Fill in its label.",
    ),
    Entry(
        "form.no-questions",
        422,
        "แบบสำรวจ {form} ไม่มีคำถามเลย กรุณาเพิ่มคำถามในแผ่นงาน survey",
        "The form {form} asks nothing. Add questions to the sheet survey.",
    ),
    Entry(
        "form.too-deep",
        422,
        "คำถาม “{question}” อยู่ลึก {depth} ชั้น เกิน {limit} ชั้นที่รับได้ คำตอบของแบบนี้จะส่งไม่ได้เลย กรุณาลดกลุ่มที่ซ้อนกัน",
        "The question “{question}” lies {depth} levels deep, more than the {limit} that a submission may have, so no answers could be sent. Nest fewer groups.",
    ),
    Entry(
        "form.too-many-questions",
        422,
        "แบบสำรวจมี {count} ช่อง เกิน {limit} ช่องที่ส่งได้ในครั้งเดียว คำตอบของแบบนี้จะส่งไม่ได้เลย กรุณาแบ่งเป็นหลายแบบ",
        "The form has {count} questions and groups, more than the {limit} that a submission may hold, so no answers could be sent. Split it into several forms.",
    ),
    Entry(
        "form.names-too-long",
        422,
        "ชื่อคำถามทั้งหมดรวมกันยาว {size} ไบต์ เกิน {limit} ไบต์ที่ส่งได้ในครั้งเดียว กรุณาย่อช่อง name หรือแบ่งเป็นหลายแบบ",
        "The names of the questions take {size} bytes, more than the {limit} that a submission may have. Shorten the column name or split the form.",
    ),
    Entry(
        "form.namespace-missing",
        422,
        "แผ่นงาน settings: มีช่อง {column} แต่ยังไม่ได้ประกาศ กรุณาเพิ่มช่อง namespaces ใส่ค่า {remedy}",
        "Sheet settings: the column {column} is used but not declared. Add a column namespaces with the value {remedy}",
    ),
    Entry(
        "form.broken-expression",
        422,
        "คำถาม “{question}” ช่อง {column}: สูตร “{expression}” เขียนไม่ถูกต้อง กรุณาตรวจวงเล็บและเครื่องหมาย",
        "Question “{question}”, column {column}: the expression “{expression}” is malformed. Check its brackets and operators.",
    ),
)
