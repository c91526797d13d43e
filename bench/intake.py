"""What a submission costs: CPU milliseconds of the server's processes, and medians.

Beside it in the same run: raw SQLite commits with synchronous=FULL on the same disk, and the
cheapest answer of the same server. Load client and server share the cores, so rates say little;
CPU per submission and the ratios say more. Aim: 1.5 CPU ms (the figure quoted for ODK Central: 8.9),
flat from 1,000 to 200,000 stored rows.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from bench import node, processes

EACH = 600
FLAT_ROWS = 200_000


def main() -> None:
    """Run the whole comparison; about two minutes."""
    with node.home() as home:
        path, template = _prepare(home)
        raw = _raw_commits(home)
        print(f"{raw:8.3f} ms  a raw SQLite commit of such a row, synchronous=FULL, one writer (median)")
        # Without the task worker: what is measured is the intake alone.
        with _web_only() as (process, port):
            pids = processes.tree(process.pid)
            trivial = _load(port, "/healthz", "GET", 8, EACH, template, pids)
            print(f"{trivial['cpu_ms']:8.3f} CPU ms  /healthz at 8 clients")
            for clients in (1, 8, 32):
                _say(_load(port, path, "POST", clients, EACH, template, pids), clients, "few rows", trivial)
            _fill(FLAT_ROWS)
            for clients in (1, 8, 32):
                _say(
                    _load(port, path, "POST", clients, EACH, template, pids),
                    clients,
                    f"{FLAT_ROWS:,} rows",
                    trivial,
                )


def _say(figures: dict[str, float], clients: int, stored: str, trivial: dict[str, float]) -> None:
    print(
        f"{figures['cpu_ms']:8.3f} CPU ms  {clients:2} clients, {stored}: "
        f"{figures['rate']:.0f}/s, median {figures['median_ms']:.1f} ms; "
        f"{figures['cpu_ms'] / trivial['cpu_ms']:.1f} × the trivial answer's CPU",
        flush=True,
    )


def _load(
    port: int, path: str, method: str, clients: int, count: int, template: Path, pids: list[int]
) -> dict[str, float]:
    before = processes.cpu_seconds(pids)
    command = [
        sys.executable,
        "-m",
        "bench.clients",
        str(port),
        path,
        method,
        str(clients),
        str(count),
        str(template),
    ]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if said["bad"]:
        raise SystemExit(f"the server refused: {said['bad']}")
    spent = processes.cpu_seconds(pids) - before
    return {
        "cpu_ms": spent * 1000 / said["sent"],
        "rate": said["sent"] / said["wall"],
        "median_ms": said["median_ms"],
    }


def _web_only():  # type: ignore[no-untyped-def]
    """The server of `sarn serve` without its task worker."""
    from contextlib import contextmanager

    from sarn.config.supervisor import arguments, web_command

    @contextmanager
    def running():  # type: ignore[no-untyped-def]
        port = node.free_port()
        process = subprocess.Popen(web_command(arguments(["--port", str(port)])))
        try:
            node.wait_for(port)
            yield process, port
        finally:
            process.terminate()
            process.wait(20)

    return running()


def _prepare(home: Path) -> tuple[str, Path]:
    """A village, the published household form and a token; returns the address and a filled form."""
    import django

    django.setup()
    from sarn.access import scope
    from sarn.accounts import tokens
    from sarn.areas.models import Area
    from sarn.collection import publishing
    from sarn.collection.models import Programme
    from sarn.config.environment import ROOT

    with scope.system("demo"):
        village, path = None, "TH."
        parent = Area.objects.create(
            code="TH", level="country", kind="country", name_th="ไทย", path=path, valid_from="2020-01-01"
        )
        for code, level in (
            ("99", "province"),
            ("9901", "amphoe"),
            ("990101", "tambon"),
            ("99010101", "village"),
        ):
            path += f"{code}."
            village = parent = Area.objects.create(
                code=code,
                level=level,
                kind=level,
                name_th=code,
                path=path,
                parent=parent,
                valid_from="2020-01-01",
            )
        programme = Programme.objects.create(id=1, name="bench", area=village)
        data = (ROOT / "forms/household.xlsx").read_bytes()
        published = publishing.publish(data, "household.xlsx", programme=programme, by="system:bench")
        _, secret = tokens.issue(name="bench", area=village, programme_id=1, form_ids=[], by="system:bench")
    answers = "".join(f"<q{i}>คำตอบที่ {i} ของครัวเรือน</q{i}>" for i in range(40))
    template = home / "instance.xml"
    template.write_text(
        f'<data id="household" version="{published.version}"><visit><outcome>answered</outcome></visit>'
        f"<extra>{answers}</extra><meta><instanceID>{{instance}}</instanceID></meta></data>"
    )
    return f"/v1/key/{secret}/projects/1/submission", template


def _raw_commits(home: Path, count: int = 200) -> float:
    """Median milliseconds of a commit of one 3 kB row, as durable as ours."""
    import statistics

    import pysqlite3

    connection = pysqlite3.connect(str(home / "raw.sqlite3"), isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE s (id INTEGER PRIMARY KEY, instance TEXT UNIQUE, xml BLOB)")
    took = []
    for number in range(count):
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO s (instance, xml) VALUES (?, ?)", (f"uuid:{number}", b"x" * 3000))
        connection.execute("COMMIT")
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def _fill(rows: int) -> None:
    """Copy a stored submission until so many are there, past the intake."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        columns = {}
        for table in ("collection_submission", "collection_submissionversion"):
            cursor.execute(f"SELECT * FROM {table} LIMIT 1")
            columns[table] = [column[0] for column in cursor.description]
        numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "
        new = {
            "id": "1000000 + i",
            "uid": "lower(hex(randomblob(16)))",
            "instance_id": "'uuid:fill-' || i",
            "current_id": "NULL",
            "extracted": "1",
            "submission_id": "1000000 + i",
        }
        for table, names in columns.items():
            values = ", ".join(new.get(name, name) for name in names)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(names)}) {numbers} "
                f"SELECT {values} FROM n, (SELECT * FROM {table} ORDER BY id LIMIT 1)"
            )
        cursor.execute("UPDATE collection_submission SET current_id = id WHERE id > 1000000")
