"""`sarn houses import`: the house list of a village, before its first round."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sarn.access import scope
from sarn.registry import importing


class Command(BaseCommand):
    help = "Bring in houses and households from a CSV (village, number, code, khum, households)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        bring = acts.add_parser("import", help="enrol the houses of the file; again changes nothing")
        bring.add_argument("file", type=Path)
        bring.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            stream = options["file"].open(encoding="utf-8-sig", newline="")
        except OSError as fault:
            raise CommandError(f"{options['file']}: {fault.strerror}") from fault
        with stream, scope.system("command"):
            report = importing.import_houses(importing.read_houses(stream), by="system:command")
        if options["json"]:
            refused = [
                {"line": line, "code": one.code, "sentence": one.sentence()} for line, one in report.refused
            ]
            said = {"houses": report.houses, "households": report.households, "refused": refused}
            self.stdout.write(json.dumps(said, ensure_ascii=False))
        else:
            for line, problem in report.refused:
                self.stderr.write(f"{line}: {problem.sentence()} [{problem.code}]")
            self.stdout.write(f"{report.houses} houses, {report.households} households")
        if report.refused:
            raise SystemExit(1)
