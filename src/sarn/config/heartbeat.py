"""The sign of life of the task worker: a small file, touched at every pass."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from django.conf import settings


def path() -> Path:
    """Where the sign lies, below SARN_HOME."""
    return Path(settings.SARN_HOME) / "run" / "worker.json"


def beat() -> None:
    """Say that the worker lives; the file is swapped whole."""
    file = path()
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps({"pid": os.getpid(), "at": time.time()}))
    fresh.replace(file)


def silent_seconds() -> float | None:
    """How long ago the last sign was; None where no worker has run."""
    try:
        return time.time() - float(json.loads(path().read_text())["at"])
    except (OSError, ValueError, KeyError):
        return None
