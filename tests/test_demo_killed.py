"""kill -9 in the middle of the demo's submissions: what its phones were told is there, byte for byte.

A witness that outlives the kill notes each acknowledgement the moment it is heard. The control builds
the same demo over an intake that answers before its commit, and must lose.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, node_environment

ENOUGH = 250
DEMO = """
import os, sys
from sarn.demo import sending
witness = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
send = sending._send
def heard(parcel, *rest):
    send(parcel, *rest)
    os.write(witness, parcel.key.encode() + b"\\n")
sending._send = heard
if len(sys.argv) > 2:
    popen = sending.subprocess.Popen
    early = lambda one: one.replace("sarn.config.wsgi:application", sys.argv[2])
    sending.subprocess.Popen = lambda command, **rest: popen([early(one) for one in command], **rest)
from sarn.config.cli import main
sys.exit(main(["demo", "--no-serve"]))
"""


def killed_in_the_middle(home: Path, *application: str) -> tuple[list[str], list[str]]:
    """Build the demo, kill all of it after `ENOUGH` acknowledgements; (keys heard, keys of them lost)."""
    witness = home.parent / f"{home.name}.heard"
    witness.touch()
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    process = subprocess.Popen(
        [sys.executable, "-c", DEMO, str(witness), *application],
        env={**node_environment(home), "PYTHONPATH": paths},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 240
    try:
        while witness.read_bytes().count(b"\n") < ENOUGH:
            assert process.poll() is None, process.stderr.read().decode()[-2000:]
            assert time.monotonic() < deadline, "the demo does not come to sending"
            time.sleep(0.01)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    heard = witness.read_text().split()
    return heard, [key for key in heard if not stored(home, key)]


def stored(home: Path, key: str) -> bool:
    """Whether the instance that the demo kept under the key is in the database with the same bytes."""
    [file] = (home / "demo" / "instances").rglob(f"{key}.xml")
    kept = file.read_bytes()
    with sqlite3.connect(home / "sarn.sqlite3") as connection:
        found = connection.execute("select count(*) from collection_submissionversion where xml = ?", [kept])
        return found.fetchone()[0] == 1


def test_nothing_acknowledged_is_lost(tmp_path):
    heard, lost = killed_in_the_middle(tmp_path / "var")
    assert len(heard) >= ENOUGH
    assert lost == []


def test_control_an_intake_that_answers_before_its_commit_loses(tmp_path):
    for attempt in range(3):  # one kill may fall between two commits
        _, lost = killed_in_the_middle(tmp_path / f"var{attempt}", "tests.early_answer:application")
        if lost:
            return
    pytest.fail("the loop would not notice an intake that lies")
