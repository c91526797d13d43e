"""A build that is killed in the middle goes on where it was, and a finished one changes nothing."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sarn.demo.places import ROOT

pytestmark = [pytest.mark.long, pytest.mark.odk]

SENT = "select count(*) from collection_submission"
VISITS = 1513 + 1513 + 2  # two rounds, and two of the practice village
WATER = (
    "select round_code, num, den, answered, target from indicators_cell where code = 'w1' and part = 'share'"
    " and superseded_by is null and area_code = '99010104' and \"group\" = '' order by round_code"
)
PERSONS = (
    "select count(*), count(distinct citizen_id_index) from registry_person where citizen_id_index <> ''"
)


def environment(home: Path) -> dict[str, str]:
    dropped = {
        "DJANGO_SETTINGS_MODULE",
        "DATABASE_URL",
        "SARN_CLOCK",
        "SARN_FILES",
        "SARN_LAKE",
        "SARN_TEST_HOME",
    }
    return {
        **{name: value for name, value in os.environ.items() if name not in dropped},
        "SARN_HOME": str(home),
        "SARN_LOG": "warning",
        "DJANGO_SETTINGS_MODULE": "sarn.config.settings",
    }


def build(home: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sarn.config", "demo", "--no-serve"]
    return subprocess.Popen(
        command, env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def rows(home: Path, sql: str) -> list[tuple]:
    try:
        with sqlite3.connect(f"file:{home}/sarn.sqlite3?mode=ro", uri=True) as connection:
            return connection.execute(sql).fetchall()
    except sqlite3.OperationalError:
        return [(0,)]  # there is no table yet


# In the middle of either round, so many have been sent.
@pytest.mark.parametrize("enough", [300, 1900])
def test_killed_while_sending_it_loses_and_doubles_nothing(tmp_path, enough):
    first = build(tmp_path)
    deadline = time.monotonic() + 600
    while rows(tmp_path, SENT)[0][0] < enough:
        assert first.poll() is None, first.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)
    first.send_signal(signal.SIGKILL)
    first.communicate()
    time.sleep(2)  # its server ends with it
    acknowledged = rows(tmp_path, "select instance_id, xml from collection_submissionversion")
    assert enough <= len(acknowledged) < VISITS

    second = build(tmp_path)
    said = second.communicate(timeout=900)[0]
    assert second.returncode == 0, said
    assert rows(tmp_path, SENT) == [(VISITS,)]
    assert set(acknowledged) <= set(
        rows(tmp_path, "select instance_id, xml from collection_submissionversion")
    )
    # The kill may cut bodies that were on their way; those are kept as cut, and nothing else is.
    kept = rows(tmp_path, "select distinct reason from collection_quarantine")
    assert kept in ([], [("openrosa.truncated",)])
    assert rows(tmp_path, WATER) == [("2569", 51, 124, 124, 131), ("2570", 32, 121, 121, 131)]
    [(people, numbers)] = rows(tmp_path, PERSONS)
    assert people == numbers

    tables = [name for (name,) in rows(tmp_path, "select name from sqlite_master where type = 'table'")]
    ours = ("collection_", "registry_", "indicators_", "accounts_", "areas_", "audit_", "planning_")
    ours += ("meetings_", "thread_", "portal_", "documents_")
    counts = {
        name: rows(tmp_path, f"select count(*) from {name}") for name in tables if name.startswith(ours)
    }
    third = build(tmp_path)
    assert third.wait(300) == 0
    assert counts == {name: rows(tmp_path, f"select count(*) from {name}") for name in counts}
