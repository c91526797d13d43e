"""Pages of money and work: bars and history in words, refusals as sentences, the list of what is wanted."""

from __future__ import annotations

import re

import pytest

from sarn.access.scope import within
from sarn.access.tests.scopes import everything
from sarn.accounts.tests.factories import make_person
from sarn.planning import money
from sarn.planning.models import Activity, BudgetLine, Project
from sarn.planning.tests.photos import no_photo, photo
from sarn.planning.tests.plan_scenes import make_project
from sarn.planning.tests.village import OFFICER
from sarn.workflow import moving
from sarnkit import clock

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def project(village) -> Project:
    return village.project(village.issue())


@pytest.fixture
def line(village, project) -> BudgetLine:
    with within(village.officer):
        return money.ask(project=project, source="local", fiscal_year=2028, satang=42_000_000, by=OFFICER)


@pytest.fixture
def plan1(village, client):
    person = make_person("tambon_officer", village.scene.tambon, username="plan1")
    person.first_name = "สมชาย แผนงาม"
    person.save()
    client.force_login(person)
    return client


def do(client, line, name, baht, **given):
    return client.post(f"{line.get_absolute_url()}do/{name}/", {"satang": baht, **given})


def paid(client, line):
    for name, baht in (("approve", "300,000"), ("commit", "๒๙๘,๐๐๐"), ("disburse", "149000.00 บาท")):
        assert do(client, line, name, baht).status_code == 302


def test_bars_and_history_of_scenario_18(plan1, line):
    paid(plan1, line)
    over = do(plan1, line, "disburse", "310,000")
    assert over.status_code == 409
    assert "อนุมัติไว้ 300,000 เบิก 310,000 ไม่ได้" in over.content.decode()
    page = plan1.get(line.get_absolute_url()).content.decode()
    bars = re.search(r'<svg class="mon".*?</svg>', page)[0]
    assert [f">{one}<" in bars for one in ("300,000", "298,000", "149,000")] == [True] * 3
    history = page.split('id="h-history"')[1]
    for words in ("เบิกจ่าย", "149,000 บาท", "สมชาย แผนงาม", clock.today().strftime("%-d")):
        assert words in history
    assert "budget-line." not in history
    plan1.logout()
    page = plan1.get(line.get_absolute_url()).content.decode()
    assert "สมชาย" not in page  # strangers read the office
    assert "นักแผน" in page
    assert "do/disburse" not in page


def test_a_machine_gets_the_code(plan1, line):
    paid(plan1, line)
    url = f"{line.get_absolute_url()}do/disburse/"
    answer = plan1.post(url, {"satang": "310000"}, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (409, "money.disburse-over")


@pytest.mark.parametrize("typed", ["", "สามแสน", "-5", "0", "1e9", "3.001", "9" * 20])
def test_what_is_no_amount_is_not_taken(plan1, line, typed):
    assert do(plan1, line, "approve", typed).status_code == 400
    with everything():
        assert BudgetLine.objects.get().approved == 0


def test_a_button_goes_when_nothing_is_left(plan1, line):
    for name in ("approve", "commit", "disburse"):
        assert do(plan1, line, name, "300000").status_code == 302
    page = plan1.get(line.get_absolute_url()).content.decode()
    assert "/do/commit/" not in page
    assert "/do/disburse/" not in page
    assert "เบิกครบ 300,000 บาท" in page


def test_the_head_is_told_whose_books_these_are(village, client, line):
    client.force_login(make_person("village_head", village.area, username="head4"))
    assert f"{line.get_absolute_url()}do/approve/" not in client.get(line.get_absolute_url()).content.decode()
    answer = do(client, line, "approve", "300000")
    assert answer.status_code == 403
    assert "เจ้าหน้าที่แผน" in answer.content.decode()
    other = make_person("village_head", village.scene.villages[9], username="head9")
    client.force_login(other)
    assert do(client, line, "approve", "300000").status_code == 403


def test_asking_and_correcting_by_form(plan1, project):
    url = f"/projects/{project.uid}/ask/"
    assert 'value="420,000"' in plan1.get(url).content.decode()  # what is missing is proposed
    year = plan1.get(url).context["form"].fields["fiscal_year"].choices[1][0]
    made = plan1.post(url, {"source": "local", "fiscal_year": year, "satang": "420,000"})
    assert made.status_code == 302
    assert plan1.post(url, {"source": "x", "fiscal_year": 1, "satang": "1"}).status_code == 400
    with everything():
        line = BudgetLine.objects.get()
    do(plan1, line, "approve", "300000")
    form = {"approved": "310000", "committed": "0", "disbursed": "0", "reason": "พิมพ์ผิด"}
    assert plan1.post(f"{line.get_absolute_url()}correct/", form).status_code == 302
    page = plan1.get(line.get_absolute_url()).content.decode()
    assert "300,000 → 310,000" in page
    assert "พิมพ์ผิด" in page
    assert (
        plan1.post(f"{line.get_absolute_url()}correct/", {**form, "committed": "400000"}).status_code == 409
    )


def test_the_list_of_what_is_wanted_is_for_everybody(plan1, village, line):
    do(plan1, line, "approve", "300000")
    plan1.logout()
    for area in (village.area, village.scene.tambon):
        page = plan1.get(f"/areas/{area.code}/wanted/").content.decode()
        assert "ประปาบาดาล ม.4" in page
        assert "120,000 บาท" in page
    assert "ประปาบาดาล" not in plan1.get(f"/areas/{village.scene.villages[9].code}/wanted/").content.decode()
    assert plan1.get("/areas/99999999/wanted/").status_code == 404


def test_work_recorded_from_a_phone(village, client, project, settings, tmp_path):
    settings.SARN_FILES = tmp_path / "files"
    client.force_login(make_person("village_head", village.area, username="head4"))
    url, today = f"/projects/{project.uid}/activities/record/", clock.today()
    form = {
        "title": "ขุดร่องวางท่อ", "on": f"{today.day}/{today.month}/{today.year + 543}", "people": "32",
        "person_days": "60", "output_1": "ร่องที่ขุด", "unit_1": "เมตร", "number_1": "380",
        "picture_says": "ชาวบ้านขุดร่อง",
    }  # fmt: skip
    bad = client.post(url, {**form, "pictures": [no_photo()], "consent": "on"})
    assert (bad.status_code, "ไม่ใช่รูปที่ใช้ได้" in bad.content.decode()) == (422, True)
    asked = client.post(url, {**form, "pictures": [photo()]})
    assert (asked.status_code, "ต้องถามก่อน" in asked.content.decode()) == (400, True)
    made = client.post(url, {**form, "pictures": [photo(), photo("b.jpg", "red")], "consent": "on"})
    assert made.status_code == 302
    client.logout()
    page = client.get(made.url).content.decode()
    assert page.count("-small.jpg") == 2
    assert "380 เมตร" in page
    assert "คนในรูปรู้ว่าทุกคนเปิดดูได้" in page
    for src in re.findall(r'src="(/activities/[^"]+)"', page):
        assert client.get(src).status_code == 200


def test_planned_work_is_done_through_its_form(village, client, project):
    client.force_login(make_person("village_head", village.area, username="head4"))
    today = clock.today()
    day = f"{today.day}/{today.month}/{today.year + 543}"
    form = {"title": "ทดสอบน้ำ", "on": day, "output_1": "ก๊อก", "unit_1": "จุด", "number_1": "40"}
    made = client.post(f"/projects/{project.uid}/activities/plan/", form)
    page = client.get(f"{made.url}do/do/").content.decode()
    field = re.search(r'name="(actual_\d+)"', page)[1]
    assert client.post(f"{made.url}do/do/", {"on": day, field: "38", "people": "5"}).status_code == 302
    with everything():
        found = Activity.objects.get()
        assert (found.state, found.outputs.get().actual, found.people) == ("done", 38, 5)


def test_the_list_of_what_is_missing_does_not_ask_once_a_project(
    village, client, django_assert_max_num_queries
):
    for number in range(12):
        other = make_project(village.area, f"โครงการ {number}")
        with within(village.officer):
            line = money.ask(project=other, source="local", fiscal_year=2028, satang=20_000, by=OFFICER)
            moving.move(line, "approve", by=OFFICER, satang=10_000)
    with django_assert_max_num_queries(12):
        assert "โครงการ 11" in client.get(f"/areas/{village.area.code}/wanted/").content.decode()
