"""Key files in SARN_HOME/keys: made on first use, readable by their owner only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def path(home: Path, name: str) -> Path:
    """Where the key lies."""
    return home / "keys" / name


def read(home: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """The key's bytes, made with `make` if there is none yet.

    Two processes may start at once: the file is linked into place whole, and the first one wins.
    """
    file = path(home, name)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = file.with_name(f"{name}.{os.getpid()}.new")
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(make())
            out.flush()
            os.fsync(out.fileno())
        try:
            file.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_bytes()
