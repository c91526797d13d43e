"""ผ.02 as a workbook and on paper, the book of a village plan: count, numbers, years, Thai text."""

from __future__ import annotations

import io
import json
import re
import subprocess
from zipfile import ZipFile

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from sarn.access.tests.scopes import everything
from sarn.planning import layouts, p02, plan_book
from sarn.planning.models import Issue, ProposalIssue
from sarn.planning.tests.plan_scenes import (
    HEAD,
    announce,
    local_draft,
    make_place,
    make_project,
    make_work,
    village_draft,
)
from sarnkit.problems import Problem

pytestmark = pytest.mark.django_db

EVIL = ('=HYPERLINK("http://x","กด")', "+66812345678", "-1+1", "@SUM(A1)", "\t=1+1")


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def filled(place):
    """A local draft of seven projects in three groups; one has money in two years, one has none."""
    for number, name in enumerate((*EVIL, "ป่าชุมชน ฟ้า ฝั่ง ก๋วยเตี๋ยว ญี่ปุ่น", "ปู่ผู้ใหญ่")):
        version = local_draft(
            place,
            make_project(place.tambons.villages[number % 2], name),
            strategy=f"ยุทธศาสตร์ที่ {number % 2 + 1}",
            programme=("แผนงานการเกษตร", "แผนงานเคหะและชุมชน")[number // 4],
            years={0: {2028: 300_000_00, 2032: 50}, 1: {}}.get(number, {2029: 1_250_000_25}),
        )
    return version


@pytest.fixture
def grid(place, filled):
    with place.officer:
        return p02.grid(filled)


@pytest.fixture
def sheet(grid):
    return openpyxl.load_workbook(io.BytesIO(p02.workbook(grid))).active


def rows_of(sheet):
    return [row for row in sheet.iter_rows() if isinstance(row[0].value, int)]


def test_as_many_projects_as_the_plan_has_numbered_through(sheet, grid):
    assert grid.projects == 7
    assert [row[0].value for row in rows_of(sheet)] == list(range(1, 8))


def test_years_are_headed_in_the_buddhist_era(sheet):
    heads = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=8)]
    assert ["2571", "2572", "2573", "2574", "2575"] in [row[4:9] for row in heads]
    first = next(row for row in heads if row[1] == "โครงการ")
    assert [cell for cell in first if cell] == [
        "ที่",
        "โครงการ",
        "วัตถุประสงค์",
        "เป้าหมาย\n(ผลผลิตของโครงการ)",
        "งบประมาณ (บาท)",
        "ตัวชี้วัด\n(KPI)",
        "ผลที่คาดว่า\nจะได้รับ",
        "หน่วยงาน\nรับผิดชอบหลัก",
    ]


def test_money_is_a_number_and_nothing_is_nothing(sheet):
    rows = {row[1].value: row for row in rows_of(sheet)}
    money = [cell.value for cell in rows[EVIL[0]][4:9]]
    assert money == [300_000, None, None, None, 0.5]
    assert all(cell.data_type == "n" for row in rows.values() for cell in row[4:9])
    assert [cell.value for cell in rows[EVIL[1]][4:9]] == [None] * 5
    assert rows[EVIL[0]][4].number_format == "#,##0.00"


def test_nothing_typed_becomes_a_formula(sheet):
    rows = {row[1].value: row for row in rows_of(sheet)}
    for text in EVIL:
        assert text in rows
        assert rows[text][1].data_type == "s"
        assert rows[text][1].quotePrefix


def test_sums_are_living_formulas_and_add_up(sheet, grid):
    formulas = [row for row in sheet.iter_rows() if str(row[5].value).startswith("=SUM(")]
    assert len(formulas) == len(grid.sections) + 1
    assert formulas[-1][1].value == "รวมทั้งสิ้น 7 โครงการ"
    of_2572 = sum(row[5].value or 0 for row in rows_of(sheet))
    assert of_2572 == pytest.approx(5 * 1_250_000.25)
    cells = re.findall(r"[A-Z]+(\d+)", formulas[-1][5].value)
    assert len(cells) == len(grid.sections)
    assert {sheet[f"F{at}"].value for at in cells} == {row[5].value for row in formulas[:-1]}


def test_what_a_phone_shows_without_calculating_is_the_same_sum(grid):
    plain = openpyxl.load_workbook(io.BytesIO(p02.workbook(grid)), data_only=True).active
    last = next(row for row in plain.iter_rows() if str(row[1].value).startswith("รวมทั้งสิ้น"))
    assert [cell.value for cell in last[4:9]] == [300_000, 5 * 1_250_000.25, 0, 0, 0.5]


def test_prints_on_landscape_a4_with_heads_on_every_page(sheet, grid):
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$6:$7"
    book = ZipFile(io.BytesIO(p02.workbook(grid))).read("xl/workbook.xml").decode()
    assert "'แบบ ผ.02'!$6:$7" in book, "unquoted, LibreOffice does not repeat them"
    footer = sheet.oddFooter
    assert "แผนพัฒนาท้องถิ่น ตำบลห้วยสาธิต ฉบับแรก" in footer.left.text
    assert "ร่าง" in footer.left.text
    assert "&P" in sheet.oddFooter.right.text or "Page" in str(footer.right.text)


def test_the_same_version_gives_the_same_file(place, filled):
    import datetime

    now = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
    with place.officer:
        assert p02.workbook(p02.grid(filled), now=now) == p02.workbook(p02.grid(filled), now=now)


def test_an_announced_version_names_its_hash(place, filled):
    version = announce(place, filled)
    with place.officer:
        made = p02.grid(version)
        sheet = openpyxl.load_workbook(io.BytesIO(p02.workbook(made))).active
    assert version.sha256[:16] in sheet.oddFooter.left.text
    assert any(version.sha256 in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_another_layout_of_the_round_has_other_columns(place, filled):
    with place.officer:
        made = p02.grid(filled, layout="p02-2571-praden")
        sheet = openpyxl.load_workbook(io.BytesIO(p02.workbook(made))).active
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any("KPI" in word for word in words)
    assert any(word.startswith("ประเด็นการพัฒนา:") for word in words)
    assert len(rows_of(sheet)) == 7


def test_form_of_villages_only(place, filled):
    own = make_project(place.tambon, "ของตำบลเอง")
    version = local_draft(place, own)
    with place.officer:
        assert p02.grid(version).projects == 8
        assert p02.grid(version, form="p02-1").projects == 7


@pytest.mark.parametrize("given", [{"layout": "p02-2566"}, {"layout": "../x"}, {"form": "p09"}])
def test_forms_and_layouts_that_there_are_not(place, filled, given):
    with place.officer, pytest.raises(Problem) as refused:
        p02.grid(filled, **given)
    assert refused.value.code == "plans.unknown-layout"


def test_every_layout_file_is_whole():
    for layout in layouts.everything().values():
        assert layout.source
        assert layout.confidence in ("low", "medium", "high")
        if layout.kind == layouts.LOCAL:
            assert {"number", "title", "years"} <= {one.field for one in layout.columns}
            assert (layout.first_year, layout.last_year) in {(2028, 2032), (2023, 2027)}


@pytest.mark.parametrize(
    ("fiscal_year", "first"), [(2020, 2023), (2025, 2023), (2026, 2023), (2027, 2028), (2030, 2028)]
)
def test_which_round_is_planned(fiscal_year, first):
    assert layouts.begins(layouts.LOCAL, fiscal_year) == first
    assert layouts.begins(layouts.VILLAGE, fiscal_year) == fiscal_year


# On paper


def text_layer(pdf: bytes) -> str:
    """The text of a PDF without blanks: readers put false ones after marks that lean left."""
    found = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return re.sub(r"\s+", "", found.stdout.decode())


def test_the_form_on_paper_says_the_same(grid):
    text = text_layer(p02.pdf(grid))
    for word in ("2571", "2575", "น้ำใช้ไม่เพียงพอ", "แบบผ.02", "รวมทั้งสิ้น7โครงการ", "1,250,000.25", "300,000"):
        assert word in text


def test_the_book_of_a_village(place, settings):
    settings.SARN_ORIGIN = "https://data.example.org"
    project = make_project(place.village)
    proposal = make_work(project, "self", "ask")
    with everything():
        issue = Issue.objects.create(
            area=place.village,
            area_path=place.village.path,
            title="น้ำใช้ไม่เพียงพอ",
            raised_by=HEAD,
            raised_on="2026-11-08",
        )
        ProposalIssue.objects.create(proposal=proposal, issue=issue)
    version = announce(place, village_draft(place, project))
    with place.head:
        data, files = plan_book.book(version)
        text = text_layer(plan_book.pdf(version))
    assert [(one["name"], one["satang"]) for one in data["doings"]] == [
        ("เราทำเอง", 100_000_00),
        ("ให้หน่วยงานทำ", 100_000_00),
    ]
    assert [(one["name"], len(one["rows"])) for one in data["chapters"]] == [("ทำร่วมกัน", 1)]
    assert set(files) == {"qr.svg"}
    assert data["address"] == f"https://data.example.org/plan-versions/{version.uid}/"
    for word in (
        "น้ำใช้ไม่เพียงพอ",
        "แผนพัฒนาหมู่บ้าน",
        "เวทีหมู่บ้านเห็นชอบ8พฤศจิกายน2569คนมา86คน",
        "ขยายระบบประปาหมู่บ้าน",
        "ไม่ได้ตั้งเป็นตัวเลขเพราะวัดเป็นตัวเลขไม่ได้",
        version.sha256[:32],
        "300,000",
    ):
        assert word in text


def test_the_book_of_a_draft_says_that_it_is_one(place):
    version = village_draft(place, make_project(place.village))
    with place.head:
        text = text_layer(plan_book.pdf(version))
    assert "ร่างยังไม่ประกาศใช้" in text
    assert "ร่างนี้ยังไม่ผ่านเวทีหมู่บ้าน" in text


def test_the_book_of_a_frozen_version_stays(place):
    import datetime

    now = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC)
    project = make_project(place.village)
    version = announce(place, village_draft(place, project))
    with everything():
        before = plan_book.pdf(version, now=now)
        project.title = "เปลี่ยนชื่อแล้ว"
        project.save()
        assert plan_book.pdf(version, now=now) == before


# The command


def test_the_command_writes_the_form_and_tells_what_it_wrote(place, filled, tmp_path, capsys):
    file = tmp_path / "p02.xlsx"
    call_command("plans", "export", "990101", "--kind", "local", "--form", "p02", "--to", str(file), "--json")
    told = json.loads(capsys.readouterr().out)
    assert told["projects"] == 7
    assert told["years"] == [2028, 2029, 2030, 2031, 2032]
    sheet = openpyxl.load_workbook(file).active
    assert len(rows_of(sheet)) == told["projects"]
    assert round(sum(cell.value or 0 for row in rows_of(sheet) for cell in row[4:9]) * 100) == told["satang"]


def test_the_command_refuses_in_a_sentence(place, filled, tmp_path):
    to = ["--to", str(tmp_path / "x.xlsx")]
    with pytest.raises(Problem, match="has no"):
        call_command("plans", "export", "99010104", "--kind", "village", "--form", "p02", *to)
    with pytest.raises(CommandError, match=r"\.pdf"):
        call_command("plans", "export", "990101", "--kind", "local", "--to", str(tmp_path / "x.doc"))
    with pytest.raises(CommandError, match="777"):
        call_command("plans", "export", "777", "--kind", "local", *to)
    assert not list(tmp_path.iterdir())
