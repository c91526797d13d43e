"""The evidence thread: a walk of depth 12 among few links and many, and the page of 500 nodes.

On PostgreSQL, which is started for it (tools/with_postgres.py). Aims: the walk ≤ 20 ms and flat from ten
thousand to a million links, the page ≤ 100 ms. Beside each stands a trivial query or page of the same run.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from bench import node

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000, 1_000_000)
DEPTH = 12
PAGE_NODES = 500
RUNS = 50


def main() -> None:
    """Run the measurement in a process of its own, whose database is the private PostgreSQL."""
    code = "from bench import thread; thread.measure()"
    runner = [sys.executable, str(ROOT / "tools/with_postgres.py"), "--"]
    subprocess.run([*runner, sys.executable, "-c", code], check=True, cwd=ROOT)


def measure() -> None:
    """Fill the table step by step and measure at each size."""
    with node.home():
        import django

        django.setup()
        from sarn.thread.tests import toys

        with toys.registered() as made:
            for size in SIZES:
                chain = fill(size)
                print(f"{size:>9,} links of chains of {DEPTH}", flush=True)
                report(f"walk of depth {DEPTH}", walk_from(chain), trivial_query, aim=20)
            print_plan(chain)
            page(made)


def fill(size: int) -> list[UUID]:
    """Add chains of 12 links until there are `size` links; returns the nodes of one of them."""
    from django.db import connection

    from sarn.thread.models import Link
    from sarnkit.clock import now
    from sarnkit.uid import uuid7

    chain: list[UUID] = []
    at, have = now(), Link.objects.count()
    columns = "uid, by, reason, at, from_type, from_uid, to_type, to_uid, relation, turn"
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY thread_link ({columns}) FROM STDIN") as copy:
            while have < size:
                chain = [uuid7() for _ in range(DEPTH + 1)]
                for near, far in pairwise(chain):
                    copy.write_row((uuid7(), "bench", "", at, "step", near, "step", far, "leads-to", 1))
                have += DEPTH
        # One link in a hundred has ended; the chain that is walked stands.
        cursor.execute(
            "INSERT INTO thread_linkend (uid, by, reason, at, link_id)"
            " SELECT gen_random_uuid(), 'bench', '', now(), id FROM thread_link l"
            " WHERE id %% 100 = 0 AND id < %s"
            " AND NOT EXISTS (SELECT 1 FROM thread_linkend e WHERE e.link_id = l.id)",
            [size - DEPTH],
        )
        cursor.execute("ANALYZE thread_link")
        cursor.execute("ANALYZE thread_linkend")
    return chain


def walk_from(chain: list[UUID]) -> Callable[[], Any]:
    """The walk in both directions from one end."""
    from sarn.thread import queries
    from sarn.thread.refs import Ref

    start = Ref("step", chain[0])

    def walk() -> None:
        found = len(queries.reach(start, "both", ["cell"]).links)
        assert found == DEPTH, found

    return walk


def trivial_query() -> None:
    """SELECT 1."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def print_plan(chain: list[UUID]) -> None:
    """Which indexes the walk uses."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as seen:
        walk_from(chain)()
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN " + seen[0]["sql"])
        plan = [row[0].strip() for row in cursor.fetchall()]
    for line in plan:
        if "Scan" in line and "thread_link" in line:
            print(f"          {line.split('(')[0]}")


def page(made: Any) -> None:
    """The page of a project with 500 nodes, from view to bytes, beside the answer of /healthz."""
    from django.test import Client

    from sarn.thread.tests import toys

    story = toys.Story(made)
    for number in range(PAGE_NODES - len(story.refs)):
        toys.join(story.project, made.make("activity", f"งานย่อยที่ {number}", facts=("ได้ 600 บาท",)))
    client, address = Client(SERVER_NAME="127.0.0.1"), f"/thread/project/{story.project.uid}/"

    def get(url: str) -> Callable[[], Any]:
        def ask() -> None:
            answer = client.get(url)
            assert answer.status_code == 200, answer.status_code

        return ask

    size = len(client.get(address).content)
    print(f"page of {PAGE_NODES} nodes, {size / 1000:.0f} kB")
    report("page", get(address), get("/healthz"), aim=100)
    api = "/api/v1" + address.rstrip("/")
    report("the same as JSON", get(api), get("/healthz"), aim=100)


def report(name: str, act: Callable[[], Any], trivial: Callable[[], Any], aim: int) -> None:
    """Median and worst of the runs, as a ratio to the trivial act of the same run."""
    took, least = times(act), times(trivial)
    middle, base = statistics.median(took), statistics.median(least)
    worst = max(took)
    print(
        f"{middle:9.2f} ms  {name} (aim {aim} ms), worst {worst:.2f}; {middle / base:.1f} × trivial {base:.2f} ms"
    )


def times(act: Callable[[], Any]) -> list[float]:
    """Milliseconds of each run after three to warm up."""
    took = []
    for run in range(RUNS + 3):
        start = time.perf_counter()
        act()
        if run >= 3:
            took.append((time.perf_counter() - start) * 1000)
    return took
