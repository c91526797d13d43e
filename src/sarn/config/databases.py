"""Where the rows live: SQLite in the node's folder, or PostgreSQL by address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sarn.config.environment import WrongSetting

# FULL: a commit is on the disk before the phone hears 201. IMMEDIATE: a writer waits for the lock
# at BEGIN instead of failing in the middle. 20 s: longer than any write transaction of ours.
SQLITE_OPTIONS: dict[str, Any] = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA trusted_schema=OFF; PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-8000"
    ),
}


def sqlite(path: Path) -> dict[str, Any]:
    """Django's settings of a SQLite file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(SQLITE_OPTIONS),
        "CONN_MAX_AGE": None,
        # An in-memory test database locks at once where a file waits: test on a file.
        "TEST": {"NAME": str(path.with_name("test-" + path.name))},
    }


def from_url(url: str) -> dict[str, Any]:
    """Django's settings of `postgres://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise WrongSetting("DATABASE_URL must look like postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
