"""`sarn lake`: bring the Parquet files up to date with the records."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from sarn.collection import lake


class Command(BaseCommand):
    help = "Refresh the lake; delete SARN_LAKE first to rebuild it whole."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{lake.refresh()}")
