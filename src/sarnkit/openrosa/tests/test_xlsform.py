"""From a workbook to a form: what is wrong is said with sheet, row and remedy."""

from __future__ import annotations

import time

import pytest

from sarnkit.openrosa import convert_xlsform, xlsform
from sarnkit.openrosa.pyxform_errors import nearest_type
from sarnkit.openrosa.tests.samples import FORM, workbook
from sarnkit.problems import Problem

HEAD = ("type", "name", "label", "relevant")
CHOICES = (("list_name", "name", "label"), ("yn", "y", "ใช่"), ("yn", "n", "ไม่"))
TAGGED = (*HEAD, "bind::sarn:personal")
NAMESPACED = (("form_id", "version", "namespaces"), ("home", "1", 'sarn="https://sarn.example/xforms"'))


def refused(data: bytes, filename: str = "แบบ.xlsx") -> Problem:
    with pytest.raises(Problem) as caught:
        convert_xlsform(data, filename)
    return caught.value


def test_control_a_sound_workbook_converts() -> None:
    data = workbook(
        (HEAD, ("text", "ชื่อ", "ชื่อ", ""), ("select_one yn", "b", "ตกลงไหม", "${ชื่อ} != ''")), CHOICES
    )
    converted = convert_xlsform(data, "แบบ.xlsx")
    assert (converted.source, converted.schema.form_id, converted.schema.version) == ("xlsx", "sample", "1")
    assert [field.path for field in converted.schema.fields][:2] == ["/ชื่อ", "/b"]
    assert convert_xlsform(data, "other.xls").xform == converted.xform  # the name decides nothing


def test_tags_reach_the_schema() -> None:
    data = workbook((TAGGED, ("text", "n", "ชื่อ", "", "person.name")), settings=NAMESPACED)
    assert convert_xlsform(data, "a.xlsx").schema.by_personal("person.name")[0].path == "/n"


def test_a_tag_without_its_namespace_is_refused_with_the_remedy() -> None:
    problem = refused(workbook((TAGGED, ("text", "n", "ชื่อ", "", "yes"))))
    assert problem.code == "form.namespace-missing"
    assert 'sarn="https://sarn.example/xforms"' in problem.sentence("th")


ONE = ("text", "a", "A", "")
WRONG = {
    "unknown type": (workbook((HEAD, ONE, ("texxt", "b", "B", ""))), "form.unknown-type", "survey", 3, "texxt"),
    "type without list": (workbook((HEAD, ("select_one", "b", "B", ""))), "form.unknown-type", "survey", 2, "select_one"),
    "no sheet of choices": (workbook((HEAD, ONE, ("select_one yn", "b", "B", ""))), "form.missing-choices", "survey", 3, "yn"),
    "no such list": (workbook((HEAD, ("select_one no", "b", "B", "")), CHOICES), "form.missing-choices", "survey", 2, "no"),
    "name twice": (workbook((HEAD, ONE, ONE)), "form.duplicate-name", "survey", 3, "a"),
    "choice twice": (workbook((HEAD, ("select_one yn", "b", "B", "")), (*CHOICES, CHOICES[1])), "form.duplicate-name", "choices", 4, "y"),
    "name with a blank": (workbook((HEAD, ("text", "a b", "A", ""))), "form.bad-name", "survey", 2, None),
    "no name": (workbook((HEAD, ("text", "", "A", ""))), "form.no-name", "survey", 2, None),
    "no type": (workbook((HEAD, ("", "a", "A", ""))), "form.no-type", "survey", 2, None),
    "no label": (workbook((HEAD, ONE, ("text", "b", "", ""))), "form.no-label", "survey", 3, "b"),
    "reference to nothing": (workbook((HEAD, ONE, ("text", "b", "B", "${zz} = 1"))), "form.unknown-reference", "survey", 3, "zz"),
    "reference not closed": (workbook((HEAD, ONE, ("text", "b", "B", "${a = 1"))), "form.row-refused", "survey", 3, None),
    "group not closed": (workbook((HEAD, ("begin group", "g", "G", ""), ONE)), "form.unmatched-group", "survey", 2, "g"),
    "group not opened": (workbook((HEAD, ONE, ("end group", "", "", ""))), "form.unmatched-group", "survey", 3, "end_group"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_mistake_is_named_with_sheet_and_row(name: str) -> None:
    data, code, sheet, row, given = WRONG[name]
    problem = refused(data)
    assert problem.code == code
    assert (problem.params["sheet"], problem.params["row"]) == (sheet, row)
    if given is not None:
        assert problem.params["given"] == given
    assert f"แถว {row}" in problem.sentence("th")


def test_rows_are_counted_as_the_spreadsheet_counts_them() -> None:
    blank = ("", "", "", "")
    assert refused(workbook((HEAD, ONE, blank, blank, ("texxt", "b", "B", "")))).params["row"] == 5


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("texxt", "text"),
        ("intger", "integer"),
        ("select one", "select_one list_name"),
        ("selectone yn", "select_one"),
        ("select_one", "select_one list_name"),
        ("geo point", "geopoint"),
        ("xyzzy", "text"),
    ],
)
def test_the_nearest_type_is_offered(given: str, meant: str) -> None:
    assert nearest_type(given) == meant


@pytest.mark.parametrize("broken", ["1 + (", "${a} +* 2 )", "selected(${a}, 'x'", "${a} = = 1", "'open"])
@pytest.mark.parametrize("column", ["relevant", "constraint", "calculation", "choice_filter"])
def test_a_broken_expression_names_its_question(broken: str, column: str) -> None:
    head = ("type", "name", "label", column)
    kind = "select_one yn" if column == "choice_filter" else "text"
    problem = refused(workbook((head, ONE, (kind, "second", "B", broken)), CHOICES))
    assert problem.code == "form.broken-expression"
    assert (problem.params["question"], problem.params["column"]) == ("second", column)


@pytest.mark.parametrize(
    "sound",
    [
        "if(${a} = 'x', today() + 1, date('2026-01-01')) > now()",
        "regex(., '^[0-9]{13}$') and not(selected(${a}, 'none') and count-selected(${a}) > 1)",
        "instance('yn')/root/item[name = current()/../a]/label = jr:choice-name(${a}, '${a}')",
        "count(${a}) div 2 mod 3 * -1 <= 4 or position(..) = 1",
        "pulldata('x', 'y', 'z', ${a}) != '(((' ",
    ],
)
def test_sound_expressions_are_never_refused(sound: str) -> None:
    data = workbook((HEAD, ONE, ("select_one yn", "b", "B", sound)), CHOICES)
    assert convert_xlsform(data, "a.xlsx").schema.field("/b")


def test_an_xform_passes_through_byte_for_byte() -> None:
    for data in (FORM, b"\xef\xbb\xbf" + FORM):
        converted = convert_xlsform(data, "a.xlsx")
        assert (converted.xform, converted.source, converted.schema.form_id) == (data, "xml", "home")


def test_a_broken_expression_in_an_xform_is_found_too() -> None:
    problem = refused(FORM.replace(b"/data/home/water = 'yes'", b"/data/home/water = 'yes"))
    assert (problem.code, problem.params["question"]) == ("form.broken-expression", "age")


def test_a_workbook_without_an_id_takes_the_name_of_its_file() -> None:
    data = workbook((HEAD, ONE), settings=())
    assert convert_xlsform(data, "C:\\forms\\บ้าน.xlsx").schema.form_id == "บ้าน"


def test_a_form_without_questions_is_refused() -> None:
    assert refused(workbook((HEAD,))).code == "form.no-questions"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "form.empty"),
        (b"  \n", "form.empty"),
        (b"%PDF-1.7", "form.not-a-form-file"),
        (b"a,b,c\n1,2,3", "form.not-a-form-file"),
        (b"<!DOCTYPE html><html></html>", "form.not-a-form-file"),
        (b"<data id='x'/>", "form.not-xform"),
        (b"PK\x03\x04broken", "form.damaged-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 5_000, "form.damaged-file"),
        (b"x" * (11 << 20), "form.file-too-large"),
    ],
)
def test_what_is_no_form_file_is_refused(data: bytes, code: str) -> None:
    problem = refused(data)
    assert problem.code == code
    assert problem.status == 422


def test_cells_that_look_like_formulas_stay_text() -> None:
    data = workbook((HEAD, ("text", "a", '=cmd|"/c calc"!A1', "")))
    # openpyxl stores it as a formula without a value: the reader sees an empty label.
    assert refused(data).code == "form.no-label"


def test_the_child_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsform, "WALL_SECONDS", 0.01)
    started = time.monotonic()
    problem = refused(workbook((HEAD, ONE)))
    assert problem.code == "form.file-too-large"
    assert time.monotonic() - started < 20


def test_the_child_is_stopped_by_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsform, "MEMORY", 1 << 20)
    problem = refused(workbook((HEAD, ONE)))
    assert (problem.code, problem.params["reason"]) == ("form.file-too-large", "memory")


def test_the_child_is_stopped_by_its_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsform, "CPU_SECONDS", 1)
    many = workbook((HEAD, *(("note", f"n{number}", "x", f"${{n{number}}}") for number in range(9_000))))
    problem = refused(many)
    assert (problem.code, problem.params["reason"]) == ("form.file-too-large", "time")


def test_the_child_is_stopped_by_its_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsform, "OUTPUT", 500)
    problem = refused(workbook((HEAD, ONE)))
    assert (problem.code, problem.params["reason"]) == ("form.file-too-large", "output")
