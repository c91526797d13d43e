"""What a village makes of its figures, on its page and on that of its tambon: who sees it, who may act."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sarn.access import doors
from sarn.access.scope import within
from sarn.access.tests.scopes import everything
from sarn.accounts.models import User
from sarn.indicators import promises
from sarn.indicators.models import Cell, EffectResult, Promise
from sarn.indicators.tests.factories import make_figure
from sarn.indicators.tests.stories import Story, make_story
from sarn.meetings import records
from sarn.planning import issues, money
from sarn.planning.models import Issue, Project
from sarn.planning.tests.village import HEAD, OFFICER, Village
from sarn.portal import doing
from sarn.portal.models import NewsReport
from sarn.portal.tests.scenes import signed_in, squeezed, words
from sarn.thread import strip, strips
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarn.workflow.models import by_the_engine
from sarnkit import clock
from sarnkit.uid import uuid7

pytestmark = pytest.mark.django_db
ADDRESS, TAMBON = "/areas/99010104/", "/areas/990101/"
BUTTON = "ตั้งเป็นเรื่องที่ต้องแก้"


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.fixture
def village() -> Village:
    return Village()


def again(role: str, area: Any) -> Client:
    """The person of this role, who may have signed in before."""
    known = User.objects.filter(username=f"{role}-{area.code}").first()
    if known is None:
        return signed_in(role, area)
    client = Client()
    client.force_login(known, backend="django.contrib.auth.backends.ModelBackend")
    return client


def head(village: Village, number: int = 4) -> Client:
    return again("village_head", village.scene.villages[number])


def officer(village: Village) -> Client:
    return again("tambon_officer", village.scene.tambon)


def raising(source: str) -> list[str]:
    return re.findall(r'action="(/issues/from/[^"]+/)"', source)


def funded(village: Village, *, satang: int = 30_000_000) -> Project:
    """«ประปาบาดาล ม.4» in the plan, 420,000 baht asked and some of it approved."""
    issue = village.issue()
    with within(village.head):
        moving.move(issue, "rank", by=HEAD, meeting=village.forum, rank=1)
    project = village.project(issue)
    with within(village.officer):
        line = money.ask(project=project, source="local", fiscal_year=2028, satang=42_000_000, by=OFFICER)
        moving.move(line, "approve", by=OFFICER, satang=satang)
        project.refresh_from_db()
    return project


def measured(project: Project, **changes: Any) -> EffectResult:
    """A result for the project's promise that an evaluator has accepted."""
    with everything(), by_the_engine():
        promise = Promise.objects.get(subject_type="project", subject_uid=project.uid)
        result = EffectResult(
            promise=promise, area=promise.area, area_path=promise.area_path, before_uid=uuid7(),
            after_uid=uuid7(), comparable=True, meaningful="5", fingerprint="x", grade="ข", shown=True,
            word="clearly-better",
            figures={"before": {"num": 51, "den": 124}, "after": {"num": 32, "den": 121}, "comparisons": []},
        )  # fmt: skip
        for name, value in changes.items():
            setattr(result, name, value)
        result.state = changes.get("state", "accepted")
        result.opened = result.table.state(result.state).opened
        result.save()
        promises.open_for(Ref("project", project.uid))
    return result


# One tap at a figure.


def test_scenario_4_one_tap_makes_the_issue_with_the_cell_pinned(village):
    client = head(village)
    before = client.get(ADDRESS)
    assert raising(before.content.decode()) == [f"/issues/from/{village.cell.uid}/"]
    assert "ทอแล้ว1จาก7ขั้น" in squeezed(before)
    answer = client.post(f"/issues/from/{village.cell.uid}/", follow=True)
    assert answer.status_code == 200
    with everything():
        assert Issue.objects.get().cell_uid == village.cell.uid
    after = client.get(ADDRESS)
    assert raising(after.content.decode()) == []
    text = squeezed(after)
    assert "ทอแล้ว2จาก7ขั้น" in text
    assert "จากตัวเลขรอบ2569" in text


@pytest.mark.parametrize("who", ["nobody", "volunteer", "head9", "officer"])
def test_nobody_else_has_the_button_and_the_address_refuses_them(village, who):
    client = {
        "nobody": Client,
        "volunteer": lambda: signed_in("volunteer", village.area),
        "head9": lambda: head(village, 9),
        "officer": lambda: officer(village),
    }[who]()
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert BUTTON not in response.content.decode()
    assert "csrfmiddlewaretoken" not in response.content.decode()
    answer = client.post(f"/issues/from/{village.cell.uid}/")
    # The next village's head and the officer may raise issues, and have no such figure.
    assert answer.status_code == {"nobody": 302, "volunteer": 403, "head9": 404, "officer": 404}[who]
    with everything():
        assert not Issue.objects.exists()


def test_a_figure_that_meets_its_target_has_no_button(village):
    make_figure(village.scene, 4, 3, 124)
    assert BUTTON not in head(village).get(ADDRESS).content.decode()


def test_a_corrected_figure_stays_with_its_issue(village):
    village.issue()
    make_figure(village.scene, 4, 49, 124)
    response = head(village).get(ADDRESS)
    assert raising(response.content.decode()) == []
    assert "49จาก124" in squeezed(response)


def test_what_was_dismissed_can_be_raised_again(village):
    issue = village.issue(confirmed=False)
    with within(village.head):
        moving.move(issue, "dismiss", by=HEAD, reason="นับผิดบ้านเดียวกันสองครั้ง")
    response = head(village).get(ADDRESS)
    assert len(raising(response.content.decode())) == 1
    assert "นับผิด" not in response.content.decode()


def test_the_next_round_s_figure_leads_to_the_issue_that_is_not_mended_yet():
    story = make_story()
    story.count_second(4)
    client = head_of(story)
    with story.head():
        cell = Cell.objects.get(area=story.first.villages[4], round_code="2569", superseded_by=None)
        issue = issues.raise_from_cell(cell_uid=cell.uid, by=HEAD)
    for query in ("?round=2569", "?round=2570"):
        source = client.get(ADDRESS + query).content.decode()
        assert raising(source) == []
        assert f'{issue.get_absolute_url()}">เป็นเรื่องที่ต้องแก้แล้ว' in source
    with story.head():
        moving.move(issue, "dismiss", by=HEAD, reason="นับผิดบ้านเดียวกันสองครั้ง")
    assert len(raising(client.get(ADDRESS + "?round=2570").content.decode())) == 1


def test_an_issue_of_a_later_round_is_not_told_of_an_earlier_figure():
    story = make_story()
    story.count_second(4)
    client = head_of(story)
    with story.head():
        cell = Cell.objects.get(area=story.first.villages[4], round_code="2570", superseded_by=None)
        issues.raise_from_cell(cell_uid=cell.uid, by=HEAD)
    assert len(raising(client.get(ADDRESS + "?round=2569").content.decode())) == 1


def head_of(story: Story) -> Client:
    return again("village_head", story.first.villages[4])


# What stands on the page, for whom.


def test_a_raised_issue_is_the_village_s_own_until_its_forum(village):
    village.issue(confirmed=False)
    assert "น้ำ" in words(head(village).get(ADDRESS))
    with everything():
        title = Issue.objects.get().title
        address = Issue.objects.get().get_absolute_url()
    for client in (Client(), head(village, 9)):
        source = client.get(ADDRESS).content.decode()
        assert address not in source
        assert "h-issues" not in source
    with everything():
        moving.move(Issue.objects.get(), "confirm", by=HEAD, meeting=village.forum)
    text = words(Client().get(ADDRESS))
    assert title in text
    assert "ทอแล้ว 2 จาก 7 ขั้น" in text


def test_scenario_5_villagers_own_issue_says_so_and_is_ranked(village):
    with within(village.head):
        dark = issues.raise_by_villagers(area=village.area, title="ไฟทางมืดหน้าวัด", by=HEAD)
        moving.move(dark, "confirm", by=HEAD, meeting=village.forum)
        moving.move(dark, "rank", by=HEAD, meeting=village.forum, rank=2)
    other = village.issue()
    with within(village.head):
        moving.move(other, "rank", by=HEAD, meeting=village.forum, rank=1)
    response = Client().get(ADDRESS)
    text = words(response)
    assert "ชาวบ้านเสนอ" in text
    section = text[text.index("จากตัวเลขรอบ") :]
    assert text.index("จากตัวเลขรอบ 2569") < text.index("ไฟทางมืดหน้าวัด"), section[:200]


def test_the_project_says_what_it_got_and_what_is_missing(village):
    funded(village)
    text = squeezed(Client().get(ADDRESS))
    for sentence in (
        "ประปาบาดาล ม.4",
        "ได้ 300,000 บาท",
        "ยังขาด 120,000 บาท",
        "ให้หน่วยงานทำ (อบต.ห้วยสาธิต)",
        "ทำเอง",
    ):
        assert plain(sentence) in text, sentence
    assert "ทอแล้ว5จาก7ขั้น" in text


def test_nothing_is_missing_where_all_was_given(village):
    funded(village, satang=42_000_000)
    text = squeezed(Client().get(ADDRESS))
    assert "ได้420,000บาท" in text
    assert "ยังขาด" not in text


def test_the_effect_stands_with_its_count_once_somebody_has_accepted_it(village):
    project = funded(village)
    result = measured(project, state="proposed")
    assert "ดีขึ้นชัดเจน" not in words(head(village).get(ADDRESS))
    with everything():
        EffectResult.objects.filter(pk=result.pk).delete()
    measured(project)
    text = squeezed(Client().get(ADDRESS))
    assert "ดีขึ้นชัดเจน" in text
    assert plain("เดิมนับได้ 51 จาก 124 ต่อมานับได้ 32 จาก 121") in text


def test_a_lowered_word_and_one_that_is_not_shown(village):
    project = funded(village)
    lowered = measured(project, state="lowered", lowered_to="probably-better")
    text = words(Client().get(ADDRESS))
    assert "น่าจะดีขึ้น" in text
    assert "ดีขึ้นชัดเจน" not in text
    with everything():
        EffectResult.objects.filter(pk=lowered.pk).delete()
    measured(project, shown=False, word="", figures={"comparisons": []})
    text = words(Client().get(ADDRESS))
    assert "วัดผลแล้ว" in text
    assert "32 จาก 121" not in text


def test_the_plan_and_the_forum(village):
    funded(village)
    client = head(village)
    text = squeezed(client.get(ADDRESS))
    assert plain("แผนและเวที") in text
    assert plain("เวทีประชาคม 10 กุมภาพันธ์ 2570 · มา 86 คน ครบ (65.6 %)") in text
    assert "/book.pdf" in client.get(ADDRESS).content.decode()
    # The draft of the plan is not for others.
    assert "/book.pdf" not in Client().get(ADDRESS).content.decode()


def test_a_village_with_nothing_has_no_empty_sections(village):
    source = Client().get("/areas/99010109/").content.decode()
    for mark in ("h-issues", "h-projects", "h-agreed", "h-news", "h-todo"):
        assert mark not in source


def test_what_a_shared_link_shows(village):
    source = Client().get(ADDRESS).content.decode()
    assert re.search(r'property="og:image" content="https?://[^"]+/areas/99010104/og.png"', source)
    assert re.search(r'name="description" content="[^"]*51 จาก 124 ครัวเรือน \(41.1.%\) รอบ 2569"', source)


def test_before_the_forum_a_shared_link_tells_nothing():
    made = Village()
    make_figure(made.scene, 9, 9, 22)
    source = signed_in("village_head", made.scene.villages[9]).get("/areas/99010109/").content.decode()
    said = re.search(r'name="description" content="([^"]*)"', source)
    assert said
    assert not re.search(r"\d", said[1])


def test_the_poster_is_offered_where_figures_are_open(village):
    assert "poster.pdf" in Client().get(ADDRESS).content.decode()
    assert "poster.pdf" not in Client().get("/areas/99010109/").content.decode()


# The tambon.


def test_the_tambon_lists_the_projects_of_its_villages_by_village(village):
    funded(village)
    text = squeezed(Client().get(TAMBON))
    assert plain("ประปาบาดาล ม.4 บ้านหนองน้ำใส ม.4") in text
    assert plain("ยังขาด 120,000 บาท") in text
    assert "/areas/990101/wanted/" in Client().get(TAMBON).content.decode()


# What is to be done.


def todo(response) -> str:
    source = response.content.decode()
    return source[source.index('id="todo"') : source.index("</section>", source.index('id="todo"'))]


def test_the_head_reads_what_waits_for_her(village):
    issue = village.issue(confirmed=False)
    response = head(village).get(ADDRESS)
    assert issue.get_absolute_url() in todo(response)
    assert plain("ต้องทำต่อ 1 อย่าง") in squeezed(response)
    for client in (Client(), officer(village), head(village, 9)):
        assert 'id="todo"' not in client.get(ADDRESS).content.decode()


def test_what_is_done_is_gone_from_the_list(village):
    issue = village.issue(confirmed=False)
    with within(village.head):
        moving.move(issue, "confirm", by=HEAD, meeting=village.forum)
        moving.move(issue, "rank", by=HEAD, meeting=village.forum, rank=1)
    listed = todo(head(village).get(ADDRESS))
    assert "/proposals/new/" in listed
    assert issue.get_absolute_url() not in listed


def test_the_officer_reads_what_waits_in_the_tambon(village):
    project = village.project(village.issue())
    with within(village.officer):
        line = money.ask(project=project, source="local", fiscal_year=2028, satang=42_000_000, by=OFFICER)
    listed = todo(officer(village).get(TAMBON))
    assert line.get_absolute_url() in listed
    assert "ประปาบาดาล" in listed
    assert 'id="todo"' not in Client().get(TAMBON).content.decode()


def test_the_evaluator_reads_which_effects_wait_for_her(village):
    project = funded(village)
    result = measured(project, state="proposed")
    evaluator = again("evaluator", village.scene.tambon)
    listed = todo(evaluator.get(TAMBON))
    assert result.get_absolute_url() in listed
    assert "น้ำ" in listed
    assert result.get_absolute_url() not in Client().get(TAMBON).content.decode()
    with everything():
        EffectResult.objects.filter(pk=result.pk).update(superseded_by=uuid7())
    assert 'id="todo"' not in evaluator.get(TAMBON).content.decode()


def test_a_plan_that_was_agreed_waits_to_be_announced(village):
    funded(village)
    version = village.version()
    with within(village.head):
        moving.move(version, "agree", by=HEAD, meeting=village.forum)
    listed = todo(head(village).get(ADDRESS))
    assert f"/plan-versions/{version.uid}/" in listed
    assert "แผนพัฒนา" in listed


def test_a_report_waits_for_an_editor_and_not_for_its_author(village):
    said = {"title": "น้ำไหลแล้ว", "place": "ศาลา", "author_name": "ก", "lead": "สั้น", "body": "ยาว"}
    editor = again("editor", village.scene.tambon)
    author = User.objects.get(username="editor-990101")
    with everything(), by_the_engine():
        report = NewsReport(
            area=village.area, area_path=village.area.path, slug="x", happened_on=datetime.date(2027, 2, 1),
            written_by="person:somebody", written_at=clock.now(), state="submitted", **said,
        )  # fmt: skip
        report.save()
    assert "น้ำไหลแล้ว" in todo(editor.get(TAMBON))
    with everything():
        NewsReport.objects.filter(pk=report.pk).update(written_by=doors.scope_of_user(author).actor)
    assert 'id="todo"' not in editor.get(TAMBON).content.decode()


def test_a_meeting_is_listed_once_its_day_has_come(village):
    with within(village.head):
        day = datetime.date(2100, 1, 1)
        records.plan(area=village.area, title="เวทีปีหน้า", held_on=day, by=HEAD)
    assert "เวทีปีหน้า" not in head(village).get(ADDRESS).content.decode()
    with within(village.head):
        records.plan(area=village.area, title="เวทีที่ผ่านมา", held_on=datetime.date(2020, 1, 1), by=HEAD)
    assert "เวทีที่ผ่านมา" in todo(head(village).get(ADDRESS))


def test_never_more_than_five_lines(village):
    with within(village.head):
        for number in range(8):
            day = datetime.date(2020, 1, number + 1)
            records.plan(area=village.area, title=f"เวที {number}", held_on=day, by=HEAD)
            issues.raise_by_villagers(area=village.area, title=f"เรื่อง {number}", by=HEAD)
        assert len(doing.of(village.area, list(Issue.objects.all()))) <= doing.MOST


def test_the_list_follows_the_table_of_states():
    """Each wait names a state and a move that its table knows, done by hand from there."""
    for wait in doing.WAITS:
        table = wait.model.table
        act = table.move(wait.name)
        assert wait.state in act.sources, wait
        assert act.roles, wait


# Weight and queries.


def several(village: Village, count: int) -> None:
    first = funded(village)
    with everything():
        for number in range(count):
            Project.objects.create(area=village.area, area_path=village.area.path, title=f"โครงการ {number}")
        Project.objects.filter(pk=first.pk).update(office="อบต.ห้วยสาธิต")
    with within(village.head):
        for number in range(count):
            one = issues.raise_by_villagers(area=village.area, title=f"เรื่อง {number}", by=HEAD)
            moving.move(one, "confirm", by=HEAD, meeting=village.forum)


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.parametrize("address", [ADDRESS, TAMBON])
def test_more_rows_ask_no_more_queries(village, address):
    several(village, 1)
    few = [queries(client, address) for client in (Client(), head(village), officer(village))]
    with within(village.head):
        for number in range(12):
            one = issues.raise_by_villagers(area=village.area, title=f"อีกเรื่อง {number}", by=HEAD)
            moving.move(one, "confirm", by=HEAD, meeting=village.forum)
    with everything():
        for number in range(12):
            Project.objects.create(area=village.area, area_path=village.area.path, title=f"อีก {number}")
    many = [queries(client, address) for client in (Client(), head(village), officer(village))]
    assert all(after <= before + 1 for before, after in zip(few, many, strict=True)), (few, many)


def test_the_whole_page_in_bounded_queries(village, django_assert_max_num_queries):
    several(village, 8)
    readers = [(Client(), 40), (head(village), 60), (officer(village), 50)]
    for client, most in readers:
        with django_assert_max_num_queries(most):
            response = client.get(ADDRESS)
        assert len(response.content) < 60_000
        source = response.content.decode()
        assert "<script" not in source
        assert " style=" not in source
        assert source.count('class="btn"') <= 1


def test_many_strips_are_the_same_as_one_by_one(village):
    project = funded(village)
    with within(village.head):
        refs = [
            Ref("project", project.uid),
            Ref("issue", Issue.objects.get().uid),
            Ref("cell", village.cell.uid),
            Ref("issue", uuid7()),
        ]
        found = strips.of_many(refs)
        assert list(found) == refs[:3]
        for ref in refs[:3]:
            alone = strip.of(ref)
            assert [(one.state, len(one.stops)) for one in found[ref].steps] == [
                (one.state, len(one.stops)) for one in alone.steps
            ]
            assert found[ref].woven == alone.woven
    assert strips.of_many([]) == {}


def test_a_cell_that_two_threads_share_does_not_join_them(village):
    """A hub is entered and not passed through."""
    funded(village)
    with within(village.head):
        other = issues.raise_by_villagers(area=village.area, title="ไฟทางมืดหน้าวัด", by=HEAD)
        found = strips.of_many([Ref("issue", other.uid), Ref("cell", village.cell.uid)])
    assert found[Ref("issue", other.uid)].woven == 1
    assert found[Ref("cell", village.cell.uid)].woven == 5
