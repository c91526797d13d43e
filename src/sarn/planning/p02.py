"""ผ.02, the form of projects of a local plan: laid out once (`Grid`), written as a workbook or as paper.

Which columns it has, how they are headed and what the groups are called is the layout's (`layouts/*.toml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sarn.documents import paper
from sarn.documents.workbook import Align, Head, Money, Sheet, Sum, Value, Workbook
from sarn.planning import contents, layouts, plans
from sarn.planning.contents import Contents, Row
from sarn.planning.layouts import Column, Form, Layout
from sarn.planning.models import PlanVersion
from sarnkit import thai
from sarnkit.problems import Problem

MOST_RANGES: Final = 250  # arguments of a SUM
_NONE: Final = "ไม่ระบุ"
_SHORT_HASH: Final = 16


@dataclass(frozen=True)
class Line:
    """One project of the form: its running number and its row."""

    number: int
    row: Row


@dataclass(frozen=True)
class Section:
    """The projects of one programme below one strategy."""

    strategy: str
    programme: str
    lines: tuple[Line, ...]

    def of_year(self, year: int) -> int:
        """Money of the year (CE), in satang."""
        return sum(line.row.years.get(year, 0) for line in self.lines)


@dataclass(frozen=True)
class Grid:
    """The form, laid out: titles, columns (the years unfolded), sections in order."""

    layout: Layout
    form: Form
    titles: tuple[str, ...]
    years: tuple[int, ...]
    sections: tuple[Section, ...]
    name: str  # «แผนพัฒนาท้องถิ่น ตำบลห้วยสาธิต ฉบับแรก»
    proof: str  # when it was announced and under which hash, or that it is a draft
    short_proof: str

    @property
    def projects(self) -> int:
        """How many projects stand in it."""
        return sum(len(section.lines) for section in self.sections)

    def of_year(self, year: int) -> int:
        """Money of the year (CE), in satang."""
        return sum(section.of_year(year) for section in self.sections)


def grid(version: PlanVersion, *, form: str = "p02", layout: str = "") -> Grid:
    """The form of the version as the current scope may read it.

    `layout` takes another layout of the same round. Raises Problem `plans.unknown-layout`.
    """
    known = plans.layout_of(version.plan)
    wanted = next((one for one in layouts.of_round(known) if one.code == (layout or known.code)), None)
    if wanted is None or form not in wanted.forms:
        codes = ", ".join(one.code for one in layouts.of_round(known) if one.forms)
        raise Problem("plans.unknown-layout", code=layout or form, known=codes)
    return lay_out(contents.of(version), version, wanted, wanted.forms[form])


def lay_out(held: Contents, version: PlanVersion, layout: Layout, form: Form) -> Grid:
    """The contents on the layout's form."""
    said = {
        "first": thai.be(held.plan["first_year"]),
        "last": thai.be(held.plan["last_year"]),
        "version": held.version["label"],
        "area": held.plan["area"],
    }
    sections, number = [], 0
    for group in held.groups:
        rows = [row for row in group.rows if form.rows in ("all", row.level)]
        lines = tuple(Line(number + place, row) for place, row in enumerate(rows, start=1))
        number += len(lines)
        if lines:
            sections.append(Section(group.strategy, group.programme, lines))
    return Grid(
        layout=layout,
        form=form,
        titles=(form.title, *(line.format(**said) for line in form.lines)),
        years=held.years,
        sections=tuple(sections),
        name=f"{held.plan['title']} {held.version['label']}",
        proof=_proof(held, version),
        short_proof=f"รหัสตรวจสอบ {version.sha256[:_SHORT_HASH]}" if version.sha256 else "ร่าง ยังไม่ประกาศใช้",
    )


def _proof(held: Contents, version: PlanVersion) -> str:
    if not version.sha256 or held.version["announced_on"] is None:
        return "ร่าง ยังไม่ประกาศใช้ ข้อความและเงินเปลี่ยนได้"
    day = thai.thai_date(date.fromisoformat(held.version["announced_on"]))
    return f"ประกาศใช้ {day} รหัสตรวจสอบ (SHA-256) {version.sha256}"


# As a workbook


def workbook(made: Grid, *, now: datetime | None = None) -> bytes:
    """The form as XLSX: money as numbers, sums as formulas, A4 landscape, heads on every page."""
    book = Workbook(title=made.name, created=now, size=made.layout.size)
    columns = made.layout.columns
    widths = [one.width for one in columns for _ in _repeats(one, made)]
    sheet = book.sheet(made.form.label, widths=widths, footer=f"{made.name} · {made.short_proof}")
    sheet.line(made.form.label, align="right")
    for place, title in enumerate(made.titles):
        sheet.line(title, bold=place == 0)
    sheet.gap()
    sheet.head(*_heads(made))
    sums = _write_sections(sheet, made)
    _write_total(sheet, made, sums)
    sheet.gap()
    sheet.line(made.proof, align="left")
    return book.content()


def _heads(made: Grid) -> tuple[list[Head | str], list[Head | str]]:
    above: list[Head | str] = []
    below: list[Head | str] = []
    for column in made.layout.columns:
        if column.field == "years":
            above.append(Head(column.heading, across=len(made.years)))
            below += [column.each.format(year=thai.be(year)) for year in made.years]
        else:
            above.append(Head(column.heading, down=2))
    return above, below


def _write_sections(sheet: Sheet, made: Grid) -> list[int]:
    """Write all sections; the row numbers of their sums."""
    sums, strategy = [], None
    for section in made.sections:
        if section.strategy != strategy:
            strategy = section.strategy
            sheet.section(f"{made.layout.strategy}: {strategy or _NONE}")
        sheet.section(f"{made.layout.programme}: {section.programme or _NONE}")
        sides = [_side(one) for one in made.layout.columns for _ in _repeats(one, made)]
        rows = [sheet.row(_cells(line, made), align=sides) for line in section.lines]
        words = f"รวม{made.layout.programme} {len(section.lines):,} โครงการ"
        sums.append(
            sheet.row(
                _sum_row(
                    made, words, {year: Sum(rows[0], rows[-1], section.of_year(year)) for year in made.years}
                ),
                bold=True,
            )
        )
    return sums


def _write_total(sheet: Sheet, made: Grid, sums: list[int]) -> None:
    words = f"รวมทั้งสิ้น {made.projects:,} โครงการ"
    total: dict[int, Value] = {}
    for year in made.years:
        satang = made.of_year(year)
        fits = 0 < len(sums) <= MOST_RANGES
        total[year] = Sum(sums[0], sums[0], satang, rows=tuple(sums)) if fits else Money(satang)
    sheet.row(_sum_row(made, words, total), bold=True)


def _sum_row(made: Grid, words: str, money: Any) -> list[Value]:
    values: list[Value] = []
    for column in made.layout.columns:
        if column.field == "years":
            values += [money[year] for year in made.years]
        else:
            values.append(words if column.field == "title" else None)
    return values


def _cells(line: Line, made: Grid) -> list[Value]:
    values: list[Value] = []
    for column in made.layout.columns:
        if column.field == "years":
            amounts = (line.row.years.get(year) for year in made.years)
            values += [Money(satang) if satang else None for satang in amounts]
        else:
            values.append(line.number if column.field == "number" else str(getattr(line.row, column.field)))
    return values


def _side(column: Column) -> Align:
    return "right" if column.field == "years" else column.align


def _repeats(column: Column, made: Grid) -> range:
    return range(len(made.years) if column.field == "years" else 1)


# As paper


def pdf(made: Grid, *, now: datetime | None = None) -> bytes:
    """The form as PDF."""
    return paper.pdf("planning/p02.typ", paper_data(made), now=now)


def paper_data(made: Grid) -> dict[str, Any]:
    """What the template of the form prints."""
    return {
        "label": made.form.label,
        "titles": made.titles,
        "name": made.name,
        "short_proof": made.short_proof,
        "proof": made.proof,
        "strategy": made.layout.strategy,
        "programme": made.layout.programme,
        "columns": [
            {"field": one.field, "heading": one.heading, "width": one.width, "align": one.align}
            for one in made.layout.columns
        ],
        "years": [str(thai.be(year)) for year in made.years],
        "sections": [
            {
                "strategy": section.strategy or _NONE,
                "programme": section.programme or _NONE,
                "sums": [section.of_year(year) for year in made.years],
                "count": len(section.lines),
                "rows": [_plain(line, made) for line in section.lines],
            }
            for section in made.sections
        ],
        "total": [made.of_year(year) for year in made.years],
        "count": made.projects,
    }


def _plain(line: Line, made: Grid) -> list[Any]:
    values: list[Any] = []
    for column in made.layout.columns:
        if column.field == "years":
            values += [line.row.years.get(year) or None for year in made.years]
        else:
            values.append(str(line.number if column.field == "number" else getattr(line.row, column.field)))
    return values
