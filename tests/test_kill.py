"""kill -9 in the middle of many submissions: nothing that was acknowledged is lost.

Real server processes, real sockets, phones that try again with the same record as Collect does. The
control does the same to an intake that answers before its commit, and must lose.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sarn.collection.tests import forms
from tests.conftest import ROOT, free_port, node_environment, wait_until_it_answers

PHONES = 6
KILLS = 20
SET_UP = """
import django
django.setup()
from sarn.access import scope
from sarn.accounts import tokens
from sarn.areas.tests.factories import make_tambon
from sarn.collection import publishing
from sarn.collection.tests import forms
with scope.system("command"):
    tambon = make_tambon()
    programme = publishing.set_up_programme(number=1, name="test", area=tambon.tambon, by="system:test")
    publishing.publish(forms.xform(), "household.xml", programme=programme, by="system:test")
    print(tokens.issue(name="phone", area=tambon.villages[0], by="system:test")[1])
"""


@dataclass
class Server:
    """A node in a folder of its own that can be killed and started again."""

    home: Path
    application: str
    port: int = field(default_factory=free_port)
    secret: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        return {**node_environment(self.home), "PYTHONPATH": paths, "SARN_LOG": "error"}

    def prepare(self) -> None:
        for arguments in (["-m", "sarn.config", "migrate"], ["-c", SET_UP]):
            done = subprocess.run(
                [sys.executable, *arguments],
                env=self.environment,
                cwd=ROOT,
                check=False,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stderr
        self.secret = done.stdout.split()[-1]

    def start(self) -> None:
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1",
            "--port", str(self.port), "--workers", "1", "--blocking-threads", "4", "--log-level", "error",
            self.application,
        ]  # fmt: skip
        # A group of its own, so that one signal reaches the server and its workers together.
        self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, start_new_session=True)
        wait_until_it_answers(f"http://127.0.0.1:{self.port}", 60)

    def kill(self) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    @property
    def path(self) -> str:
        return f"/v1/key/{self.secret}/projects/1/submission?deviceID=kill"


@dataclass(frozen=True)
class Sent:
    """A record as the phone holds it."""

    instance: str
    xml: bytes
    photo: bytes


class Phone(threading.Thread):
    """Makes records and sends them, each until it hears 201; then it deletes its copy."""

    def __init__(self, server: Server, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.server, self.stop_when = server, stop
        self.acknowledged: list[tuple[str, str, str]] = []
        self.retries = 0

    def run(self) -> None:
        pending: Sent | None = None
        while not self.stop_when.is_set():
            pending = pending or self.make()
            if self.send(pending):
                hashes = (hashlib.sha256(part).hexdigest() for part in (pending.xml, pending.photo))
                self.acknowledged.append((pending.instance, *hashes))
                pending = None
            else:
                self.retries += 1
                time.sleep(0.02)

    def make(self) -> Sent:
        name = f"uuid:{uuid.uuid4()}"
        photo = os.urandom(random.randint(1_000, 30_000))
        return Sent(name, forms.instance(name, photo="a.jpg", water_months="3"), photo)

    def send(self, record: Sent) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=10)
        try:
            connection.request(
                "POST",
                self.server.path,
                forms.body(record.xml, [("a.jpg", record.photo)]),
                {"Content-Type": forms.CONTENT_TYPE, "X-OpenRosa-Version": "1.0"},
            )
            answer = connection.getresponse()
            answer.read()
            return answer.status == 201
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def kill_often(server: Server, kills: int, *, enough=lambda phones: False) -> list[Phone]:
    """Let phones send while the server is killed and started again; return the phones."""
    server.prepare()
    stop = threading.Event()
    phones = [Phone(server, stop) for _ in range(PHONES)]
    server.start()
    for phone in phones:
        phone.start()
    try:
        for _ in range(kills):
            time.sleep(random.uniform(0.05, 0.35))
            server.kill()
            if enough(phones):
                break
            server.start()
        time.sleep(0.3)
    finally:
        stop.set()
        for phone in phones:
            phone.join(15)
        server.kill()
    return phones


def lost(server: Server, phones: list[Phone]) -> list[str]:
    """Acknowledged records that are not there whole: bytes, row, file and its bytes."""
    with contextlib.closing(sqlite3.connect(server.home / "sarn.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = {
            row[0]: row
            for row in connection.execute(
                "SELECT v.instance_id, v.xml, v.xml_sha256, f.sha256 FROM collection_submissionversion v "
                "JOIN collection_submission s ON s.current_id = v.id "
                "JOIN collection_submissionfile f ON f.version_id = v.id"
            )
        }
    missing = []
    for phone in phones:
        for instance, xml, photo in phone.acknowledged:
            row = kept.get(instance)
            blob = server.home / "files" / photo[:2] / photo[2:4] / photo
            whole = (
                row is not None
                and hashlib.sha256(row[1]).hexdigest() == row[2] == xml
                and row[3] == photo
                and blob.exists()
                and hashlib.sha256(blob.read_bytes()).hexdigest() == photo
            )
            if not whole:
                missing.append(instance)
    return missing


def assert_nothing_lost(home: Path, kills: int) -> None:
    server = Server(home, "sarn.config.wsgi:application")
    phones = kill_often(server, kills)
    acknowledged = sum(len(phone.acknowledged) for phone in phones)
    # Fewer would mean that the kills hit a server that did nothing.
    assert acknowledged > 5 * kills
    assert sum(phone.retries for phone in phones) > 0
    assert lost(server, phones) == []


def test_nothing_acknowledged_is_lost(tmp_path):
    assert_nothing_lost(tmp_path / "home", KILLS)


@pytest.mark.long
def test_nothing_acknowledged_is_lost_in_two_hundred_kills(tmp_path):
    assert_nothing_lost(tmp_path / "home", 200)


def test_control_an_intake_that_answers_before_its_commit_loses(tmp_path):
    server = Server(tmp_path / "home", "tests.early_answer:application")
    phones = kill_often(server, KILLS, enough=lambda phones: bool(lost(server, phones)))
    assert lost(server, phones)


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """A server that nobody kills."""
    server = Server(tmp_path_factory.mktemp("standing") / "home", "sarn.config.wsgi:application")
    server.prepare()
    server.start()
    yield server
    server.kill()


def raw_request(server: Server, body: bytes, announced: int | None, *, close: bool = True) -> bytes:
    """Send the bytes, close our half (or not), return what comes back."""
    length = "Transfer-Encoding: chunked" if announced is None else f"Content-Length: {announced}"
    head = (
        f"POST {server.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-OpenRosa-Version: 1.0\r\nConnection: close\r\n"
        f"Content-Type: {forms.CONTENT_TYPE}\r\n{length}\r\n\r\n"
    ).encode()
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as connection:
        connection.sendall(head + body)
        if close:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(OSError):
            while chunk := connection.recv(65536):
                answer += chunk
    return answer


def stored(server: Server) -> int:
    with contextlib.closing(sqlite3.connect(server.home / "sarn.sqlite3")) as connection:
        return connection.execute("SELECT count(*) FROM collection_submission").fetchone()[0]


@pytest.mark.parametrize("share", [0.01, 0.5, 0.9, 0.999])
def test_a_body_that_breaks_off_is_never_acknowledged(standing, share):
    """Case 47 over a real socket: the announced length does not come."""
    before = stored(standing)
    body = forms.body(forms.instance(f"uuid:{uuid.uuid4()}"), [("a.jpg", os.urandom(200_000))])
    answer = raw_request(standing, body[: int(len(body) * share)], len(body))
    assert b" 201 " not in answer.split(b"\r\n")[0]
    assert stored(standing) == before


def test_a_chunked_body_that_breaks_off_is_never_acknowledged(standing):
    before = stored(standing)
    body = forms.body(forms.instance(f"uuid:{uuid.uuid4()}"), [("a.jpg", os.urandom(50_000))])
    piece = body[:40_000]
    answer = raw_request(standing, f"{len(piece):x}\r\n".encode() + piece + b"\r\n", None)
    assert b" 201 " not in answer.split(b"\r\n")[0]
    whole_chunks = f"{len(piece):x}\r\n".encode() + piece + b"\r\n0\r\n\r\n"
    refused = raw_request(standing, whole_chunks, None, close=False)
    assert b" 400 " in refused.split(b"\r\n")[0]
    assert stored(standing) == before


def test_a_whole_body_is_acknowledged_announced_or_chunked(standing):
    before = stored(standing)
    for chunked in (False, True):
        body = forms.body(forms.instance(f"uuid:{uuid.uuid4()}"), [("a.jpg", os.urandom(50_000))])
        sent = f"{len(body):x}\r\n".encode() + body + b"\r\n0\r\n\r\n" if chunked else body
        answer = raw_request(standing, sent, None if chunked else len(body), close=False)
        assert b" 201 " in answer.split(b"\r\n")[0]
        assert b"x-openrosa-version: 1.0" in answer.lower()
    assert stored(standing) == before + 2
