"""`sarn areas import` and `export`."""

from __future__ import annotations

import csv
import datetime
import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import call_command

from sarn.access.tests.scopes import everything
from sarn.areas import exporting, importing, rows
from sarn.areas.models import Area
from sarn.audit.models import Event
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
DAY = datetime.date(2025, 10, 1)
LATER = datetime.date(2026, 10, 1)
ROOT = Path(__file__).resolve().parents[4]
GEO = Path(os.environ.get("SARN_CORPUS", ROOT.parent / "shared")) / "geo" / "th_admin_codes.csv"

# Out of order on purpose: a tambon before its amphoe.
SMALL = """\
code,name_th,name_en,level,parent,has_boundary,source,number
99,สาธิต,Satit,province,C18,0,invented,
990101,ห้วยสาธิต,Huai Satit,tambon,9901,1,invented,
9901,เมืองสาธิต,Mueang Satit,amphoe,99,1,invented,
99010104,หนองน้ำใส,Ban Nong Nam Sai,village,990101,0,invented,4
99010121,เกิดใหม่,,village,990101,0,invented,
9901010401,คุ้มวัด,,khum,99010104,0,invented,
10,กรุงเทพมหานคร,Bangkok,province,,1,invented,
1001,พระนคร,,khet,10,1,invented,
100101,พระบรมมหาราชวัง,,tambon,1001,1,invented,
"""


def lines(text: str = SMALL) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def bring(text: str = SMALL, day: datetime.date = DAY) -> importing.Report:
    return importing.import_areas(lines(text), day)


def test_a_file_becomes_a_tree():
    report = bring()
    assert (report.added, report.refused) == (9 + 19, [])  # and the country with its 18 clusters
    khum = Area.objects.get_current("9901010401", DAY)
    assert khum.path == "TH.C18.99.9901.990101.99010104.9901010401."
    assert [area.code for area in khum.ancestors()] == ["TH", "C18", "99", "9901", "990101", "99010104"]
    assert Area.objects.get(code="99010104").display() == "บ้านหนองน้ำใส ม.4"
    assert Area.objects.get(code="99010121").number == 21  # from the code
    assert Area.objects.get(code="990101").descendants().count() == 3


def test_bangkok_has_khet_and_khwaeng_and_no_cluster():
    bring()
    assert Area.objects.get(code="10").path == "TH.10."
    assert [Area.objects.get(code=code).display() for code in ("10", "1001", "100101")] == [
        "กรุงเทพมหานคร",
        "เขตพระนคร",
        "แขวงพระบรมมหาราชวัง",
    ]


def test_the_second_run_changes_nothing():
    bring()
    before = list(Area.objects.order_by("pk").values())
    report = bring(day=LATER)
    assert (report.added, report.changed, report.moved, report.unchanged) == (0, 0, 0, 9)
    assert list(Area.objects.order_by("pk").values()) == before
    assert Event.objects.filter(action="areas.import").count() == 1


def test_a_name_is_corrected_in_place_and_told_once():
    bring()
    old = Area.objects.get(code="99010104")
    report = bring(SMALL.replace("หนองน้ำใส", "หนองน้ำขุ่น"), LATER)
    assert (report.added, report.changed, report.unchanged) == (0, 1, 8)
    new = Area.objects.get(code="99010104")
    assert (new.pk, new.name_th) == (old.pk, "หนองน้ำขุ่น")
    told = Event.objects.filter(action="areas.import").latest("pk").detail
    assert told["changed"] == 1
    assert told["changes"][0][0] == "99010104"


def test_a_moved_area_ends_and_begins_with_all_below_it():
    bring()
    report = bring(
        "code,name_th,level,parent\n99,สาธิต,province,C17\n",
        LATER,
    )
    assert report.moved == 6  # the province and five below it, though the file names one
    old, new = Area.objects.filter(code="9901010401").order_by("valid_from")
    assert (old.valid_to, new.valid_from, new.valid_to) == (LATER, LATER, None)
    assert old.path.startswith("TH.C18.99.")
    assert new.path == "TH.C17.99.9901.990101.99010104.9901010401."
    assert new.parent.path == "TH.C17.99.9901.990101.99010104."
    assert Area.objects.get_current("99", DAY).path == "TH.C18.99."
    assert Area.objects.get_current("99", LATER).path == "TH.C17.99."
    assert bring("code,name_th,level,parent\n99,สาธิต,province,C17\n", LATER).moved == 0


@pytest.mark.parametrize(
    ("line", "code"),
    {
        "990199x,ก,,tambon,9901,,,": "area.bad-code",
        "9902,ก,,tambon,99,,,": "area.bad-code",
        "๙๙๐๒,ก,,amphoe,99,,,": "area.bad-code",
        "9902,ก,,county,99,,,": "area.bad-level",
        "TH,ไทย,,country,,,,": "area.bad-level",
        "9901,ซ้ำ,,amphoe,99,,,": "area.duplicate",
        "9902, ,,amphoe,99,,,": "area.no-name",
        "9902,ก\u200bข,,amphoe,99,,,": "area.bad-name",
        f"9902,{'ก' * 121},,amphoe,99,,,": "area.bad-name",
        "98,นอก,,province,,,,": "area.no-cluster",
        "98,นอก,,province,C77,,,": "area.unknown-parent",
        "98,นอก,,province,9901,,,": "area.wrong-parent",
        "9801,นอก,,amphoe,98,,,": "area.unknown-parent",
        "9902,นอก,,amphoe,98,,,": "area.wrong-parent",
        "99010105,ก,,village,990101,,,หก": "area.bad-number",
        "99010100,ก,,village,990101,,,": "area.bad-number",
        "9902,ก,,amphoe,99,,,3": "area.bad-number",
    }.items(),
)
def test_a_bad_line_is_refused_with_its_number_and_the_rest_comes_in(line, code):
    report = bring(SMALL + line + "\n")
    assert [(at, problem.code) for at, _, problem in report.refused] == [(11, code)]
    assert report.added == 9 + 19
    for language in ("th", "en"):
        assert report.refused[0][2].sentence(language)


def test_what_hangs_on_a_refused_line_is_refused_as_well():
    report = bring(SMALL.replace("9901,เมืองสาธิต", "9901,"))
    assert [(line, problem.code) for line, _, problem in report.refused] == [
        (3, "area.unknown-parent"),
        (4, "area.no-name"),
        (5, "area.unknown-parent"),
        (6, "area.unknown-parent"),
        (7, "area.unknown-parent"),
    ]


def test_a_fault_in_the_middle_leaves_nothing(monkeypatch):
    monkeypatch.setattr(importing, "_record", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        bring()
    assert not Area.objects.exists()


def test_export_and_import_are_inverse():
    bring()
    first, second = io.StringIO(), io.StringIO()
    assert exporting.export_areas(first) == 9
    Area.objects.update(parent=None, level="country")  # keys to parents off, then away
    with everything():
        Area.objects.all().delete()
    assert importing.import_areas(lines(first.getvalue()), DAY).added == 9 + 19
    exporting.export_areas(second)
    assert second.getvalue() == first.getvalue()


def test_an_area_ends_when_nothing_is_left_below_it():
    bring()
    with pytest.raises(Problem, match="below"):
        importing.close("99010104", LATER, by="system:test")
    importing.close("9901010401", LATER, by="system:test")
    importing.close("99010104", LATER, by="system:test")
    assert Area.objects.current(DAY).filter(code="99010104").exists()
    assert not Area.objects.current(LATER).filter(code="99010104").exists()
    with pytest.raises(Problem, match="No area"):
        importing.close("99010104", LATER, by="system:test")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"code,name_th\n99,x\n", "area.no-column"),
        (b"", "area.no-column"),
        ("code,name_th,level,parent\n99,สาธิต,province,C18\n".encode("tis-620"), "area.not-utf8"),
        (None, "area.no-file"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(tmp_path, content, code):
    file = tmp_path / "areas.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(Problem) as refused:
        call_command("areas", "import", str(file), "--valid-from", "2025-10-01")
    assert refused.value.code == code
    assert not Area.objects.exists()


def test_the_command_speaks_json(tmp_path, capsys):
    file = tmp_path / "areas.csv"
    file.write_text("\ufeff" + SMALL + "98,นอก,,province,,,,\n", "utf-8")  # a mark as Excel writes it
    with pytest.raises(SystemExit):
        call_command("areas", "import", str(file), "--valid-from", "2025-10-01", "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["added"] == 28
    assert said["refused"][0]["line"] == 11
    assert said["refused"][0]["problem"] == "area.no-cluster"


def test_the_command_exports_to_standard_output(capsys):
    bring()
    capsys.readouterr()
    call_command("areas", "export")
    assert capsys.readouterr().out.splitlines()[1].startswith("10,กรุงเทพมหานคร,Bangkok,province,TH,1,")


def test_a_wrong_date_is_refused(tmp_path):
    with pytest.raises(Problem, match="not a date"):
        call_command("areas", "import", "x.csv", "--valid-from", "1 ต.ค. 2568")


@pytest.mark.corpus
def test_the_whole_country_comes_in_and_stays_the_same():
    if not GEO.exists():
        pytest.skip("the folder geo of SARN_CORPUS is absent: no file of the country's codes")
    report = importing.import_areas(rows.read(GEO), DAY)
    assert (report.added - 19, report.refused) == (len(list(rows.read(GEO))), [])
    assert Area.objects.of_level("province").count() == 77
    assert Area.objects.filter(level="province", parent__level="cluster").count() == 76
    again = importing.import_areas(rows.read(GEO), LATER)
    assert (again.added, again.changed, again.moved) == (0, 0, 0)
