"""The days of the demo: each step of the build stands on the day on which it would have been done.

The clock is set for this process (`stand`), for the private server that the phones talk to (SARN_CLOCK),
and at the end for whoever serves the finished demo (`remember`, read by `sarn.config.settings`).
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from sarn.demo import places
from sarnkit import clock

START = datetime(2026, 10, 1, 9, 0, tzinfo=clock.BANGKOK)
# Both rounds are in, every forum but one has met, and the year's plans are being made.
NOW = datetime(2028, 2, 15, 9, 0, tzinfo=clock.BANGKOK)


def stand(moment: datetime) -> None:
    """Let it be this moment for all that follows in this process."""
    clock.set_to(moment)


def on(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """Let it be this hour of the day; return the moment."""
    moment = datetime.combine(day, time(hour, minute), clock.BANGKOK)
    stand(moment)
    return moment


def remember() -> None:
    """Let every later process of this node stand where the story ends."""
    stand(NOW)
    said = NOW.isoformat(timespec="minutes").encode() + b"\n"
    if not is_told() or _file().read_bytes() != said:
        places.write(_file(), said)


def is_told() -> bool:
    """Whether a build came to its end here."""
    return _file().exists()


def _file() -> Path:
    return places.home() / "clock"
