"""Workbooks (XLSX) from plain values, as offices print and file them: A4 landscape, TH SarabunIT๙, BE years.

    book = Workbook(title="แผนพัฒนาท้องถิ่น", created=moment)
    sheet = book.sheet("ผ.02", widths=[6, 40, 30, 14, 14])
    sheet.line("แบบ ผ.02", align="right")
    sheet.line("แผนพัฒนาท้องถิ่น (พ.ศ. 2571–2575)", bold=True)
    sheet.head([Head("ที่", down=2), Head("โครงการ", down=2), …, Head("งบประมาณ (บาท)", across=2)],
               ["2571", "2572"])
    first = sheet.row([1, "ประปาบาดาล", "…", Money(44070000), None])
    sheet.row(["", "รวม", "", Sum(first, first, 44070000), …], bold=True)
    data = book.content()

A text is always written as a text: «=1+1» or «+66…» typed by somebody is no formula, now or after editing.
Numbers are `int`, `float` or `Decimal`; money is `Money` of satang and becomes a real number of baht; a `date`
becomes a real date that shows its Buddhist year; heads of year columns are texts. Nothing is locked.
"""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Literal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from sarnkit import clock
from sarnkit.problems import Problem

FONT: Final = "TH SarabunIT๙"
MOST_TEXT: Final = 32_767  # characters of a cell
_BAHT: Final = "#,##0.00"
_WHOLE: Final = "#,##0"
_THAI_DATE: Final = "[$-107041E]d mmm yyyy"  # Thai month, Buddhist year, Arabic digits
_A4: Final = 9
_LINE: Final = 1.66  # height of a line in the size of its letters: what Laksaman needs, TH Sarabun less
_MOST_LINES: Final = 20  # Excel takes rows up to 409 points
_NO_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Align = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Money:
    """An amount in satang; the cell holds baht."""

    satang: int


@dataclass(frozen=True)
class Sum:
    """The sum of this column from row `first` to row `last` (as `Sheet.row` gave them), as a living formula.

    With `rows` it is the sum of these rows instead, such as the sums of the parts of a table; at most 250.

    `satang` is what it comes to, for programs that do not calculate (a phone's preview); for a column of plain
    numbers give `number` instead.
    """

    first: int
    last: int
    satang: int | None = None
    number: int | Decimal | None = None
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Head:
    """A cell of the head that spans columns to the right and rows below."""

    text: str
    across: int = 1
    down: int = 1


Value = str | int | float | Decimal | date | Money | Sum | None


@dataclass
class Sheet:
    """One sheet, written from the top down. Made by `Workbook.sheet`."""

    name: str
    widths: tuple[float, ...]
    size: float
    _inner: Worksheet
    _book: Workbook
    _next: int = 0

    @property
    def columns(self) -> int:
        """How many columns the table has."""
        return len(self.widths)

    def line(
        self, text: str, *, bold: bool = False, align: Align = "center", size: float | None = None
    ) -> None:
        """A line over the whole width, as titles are."""
        format_ = self._book._format(
            bold=bold, align=align, valign="vcenter", text_wrap=True, font_size=size or self.size
        )
        self._across(text, format_, size or self.size)

    def section(self, text: str) -> None:
        """A framed line over the whole width that parts the table («ยุทธศาสตร์ที่ 1 …»)."""
        format_ = self._book._format(**self._framed(bold=True, align="left", text_wrap=True))
        self._across(text, format_, self.size)

    def head(self, *rows: Sequence[Head | str]) -> None:
        """The head of the table, repeated on every printed page; a span leaves its cells out of the rows below."""
        format_ = self._book._format(
            bold=True,
            align="center",
            valign="vcenter",
            text_wrap=True,
            border=1,
            bg_color="#EDEDED",
            font_size=self.size,
        )
        taken: set[tuple[int, int]] = set()
        for down, row in enumerate(rows):
            lines = self._head_row(self._next + down, row, taken, format_)
            self._inner.set_row(self._next + down, lines * self.size * _LINE)
        self._inner.repeat_rows(self._next, self._next + len(rows) - 1)
        self._next += len(rows)
        self._inner.freeze_panes(self._next, 0)

    def row(self, values: Sequence[Value], *, bold: bool = False, align: Sequence[Align | None] = ()) -> int:
        """A framed row; returns its number in the sheet, counted from 1.

        By themselves texts stand left, numbers right, dates in the middle; `align` moves them. Raises Problem
        `documents.cell-too-long`, ValueError for more values than columns.
        """
        if len(values) > self.columns:
            raise ValueError(f"{len(values)} values for the {self.columns} columns of {self.name}")
        for column in range(self.columns):
            value = values[column] if column < len(values) else None
            side = align[column] if column < len(align) else None
            self._cell(self._next, column, value, bold, side)
        pairs = zip(values, self.widths, strict=False)
        lines = max((self._lines(text, width) for text, width in pairs if isinstance(text, str)), default=1)
        self._inner.set_row(self._next, lines * self.size * _LINE)
        self._next += 1
        return self._next

    def gap(self, rows: int = 1) -> None:
        """Leave rows empty."""
        self._next += rows

    def _across(self, text: str, format_: Format, size: float) -> None:
        clean = self._clean(text, 0)
        self._inner.set_row(self._next, self._lines(clean, sum(self.widths), size) * size * _LINE)
        if self.columns > 1:
            self._inner.merge_range(self._next, 0, self._next, self.columns - 1, "", format_)
        self._inner.write_string(self._next, 0, clean, format_)
        self._next += 1

    def _head_row(
        self, at: int, row: Sequence[Head | str], taken: set[tuple[int, int]], format_: Format
    ) -> int:
        """Write one row of the head; return how many lines of text it needs to be high."""
        column, lines = 0, 1
        for item in row:
            head = Head(item) if isinstance(item, str) else item
            while (at, column) in taken:
                column += 1
            if head.across > 1 or head.down > 1:
                last = (at + head.down - 1, column + head.across - 1)
                self._inner.merge_range(at, column, *last, "", format_)
            self._inner.write_string(at, column, self._clean(head.text, column), format_)
            taken |= {(at + y, column + x) for y in range(head.down) for x in range(head.across)}
            room = sum(self.widths[column : column + head.across])
            lines = max(lines, math.ceil(self._lines(head.text, room) / head.down))
            column += head.across
        return lines

    def _cell(self, row: int, column: int, value: Value, bold: bool, align: Align | None) -> None:
        if value is None or value == "":
            self._inner.write_blank(row, column, None, self._book._format(**self._framed(bold=bold)))
        elif isinstance(value, str):
            self._text(row, column, value, bold, align or "left")
        elif isinstance(value, date):
            format_ = self._framed(bold=bold, align=align or "center", num_format=_THAI_DATE)
            self._inner.write_datetime(row, column, value, self._book._format(**format_))
        elif isinstance(value, Sum):
            self._sum(row, column, value, bold)
        else:
            amount, shown = _number(value)
            format_ = self._framed(bold=bold, align=align or "right", num_format=shown)
            self._inner.write_number(row, column, amount, self._book._format(**format_))

    def _text(self, row: int, column: int, value: str, bold: bool, align: Align) -> None:
        text = self._clean(value, column, row)
        format_ = self._framed(bold=bold, align=align, text_wrap=True)
        # The prefix keeps it a text when somebody edits the cell later.
        if text.lstrip()[:1] in {"=", "+", "-", "@"}:
            format_["quote_prefix"] = True
        self._inner.write_string(row, column, text, self._book._format(**format_))

    def _sum(self, row: int, column: int, value: Sum, bold: bool) -> None:
        money = value.satang is not None
        result, _ = _number(Money(value.satang) if value.satang is not None else value.number or 0)
        cells = ":".join(xl_rowcol_to_cell(one - 1, column) for one in (value.first, value.last))
        if value.rows:
            cells = ",".join(xl_rowcol_to_cell(one - 1, column) for one in value.rows)
        format_ = self._framed(bold=bold, align="right", num_format=_BAHT if money else _WHOLE)
        formula = f"=SUM({cells})"
        self._inner.write_formula(row, column, formula, self._book._format(**format_), result)

    def _lines(self, text: str, width: float, size: float | None = None) -> int:
        """How many lines a text takes in a column of that width, rather one too many.

        Not every program fits a row to its text by itself, so that heights are written. A column's width counts
        digits of the workbook's font, about as wide as its letters; marks above and below take no room. A
        twelfth is lost where words do not fill their line.
        """
        room = width * self.size / (size or self.size)
        seen = (sum(unicodedata.category(letter) != "Mn" for letter in part) for part in text.split("\n"))
        return min(_MOST_LINES, sum(max(1, math.ceil(count * 13 / 12 / room)) for count in seen))

    def _framed(self, **more: Any) -> dict[str, Any]:
        return {"border": 1, "valign": "top", "font_size": self.size, **more}

    def _clean(self, text: str, column: int, row: int | None = None) -> str:
        clean = _NO_CONTROLS.sub("", text)
        if len(clean) > MOST_TEXT:
            cell = xl_rowcol_to_cell(self._next if row is None else row, column)
            raise Problem(
                "documents.cell-too-long", sheet=self.name, cell=cell, length=len(clean), limit=MOST_TEXT
            )
        return clean


class Workbook:
    """A workbook being made in memory; `content()` ends it."""

    def __init__(self, *, title: str, created: datetime | None = None, size: float = 14) -> None:
        """`created` is the date inside the file: the same values and date give the same bytes.

        `size` is the size of the letters in points.
        """
        self._out = io.BytesIO()
        self._size = size
        self._inner = xlsxwriter.Workbook(
            self._out,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_format_properties": {"font_name": FONT, "font_size": size},
                "default_row_height": round(size * _LINE * 4 / 3),  # in dots of 96 an inch
            },
        )
        moment = (created or clock.now()).astimezone(UTC).replace(tzinfo=None, microsecond=0)
        self._inner.set_properties({"title": title, "created": moment})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(
        self,
        name: str,
        *,
        widths: Sequence[float],
        header: str = "",
        footer: str = "",
        landscape: bool = True,
        page_number: str = "หน้า {page}/{pages}",
    ) -> Sheet:
        """A new sheet of as many columns as `widths` (in characters).

        `name` loses what Excel forbids and gets a number where it is taken. `header` stands in the middle above
        every page, `footer` left below, the page's number right below.
        """
        taken = [sheet.get_name() for sheet in self._inner.worksheets()]
        inner = self._inner.add_worksheet(_sheet_name(name, taken))
        inner.set_paper(_A4)
        if landscape:
            inner.set_landscape()
        inner.fit_to_pages(1, 0)
        inner.set_margins(left=0.45, right=0.45, top=0.7, bottom=0.7)
        number = _running(page_number).replace("{page}", "&P").replace("{pages}", "&N")
        inner.set_header("&C" + _font_code("Bold") + _running(header) if header else "")
        inner.set_footer(
            "&L" + _font_code("Regular") + _running(footer) + "&R" + _font_code("Regular") + number
        )
        for column, width in enumerate(widths):
            inner.set_column(column, column, width)
        return Sheet(inner.get_name(), tuple(widths), self._size, inner, self)

    def content(self) -> bytes:
        """The finished file."""
        self._inner.close()
        return self._out.getvalue()

    def _format(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._inner.add_format({"font_name": FONT, **properties})
        return self._formats[key]


def _number(value: int | float | Decimal | Money) -> tuple[float | Decimal, str]:
    """The number that the cell holds and how it is shown."""
    if isinstance(value, Money):
        return Decimal(value.satang) / 100, _BAHT
    if isinstance(value, int):
        return value, _WHOLE
    return value, "#,##0.0#"


def _sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """At most 31 characters, none of those that Excel forbids, unlike the names taken in any case."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", _NO_CONTROLS.sub("", wanted)).strip("' ")[:31] or "แผ่น"
    lower = {name.lower() for name in taken}
    name, number = plain, 2
    while name.lower() in lower or name.lower() == "history":  # Excel keeps that one for itself
        name = f"{plain[:26]} ({number})"
        number += 1
    return name


def _running(text: str) -> str:
    """A text for a header or footer, short enough that Excel does not refuse the file."""
    return _NO_CONTROLS.sub("", " ".join(text.split()))[:90].replace("&", "&&")


def _font_code(weight: Literal["Regular", "Bold"]) -> str:
    return f'&"{FONT},{weight}"'
