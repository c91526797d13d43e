"""Run a command with DATABASE_URL pointing at a private PostgreSQL that ends with it.

PostgreSQL refuses to run as root, so root borrows Debian's user `postgres`. The server listens on a
free port of 127.0.0.1 only, keeps its data in a new temporary folder, and trades safety for speed:
nothing in it outlives the run. Where PostgreSQL is not installed the command is not run, and the skip
is named.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FAST = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off"


def programs() -> Path | None:
    """The folder of the newest installed PostgreSQL, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    return found[-1].parent if found else None


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A running server; yields its DATABASE_URL."""
    data = Path(tempfile.mkdtemp(prefix="sarn-postgres-"))
    user: str | None = None
    if os.geteuid() == 0:
        user = "postgres"
        os.chown(data, pwd.getpwnam(user).pw_uid, -1)
    port = _free_port()

    def run(program: str, *arguments: str) -> None:
        # `/` as the working folder: the borrowed user may not enter ours.
        subprocess.run(
            [str(folder / program), *arguments], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL
        )

    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={data} {FAST}"
    try:
        run(
            "initdb",
            "-D",
            f"{data}/data",
            "-U",
            "sarn",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        run("pg_ctl", "-D", f"{data}/data", "-w", "-l", f"{data}/log", "-o", options, "start")
        yield f"postgres://sarn@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(
            [str(folder / "pg_ctl"), "-D", f"{data}/data", "-m", "immediate", "-w", "stop"],
            user=user, cwd="/", check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        shutil.rmtree(data, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(argv: list[str]) -> int:
    """Run what stands after `--`; return its exit code."""
    command = argv[argv.index("--") + 1 :]
    folder = programs()
    if folder is None:
        print(f"skip: PostgreSQL is not installed, so this was not run on it: {' '.join(command)}")  # noqa: T201
        return 0
    with server(folder) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv))
