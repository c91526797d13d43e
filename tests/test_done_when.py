"""What the foundation promises, on the demo that users build."""

from __future__ import annotations

import http.cookiejar
import json
import re
import sqlite3
import urllib.error
import urllib.parse
import urllib.request

import pytest

pytestmark = pytest.mark.browser  # needs the served demo, though no browser


class Visitor:
    """A person with a cookie jar and nothing else."""

    def __init__(self, node, name: str | None = None) -> None:
        self.node = node
        self.open = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        ).open
        if name:
            from sarn.demo.people import PASSWORD

            page = self.get("/accounts/login/")[1]
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
            form = {"csrfmiddlewaretoken": token, "login": name, "password": PASSWORD}
            data = urllib.parse.urlencode(form).encode()
            self.open(
                urllib.request.Request(
                    node.url + "/accounts/login/", data=data, headers={"Referer": node.url}
                )
            )

    def get(self, path: str) -> tuple[int, str]:
        try:
            with self.open(self.node.url + path) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()


def rows(node, sql: str) -> list[tuple]:
    with sqlite3.connect(f"file:{node.home}/sarn.sqlite3?mode=ro", uri=True) as connection:
        return connection.execute(sql).fetchall()


def test_another_village_gets_404_and_leaves_an_audit_row(demo_node):
    before = rows(demo_node, "select count(*) from audit_event")[0][0]
    status, text = Visitor(demo_node, "head9").get("/areas/99010104/households/")
    assert status == 404
    assert "หนองน้ำใส" not in text
    written = rows(
        demo_node, f"select actor, area_path from audit_event order by id limit -1 offset {before}"
    )
    assert any("head9" in actor and "99010104" in path for actor, path in written)


def test_control_the_head_of_the_village_sees_them(demo_node):
    status, text = Visitor(demo_node, "head4").get("/areas/99010104/households/")
    assert status == 200
    assert text.count("<tr") > 100


def test_the_demo_has_what_it_says(demo_node):
    answered = rows(
        demo_node,
        "select round_code, count(*) from collection_record"
        " where table_path = '/' and counted and village_code = '99010104' group by 1 order by 1",
    )
    assert answered == [("2569", 124), ("2570", 121)]
    households = rows(
        demo_node,
        "select area_path like '%.990101.%', count(*), count(distinct household_uid)"
        " from collection_targethousehold group by 1 order by 1",
    )
    # Both rounds want to hear the same households; the practice village stands apart.
    assert households == [(0, 12, 12), (1, 2 * 1513, 1513)]
    [(persons,)] = rows(demo_node, "select count(*) from registry_person")
    assert 4300 <= persons <= 5700


def test_no_name_and_no_citizen_id_outside_the_registry(demo_node):
    """Control: the raw submissions do hold them, so the search can find."""
    [(xml,)] = rows(
        demo_node,
        "select xml from collection_submissionversion where xml like '%<name>%' order by id limit 1",
    )
    name = re.search(r"<name>([^<]+)</name>", bytes(xml).decode()).group(1)
    records = rows(demo_node, "select data from collection_record")
    assert records
    assert not any(name in data for (data,) in records)
    lake = [path.read_bytes() for path in (demo_node.home / "lake").rglob("*.parquet")]
    assert lake
    assert not any(name.encode() in content for content in lake)


def test_a_second_build_changes_nothing(demo_node):
    tables = [
        "collection_submission",
        "registry_person",
        "indicators_cell",
        "indicators_effectresult",
        "areas_area",
        "accounts_user",
        "planning_project",
        "planning_budgetline",
        "portal_newsreport",
        "thread_link",
    ]
    before = [rows(demo_node, f"select count(*), max(id) from {table}") for table in tables]
    said = demo_node.sarn("demo", "--no-serve").stdout
    assert [rows(demo_node, f"select count(*), max(id) from {table}") for table in tables] == before
    # It ends by naming the page where the whole thread can be walked, by anybody.
    page = re.findall(r"/thread/project/[0-9a-f-]{36}/", said)[-1]
    status, text = Visitor(demo_node).get(page)
    assert status == 200
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text))
    for step in ("51 จาก 124", "32 จาก 121", "ประปาบาดาล ม.4", "300,000"):
        assert step in text


def test_ready_when_worker_and_disk_are(demo_node):
    status, text = Visitor(demo_node).get("/readyz")
    parts = json.loads(text)
    assert parts["database"]["ok"]
    assert parts["worker"]["ok"]
    assert status == (200 if parts["ready"] else 503)


def test_log_of_the_server_holds_no_token(demo_node):
    Visitor(demo_node).get("/v1/key/" + "s3cret" * 10 + "/projects/1/formList")
    assert "s3crets3cret" not in (demo_node.home / "serve.log").read_text()
