"""Where the demo finds its form and client, and keeps what it has made."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]
FORMS = ROOT / "forms"


def home() -> Path:
    """SARN_HOME/demo, made on first use."""
    folder = Path(settings.SARN_HOME) / "demo"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def instance_file(village_code: str, key: str) -> Path:
    """Where the instance of one household is kept."""
    return home() / "instances" / village_code / f"{key}.xml"


def write(path: Path, data: bytes, *, mode: int = 0o600, durable: bool = True) -> None:
    """Write a file whole or not at all, whatever stops the process; `durable` survives a power cut too."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    part.replace(path)
