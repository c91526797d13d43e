"""Memory of an idle node: `sarn serve` with one web worker and one task worker. Aim: 150 MB."""

from __future__ import annotations

import time

from bench import node, processes


def main() -> None:
    """Print PSS and RSS of each process of an idle node."""
    with node.home(), node.serving() as (supervisor, _):
        time.sleep(6)
        pss = rss = 0.0
        for pid in processes.tree(supervisor.pid):
            command = (open(f"/proc/{pid}/cmdline").read().replace("\0", " "))[:60]  # noqa: SIM115, PTH123
            own, resident = processes.proportional_megabytes(pid), processes.resident_megabytes(pid)
            pss, rss = pss + own, rss + resident
            print(f"{own:7.1f} MB PSS {resident:7.1f} MB RSS  {command}")
        print(f"{pss:7.1f} MB PSS {rss:7.1f} MB RSS  together (aim: 150 MB)")
