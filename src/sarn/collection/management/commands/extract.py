"""`sarn extract`: read what is due into records, or everything since a day again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sarn.collection import extraction
from sarn.collection.management.commands.rounds import read_date


class Command(BaseCommand):
    help = "Extract submissions into typed records; safe to run at any time, and twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", help="read everything received since YYYY-MM-DD again")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["since"]:
            extraction.rerun(read_date(options["since"]))
        self.stdout.write(f"{extraction.run()}")
