"""Addresses without a token, and addresses that are not there: 4, and the surface itself."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from lxml import etree

from sarn.collection import intake, listing
from sarn.collection.models import Submission
from sarn.collection.tests import forms

pytestmark = pytest.mark.storage


@pytest.mark.parametrize("path", ["formList", "submission"])
def test_asks_for_a_name_where_there_is_no_token(phone, path):
    """Case 4."""
    for ask in (phone.get, phone.head):
        refused = ask(f"/v1/projects/1/{path}")
        assert refused.status_code == 401
        assert refused["WWW-Authenticate"].startswith("Basic")


@pytest.mark.parametrize(
    "path", ["", "nothing", "key/x", "key/x/projects/99999999999/formList", "projects/1"]
)
def test_an_unknown_address_is_answered_in_openrosa_xml(phone, path):
    refused = phone.get(f"/v1/{path}")
    assert refused.status_code == 404
    assert etree.fromstring(refused.content).tag.endswith("OpenRosaResponse")
    assert "text/xml" in refused["Content-Type"]


def test_another_method_is_refused(phone):
    refused = phone._client().generic("DELETE", f"{phone.base}/formList", **forms.HEADERS)
    assert refused.status_code == 405


def test_a_fault_is_an_openrosa_answer_and_never_a_short_list(phone, monkeypatch):
    """Case 16."""

    def broken(*_, **__):
        raise RuntimeError("the permission store is gone")

    monkeypatch.setattr(listing, "forms_for", broken)
    refused = phone.get("formList")
    assert refused.status_code == 500
    assert "ข้อมูลในเครื่องยังอยู่ครบ" in etree.fromstring(refused.content)[0].text
    assert b"permission store" not in refused.content


@pytest.mark.parametrize(
    "fault", [OperationalError("database is locked"), OSError(28, "No space left on device")]
)
def test_a_full_disk_and_a_locked_database_ask_to_come_again(phone, monkeypatch, fault):
    """Case 60: 503, no row, and the same sending is accepted later."""

    def broken(*_, **__):
        raise fault

    with monkeypatch.context() as patched:
        patched.setattr(intake, "accept", broken)
        refused = phone.send(forms.instance())
    assert refused.status_code == 503
    assert refused["Retry-After"]
    assert not Submission.objects.exists()
    assert phone.send(forms.instance()).status_code == 201


def test_no_session_and_no_cookie(phone):
    answer = phone.get("formList")
    assert not answer.cookies
    assert "Vary" not in answer or "Cookie" not in answer["Vary"]
    assert answer["Date"].endswith("GMT")
