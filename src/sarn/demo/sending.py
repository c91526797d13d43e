"""A private server on this machine, and phones that send to it."""

from __future__ import annotations

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from django.conf import settings

from sarn.collection import phones

_BOUNDARY = "sarn-demo-9f2c6f0e4f0b4a1d"
_START_SECONDS = 30.0


class DemoError(RuntimeError):
    """The demo cannot go on; its text says why and what to do."""


@dataclass(frozen=True)
class Parcel:
    """One finished instance and the token it goes with."""

    key: str
    secret: str
    xml: bytes
    programme: int = 1


AddressOf = Callable[[str, int], str]  # a token's secret, a programme → the server address of a phone


@contextmanager
def private_server(moment: datetime) -> Iterator[AddressOf]:
    """Run the node's web application on a free port of 127.0.0.1 while the block runs.

    For the server it is this moment when it starts. It ends with the block, also when this process is
    killed.
    """
    port = _free_port()
    # WhiteNoise warns of a missing folder; this server serves phones, no pages.
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", "127.0.0.1", "--port", str(port), "--workers", "1", "--blocking-threads", "4",
        "--workers-kill-timeout", "10", "--log-level", "warning", "sarn.config.wsgi:application",
    ]  # fmt: skip
    environment = {**os.environ, "SARN_LOG": "error", "SARN_ORIGIN": "", "SARN_CLOCK": moment.isoformat()}
    server = subprocess.Popen(command, env=environment, preexec_fn=_die_with_parent)
    try:
        _wait_until_up(server, port)
        yield partial(phones.address, f"http://127.0.0.1:{port}")
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def send_all(
    parcels: Iterable[Parcel], address_of: AddressOf, *, threads: int, done: Callable[[], object]
) -> int:
    """Send every parcel; return how many were acknowledged. Raises DemoError at the first refusal."""
    stop = threading.Event()
    local = threading.local()

    def send(parcel: Parcel) -> None:
        if not stop.is_set():
            _send(parcel, address_of(parcel.secret, parcel.programme), local)
            done()

    count = 0
    with ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(send, parcel) for parcel in parcels]
        for one in as_completed(waiting):
            try:
                one.result()
            except BaseException:
                stop.set()
                raise
            count += 1
    return count


def _send(parcel: Parcel, address: str, local: threading.local) -> None:
    host, path = address.removeprefix("http://").split("/", 1)
    body, headers = _multipart(parcel)
    for attempt in (1, 2, 3):
        connection: http.client.HTTPConnection = getattr(
            local, "connection", None
        ) or http.client.HTTPConnection(host, timeout=60)
        local.connection = connection
        try:
            connection.request("POST", f"/{path}/submission?deviceID=sarn-demo", body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException) as fault:
            # What was not acknowledged is sent again, the same bytes: the server knows them.
            connection.close()
            local.connection = None
            if attempt == 3:
                raise DemoError(f"{parcel.key}: no answer from the demo's own server ({fault})") from fault
            time.sleep(0.2 * attempt)
            continue
        if answer.status != 201:
            raise DemoError(f"{parcel.key}: the server answered {answer.status}: {text[:400]}")
        return


def _multipart(parcel: Parcel) -> tuple[bytes, dict[str, str]]:
    disposition = 'form-data; name="xml_submission_file"; filename="submission.xml"'
    head = f"--{_BOUNDARY}\r\nContent-Disposition: {disposition}\r\nContent-Type: text/xml\r\n\r\n"
    body = head.encode() + parcel.xml + f"\r\n--{_BOUNDARY}--\r\n".encode()
    return body, {
        "Content-Type": f"multipart/form-data; boundary={_BOUNDARY}",
        "X-OpenRosa-Version": "1.0",
        "User-Agent": "sarn-demo",
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                connection.close()
                return
        time.sleep(0.1)
    raise DemoError(f"The demo's own web server did not start on port {port}; run `sarn check` to see why.")


def _die_with_parent() -> None:
    """Ask the kernel to end the server when the demo is killed (Linux only; elsewhere it stays)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)
