"""Giving and ending roles."""

from __future__ import annotations

import datetime
import json

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from sarn.access import policy
from sarn.access.scope import Grant
from sarn.accounts import people, roles
from sarn.accounts.models import RoleGrant, User
from sarn.accounts.tests.factories import make_person
from sarn.areas.tests.factories import make_tambon
from sarn.audit.models import Event
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
DAY = datetime.date(2026, 12, 1)


@pytest.fixture
def tambon(db):
    return make_tambon()


@pytest.fixture
def mali(tambon):
    return make_person("", None, username="mali")


def test_a_grant_holds_from_its_day_until_it_ends(tambon, mali):
    village = tambon.villages[0]
    roles.grant(user=mali, role="village_head", area=village, by="person:cd1", on=DAY)
    roles.revoke(user=mali, role="village_head", area=village, by="person:cd1", on=DAY.replace(year=2028))
    held = (Grant("village_head", village.path),)
    assert roles.grants_of(mali, DAY - datetime.timedelta(days=1)) == ()
    assert roles.grants_of(mali, DAY) == held
    assert roles.grants_of(mali, datetime.date(2028, 11, 30)) == held
    assert roles.grants_of(mali, datetime.date(2028, 12, 1)) == ()
    assert [event.action for event in Event.objects.order_by("pk")] == ["role.grant", "role.revoke"]


def test_the_same_grant_twice_is_one(tambon, mali):
    for _ in range(2):
        roles.grant(user=mali, role="village_head", area=tambon.villages[0], by="x")
    assert RoleGrant.objects.count() == 1
    assert Event.objects.count() == 1


def test_a_person_who_is_switched_off_has_no_grants(tambon):
    user = make_person("village_head", tambon.villages[0])
    assert roles.grants_of(user)
    user.is_active = False
    assert roles.grants_of(user) == ()


def test_a_failing_audit_takes_the_grant_back(tambon, mali, monkeypatch):
    monkeypatch.setattr(roles.log, "record", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        roles.grant(user=mali, role="village_head", area=tambon.villages[0], by="x")
    assert not RoleGrant.objects.exists()


@pytest.mark.parametrize(
    ("role", "level", "duty", "code"),
    [
        ("king", "village", "", "account.unknown-role"),
        ("public", "village", "", "account.unknown-role"),
        ("device", "village", "", "account.unknown-role"),
        ("tambon_officer", "tambon", "tax", "account.unknown-duty"),
        ("village_head", "tambon", "", "account.wrong-level"),
        ("volunteer", "province", "", "account.wrong-level"),
        ("admin", "tambon", "", "account.wrong-level"),
    ],
)
def test_a_grant_that_does_not_fit_is_refused(tambon, mali, role, level, duty, code):
    area = {"village": tambon.villages[0], "tambon": tambon.tambon, "province": tambon.province}[level]
    with pytest.raises(Problem) as refused:
        roles.grant(user=mali, role=role, area=area, duty=duty, by="x")
    assert refused.value.code == code


def test_the_database_holds_roles_and_duties_too(tambon, mali):
    for wrong in ({"role": "king"}, {"duty": "tax"}, {"valid_to": datetime.date(2019, 1, 1)}):
        values = {"role": "village_head", "duty": "", "valid_from": DAY, **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            RoleGrant.objects.create(user=mali, area=tambon.villages[0], **values)


def test_nobody_grants_to_himself_or_beyond_his_reach(tambon, mali):
    officer = make_person("tambon_officer", tambon.tambon, username="plan1")
    grant = {"role": "village_head", "by": officer.actor, "granter": officer}
    roles.grant(user=mali, area=tambon.villages[0], **grant)
    with pytest.raises(Problem, match="himself"):
        roles.grant(user=officer, area=tambon.villages[0], **grant)
    with pytest.raises(Problem, match="may not grant"):
        roles.grant(user=mali, area=tambon.other_villages[0], **grant)
    with pytest.raises(Problem, match="may not grant"):
        roles.grant(user=mali, area=tambon.amphoe, **{**grant, "role": "cd_officer"})
    with pytest.raises(Problem, match="may not grant"):
        roles.revoke(
            user=mali, area=tambon.villages[0], **{**grant, "granter": make_person("dpo", tambon.country)}
        )


def test_an_administrator_makes_no_administrator_and_no_dpo(tambon, mali):
    admin = make_person("admin", tambon.country, username="root1")
    roles.grant(user=mali, role="cd_officer", area=tambon.amphoe, by="x", granter=admin)
    for role in ("admin", "dpo"):
        with pytest.raises(Problem, match="may not grant"):
            roles.grant(user=mali, role=role, area=tambon.country, by="x", granter=admin)


def test_a_fresh_node_gets_its_first_people(tambon, capsys, client):
    assert not User.objects.exists()
    call_command("people", "add", "head4", "--role", "village_head", "--area", "99010104")
    name, password = capsys.readouterr().out.split()[:2]
    assert name == "head4"
    assert client.login(username="head4", password=password)
    call_command("people", "grant", "head4", "--role", "volunteer", "--area", "99010104")
    call_command("people", "revoke", "head4", "--role", "village_head", "--area", "99010104")
    call_command("people", "password", "head4")
    assert not client.login(username="head4", password=password)
    capsys.readouterr()
    call_command("people", "list", "--json")
    assert json.loads(capsys.readouterr().out) == [
        {"name": "head4", "active": True, "roles": [{"role": "volunteer", "area": "99010104", "duty": ""}]}
    ]
    assert password not in str(list(Event.objects.values()))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["add", "head4", "--role", "village_head", "--area", "12345678"], "area.unknown"),
        (["add", "no body", "--role", "village_head", "--area", "99010104"], "account.bad-name"),
        (["add", "x" * 151, "--role", "village_head", "--area", "99010104"], "account.bad-name"),
        (["add", "MALI", "--role", "village_head", "--area", "99010104"], "account.name-taken"),
        (["grant", "nok", "--role", "village_head", "--area", "99010104"], "account.unknown"),
        (["revoke", "mali", "--role", "village_head", "--area", "99010104"], "account.no-such-grant"),
        (["password", "nok"], "account.unknown"),
    ],
)
def test_a_wrong_command_is_refused_and_leaves_nobody(tambon, mali, arguments, code):
    with pytest.raises(Problem) as refused:
        call_command("people", *arguments)
    assert refused.value.code == code
    assert User.objects.count() == 1


def test_one_time_passwords_differ_and_pass_the_validators():
    from django.contrib.auth.password_validation import validate_password

    made = {people.one_time_password() for _ in range(50)}
    assert len(made) == 50
    validate_password(made.pop())


def test_every_grantable_role_has_its_levels():
    assert set(policy.LEVELS) == set(policy.GRANTABLE)
