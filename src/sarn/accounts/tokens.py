"""Tokens of phones: the right to send to one area. Never a session, never a right to read.

The secret is 256 random bits and looked up by its SHA-256: without the secret nobody can make the
hash, so that neither salt nor constant time is needed. Revocation counts from the next request on,
therefore nothing is remembered between requests.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from sarn.access.scope import Grant, Scope, system
from sarn.accounts.models import DeviceToken
from sarn.areas.models import Area
from sarn.audit import log
from sarnkit import clock

LIFE = datetime.timedelta(days=90)
SECRET_LENGTH = 64  # ODK Central's length, which Collect's address field is known to bear


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue(
    *,
    name: str,
    area: Area,
    programme_id: int = 1,
    form_ids: Iterable[str] = (),
    by: str,
    life: datetime.timedelta | None = LIFE,
) -> tuple[DeviceToken, str]:
    """Make a token for an area of any level; its secret is returned this once and never kept.

    Needs a scope that may write tokens there (Denied otherwise). `life=None` never ends.
    """
    now = clock.now()
    secret = secrets.token_urlsafe(48)[:SECRET_LENGTH]  # 48 bytes make 64 characters: 384 bits
    token = DeviceToken.objects.create(
        name=name,
        token_sha256=_hash(secret),
        area=area,
        area_path=area.path,
        programme_id=programme_id,
        form_ids=list(form_ids),
        issued_at=now,
        issued_by=by,
        expires_at=now + life if life else None,
    )
    log.record(
        "token.issue",
        by=by,
        object_type="token",
        object_uid=token.uid,
        area_path=area.path,
        name=name,
        forms=token.form_ids,
        until=token.expires_at.isoformat() if token.expires_at else "",
    )
    return token, secret


def find(secret: str, now: datetime.datetime | None = None) -> DeviceToken | None:
    """The live token of this secret: unknown, expired and revoked ones are None. One query."""
    if not secret or len(secret) > 2 * SECRET_LENGTH:
        return None
    connection = connections[DEFAULT_DB_ALIAS]
    lookup = _lookup(connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(lookup.sql, [_hash(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    with system("token"):
        token = DeviceToken.from_db(DEFAULT_DB_ALIAS, lookup.names, lookup.converted(row, connection))
    return token if token.is_live(now or clock.now()) else None


@dataclass(frozen=True)
class _Lookup:
    """The ORM's own statement, kept: building it anew cost a third of a phone's whole request."""

    sql: str
    names: tuple[str, ...]
    converters: dict[int, tuple[list[Any], Any]]

    def converted(self, row: Sequence[Any], connection: Any) -> list[Any]:
        """The values as the model wants them, by the backend's converters."""
        values = list(row)
        for place, (converters, column) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return values


@cache
def _lookup(vendor: str) -> _Lookup:
    fields = DeviceToken._meta.concrete_fields
    with system("token"):
        compiler = DeviceToken.objects.filter(token_sha256="").query.get_compiler(DEFAULT_DB_ALIAS)
        sql, _ = compiler.as_sql()
        converters = compiler.get_converters([column for column, _, _ in compiler.select])
    return _Lookup(sql, tuple(str(field.attname) for field in fields), dict(converters))


def scope_of(token: DeviceToken) -> Scope:
    """What a request with this token may do."""
    return Scope(f"device:{token.uid}", (Grant("device", token.area_path),), "device")


def seen(token: DeviceToken, on: datetime.date | None = None) -> None:
    """Note the day the phone was last heard of; at most one write a day."""
    day = on or clock.today()
    if token.last_seen_on == day:
        return
    with system("token"):
        DeviceToken.objects.filter(pk=token.pk).update(last_seen_on=day)
    token.last_seen_on = day


@transaction.atomic
def revoke(token: DeviceToken, *, by: str) -> None:
    """End a token: the phone's next request is refused. A second time changes nothing.

    Needs a scope that may write tokens there (Denied otherwise).
    """
    now = clock.now()
    ended = DeviceToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now)
    if ended:
        token.revoked_at = now
        log.record(
            "token.revoke", by=by, object_type="token", object_uid=token.uid, area_path=token.area_path
        )
