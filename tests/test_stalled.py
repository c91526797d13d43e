"""Phones on thin lines that stall in the middle of a body do not shut the others out."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from tests.conftest import ROOT, free_port, node_environment, wait_until_it_answers

STALLED = 30


@pytest.fixture
def serving(tmp_path):
    """A fresh node under `sarn serve`; yields a function that starts it with options, and its port."""
    started = []

    def serve(*options: str) -> int:
        port = free_port()
        command = [sys.executable, "-m", "sarn.config", "serve", "--port", str(port), *options]
        started.append(
            subprocess.Popen(command, env=node_environment(tmp_path), cwd=ROOT, stdout=subprocess.DEVNULL)
        )
        wait_until_it_answers(f"http://127.0.0.1:{port}", 60)
        return port

    yield serve
    for process in started:
        process.terminate()
        process.wait(40)


def answers_beside(stalled: int, port: int) -> bool:
    """Whether the node answers within 5 s while so many requests hang in their bodies."""
    # With a CSRF cookie the page reads the body to look for the token, and waits for it.
    head = (
        b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32 + b"\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nab"
    )
    with contextlib.ExitStack() as lines:
        for _ in range(stalled):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", port)))
            line.sendall(head)
        time.sleep(1)
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
                return answer.status == 200
        except OSError:
            return False


def test_thirty_stalled_bodies_shut_nobody_out(serving):
    assert answers_beside(STALLED, serving())


def test_control_with_four_threads_they_do(serving):
    assert not answers_beside(STALLED, serving("--threads", "4"))
