"""`sarn backup`: a copy of the database that can be read back."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from sarn.config import backups


class Command(BaseCommand):
    help = "Copy the database into SARN_HOME/backups with a manifest of what it holds."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON document")

    def handle(self, *args: Any, **options: Any) -> None:
        folder, manifest = backups.make(connection, reason="by hand")
        if options["json"]:
            self.stdout.write(json.dumps({"folder": str(folder), **manifest}, ensure_ascii=False))
        else:
            self.stdout.write(f"{folder} ({manifest['bytes']:,} bytes, sha256 {manifest['sha256'][:12]}…)")
