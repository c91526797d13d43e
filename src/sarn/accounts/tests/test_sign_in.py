"""Signing in through allauth's real pages."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache

from sarn.accounts import keys
from sarn.accounts.adapter import SealedMFA
from sarn.accounts.models import User
from sarn.accounts.tests.factories import PASSWORD, make_person
from sarn.areas.tests.factories import make_tambon
from sarnkit.problems import Problem

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture(autouse=True)
def _no_counts(db):
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def head(db):
    return make_person("village_head", make_tambon().villages[0], username="head4")


def sign_in(client, name="head4", password=PASSWORD):
    return client.post(LOGIN, {"login": name, "password": password})


def signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens(client, head):
    assert client.get(LOGIN).status_code == 200
    answer = sign_in(client)
    assert answer.status_code == 302
    assert signed_in(client)
    assert client.post("/accounts/logout/").status_code == 302
    assert not signed_in(client)


def test_the_next_page_is_kept_and_never_leads_away(client, head):
    answer = client.post(LOGIN + "?next=/audit/", {"login": "head4", "password": PASSWORD, "next": "/audit/"})
    assert answer.headers["Location"] == "/audit/"
    client.logout()
    answer = client.post(LOGIN, {"login": "head4", "password": PASSWORD, "next": "https://example.org/"})
    assert "example.org" not in answer.headers["Location"]


@pytest.mark.parametrize(
    ("name", "password"), [("head4", "wrong"), ("nobody", PASSWORD), ("", ""), ("head4", "")]
)
def test_a_wrong_one_stays_outside_and_is_told_so_without_saying_which(client, head, name, password):
    answer = sign_in(client, name, password)
    assert answer.status_code == 200
    assert not signed_in(client)


def test_a_person_who_is_switched_off_stays_outside(client, head):
    User.objects.update(is_active=False)
    sign_in(client)
    assert not signed_in(client)


def test_after_eight_wrong_passwords_even_the_right_one_waits(client, head):
    for _ in range(8):
        sign_in(client, password="wrong")
    sign_in(client)
    assert not signed_in(client)
    cache.clear()  # five minutes later
    sign_in(client)
    assert signed_in(client)


def test_seven_wrong_passwords_shut_nobody_out(client, head):
    for _ in range(7):
        sign_in(client, password="wrong")
    sign_in(client)
    assert signed_in(client)


def test_nobody_signs_up_by_herself(client, db):
    answer = client.post(
        "/accounts/signup/", {"username": "nok", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert answer.status_code == 200
    assert not User.objects.exists()


def test_without_a_mail_server_the_page_says_who_helps(client, head, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    for answer in (
        client.get("/accounts/password/reset/"),
        client.post("/accounts/password/reset/", {"email": "a@b.c"}),
    ):
        assert answer.status_code == 200
        assert "accounts/password_help.html" in [template.name for template in answer.templates]
    assert mail.outbox == []


def test_the_second_factor_is_asked_and_its_secret_is_sealed(client, head):
    secret = generate_totp_secret()
    TOTP.activate(head, secret)
    assert secret not in str(Authenticator.objects.values_list("data", flat=True).get())
    answer = sign_in(client)
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    assert not signed_in(client)
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret, counter))
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 302
    assert signed_in(client)


def test_the_sealing_key_lies_outside_the_database_for_its_owner_only(tmp_path, settings):
    settings.SARN_HOME = tmp_path
    sealed = SealedMFA().encrypt("SECRET")
    file = keys.path(tmp_path, "mfa.key")
    assert "SECRET" not in sealed
    assert SealedMFA().decrypt(sealed) == "SECRET"
    assert file.stat().st_mode & 0o077 == 0
    file.unlink()  # another key is made, and the old seal is told from a wrong one
    with pytest.raises(Problem, match=r"mfa\.key"):
        SealedMFA().decrypt(sealed)
