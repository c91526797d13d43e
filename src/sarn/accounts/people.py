"""Adding people: a fresh node has nobody, and nobody signs up by herself."""

from __future__ import annotations

import secrets

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import transaction

from sarn.accounts import roles
from sarn.accounts.models import User
from sarn.areas.models import Area
from sarn.audit import log
from sarnkit.problems import Problem

# No letter that looks like another when it is read out or copied from paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_NAME_LENGTH = 150


def one_time_password() -> str:
    """Sixteen letters in four groups: 79 bits, to be read out once and replaced."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


@transaction.atomic
def add(*, name: str, role: str, area: Area, by: str, duty: str = "", password: str = "") -> tuple[User, str]:
    """Make a person with her first role; return her and her password (a fresh one if none is given).

    Raises Problem for a name that is taken or cannot be one, and for a role that does not fit the area.
    """
    try:
        UnicodeUsernameValidator()(name)
    except ValidationError:
        raise Problem("account.bad-name", name=name) from None
    if not name or len(name) > _NAME_LENGTH:
        raise Problem("account.bad-name", name=name[:_NAME_LENGTH])
    if User.objects.filter(username__iexact=name).exists():
        raise Problem("account.name-taken", name=name)
    password = password or one_time_password()
    user = User.objects.create_user(name, password=password)
    log.record("person.add", by=by, object_type="person", object_uid=user.uid, area_path=area.path, name=name)
    roles.grant(user=user, role=role, area=area, duty=duty, by=by)
    return user, password


@transaction.atomic
def renew_password(*, name: str, by: str) -> str:
    """Give a person a fresh one-time password; her sessions end with the old one.

    Raises Problem for a name that nobody has.
    """
    user = find(name)
    password = one_time_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    log.record("person.password", by=by, object_type="person", object_uid=user.uid, name=name)
    return password


def find(name: str) -> User:
    """The person of this name; raises Problem where there is none."""
    user = User.objects.filter(username=name).first()
    if user is None:
        raise Problem("account.unknown", name=name)
    return user
