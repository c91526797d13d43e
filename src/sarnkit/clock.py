"""The time that the node goes by: the machine's own, or one that a demonstration has set.

Code that asks «what day is it in the village» asks here; sessions, rate limits and tokens of the web
framework go by the machine.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BANGKOK = ZoneInfo("Asia/Bangkok")

_ahead = timedelta(0)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return datetime.now(UTC) + _ahead


def today() -> date:
    """Today's date in Thailand."""
    return now().astimezone(BANGKOK).date()


def set_to(moment: datetime | None) -> timedelta:
    """Let it be this moment now and go on from there; None is the machine's own time again.

    Returns how far ahead of the machine it goes. Raises ValueError for a moment without a zone.
    """
    global _ahead
    if moment is None:
        _ahead = timedelta(0)
    elif moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    else:
        _ahead = moment - datetime.now(UTC)
    return _ahead
