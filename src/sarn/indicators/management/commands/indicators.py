"""`sarn indicators`: read packs, count what is due, check the count, record a village's forum."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sarn.access.scope import within
from sarn.accounts import roles
from sarn.accounts.models import User
from sarn.areas.models import Area
from sarn.indicators import packs, releases, runs
from sarnkit.problems import Problem


class Command(BaseCommand):
    help = "Read packs, compute and verify indicators, certify and release a village's results."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("packs", help="read the packs on disk and list them")
        computing = acts.add_parser("compute", help="count the villages that are due, or the named ones")
        computing.add_argument("--round", required=True)
        computing.add_argument("--village", action="append", metavar="CODE", help="8-digit code; repeatable")
        computing.add_argument("--json", action="store_true")
        verifying = acts.add_parser("verify", help="count again, write nothing, fail where cells differ")
        verifying.add_argument("--round", required=True)
        releasing = acts.add_parser("release", help="record certification and return, then open the results")
        releasing.add_argument("--area", required=True, help="8-digit code of the village")
        releasing.add_argument("--round", required=True)
        releasing.add_argument("--certified-on", metavar="YYYY-MM-DD")
        releasing.add_argument("--attendance", type=int)
        releasing.add_argument("--returned-on", metavar="YYYY-MM-DD")
        releasing.add_argument("--return-attendance", type=int, help="if other people came to the return")
        releasing.add_argument("--by", required=True, help="user name of the village head")

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"packs": self.packs, "compute": self.compute, "verify": self.verify, "release": self.release}
        act[options["act"]](options)

    def packs(self, options: dict[str, Any]) -> None:
        for pack in packs.sync():
            self.stdout.write(f"{pack} {pack.title.get('th') or pack.title.get('en')} {pack.path}")

    def compute(self, options: dict[str, Any]) -> None:
        outcome = runs.compute(options["round"], options["village"])
        changes, refused = outcome.changes, outcome.refused
        if options["json"]:
            sentences = {code: problem.sentence("th") for code, problem in refused.items()}
            told = {"villages": outcome.villages, **vars(changes), "refused": sentences}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
        else:
            self.stdout.write(
                f"{outcome.villages} villages; cells: {changes.added} new, "
                f"{changes.superseded} replaced, {changes.unchanged} unchanged"
            )
        for code, problem in refused.items():
            self.stderr.write(f"{code}: {problem.sentence('th')}")
        if refused:
            raise CommandError(f"{len(refused)} villages could not be counted")

    def verify(self, options: dict[str, Any]) -> None:
        differing = runs.verify(options["round"])
        for line in differing:
            self.stderr.write(line)
        if differing:
            raise CommandError(f"{len(differing)} cells differ from what counting again gives")
        self.stdout.write("all cells agree")

    def release(self, options: dict[str, Any]) -> None:
        area = Area.objects.current().of_level("village").filter(code=options["area"]).first()
        if area is None:
            raise Problem("results.no-village", village=options["area"])
        user = User.objects.filter(username=options["by"]).first()
        if user is None:
            raise Problem("account.unknown", name=options["by"])
        place: dict[str, Any] = {"area": area, "round_code": options["round"], "by": user.actor}
        people = options["attendance"] or 0
        with within(roles.scope_of(user)):
            if options["returned_on"]:
                came = options["return_attendance"] or people
                releases.record_return(**place, on=read_date(options["returned_on"]), attendance=came)
            if options["certified_on"]:
                releases.certify(**place, on=read_date(options["certified_on"]), attendance=people)
            done = releases.release(**place)
        self.stdout.write(f"{area.display()} {done.round_code} edition {done.edition}: open to others")


def read_date(text: str) -> date:
    """The day; Problem `results.wrong-date`."""
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise Problem("results.wrong-date", given=text) from fault
