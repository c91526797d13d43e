"""One village recomputed: from its Parquet file to its figures. Aim: 100 ms of work from the first query.

Measured inside one process on the demo's ม.4, all shipped packs, after the engine is loaded; beside it
the whole tambon, so that the ratio tells what recomputing only what changed is worth.
"""

from __future__ import annotations

import statistics
import time

from bench import node

VILLAGE, ROUND = "99010104", "2569"
RUNS = 9


def main() -> None:
    """Print milliseconds of wall time and CPU for a village and for its tambon."""
    with node.demo():
        import django

        django.setup()
        from sarn.indicators import runs

        start = time.perf_counter()
        runs.compute(ROUND, [VILLAGE])
        print(
            f"{(time.perf_counter() - start) * 1000:7.0f} ms  the first village of a process, engine loading included"
        )
        village = _repeat(lambda: runs.compute(ROUND, [VILLAGE]))
        tambon = _repeat(lambda: runs.compute(ROUND, [f"990101{number:02}" for number in range(1, 15)]))
        print(
            f"{village[0]:7.1f} ms wall, {village[1]:.1f} ms CPU  one village, nothing changed (aim: 100 ms)"
        )
        print(
            f"{tambon[0]:7.1f} ms wall, {tambon[1]:.1f} ms CPU  its 14 villages; {tambon[0] / village[0]:.1f} × one village"
        )


def _repeat(work) -> tuple[float, float]:  # type: ignore[no-untyped-def]
    wall, cpu = [], []
    for _ in range(RUNS):
        start, spent = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - start) * 1000)
        cpu.append((time.process_time() - spent) * 1000)
    return statistics.median(wall), statistics.median(cpu)
