"""`sarn serve`: one command that keeps the web workers and the task worker alive.

It imports no Django, so that the process that only waits stays small. granian stops altogether when
one of its workers dies unless told to respawn, and a dead task worker would leave submissions
waiting: both are restarted here after a pause.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field

POLL_SECONDS = 0.2
PAUSE_SECONDS = 1.0
STOP_SECONDS = 20.0


@dataclass
class Child:
    """One process that must be running, and since when it may be started again."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    not_before: float = 0.0
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def keep_alive(self, now: float) -> None:
        """Start the process, or start it again a pause after it died."""
        if self.process is not None and self.process.poll() is None:
            return
        if self.process is not None:
            print(f"{self.name} ended ({self.process.returncode}); starting it again", file=sys.stderr)  # noqa: T201
            self.process, self.not_before = None, now + PAUSE_SECONDS
        if now >= self.not_before:
            # A session of its own: the terminal's Ctrl-C reaches only the supervisor, which stops
            # the others in order.
            self.process = subprocess.Popen(self.command, env=self.environment, start_new_session=True)

    def stop(self, deadline: float) -> None:
        """End the process: first politely, at the deadline with its whole group."""
        if self.process is None or self.process.poll() is not None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def arguments(argv: list[str]) -> argparse.Namespace:
    """The options of `sarn serve`."""
    parser = argparse.ArgumentParser(prog="sarn serve", description="Serve this node.")
    parser.add_argument("--bind", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8642, help="port (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=1, help="web worker processes (default: %(default)s)")
    # A phone on a thin line holds a thread until its last byte is in: many threads cost little (they
    # start when needed and end when idle), too few would let some slow uploads shut everybody out.
    parser.add_argument("--threads", type=int, default=48, help="threads a web worker (default: %(default)s)")
    parser.add_argument("--no-prepare", action="store_true", help="skip migrations and static files")
    return parser.parse_args(argv)


def web_command(options: argparse.Namespace) -> list[str]:
    """granian as it must be called: respawning, and never stuck on the way out."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--http", "1", "--no-ws",
        "--host", options.bind, "--port", str(options.port),
        "--workers", str(options.workers), "--blocking-threads", str(options.threads),
        "--respawn-failed-workers", "--workers-kill-timeout", "10", "--log-level", "error",
        "sarn.config.wsgi:application",
    ]  # fmt: skip


def _openable(bind: str) -> str:
    """An address that a browser of this machine can open."""
    return "127.0.0.1" if bind in {"0.0.0.0", "::"} else bind  # noqa: S104 (only compared)


def main(argv: list[str]) -> int:
    """Prepare the node, then supervise until SIGTERM or Ctrl-C; return the exit code."""
    options = arguments(argv)
    sarn = [sys.executable, "-m", "sarn.config"]
    if not options.no_prepare:
        prepared = subprocess.run([*sarn, "prepare"], check=False)
        if prepared.returncode:
            return prepared.returncode
    children = [Child("web", web_command(options)), Child("worker", [*sarn, "worker"])]
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if options.bind in {"0.0.0.0", "::"}:  # noqa: S104 (only compared)
        print("Others open this machine by its name or address; SARN_HOSTS must list it.", flush=True)  # noqa: T201
    print(f"http://{_openable(options.bind)}:{options.port}/", flush=True)  # noqa: T201
    while not stopping:
        for child in children:
            child.keep_alive(time.monotonic())
        time.sleep(POLL_SECONDS)
    for child in children:
        if child.process is not None and child.process.poll() is None:
            child.process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.stop(deadline)
    return 0
