"""`sarn collect`: tokens for phones, with their QR picture."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from sarn.access import scope
from sarn.accounts import tokens
from sarn.accounts.models import DeviceToken
from sarn.collection import phones
from sarn.collection.management.commands.forms import find_area, find_programme
from sarnkit.problems import Problem

_THIS_MACHINE = "http://127.0.0.1:8642"
_NO_PHONE = (
    "ที่อยู่นี้มีแต่เครื่องนี้ที่เปิดได้ โทรศัพท์ใช้ไม่ได้ ตั้ง SARN_ORIGIN หรือใส่ --server http://ที่อยู่ของเครื่อง:8642\n"
    "Only this machine can open this address, no phone. Set SARN_ORIGIN, or give --server http://ADDRESS:8642."
)


class Command(BaseCommand):
    help = "Make, list and revoke tokens with which ODK Collect sends to this node."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        token = acts.add_parser("token", help="make a token; prints the address and a QR code")
        token.add_argument("--area", required=True, help="code of the area that the phone may send for")
        token.add_argument("--programme", type=int, default=1)
        token.add_argument("--form", action="append", default=[], help="form id; none means every form")
        token.add_argument("--name", default="")
        token.add_argument("--qr", type=Path, help="write the QR code to a .png or .svg file")
        token.add_argument("--server", default="", help="public address of this node")
        acts.add_parser("list", help="live tokens (never their secrets)")
        revoke = acts.add_parser("revoke", help="end a token at once")
        revoke.add_argument("uid")

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.system("command"):
            getattr(self, f"do_{options['act']}")(options)

    def do_token(self, options: dict[str, Any]) -> None:
        area, programme = find_area(options["area"]), find_programme(options["programme"])
        name = options["name"] or area.display()
        token, secret = tokens.issue(
            name=name, area=area, programme_id=programme.id, form_ids=options["form"], by="system:command"
        )
        server = options["server"] or settings.SARN_ORIGIN or _THIS_MACHINE
        if server == _THIS_MACHINE:
            self.stderr.write(_NO_PHONE)
        address = phones.address(server, secret, programme.id)
        picture = phones.picture(address, name=f"{programme.name} {area.display()}")
        self.stdout.write(f"{token.uid} {name}\n{address}")
        if options["qr"]:
            phones.save(picture, options["qr"])
            self.stdout.write(str(options["qr"]))
        else:
            self.stdout.write(phones.as_text(picture))

    def do_list(self, options: dict[str, Any]) -> None:
        for token in DeviceToken.objects.filter(revoked_at=None).select_related("area").order_by("pk"):
            self.stdout.write(f"{token.uid} {token.area.code} {token.name} {' '.join(token.form_ids) or '*'}")

    def do_revoke(self, options: dict[str, Any]) -> None:
        wanted = options["uid"]
        found = [one for one in DeviceToken.objects.all() if str(one.uid) == wanted]
        if not found:
            raise Problem("collection.unknown-token", uid=wanted)
        tokens.revoke(found[0], by="system:command")
        self.stdout.write(f"{wanted} revoked")
