"""`sarn prepare`: bring the database, the static files and the packs up to this version of Sarn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Migrate (after a backup), make the cache table, gather static files and packs."

    def handle(self, *args: Any, **options: Any) -> None:
        Path(settings.SARN_HOME).mkdir(parents=True, exist_ok=True)
        Path(settings.SARN_HOME).chmod(0o700)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("indicators", "packs")
