"""A throw-away node for benchmarks: a home of its own, a server on a free port of 127.0.0.1."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def home() -> Iterator[Path]:
    """An empty SARN_HOME that is removed afterwards; set for this process and its children."""
    folder = Path(tempfile.mkdtemp(prefix="sarn-bench-"))
    os.environ["SARN_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "sarn.config.settings"
    os.environ["SARN_LOG"] = "warning"
    try:
        subprocess.run([sys.executable, "-m", "sarn.config", "prepare"], check=True)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def demo() -> Iterator[Path]:
    """A home with the whole invented tambon in it."""
    with home() as folder:
        subprocess.run(
            [sys.executable, "-m", "sarn.config", "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL
        )
        yield folder


@contextmanager
def serving(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`sarn serve` with these options; yields the supervisor's process and the port."""
    port = free_port()
    command = [sys.executable, "-m", "sarn.config", "serve", "--no-prepare", "--port", str(port), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def wait_for(port: int, seconds: float = 20) -> None:
    """Wait until the server answers /healthz."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise SystemExit("the server did not start")
