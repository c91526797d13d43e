"""`sarn reference`: write the generated pages, or check that they are true."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from sarn.config.environment import ROOT
from sarn.config.reference import PAGES


class Command(BaseCommand):
    help = "Write or check docs/reference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--write", action="store_true", help="write the pages")
        which.add_argument("--check", action="store_true", help="fail where a page is not what the code says")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = ROOT / "docs" / "reference"
        stale = []
        for name, page in PAGES.items():
            path, text = folder / name, page()
            if options["write"]:
                path.write_text(text)
            elif not path.exists() or path.read_text() != text:
                stale.append(name)
        if stale:
            raise CommandError(
                f"docs/reference is behind the code: {', '.join(stale)}. Run `make reference`."
            )
