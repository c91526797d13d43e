"""Pages of plans: who reads what, the officer's table, downloads that carry the right text and numbers."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from sarn.access.tests.scopes import everything
from sarn.accounts.tests.factories import make_person
from sarn.planning import contents, plans
from sarn.planning.models import Plan, PlanEntry, PlanVersion
from sarn.planning.tests.plan_scenes import (
    WATER,
    announce,
    local_draft,
    make_forum,
    make_place,
    make_project,
    village_draft,
)
from sarn.planning.tests.test_frozen import tampering

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return make_place()


@pytest.fixture
def project(place):
    return make_project(place.village)


def signed_in(role, area):
    client = Client(raise_request_exception=True)
    client.force_login(make_person(role, area), backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(view, /, **kwargs):
    return reverse(f"planning:{view}", kwargs=kwargs)


def text_of(response):
    text = re.sub(r"<(style|script|svg class=\"sprite\").*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", text))


def test_a_draft_is_nobody_elses_business(place, project):
    version = village_draft(place, project)
    for name in ("version", "plan-book"):
        assert Client().get(page(name, uid=version.uid)).status_code == 404
    assert Client().get(page("plan", uid=version.plan.uid)).status_code == 404
    elsewhere = signed_in("village_head", place.tambons.villages[1])
    assert elsewhere.get(page("version", uid=version.uid)).status_code == 404
    assert signed_in("village_head", place.village).get(page("version", uid=version.uid)).status_code == 200


def test_everybody_reads_what_was_announced(place, project):
    version = announce(place, village_draft(place, project))
    for name, uid in (("version", version.uid), ("plan", version.plan.uid)):
        said = text_of(Client().get(page(name, uid=uid)))
        assert "ขยายระบบประปาหมู่บ้าน" in said
        assert "ตรงกับที่ประกาศ" in said
        assert version.sha256[:16] in said
        assert "300,000" in said
    assert "แผนพัฒนาหมู่บ้าน" in text_of(Client().get(page("plans", code=place.village.code)))


def test_a_touched_copy_says_so_on_its_page(place, project):
    version = announce(place, village_draft(place, project))
    with everything():
        version.snapshot["entries"][0]["title"] = "อื่น"
        with tampering():
            version.save()
    assert "ฉบับนี้ไม่ตรงกับที่ประกาศ" in text_of(Client().get(page("version", uid=version.uid)))


def test_the_head_agrees_and_announces_on_the_page(place, project):
    version = village_draft(place, project)
    forum = make_forum(place.village)
    head = signed_in("village_head", place.village)
    agree = page("do-plan-version", uid=version.uid, name="agree")
    assert "เวที" in text_of(head.get(agree))
    assert head.post(agree, {"seen": "draft"}).status_code == 400
    assert head.post(agree, {"seen": "draft", "meeting": str(forum.uid)}).status_code == 302
    assert (
        head.post(page("do-plan-version", uid=version.uid, name="announce"), {"seen": "agreed"}).status_code
        == 302
    )
    with everything():
        assert PlanVersion.objects.get().state == "announced"


def test_the_officer_may_not_move_the_villages_plan(place, project):
    version = village_draft(place, project)
    officer = signed_in("tambon_officer", place.tambon)
    response = officer.post(page("do-plan-version", uid=version.uid, name="hear"), {"seen": "draft"})
    assert response.status_code == 403
    assert "ผู้ใหญ่บ้านเป็นคนกด" in text_of(response)


def test_wrong_roles_do_not_come_in(place, project):
    version = local_draft(place, project)
    take = page("take-projects", uid=version.uid)
    assert Client().get(take).status_code == 302
    assert signed_in("evaluator", place.tambon).get(take).status_code == 403
    assert signed_in("village_head", place.village).get(take).status_code == 404
    assert signed_in("tambon_officer", place.tambons.other_tambon).get(take).status_code == 404


def test_the_officer_takes_projects_of_two_villages(place, project):
    other = make_project(place.tambons.villages[1], "ถนนลูกรัง")
    bare = make_project(place.village, "ไม่มีใครบอกว่าอะไรจะดีขึ้น", reason="")
    village_draft(place, project, year=2028, satang=420_000_00)
    officer = signed_in("tambon_officer", place.tambon)
    response = officer.post(page("begin-plan", code=place.tambon.code), {"kind": "local"})
    assert response.status_code == 302
    with everything():
        version = PlanVersion.objects.get(plan__kind="local")
    take = page("take-projects", uid=version.uid)
    said = officer.get(take).content.decode()
    assert said.count('type="checkbox"') == 3
    assert said.count(" disabled") == 1
    form = {
        "project": [str(one.uid) for one in (project, other, bare)],
        "strategy": "ยุทธศาสตร์ที่ 1",
        "programme": "แผนงานการเกษตร",
    }
    told = text_of(officer.post(take, form, follow=True))
    assert "ยังไม่ได้บอกว่าอะไรจะดีขึ้น" in told
    with everything():
        assert set(PlanEntry.objects.filter(version=version).values_list("project_id", flat=True)) == {
            project.pk,
            other.pk,
        }
        rows = {row.title: row for row in contents.of(version).rows}
    assert dict(rows[WATER].years) == {2028: 420_000_00}
    assert rows[WATER].strategy == "ยุทธศาสตร์ที่ 1"


@pytest.mark.parametrize("chosen", [[], ["nonsense"], ["0192f0a0-0000-7000-8000-000000000000"]])
def test_nothing_chosen_is_said(place, project, chosen):
    version = local_draft(place, project)
    make_project(place.village, "อีกโครงการ")
    officer = signed_in("tambon_officer", place.tambon)
    response = officer.post(page("take-projects", uid=version.uid), {"project": chosen})
    assert "ยังไม่ได้เลือกโครงการ" in text_of(response)


def test_money_is_typed_as_people_write_it(place, project):
    version = local_draft(place, project)
    with everything():
        uid = PlanEntry.objects.get().uid
    officer = signed_in("tambon_officer", place.tambon)
    form = {
        "act": "change",
        "strategy": "ก",
        "programme": "ข",
        "year-2028": "๓๐๐,๐๐๐",
        "year-2030": "1,250.50",
    }
    assert officer.post(page("plan-entry", uid=uid), form).status_code == 302
    with everything():
        assert dict(contents.of(version).rows[0].years) == {2028: 300_000_00, 2030: 1_250_50}
    for bad in ("สามแสน", "-5", "=1+1"):
        response = officer.post(page("plan-entry", uid=uid), {**form, "year-2028": bad})
        assert response.status_code == 400
    assert officer.post(page("plan-entry", uid=uid), {"act": "out", "reason": "ซ้ำกับ อบจ."}).status_code == 302
    with everything():
        assert not PlanEntry.objects.exists()


def test_a_project_page_counts_as_many_as_the_workbook(place):
    for number in range(103):
        version = local_draft(place, make_project(place.village, f"โครงการที่ {number:03}"))
    officer = signed_in("tambon_officer", place.tambon)
    source = officer.get(page("version", uid=version.uid)).content.decode()
    assert re.search(r'<b class="big">103</b>', source)
    assert source.count('role="rowheader" scope="row"><a') == 100
    again = officer.get(page("version", uid=version.uid) + "?page=2").content.decode()
    assert again.count('role="rowheader" scope="row"><a') == 3
    sheet = workbook(officer.get(page("p02-xlsx", uid=version.uid)))
    assert sum(isinstance(row[0].value, int) for row in sheet.iter_rows()) == 103


def workbook(response):
    assert response.status_code == 200
    assert response["Content-Type"].endswith("sheet")
    return openpyxl.load_workbook(io.BytesIO(response.content)).active


def test_versions_are_compared_on_a_page(place, project):
    first = announce(place, village_draft(place, project))
    head = signed_in("village_head", place.village)
    assert head.post(page("next-version", uid=first.plan.uid), {"kind": "changed"}).status_code == 302
    with everything():
        second = PlanVersion.objects.get(number=2)
        project.title = "ชื่อใหม่"
        project.save()
    said = head.get(page("compare-versions", uid=first.uid, other=second.uid))
    assert f"<del>{WATER}</del>" in said.content.decode()
    assert "<ins>ชื่อใหม่</ins>" in said.content.decode()
    assert (
        head.post(page("next-version", uid=first.plan.uid), {"kind": "changed"}, follow=True).status_code
        == 200
    )
    assert head.post(page("next-version", uid=first.plan.uid), {"kind": "first"}).status_code == 404
    with everything():
        assert PlanVersion.objects.count() == 2


def test_versions_of_two_plans_have_no_page(place, project):
    first, local = village_draft(place, project), local_draft(place, project)
    officer = signed_in("tambon_officer", place.tambon)
    assert officer.get(page("compare-versions", uid=first.uid, other=local.uid)).status_code == 404


def test_an_unknown_layout_is_said_and_no_server_error(place, project):
    version = local_draft(place, project)
    officer = signed_in("tambon_officer", place.tambon)
    response = officer.get(page("p02-xlsx", uid=version.uid) + "?layout=nonsense", follow=True)
    assert "ไม่มีแบบฟอร์มชื่อ" in text_of(response)


def test_words_that_people_typed_stay_words(place):
    bad = '<script>alert(1)</script> #panic() *x* =HYPERLINK("http://x")'
    version = announce(place, village_draft(place, make_project(place.village, bad[:190], objective=bad)))
    said = Client().get(page("version", uid=version.uid)).content.decode()
    assert "<script>alert" not in said
    assert Client().get(page("plan-book", uid=version.uid)).content[:4] == b"%PDF"


def test_plans_that_are_begun_twice_are_one(place):
    officer = signed_in("tambon_officer", place.tambon)
    for _ in range(2):
        officer.post(page("begin-plan", code=place.tambon.code), {"kind": "local"})
    with everything():
        assert Plan.objects.count() == 1
        assert PlanVersion.objects.count() == 1
        assert plans.find(place.tambon, "local") is not None
    assert officer.post(page("begin-plan", code=place.tambon.code), {"kind": "nation"}).status_code == 404
