"""Tokens of phones: issued once, found by hash, gone when revoked."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sarn.access.models import Denied
from sarn.access.scope import ScopeMissing, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.accounts import tokens
from sarn.accounts.models import DeviceToken
from sarn.areas.tests.factories import make_tambon
from sarn.audit.models import Event

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


@pytest.fixture
def place(db):
    return make_tambon()


@pytest.fixture
def issued(place):
    with within(person_scope("tambon_officer", place.tambon, name="plan1")):
        return tokens.issue(name="มือถือ ม.4", area=place.villages[0], form_ids=["house"], by="person:plan1")


def test_the_secret_is_long_random_and_not_kept(issued, place):
    token, secret = issued
    assert len(secret) == 64
    with everything():
        row = DeviceToken.objects.filter(pk=token.pk).values().get()
        other = tokens.issue(name="x", area=place.tambon, by="x")[1]
    assert secret not in str(row)
    assert other != secret
    assert secret not in str(list(Event.objects.values()))


def test_a_live_token_is_found_with_one_query(issued):
    token, secret = issued
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = tokens.find(secret)
    assert (found, found.form_ids, len(queries)) == (token, ["house"], 1)
    assert tokens.scope_of(found).grants[0].area_path == token.area_path


@pytest.mark.parametrize("wrong", ["", "x", "x" * 64, "x" * 10_000, "ก" * 64])
def test_another_secret_finds_nothing(issued, wrong):
    assert tokens.find(wrong) is None


def test_a_revoked_token_is_gone_at_once(issued, place):
    token, secret = issued
    with within(person_scope("tambon_officer", place.tambon)):
        tokens.revoke(token, by="person:plan1")
        tokens.revoke(token, by="person:plan1")
    assert tokens.find(secret) is None
    assert Event.objects.filter(action="token.revoke").count() == 1


def test_a_token_ends_by_itself(issued):
    _, secret = issued
    assert tokens.find(secret, timezone.now() + tokens.LIFE - datetime.timedelta(minutes=1))
    assert tokens.find(secret, timezone.now() + tokens.LIFE) is None


def test_only_those_who_may_issue_and_revoke(issued, place):
    token, _ = issued
    with pytest.raises(ScopeMissing):
        tokens.issue(name="x", area=place.tambon, by="x")
    for scope in (
        person_scope("village_head", place.villages[0]),
        person_scope("tambon_officer", place.other_tambon),
        tokens.scope_of(token),
    ):
        with within(scope), pytest.raises(Denied):
            tokens.issue(name="x", area=place.villages[0], by="x")
    with within(person_scope("village_head", place.villages[0])), pytest.raises(Denied):
        tokens.revoke(token, by="x")
    with within(person_scope("tambon_officer", place.other_tambon)):
        tokens.revoke(token, by="x")  # not there for him: nothing happens
    with everything():
        assert DeviceToken.objects.get(pk=token.pk).revoked_at is None


def test_the_day_it_was_seen_is_written_once_a_day(issued):
    token, secret = issued
    day = datetime.date(2026, 12, 1)
    with CaptureQueriesContext(connection) as queries:
        tokens.seen(token, day)
        tokens.seen(token, day)
    assert len(queries) == 1
    assert tokens.find(secret).last_seen_on == day
