"""Run the benchmarks named on the command line, or all of them."""

from __future__ import annotations

import importlib
import sys

ALL = ("intake", "village", "page", "idle", "thread", "plans")

for name in sys.argv[1:] or ALL:
    print(f"\n== {name}", flush=True)
    importlib.import_module(f"bench.{name}").main()
