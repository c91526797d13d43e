"""Every setting that comes from outside, in one table.

`settings.py` reads it, the reference page is printed from it, and a test holds the two together.
A wrong value stops the start with a sentence that says how to mend it.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


class WrongSetting(SystemExit):
    """A setting from outside that cannot be used; ends the program with its sentence."""


@dataclass(frozen=True)
class Setting:
    """One environment variable: its name, its default as text, and what it is for."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("SARN_HOME", "./var", "The folder that holds a whole node: database, files, lake, keys."),
    Setting("DATABASE_URL", "", "postgres://user:password@host:port/name; empty means SQLite in SARN_HOME."),
    Setting("SARN_FILES", "", "Folder of attachments and quarantine; empty means SARN_HOME/files."),
    Setting("SARN_LAKE", "", "Folder of the rebuildable Parquet lake; empty means SARN_HOME/lake."),
    Setting("SARN_HOSTS", "127.0.0.1,localhost", "Host names this node answers to, parted by commas."),
    Setting(
        "SARN_ORIGIN", "", "Public address such as https://data.example.org; used in QR codes and links."
    ),
    Setting("SARN_HTTPS", "no", "yes where the node stands behind HTTPS: cookies and HSTS become strict."),
    Setting("SARN_DEBUG", "no", "yes shows faults in the browser; never on a node with real people in it."),
    Setting("SARN_LOG", "info", "debug, info, warning or error."),
    Setting(
        "SARN_CLOCK",
        "",
        "For demonstrations: the moment it shall be now, e.g. 2028-02-01T09:00+07:00; empty is the machine's time, "
        "or in the folder of the demo the day on which its story ends.",
    ),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def text(name: str) -> str:
    """The setting as text, or its default."""
    return os.environ.get(name, "").strip() or _BY_NAME[name].default


def moment(name: str, kept: Path | None = None) -> datetime | None:
    """The setting, or what the file says where it is empty, as a moment with its zone; None where neither is.

    Anything else stops the program.
    """
    value = text(name)
    if not value and kept is not None:
        with suppress(OSError):
            value = kept.read_text().strip()
    try:
        found = datetime.fromisoformat(value) if value else None
    except ValueError:
        raise WrongSetting(f"{name} is «{value}»: write a moment such as 2028-02-01T09:00+07:00.") from None
    if found is not None and found.tzinfo is None:
        raise WrongSetting(f"{name} is «{value}»: add the time zone, for Thailand +07:00.")
    return found


def flag(name: str) -> bool:
    """The setting as yes or no; anything else stops the program."""
    value = text(name).lower()
    if value not in {"yes", "no", "true", "false", "1", "0"}:
        raise WrongSetting(f"{name} is «{value}»: write yes or no.")
    return value in {"yes", "true", "1"}


def folder(name: str, default: Path) -> Path:
    """The setting as an absolute folder; it is made when it is first written to."""
    return Path(text(name) or default).expanduser().resolve()


def secret(home: Path, name: str) -> str:
    """A secret kept in SARN_HOME/keys, made on first use and readable by its owner only."""
    path = home / "keys" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=path.parent)  # 0600 by itself
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        # Whole or not at all; where two processes start at once, the first file is the one both use.
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text()
