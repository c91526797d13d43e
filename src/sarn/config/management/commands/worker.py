"""`sarn worker`: everything that follows from what is stored, again and again.

What is due is a query over the data (a version without an extraction, a village whose answers are
newer than its cells). Nothing is queued, so nothing can be lost with a queue, and a worker that was
killed finds its work again at the next pass.
"""

from __future__ import annotations

import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections

from sarn.config import passes

IDLE_SECONDS = 1.0
FAULT_SECONDS = 5.0


class Command(BaseCommand):
    help = "Extract answers, refresh the lake and recompute indicators until stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="make one pass over all that is due, then end"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            while passes.make():
                pass
            return
        stopping: list[int] = []
        signal.signal(signal.SIGTERM, lambda number, frame: stopping.append(number))
        signal.signal(signal.SIGINT, lambda number, frame: stopping.append(number))
        while not stopping:
            try:
                busy = passes.make()
                pause = 0.0 if busy else IDLE_SECONDS
            except OperationalError as fault:
                # A locked or restarting database: say so and come back, the work is still due.
                self.stderr.write(f"database: {fault}")
                close_old_connections()
                pause = FAULT_SECONDS
            time.sleep(pause)
