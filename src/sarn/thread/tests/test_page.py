"""The page, the strip and the JSON of a thread: what they say, and that grey nodes leak nothing."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest
from django.template import Context, Template
from django.test import Client

from sarn.thread import diagram, pages, strip, walks
from sarn.thread.refs import Ref
from sarn.thread.tests.toys import join

pytestmark = pytest.mark.django_db


def page(ref: Ref):
    return Client().get(f"/thread/{ref.kind}/{ref.uid}/")


def api(ref: Ref, query: str = ""):
    return Client().get(f"/api/v1/thread/{ref.kind}/{ref.uid}{query}")


def words(markup: bytes | str) -> str:
    text = markup.decode() if isinstance(markup, bytes) else markup
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))


def text_of(ref: Ref) -> str:
    return words(page(ref).content).replace("\u00a0", " ")


def test_from_either_end_the_page_leads_to_the_other(story, toys):
    for start, wanted in ((story.project, story.cell), (story.cell, story.project)):
        html = page(start).content.decode()
        assert f'href="/toys/{wanted.uid}/"' in html
        text = text_of(start)
        for said in ("51 จาก 124", "ได้ 300,000 ยังขาด 120,000 บาท", "เวทีหมู่บ้าน ม.4", "ตกเกณฑ์สองปีติดกัน"):
            assert said in text, said
        assert "/toys/well.jpg" in html
        assert '<svg class="diagram"' in html
        assert "ทอแล้ว 7 จาก 7 ขั้น" in text


def test_the_api_answers_the_same_nodes_from_either_end(story):
    answers = [api(ref).json() for ref in (story.cell, story.effect, story.budget)]
    sets = [{(node["kind"], node["uid"]) for node in answer["nodes"]} for answer in answers]
    assert sets[0] == sets[1] == sets[2] == {(ref.kind, str(ref.uid)) for ref in story.refs}


def test_the_shape_of_the_api(story):
    answer = api(story.project, "?dir=up&depth=2").json()
    assert (answer["dir"], answer["depth"], answer["cut"]) == ("up", 2, False)
    by_key = {node["key"]: node for node in answer["nodes"]}
    assert by_key[answer["start"]]["uid"] == str(story.project.uid)
    assert by_key[answer["start"]] == {
        "key": answer["start"],
        "kind": "project",
        "step": 4,
        "grey": False,
        "uid": str(story.project.uid),
        "title": "ประปาบาดาล ม.4",
        "url": f"/toys/{story.project.uid}/",
        "on": None,
        "state": "",
        "facts": ["ตั้งใจลดจาก 41 เหลือ 25 %"],
        "superseded": False,
        "pictures": [],
    }
    assert {(by_key[edge["from"]]["kind"], by_key[edge["to"]]["kind"]) for edge in answer["edges"]} == {
        ("issue", "proposal"),
        ("proposal", "project"),
    }
    (first,) = [edge for edge in api(story.issue).json()["edges"] if edge["relation"] == "points-at"]
    assert first["meeting"]["uid"] == str(story.meeting.uid)
    assert first["reason"] == "ตกเกณฑ์สองปีติดกัน"
    assert set(first) == {"from", "to", "relation", "share", "on", "reason", "meeting"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("?dir=sideways", "thread.direction"),
        ("?depth=0", "thread.depth"),
        ("?depth=13", "thread.depth"),
        ("?depth=-1", "thread.depth"),
        ("?depth=two", "thread.depth"),
        ("?depth=๒", "thread.depth"),
        ("?depth=" + "9" * 5000, "thread.depth"),
        ("?depth=0001" + "0" * 5000, "thread.depth"),
    ],
)
def test_a_wrong_question_is_refused_in_a_sentence(story, query, code):
    answer = api(story.project, query)
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["message"]


def test_a_grey_node_leaks_nothing(story, toys):
    hidden = (story.issue, story.project, story.effect, story.meeting)
    toys.close(*hidden)
    for answer in (page(story.budget), api(story.budget), page(story.cell), api(story.cell)):
        assert answer.status_code == 200
        body = answer.content.decode()
        plain = words(body).replace("\u00a0", " ")
        for ref in hidden:
            assert str(ref.uid) not in body
            assert ref.uid.hex not in body
            assert toys.made[ref.uid].title not in plain
        assert "ตกเกณฑ์สองปีติดกัน" not in plain  # the reason of a link to a closed issue
        assert "2027-02-10" not in body
    grey = [node for node in api(story.budget).json()["nodes"] if node["grey"]]
    assert [set(node) for node in grey] == [{"key", "kind", "step", "grey"}] * 3
    assert "ยังไม่เปิดให้คุณดู" in text_of(story.budget)


def test_the_search_for_leaks_can_find_one(story):
    """Control: open, all of it is in the answer."""
    body = api(story.budget).content.decode()
    assert str(story.project.uid) in body
    assert "ตกเกณฑ์สองปีติดกัน" in body


def test_unknown_closed_or_malformed_is_not_found(story, toys):
    toys.close(story.issue)
    for ref in (story.issue, Ref("issue", uuid4()), Ref("ghost", uuid4())):
        assert page(ref).status_code == 404
        answer = api(ref)
        assert (answer.status_code, answer.json()["code"]) == (404, "thread.unknown")
    closed, unknown = page(story.issue), page(Ref("issue", uuid4()))
    assert closed.content == unknown.content
    assert Client().get("/thread/issue/1/").status_code == 404
    assert Client().post(f"/thread/project/{story.project.uid}/").status_code == 405


def test_what_is_missing_is_said_in_plain_words(toys):
    issue = toys.make("issue", "ไฟทางมืดหน้าวัด")
    text = text_of(issue)
    assert "ยังไม่มีตัวชี้วัดรองรับ" in text
    assert "ยังไม่มีข้อเสนอ" in text
    assert "ทอแล้ว 1 จาก 7 ขั้น" in text


def test_a_corrected_figure_says_so(toys):
    issue, cell = toys.make("issue"), toys.make("cell", "51 จาก 124 หลัง", superseded=True)
    join(cell, issue)
    assert "ข้อมูลถูกแก้ภายหลัง" in text_of(issue)
    (node,) = [node for node in api(issue).json()["nodes"] if node["kind"] == "cell"]
    assert node["superseded"] is True


def test_a_share_is_told(toys):
    issue, proposal = toys.make("issue"), toys.make("proposal")
    join(issue, proposal, share=2500)
    assert "เฉพาะส่วน 25.0 %" in text_of(issue)
    assert api(issue).json()["edges"][0]["share"] == 2500


def test_titles_are_escaped(toys):
    issue, cell = toys.make("issue", "<script>alert(1)</script>"), toys.make("cell", '"><b onclick=x>')
    join(cell, issue, reason="<img src=x onerror=y>")
    html = page(issue).content.decode()
    for bad in ("<script>alert", "<b onclick", "<img src=x"):
        assert bad not in html


def test_a_long_step_is_folded_under_its_number(story, toys):
    for number in range(490):
        join(story.project, toys.make("activity", f"งานย่อย {number}"))
    answer = page(story.project)
    html = answer.content.decode()
    assert html.count('<details class="twin">') >= 2
    text = text_of(story.project)
    assert "อีก 489 เรื่อง" in text  # 493 stand in this step: 491 works, output, acceptance
    assert text.index("ชาวบ้านยืนยันว่าใช้ได้จริง") < text.index("อีก 489 เรื่อง")
    picture = pages.page_of(walks.both(story.project)).picture
    assert picture.count("<svg") < 60
    assert ">+482<" in picture
    assert 'href="#step-6"' in picture
    assert len(api(story.project).json()["nodes"]) == 501


def test_the_strip_of_an_issue_from_a_cell(toys):
    cell, issue = toys.make("cell"), toys.make("issue")
    join(cell, issue)
    seven = strip.of(issue)
    assert [step.state for step in seven.steps] == ["there"] * 2 + ["missing"] * 5
    assert (seven.woven, seven.runs, seven.steps[0].first.ref) == (2, [(1, 2)], cell)
    html = Template("{% load thread %}{% thread_strip ref %}").render(Context({"ref": issue}))
    assert html.count('class="knot"') == 2
    assert html.count('class="knot o"') == 5
    assert "ตัวชี้วัด มีแล้ว, เรื่องที่ต้องแก้ มีแล้ว, ข้อเสนอ ยังไม่มี" in html
    assert "ทอแล้ว 2 จาก 7 ขั้น" in words(html)
    assert f"/thread/issue/{issue.uid}/" in html
    again = Template("{% load thread %}{% thread_strip 'issue' uid %}").render(Context({"uid": issue.uid}))
    assert again == html


def test_the_strip_of_an_issue_that_villagers_raised_begins_hollow(toys):
    issue = toys.make("issue")
    join(issue, toys.make("proposal"))
    seven = strip.of(issue)
    assert [step.state for step in seven.steps] == ["missing", "there", "there"] + ["missing"] * 4
    assert seven.runs == [(2, 3)]


def test_the_strip_shows_what_is_not_the_askers_as_grey(story, toys):
    toys.close(story.budget)
    seven = strip.of(story.project)
    assert seven.steps[4].state == "not yours"
    assert seven.steps[4].first is None
    assert (seven.woven, seven.grey) == (6, 1)
    html = Template("{% load thread %}{% thread_strip ref %}").render(Context({"ref": story.project}))
    assert html.count('class="knot grey"') == 1
    assert str(story.budget.uid) not in html


def test_the_strip_of_what_the_asker_may_not_see_is_empty(story, toys):
    toys.close(story.project)
    html = Template("{% load thread %}{% thread_strip ref %}").render(Context({"ref": story.project}))
    assert html.strip() == ""


def test_the_picture_draws_each_link_and_each_node(story):
    walk = walks.both(story.project)
    picture = diagram.draw(walk, walk.start.key)
    assert picture.count('class="tie"') == 11
    assert picture.count("<path") == 11
    assert picture.count("here") == 1
    assert json.loads(api(story.project).content)["start"] == walk.start.key


def test_the_picture_leaves_hollow_what_is_missing(toys):
    walk = walks.both(toys.make("issue"))
    assert diagram.draw(walk, walk.start.key).count('class="knot o"') == 6
