"""One pass of the worker over everything that is due."""

from __future__ import annotations

import subprocess
import sys

from sarn.collection import worker as collection
from sarn.config import heartbeat
from sarn.indicators import runs


def make() -> bool:
    """Do what is due now; return whether anything was."""
    heartbeat.beat()
    extracted = collection.tick()
    computed = [_compute(code) for code in sorted({round_code for round_code, _ in runs.due()})]
    return bool(extracted) or any(computed)


def _compute(round_code: str) -> bool:
    """Have the engine count; it is large and runs seldom, so it lives in a process that ends again."""
    command = [sys.executable, "-m", "sarn.config", "indicators", "compute", "--round", round_code]
    # A round that cannot be computed (a value outside its bounds, say) stays due and is said each
    # time; it must not stop the extraction of the others.
    return subprocess.run(command, check=False).returncode == 0
