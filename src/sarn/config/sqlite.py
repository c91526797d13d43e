"""Swap in a SQLite that is free of the WAL-reset bug.

SQLite 3.7.0 to 3.51.2 can lose or corrupt committed rows when two connections of a WAL database
checkpoint and write at once, which is what a web worker and a task worker do. The `sqlite3` module
of the system is older than that on Debian 12, so the wheel `pysqlite3` (which brings its own
library) takes its name before Django's database layer is imported.
"""

from __future__ import annotations

import sys

import pysqlite3
import pysqlite3.dbapi2

FIRST_SOUND = (3, 51, 3)


def use_sound_library() -> None:
    """Let `import sqlite3` mean pysqlite3 from here on."""
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
