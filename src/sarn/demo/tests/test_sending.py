"""Phones of the demo against a server that misbehaves."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sarn.demo.sending import DemoError, Parcel, send_all
from sarnkit.openrosa import read_multipart

PARCELS = [Parcel(f"house-{number}", "secret", f"<data>{number}</data>".encode()) for number in range(8)]


class Moody(ThreadingHTTPServer):
    """Hangs up on the first try of every third parcel; may refuse one of them."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.heard: list[bytes] = []
        self.refuse = b""
        self.lock = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    server: Moody
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        with read_multipart(self.headers["Content-Type"], length, self.rfile.read(length)) as parts:
            xml = parts.xml.read()
        with self.server.lock:
            first = xml not in self.server.heard
            self.server.heard.append(xml)
        if first and int(xml[6:7]) % 3 == 0:
            self.connection.close()  # stored perhaps, acknowledged not
            self.close_connection = True
            return
        self.send_response(409 if xml == self.server.refuse else 201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(OSError, ValueError):  # the connection that this server closed itself
            super().handle()


@pytest.fixture
def server() -> Iterator[Moody]:
    server = Moody()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def send(server: Moody) -> tuple[int, int]:
    """(acknowledged, steps of the progress bar)."""
    steps: list[int] = []
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    count = send_all(PARCELS, lambda secret, programme: address, threads=3, done=lambda: steps.append(1))
    return count, len(steps)


def test_what_was_not_acknowledged_is_sent_again_the_same(server):
    assert send(server) == (8, 8)
    assert set(server.heard) == {parcel.xml for parcel in PARCELS}
    assert len(server.heard) == 8 + 3  # 0, 3 and 6 twice


def test_a_refusal_stops_the_build_with_its_reason(server):
    server.refuse = PARCELS[4].xml
    with pytest.raises(DemoError, match=r"house-4: the server answered 409"):
        send(server)
