"""One pass of the task worker over what collection has due."""

from __future__ import annotations

import logging
import subprocess
import sys
import time

from django.db import OperationalError

from sarn.access import scope
from sarn.collection import extraction

log = logging.getLogger("sarn.collection")

# What one pass reads before the lake and the indicators get their turn.
_PASS = 2000
# A node at fault is not mended within a second; the log need not say it as often.
_FAULT_SECONDS = 5.0
# A worker that was killed may have left the lake behind, so each looks once when it starts.
_state = {"behind": True}


def tick() -> int:
    """Read what is due, and refresh the lake if anything was; return how many submissions were read.

    A fault of the node ends the pass: all stays due, the log has said so, and the next pass tries again.
    """
    try:
        read = extraction.run(limit=_PASS, share=True)
    except OperationalError:
        raise  # the worker knows what to do with a database that is away
    except extraction.NODE_FAULTS:
        time.sleep(_FAULT_SECONDS)
        return 0
    _state["behind"] |= bool(read)
    if _state["behind"] and not _more():
        _state["behind"] = not refresh_lake()
    return read


def refresh_lake() -> bool:
    """Write the lake in a process of its own (pyarrow is large and needed seldom); False if it failed."""
    ended = subprocess.run([sys.executable, "-m", "sarn.config", "lake"], check=False)
    if ended.returncode:
        log.error("the lake could not be refreshed; it is tried again at the next pass")
    return ended.returncode == 0


def _more() -> bool:
    with scope.system("extraction"):
        return bool(extraction.due(limit=1))
