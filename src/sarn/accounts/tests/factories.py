"""People for tests of any app."""

from __future__ import annotations

import datetime

from sarn.accounts.models import RoleGrant, User
from sarn.areas.models import Area

PASSWORD = "บ้านหนองน้ำใส-ม4"


def make_person(role: str, area: Area | None, duty: str = "", username: str = "") -> User:
    """A person with one role in one area; no role where it is empty."""
    name = username or f"{role or 'nobody'}-{area.code if area else 'none'}{'-' + duty if duty else ''}"
    user = User.objects.create_user(name, password=PASSWORD)
    if role and area:
        RoleGrant.objects.create(
            user=user, role=role, area=area, duty=duty, valid_from=datetime.date(2020, 1, 1)
        )
    return user
