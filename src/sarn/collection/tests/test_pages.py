"""The two pages of an area: who may see which household, and how far the round has come."""

from __future__ import annotations

import pytest
from django.test import Client

from sarn.accounts.tests.factories import make_person
from sarn.audit.models import Event
from sarn.collection.tests.conftest import WHOLE, answer

pytestmark = pytest.mark.storage


@pytest.fixture
def pages(settings):
    """The whole way through the house, with the addresses of this app alone."""
    settings.MIDDLEWARE = WHOLE


@pytest.fixture
def answered(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], members=[{"m_name": "สมชาย ใจดี"}])
    answer(phone, 2, houses_here[1], outcome="closed_house")


def visit(user, path):
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client.get(path)


def test_the_head_sees_her_households_and_nobodys_name(answered, pages, village):
    page = visit(make_person("village_head", village), f"/areas/{village.code}/households/")
    assert page.status_code == 200
    text = page.content.decode()
    assert text.count("<tr") == 4
    board = page.context["board"]
    assert [(line.number, line.outcome) for line in board.lines] == [
        ("1", "answered"),
        ("2", "closed_house"),
        ("3", ""),
    ]
    assert board.answered == 1
    assert "สมชาย" not in text


@pytest.mark.parametrize("role", ["village_head", "cd_officer"])
def test_another_area_is_not_there_and_leaves_an_audit_row(answered, pages, village, tambon, role):
    stranger = make_person(role, tambon.villages[1] if role == "village_head" else tambon.other_tambon)
    page = visit(stranger, f"/areas/{village.code}/households/")
    assert page.status_code == 404
    assert "12/3" not in page.content.decode()
    denial = Event.objects.order_by("-pk").first()
    assert stranger.username in denial.actor
    assert denial.area_path == village.path


def test_roles_that_see_no_household_anywhere(answered, pages, village, tambon):
    for role, area in (
        ("tambon_officer", tambon.tambon),
        ("evaluator", tambon.tambon),
        ("editor", tambon.tambon),
    ):
        assert visit(make_person(role, area), f"/areas/{village.code}/households/").status_code == 403
    assert visit(None, f"/areas/{village.code}/households/").status_code == 302


def test_the_counts_say_why_households_are_missing(answered, pages, village, tambon):
    page = visit(make_person("tambon_officer", tambon.tambon), f"/areas/{tambon.tambon.code}/submissions/")
    assert page.status_code == 200
    line = page.context["lines"][0]
    assert (line.village.code, line.coverage.answered, line.coverage.target) == (village.code, 1, 3)
    assert line.coverage.missing == {"": 1, "closed_house": 1}
    assert "จปฐ. 2569" in page.content.decode()


def test_an_area_that_does_not_exist(answered, pages, village):
    assert visit(make_person("village_head", village), "/areas/00000000/households/").status_code == 404
