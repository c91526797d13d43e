"""`sarn people add|grant|revoke|password|list`: how a fresh node gets its first people."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sarn.access import policy
from sarn.accounts import people, roles
from sarn.accounts.models import RoleGrant, User
from sarn.areas.models import Area
from sarnkit.problems import Problem

BY = "system:command"


class Command(BaseCommand):
    help = "Add people, give and end their roles, renew a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        for act, what in (
            ("add", "make a person with a role; prints a one-time password"),
            ("grant", "give a person one more role"),
            ("revoke", "end a role of a person"),
        ):
            made = acts.add_parser(act, help=what)
            made.add_argument("name")
            made.add_argument("--role", required=True, help=", ".join(policy.GRANTABLE))
            made.add_argument(
                "--area", required=True, help="code of the area, e.g. 990101; TH is the country"
            )
            made.add_argument("--duty", default="", help=", ".join(policy.DUTIES))
        renew = acts.add_parser("password", help="give a person a fresh one-time password")
        renew.add_argument("name")
        shown = acts.add_parser("list", help="people and their roles of today")
        shown.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        act = options["act"]
        if act == "list":
            self._list(options["json"])
        elif act == "password":
            self._say_password(options["name"], people.renew_password(name=options["name"], by=BY))
        else:
            self._change(act, options)

    def _change(self, act: str, options: dict[str, Any]) -> None:
        area = Area.objects.current().filter(code=options["area"]).first()
        if area is None:
            raise Problem("area.unknown", code=options["area"])
        given = {"role": options["role"], "area": area, "duty": options["duty"], "by": BY}
        if act == "add":
            _, password = people.add(name=options["name"], **given)
            self._say_password(options["name"], password)
            return
        user = people.find(options["name"])
        {"grant": roles.grant, "revoke": roles.revoke}[act](user=user, **given)
        self.stdout.write(f"{act}: {user.get_username()} {options['role']} {area.display()}")

    def _say_password(self, name: str, password: str) -> None:
        self.stdout.write(
            f"{name} {password}\n"
            "รหัสผ่านใช้ครั้งแรก บอกเจ้าตัวแล้วให้เปลี่ยนทันที จะไม่แสดงอีก · "
            "A one-time password: hand it over and let it be changed; it is not shown again."
        )

    def _list(self, as_json: bool) -> None:
        rows: list[dict[str, Any]] = [
            {"name": user.get_username(), "active": user.is_active, "roles": _roles(user)}
            for user in User.objects.order_by("username")
        ]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            held = "; ".join(" ".join(filter(None, role.values())) for role in row["roles"])
            self.stdout.write(f"{row['name']}{'' if row['active'] else ' (off)'}: {held or '-'}")


def _roles(user: User) -> list[dict[str, str]]:
    grants = RoleGrant.objects.on().filter(user=user).select_related("area").order_by("role", "area__code")
    return [{"role": grant.role, "area": grant.area.code, "duty": grant.duty} for grant in grants]
