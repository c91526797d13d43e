"""Workbooks read back: values, formats, page, what people type, and LibreOffice's own opinion."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from sarn.documents.workbook import FONT, Head, Money, Sum, Workbook
from sarnkit.problems import Problem

CREATED = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
YEARS = ["2571", "2572", "2573", "2574", "2575"]


def plan(created: datetime = CREATED) -> bytes:
    """A short ผ.02: two rows of money over five years and their sums."""
    book = Workbook(title="แผนพัฒนาท้องถิ่น", created=created)
    sheet = book.sheet("ผ.02", widths=[5, 34, *[13] * 5, 14], header="แบบ ผ.02 & อื่น ๆ", footer="อบต. ห้วยสาธิต")
    sheet.line("แผนพัฒนาท้องถิ่น (พ.ศ. 2571–2575)", bold=True, size=16)
    sheet.head(
        [
            Head("ที่", down=2),
            Head("โครงการ", down=2),
            Head("งบประมาณ (บาท)", across=5),
            Head("วันที่เริ่ม", down=2),
        ],
        YEARS,
    )
    sheet.section("ยุทธศาสตร์ที่ 1 โครงสร้างพื้นฐาน")
    first = sheet.row([1, "ประปาบาดาล", Money(44070000), None, None, None, None, date(2027, 3, 1)])
    last = sheet.row([2, "=1+1", Money(1), Money(30000000)])
    sheet.row(["", "รวม", Sum(first, last, satang=44070001), Sum(first, last, satang=30000000)], bold=True)
    return book.content()


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_values_come_back_as_what_they_are() -> None:
    sheet = opened(plan())["ผ.02"]
    assert sheet["A1"].value == "แผนพัฒนาท้องถิ่น (พ.ศ. 2571–2575)"
    assert [sheet.cell(3, column).value for column in range(3, 8)] == YEARS  # BE years are texts
    assert (sheet["C5"].value, sheet["C5"].number_format) == (440700, "#,##0.00")
    assert (sheet["C6"].value, sheet["C6"].data_type) == (0.01, "n")
    assert sheet["H5"].value == datetime(2027, 3, 1)
    assert "107041E" in sheet["H5"].number_format
    assert (sheet["C7"].value, sheet["C7"].data_type) == ("=SUM(C5:C6)", "f")
    fonts = {sheet.cell(row, column).font.name for row in range(1, 8) for column in range(1, 9)}
    assert fonts == {FONT}


def test_a_program_that_does_not_calculate_sees_the_sums() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(plan()), data_only=True)["ผ.02"]
    assert sheet["C7"].value == 440700.01
    assert sheet["D7"].value == 300000


def test_it_prints_on_a4_across_with_its_head_on_every_page() -> None:
    sheet = opened(plan())["ผ.02"]
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$3"
    assert sheet.freeze_panes == "A4"
    assert "C2:G2" in [str(span) for span in sheet.merged_cells.ranges]
    assert sheet.oddHeader.center.text == "แบบ ผ.02 && อื่น ๆ"
    assert "&P" in sheet.oddFooter.right.text
    assert not sheet.protection.sheet


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+66 81",
        "-5",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        " =1",
        "\t=1",
        "{=1}",
        "http://x.example/",
    ],
)
def test_what_people_type_stays_text(typed: str) -> None:
    book = Workbook(title="x", created=CREATED)
    sheet = book.sheet("x", widths=[20, 20])
    sheet.row([typed, "ok"])
    sheet.line(typed)
    data = book.content()
    for row in (1, 2):
        cell = opened(data)["x"].cell(row, 1)
        assert (cell.value, cell.data_type, cell.hyperlink) == (typed, "s", None)
    if typed.lstrip()[0] in "=+-@":
        assert opened(data)["x"]["A1"].quotePrefix
    assert not opened(data)["x"]["B1"].quotePrefix


def test_characters_that_break_xml_do_not_break_the_file() -> None:
    book = Workbook(title="ก & ข <ค>", created=CREATED)
    sheet = book.sheet("x", widths=[20])
    sheet.row(["ก\x00\x1b\ud800ข\ufffe _x0041_ & <b>"])
    assert opened(book.content())["x"]["A1"].value == "กข _x0041_ & <b>"


def test_a_text_longer_than_a_cell_is_refused_and_says_where() -> None:
    sheet = Workbook(title="x", created=CREATED).sheet("งาน", widths=[20, 20])
    sheet.row(["ก" * 32_767])
    with pytest.raises(Problem) as refused:
        sheet.row(["", "ก" * 32_768])
    assert refused.value.code == "documents.cell-too-long"
    assert (refused.value.params["sheet"], refused.value.params["cell"]) == ("งาน", "B2")


def test_more_values_than_columns_are_a_fault() -> None:
    with pytest.raises(ValueError, match="3 values for the 2 columns"):
        Workbook(title="x").sheet("x", widths=[1, 1]).row([1, 2, 3])


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("ครั้งที่ 1/2570", "ครั้งที่ 1-2570"),
        ("ก" * 40, "ก" * 31),
        ("[*?]:\\", "------"),
        ("", "แผ่น"),
        ("'x'", "x"),
        ("History", "History (2)"),
    ],
)
def test_names_of_sheets_are_ones_that_excel_takes(wanted: str, given: str) -> None:
    book = Workbook(title="x", created=CREATED)
    assert book.sheet(wanted, widths=[1]).name == given
    again = book.sheet(wanted.upper(), widths=[1]).name
    assert again.lower() != given.lower()
    assert len(again) <= 31
    assert len(opened(book.content()).sheetnames) == 2


def test_a_long_header_is_cut_and_kept() -> None:
    book = Workbook(title="x", created=CREATED)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # XlsxWriter drops a long header with a warning only
        book.sheet("x", widths=[1], header="&" * 300, footer="ก" * 300).row([Decimal("1.5")])
    sheet = opened(book.content())["x"]
    assert sheet.oddHeader.center.text.startswith("&&")
    assert sheet.oddFooter.left.text.startswith("กกก")


def test_the_same_values_and_date_give_the_same_bytes() -> None:
    assert plan() == plan()
    assert plan() != plan(datetime(2027, 3, 2, tzinfo=UTC))
    assert opened(plan()).properties.created == CREATED.replace(tzinfo=None)


def test_libreoffice_opens_it_and_reads_buddhist_years(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    (tmp_path / "plan.xlsx").write_bytes(plan())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true",
    ]
    subprocess.run([*command, "plan.xlsx"], cwd=tmp_path, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "plan.csv").read_text("utf-8")
    assert "1 มี.ค. 2570" in text
    assert '"440,700.01"' in text or "440,700.01" in text
    assert "=1+1" in text


def test_twelve_hundred_rows_stay_small() -> None:
    book = Workbook(title="x", created=CREATED)
    sheet = book.sheet("x", widths=[5, 40, 12, 12])
    for number in range(1200):
        sheet.row([number, f"โครงการที่ {number}", Money(number * 100), date(2027, 1, 1)])
    data = book.content()
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    styles = openpyxl.load_workbook(io.BytesIO(data))._cell_styles
    assert len(styles) < 12  # formats are shared, not made anew for each cell


def test_rows_are_as_high_as_their_text() -> None:
    book = Workbook(title="x", created=CREATED, size=10)
    sheet = book.sheet("x", widths=[20, 20])
    sheet.row(["สั้น", "ก" * 70])
    sheet.row(["หนึ่ง\nสอง", ""])
    sheet.row(["ที่ขึ้นชื่อว่ามีน้ำ", 1])  # 13 letters, the rest are marks
    rows = opened(book.content())["x"].row_dimensions
    assert rows[1].height == pytest.approx(4 * 16.6, abs=1)
    assert rows[2].height == pytest.approx(2 * 16.6, abs=1)
    assert rows[3].height is None  # as high as any row of the sheet


def test_numbers_stand_right_unless_told() -> None:
    book = Workbook(title="x", created=CREATED)
    sheet = book.sheet("x", widths=[5] * 4)
    sheet.row([1, 2, date(2027, 1, 1), "ก"], align=["center"])
    cells = opened(book.content())["x"][1]
    assert [cell.alignment.horizontal for cell in cells] == ["center", "right", "center", "left"]
