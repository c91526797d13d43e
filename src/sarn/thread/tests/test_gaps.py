"""The report of broken threads: rules of the apps above, behind its door."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve

from sarn.access.scope import within
from sarn.access.tests.scopes import person_scope
from sarn.thread import gaps
from sarn.thread.gaps import Rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def rules(toys, monkeypatch):
    monkeypatch.setattr(gaps, "_rules", {})
    lonely = toys.make("project", "ถนนคอนกรีตสาย 2", facts=("ยังไม่มีตัวชี้วัด",))
    gaps.register(
        Rule("no-evidence", "โครงการที่ไม่มีข้อมูลรองรับ", lambda: [toys.made[lonely.uid]], "ผูกกับเรื่องที่ต้องแก้")
    )
    gaps.register(Rule("no-activity", "เงินที่ไม่มีกิจกรรม", list))
    return lonely


def test_the_report_lists_what_each_rule_finds(rules):
    with within(person_scope("tambon_officer", "TH.99.9901.990101.")):
        answer = resolve("/thread/broken/").func(RequestFactory().get("/thread/broken/"))
    assert answer.status_code == 200
    html = answer.content.decode()
    for said in (
        "โครงการที่ไม่มีข้อมูลรองรับ",
        "ถนนคอนกรีตสาย 2",
        f"/toys/{rules.uid}/",
        "เงินที่ไม่มีกิจกรรม",
        "ผูกกับเรื่องที่ต้องแก้",
    ):
        assert said in html.replace("\u00a0", " "), said
    assert [len(found.nodes) for found in gaps.report()] == [1, 0]


def test_the_report_is_not_for_everybody(rules):
    assert "/accounts/login/" in Client().get("/thread/broken/").headers["Location"]


def test_a_rule_is_registered_once(rules):
    with pytest.raises(ValueError, match="twice"):
        gaps.register(Rule("no-activity", "x", list))
