"""Roles of people in areas: who has which today, who may give which to whom."""

from __future__ import annotations

import datetime

from django.db import transaction

from sarn.access import policy
from sarn.access.scope import Grant, Scope
from sarn.accounts.models import RoleGrant, User
from sarn.areas.models import Area
from sarn.audit import log
from sarnkit import clock
from sarnkit.problems import Problem


def grants_of(user: User, on: datetime.date | None = None) -> tuple[Grant, ...]:
    """The person's grants in force on the day; none for one who has been switched off."""
    if not user.is_active:
        return ()
    rows = RoleGrant.objects.on(on).filter(user=user).values_list("role", "area__path", "duty")
    return tuple(
        sorted((Grant(*row) for row in rows), key=lambda grant: (grant.role, grant.area_path, grant.duty))
    )


def scope_of(user: User) -> Scope:
    """What a signed-in person may do today."""
    return Scope(user.actor, grants_of(user), "person")


@transaction.atomic
def grant(
    *,
    user: User,
    role: str,
    area: Area,
    by: str,
    duty: str = "",
    on: datetime.date | None = None,
    granter: User | None = None,
) -> RoleGrant:
    """Give a role in an area from the day on; a grant that is there already is returned as it is.

    `granter` is the person who does it, judged by `policy.MAY_GRANT`; None is the operator's command on
    the node. Raises Problem for an unknown role or duty, an area of the wrong level, a grant to oneself
    and a role that the granter may not give there.
    """
    _check(role, duty, area)
    if granter is not None:
        check_granter(granter, user, role, area)
    found = RoleGrant.objects.on(on).filter(user=user, role=role, area=area, duty=duty).first()
    if found is not None:
        return found
    made = RoleGrant.objects.create(
        user=user, role=role, area=area, duty=duty, valid_from=on or clock.today()
    )
    _record("role.grant", made, by)
    return made


@transaction.atomic
def revoke(
    *, user: User, role: str, area: Area, by: str, duty: str = "", on: datetime.date | None = None,
    granter: User | None = None,
) -> RoleGrant:  # fmt: skip
    """End a grant from the day on; it stays in the table as past.

    Raises Problem where there is no such grant, or where the granter may not end it.
    """
    if granter is not None:
        check_granter(granter, user, role, area)
    found = RoleGrant.objects.on(on).filter(user=user, role=role, area=area, duty=duty).first()
    if found is None:
        raise Problem("account.no-such-grant", name=user.get_username(), role=role, area=area.code)
    found.valid_to = on or clock.today()
    found.save(update_fields=["valid_to"])
    _record("role.revoke", found, by)
    return found


def check_granter(granter: User, user: User, role: str, area: Area) -> None:
    """Raise Problem unless the granter may give this role to this person in this area."""
    if granter.pk == user.pk:
        raise Problem("account.own-grant")
    for own in grants_of(granter):
        in_reach = own.role == "admin" or area.path.startswith(own.area_path)
        if in_reach and role in policy.MAY_GRANT.get(own.role, ()):
            return
    raise Problem("account.may-not-grant", role=role, area=area.display())


def _check(role: str, duty: str, area: Area) -> None:
    if role not in policy.GRANTABLE:
        raise Problem("account.unknown-role", role=role, roles=", ".join(policy.GRANTABLE))
    if duty and duty not in policy.DUTIES:
        raise Problem("account.unknown-duty", duty=duty, duties=", ".join(policy.DUTIES))
    if area.level not in policy.LEVELS[role]:
        raise Problem(
            "account.wrong-level",
            role=role,
            levels=", ".join(policy.LEVELS[role]),
            area=area.display(),
            level=area.level,
        )


def _record(action: str, made: RoleGrant, by: str) -> None:
    log.record(
        action,
        by=by,
        object_type="person",
        object_uid=made.user.uid,
        area_path=made.area.path,
        name=made.user.get_username(),
        role=made.role,
        duty=made.duty,
        valid_from=made.valid_from.isoformat(),
        valid_to=made.valid_to.isoformat() if made.valid_to else "",
    )
