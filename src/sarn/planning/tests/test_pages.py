"""Pages of planning as strangers, heads and officers meet them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from PIL import Image

from sarn.access.scope import within
from sarn.access.tests.scopes import everything
from sarn.accounts.tests.factories import make_person
from sarn.areas.models import Area
from sarn.documents.models import Picture
from sarn.indicators import promises
from sarn.indicators.tests.factories import make_figure
from sarn.planning import components, issues, money, plans, proposals
from sarn.planning.models import Issue, Plan, Project, Proposal
from sarn.planning.tests.village import HEAD, NO, OFFICER, OWN, Village
from sarn.thread.refs import Ref
from sarn.workflow import moving

pytestmark = [pytest.mark.django_db]


def signed_in(role: str, area: Area) -> Client:
    client = Client(raise_request_exception=True)
    client.force_login(make_person(role, area), backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(response) -> str:
    """What stands on the page, blanks made plain and markup left out."""
    text = re.sub(r"<(style|script|svg class=\"sprite\").*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def head(village: Village) -> Client:
    return signed_in("village_head", village.area)


@pytest.fixture
def officer(village: Village) -> Client:
    return signed_in("tambon_officer", village.scene.tambon)


# Issues.


def test_one_tap_makes_the_issue_and_a_second_leads_to_it(village: Village, head: Client):
    url = f"/issues/from/{village.cell.uid}/"
    assert head.get(url).status_code == 405
    first = head.post(url, follow=True)
    assert first.status_code == 200
    second = head.post(url)
    with everything():
        assert second["Location"] == Issue.objects.get().get_absolute_url()
    assert "51" in words(first)
    assert "ทอแล้ว 2 จาก 7 ขั้น" in words(first)


def test_one_tap_is_the_villages_own(village: Village, officer: Client, client: Client):
    url = f"/issues/from/{village.cell.uid}/"
    assert officer.post(url).status_code == 404
    assert signed_in("village_head", village.scene.villages[9]).post(url).status_code == 404
    assert client.post(url).status_code == 302  # sign in first
    with everything():
        assert not Issue.objects.exists()


def test_an_issue_is_the_villages_until_its_forum_confirms_it(village: Village, head: Client, client: Client):
    issue = village.issue(confirmed=False)
    url = issue.get_absolute_url()
    assert client.get(url).status_code == 404
    assert head.get(url).status_code == 200
    form = {"seen": "raised", "meeting": str(village.forum.uid)}
    assert head.post(f"{url}do/confirm/", form).status_code == 302
    assert client.get(url).status_code == 200
    told = head.post(f"{url}do/confirm/", form)
    assert told.status_code == 409
    assert "มีคนทำขั้นนี้ไปก่อนแล้ว" in words(told)


def test_a_superseded_figure_is_said_to_be_corrected(village: Village, head: Client):
    issue = village.issue()
    assert "ข้อมูลถูกแก้ภายหลัง" not in words(head.get(issue.get_absolute_url()))
    make_figure(village.scene, 4, 49, 124)
    page = words(head.get(issue.get_absolute_url()))
    assert "ข้อมูลถูกแก้ภายหลัง" in page
    assert "51" in page


def test_villagers_say_so_with_a_photo(village: Village, head: Client, client: Client, picture_file):
    url = f"/areas/{village.area.code}/issues/new/"
    empty = head.post(url, {"title": ""})
    assert empty.status_code == 400
    assert "ยังไม่มีชื่อเรื่อง" in words(empty)
    said = {"title": "ไฟทางมืดหน้าวัด", "story": "รถล้มสองครั้ง", "picture": picture_file, "alt": "โค้งหน้าวัด"}
    page = head.post(url, said, follow=True)
    assert "ชาวบ้านเสนอ" in words(page)
    with everything():
        issue = Issue.objects.get()
    assert Picture.objects.get().alt == "โค้งหน้าวัด"
    assert head.get(f"/issues/{issue.uid}/picture/")["Content-Type"] == "image/jpeg"
    assert client.get(f"/issues/{issue.uid}/picture/").status_code == 404


@pytest.fixture
def picture_file(tmp_path):
    path = tmp_path / "lane.jpg"
    Image.new("RGB", (60, 40), "navy").save(path)
    with path.open("rb") as file:
        yield file


def test_a_file_that_is_no_photo_is_refused_and_nothing_is_kept(village: Village, head: Client, tmp_path):
    bad = tmp_path / "virus.jpg"
    bad.write_bytes(b"MZ" * 100)
    with bad.open("rb") as file:
        told = head.post(f"/areas/{village.area.code}/issues/new/", {"title": "ไฟทางมืด", "picture": file})
    assert told.status_code == 400
    with everything():
        assert not Issue.objects.exists()


def test_the_forum_ranks_on_one_page(village: Village, head: Client):
    water = village.issue()
    with within(village.head):
        light = issues.raise_by_villagers(area=village.area, title="ไฟทางมืด", by=HEAD)
        moving.move(light, "confirm", by=HEAD, meeting=village.forum)
    url = f"/areas/{village.area.code}/issues/rank/"
    ranks = {f"rank-{water.pk}": "๑", f"rank-{light.pk}": "2", "meeting": str(village.forum.uid)}
    twice = head.post(url, {**ranks, f"rank-{light.pk}": "1"})
    assert twice.status_code == 400
    assert "มีสองเรื่องที่ใส่อันดับ 1" in words(twice)
    assert head.post(url, ranks).status_code == 302
    with everything():
        assert list(Issue.objects.order_by("rank").values_list("pk", flat=True)) == [water.pk, light.pk]


# Proposals.


def typed(**said: str) -> dict[str, str]:
    rows = {"part-TOTAL_FORMS": "2", "part-INITIAL_FORMS": "2"}
    return {"title": "ประปาบาดาล ม.4", **rows, **said}


def test_a_proposal_without_issue_and_reason_is_refused_in_words(village: Village, head: Client):
    url = f"/areas/{village.area.code}/proposals/new/"
    told = head.post(url, typed())
    assert told.status_code == 400
    assert "เลือกเรื่องที่ต้องแก้ หรือบอกเหตุผล" in words(told)
    with everything():
        assert not Proposal.objects.exists()
    assert head.post(url, typed(no_issue_reason="คำสั่งเร่งด่วนภัยแล้ง")).status_code == 302


def test_money_is_typed_in_digits_of_either_kind(village: Village, head: Client):
    issue = village.issue()
    url = f"/areas/{village.area.code}/proposals/new/?issue={issue.uid}"
    page = head.get(url)
    years = sorted({int(year) for year in re.findall(r"part-0-year-(\d{4})", page.content.decode())})
    assert len(years) == 5
    assert re.search(rf'value="{issue.uid}"[^>]*checked', page.content.decode())
    said = typed(**{
        "issues": str(issue.uid), "part-0-title": "ขุดร่อง", "part-0-labour_days": "๖๐",
        "part-0-labour_rate": "๓๔๕", "part-1-title": "เจาะบ่อ", f"part-1-year-{years[1]}": "๔๒๐,๐๐๐",
    })  # fmt: skip
    done = head.post(url, said, follow=True)
    assert "ยังไม่ได้ตกลง 440,700 บาท" in words(done)
    with everything():
        first, second = components.of(Proposal.objects.get())
        assert (first.labour, components.money_of(second)) == (2_070_000, 42_000_000)
    wrong = head.post(url, {**said, f"part-1-year-{years[1]}": "สี่แสน"})
    assert wrong.status_code == 400
    assert "สี่แสน" in wrong.content.decode()


def test_an_edit_that_came_second_is_told(village: Village, head: Client):
    proposal = village.proposal(village.issue())
    url = f"/proposals/{proposal.uid}/edit/"
    seen = re.search(r'name="seen" value="(\w+)"', head.get(url).content.decode())[1]
    said = typed(seen=seen, no_issue_reason="เหตุเร่งด่วน")
    assert head.post(url, said).status_code == 302
    told = head.post(url, said)
    assert told.status_code == 400
    assert "มีคนแก้ข้อเสนอนี้ไปก่อนแล้ว" in words(told)


def test_six_questions_suggest_and_the_forum_decides(village: Village, head: Client):
    proposal = village.proposal(village.issue(), state="passed")
    url = f"/proposals/{proposal.uid}/parts/1/"
    some = head.post(url, {"act": "ask", "own-means": "yes"})
    assert some.status_code == 400
    assert "ยังตอบไม่ครบ เหลือ 5 ข้อ" in words(some)
    answers = {code: "yes" if yes else "no" for code, yes in OWN.items()}
    shown = head.post(url, {"act": "ask", **answers})
    assert "ระบบเสนอ: ทำเอง" in words(shown)
    assert re.search(r'value="self"[^>]*checked', shown.content.decode())
    done = head.post(url, {"act": "decide", **answers, "mode": "self", "reason": "", "doer": ""})
    assert done["Location"] == f"/proposals/{proposal.uid}/parts/2/"
    otherwise = {code: "yes" if yes else "no" for code, yes in NO.items()}
    told = head.post(f"/proposals/{proposal.uid}/parts/2/", {"act": "decide", **otherwise, "mode": "self"})
    assert told.status_code == 400
    assert "เวทีเลือกต่างจากที่ระบบเสนอ" in words(told)


def test_a_promise_by_preset_and_villages_to_compare_with(db):
    village = Village(others=True)
    head = signed_in("village_head", village.area)
    proposal = village.proposal(village.issue(), state="sorted")
    url = f"/proposals/{proposal.uid}/promise/"
    page = head.get(url)
    assert "จาก 41 เหลือ 25 %" in words(page)
    made = head.post(
        url,
        {"act": "make", "indicator": "demo-water:w1", "preset": "points-16", "due_round": "2570"},
        follow=True,
    )
    assert "หมู่บ้านไว้เทียบ" in words(made)
    with within(village.head):
        promise = promises.of(Ref("proposal", proposal.uid)).get()
        offered = re.findall(r'name="villages" value="(\d+)" checked', made.content.decode())
        assert len(offered) >= 4
    nothing = head.post(url, {"act": "compare", "promise": str(promise.uid)})
    assert nothing.status_code == 400
    chosen = head.post(url, {"act": "compare", "promise": str(promise.uid), "villages": offered})
    assert chosen.status_code == 302
    with within(village.head):
        assert promise.members.count() == len(offered)


def test_entering_without_a_promise_is_refused_in_words(village: Village, head: Client):
    proposal = village.proposal(village.issue(), state="sorted")
    version = village.version()
    url = f"/proposals/{proposal.uid}/do/enter/"
    told = head.post(url, {"seen": "sorted", "version": str(version.uid)})
    assert told.status_code == 409
    assert "ยังไม่ได้บอกว่าอะไรจะดีขึ้น" in words(told)
    village.promise(proposal)
    assert head.post(url, {"seen": "sorted", "version": str(version.uid)}).status_code == 302
    with everything():
        assert Project.objects.count() == 1


@pytest.mark.parametrize("page", ["edit/", "parts/1/", "promise/"])
def test_an_officer_of_another_place_meets_no_form(village: Village, page: str):
    proposal = village.proposal(village.issue())
    stranger = signed_in("village_head", village.scene.villages[9])
    assert stranger.get(f"/proposals/{proposal.uid}/{page}").status_code == 404


def test_a_rejected_proposal_stays_to_be_read_with_its_reason(village: Village, head: Client, client: Client):
    proposal = village.proposal(village.issue(), state="submitted")
    url = proposal.get_absolute_url()
    form = {"seen": "submitted", "meeting": str(village.forum.uid), "reason": "ยังตกลงเรื่องที่ดินไม่ได้"}
    assert head.post(f"{url}do/reject/", form).status_code == 302
    assert "ยังตกลงเรื่องที่ดินไม่ได้" in words(client.get(url))
    assert "ยังตกลงเรื่องที่ดินไม่ได้" in words(client.get(f"/areas/{village.area.code}/planning/"))


# The work page and projects.


def test_the_work_page_says_what_to_do_next_to_the_head_alone(village: Village, head: Client, client: Client):
    url = f"/areas/{village.area.code}/planning/"
    village.issue(confirmed=False)
    assert "ให้เวทียืนยันเรื่องที่ต้องแก้" in words(head.get(url))
    public = client.get(url)
    assert public.status_code == 200
    assert "ทำอะไรต่อ" not in words(public)
    assert "น้ำใช้ไม่พอ" not in words(public)


def test_the_work_page_leads_on_step_by_step(village: Village, head: Client):
    url = f"/areas/{village.area.code}/planning/"
    for make, act in (
        (lambda: village.proposal(village.issue(), state="passed"), "บอกว่าใครทำ"),
        (lambda: village.proposal(state="sorted", title="ถังน้ำ"), "บอกว่าตั้งใจให้ดีขึ้นแค่ไหน"),
    ):
        make()
        assert act in words(head.get(url))


def test_the_project_page_shows_doers_promise_plan_and_what_is_missing(village: Village, client: Client):
    project = village.project(village.issue())
    with within(village.officer):
        line = money.ask(project=project, source="local", fiscal_year=2028, satang=42_000_000, by=OFFICER)
        moving.move(line, "approve", by=OFFICER, satang=30_000_000, document="ข้อบัญญัติ 2571")
    page = words(client.get(project.get_absolute_url()))
    for said in (
        "20,700 บาท",
        "420,000 บาท",
        "ทำเอง",
        "ให้หน่วยงานทำ",
        "25",
        "ได้ 300,000 บาท",
        "ยังขาด 120,000 บาท",
    ):
        assert said in page, said
    assert "person:" not in page
    listed = words(client.get(f"/areas/{village.scene.tambon.code}/projects/"))
    assert project.title in listed
    assert "ยังขาด 120,000 บาท" in listed


def test_a_draft_plan_does_not_show_to_strangers_on_the_project_page(village: Village, client: Client):
    project = village.project(village.issue())
    with within(village.head):
        assert plans.find(village.area, Plan.VILLAGE) is not None
        assert proposals.issues_of(*Proposal.objects.filter(project=project))
    assert "ยังไม่อยู่ในแผนใด" in words(client.get(project.get_absolute_url()))


@pytest.mark.parametrize("kind", ["issues", "proposals", "projects"])
def test_what_is_not_there_is_not_found(village: Village, client: Client, kind: str):
    assert client.get(f"/{kind}/{uuid.uuid4()}/").status_code == 404


def test_pages_of_planning_hold_no_script_and_no_inline_style(village: Village, client: Client):
    project = village.project(village.issue())
    page = client.get(project.get_absolute_url()).content.decode()
    assert "<script" not in page
    assert " style=" not in page


@pytest.mark.parametrize("typed", ["1e-99", "1e-999", "1/7", "-5", "nan", "101", "0.001", "ยี่สิบห้า"])
def test_a_share_that_is_none_is_said_so(village: Village, head: Client, typed: str):
    proposal = village.proposal(village.issue())
    form = {"act": "make", "indicator": "demo-water:w1", "percent": typed, "due_round": "2570"}
    assert head.post(f"/proposals/{proposal.uid}/promise/", form).status_code == 400
    form["percent"] = "๒๕.๕ %"
    assert head.post(f"/proposals/{proposal.uid}/promise/", form).status_code == 302
