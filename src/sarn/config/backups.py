"""Copies of the database.

SQLite is copied with VACUUM INTO: one read transaction, writers go on. The stepped backup API starts
again at every write and never ends on a live node. PostgreSQL is copied by its own pg_dump.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.recorder import MigrationRecorder

from sarnkit.problems import Problem


def make(connection: BaseDatabaseWrapper, *, reason: str) -> tuple[Path, dict[str, Any]]:
    """Copy the database into a new folder below SARN_HOME/backups.

    Returns the folder and its manifest: when, why, version of Sarn, migrations, size in bytes and
    SHA-256 of the copy. The manifest is written last, so a folder without one is not a backup.
    Raises Problem `operation.no-pg-dump` where PostgreSQL's client is missing.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    folder = Path(settings.SARN_HOME) / "backups" / stamp
    folder.mkdir(parents=True, mode=0o700)
    if connection.vendor == "sqlite":
        copy = folder / "sarn.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
    else:
        copy = folder / "sarn.dump"
        _pg_dump(connection, copy)
    manifest = {
        "made_at": stamp,
        "reason": reason,
        "sarn": version("sarn"),
        "database": connection.vendor,
        "migrations": sorted(
            f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
        ),
        "bytes": copy.stat().st_size,
        "sha256": hashlib.sha256(copy.read_bytes()).hexdigest(),
    }
    _write_last(folder / "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return folder, manifest


def _pg_dump(connection: BaseDatabaseWrapper, copy: Path) -> None:
    given = connection.settings_dict
    address = {"PGHOST": given["HOST"], "PGPORT": str(given["PORT"]), "PGUSER": given["USER"]}
    environment = {**os.environ, **address, "PGPASSWORD": given["PASSWORD"]}
    command = ["pg_dump", "--format=custom", f"--file={copy}", str(given["NAME"])]
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True)
    except FileNotFoundError:
        raise Problem("operation.no-pg-dump") from None
    except subprocess.CalledProcessError as failed:
        raise Problem(
            "operation.backup-failed", said=failed.stderr.decode(errors="replace")[-300:]
        ) from failed


def _write_last(path: Path, content: str) -> None:
    with path.open("w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
