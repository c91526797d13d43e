"""The real parts that tests across apps share: a demo node that serves, and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Node:
    """A running node: its folder, its address, and the environment its commands need."""

    home: Path
    url: str
    environment: dict[str, str]

    def sarn(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a `sarn` command on this node."""
        command = [sys.executable, "-m", "sarn.config", *arguments]
        return subprocess.run(
            command, env=self.environment, cwd=ROOT, check=check, capture_output=True, text=True
        )


def node_environment(home: Path) -> dict[str, str]:
    """The environment of a node of its own, free of what the test run has set."""
    dropped = {
        "DJANGO_SETTINGS_MODULE",
        "DATABASE_URL",
        "SARN_CLOCK",
        "SARN_FILES",
        "SARN_LAKE",
        "SARN_TEST_HOME",
    }
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {
        **kept,
        "SARN_HOME": str(home),
        "SARN_LOG": "warning",
        "DJANGO_SETTINGS_MODULE": "sarn.config.settings",
    }


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(url: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=2)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the server did not start")


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the whole invented tambon, built once by the command that users run.

    SARN_TEST_DEMO=folder takes one that was built before: for whoever tries a page again and again.
    """
    if os.environ.get("SARN_TEST_DEMO"):
        return Path(os.environ["SARN_TEST_DEMO"])
    home = tmp_path_factory.mktemp("demo") / "var"
    built = subprocess.run(
        [sys.executable, "-m", "sarn.config", "demo", "--no-serve"],
        env=node_environment(home),
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-4000:]
    return home


@contextmanager
def serving(home: Path, **more: str) -> Iterator[Node]:
    """`sarn serve` on this home; `more` joins the environment of the node."""
    port = free_port()
    environment = {**node_environment(home), **more}
    command = [sys.executable, "-m", "sarn.config", "serve", "--port", str(port)]
    with (home / "serve.log").open("w") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    node = Node(home, f"http://127.0.0.1:{port}", environment)
    try:
        wait_until_it_answers(node.url)
        yield node
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


@pytest.fixture(scope="session")
def demo_node(demo_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """The demo, served by `sarn serve`; a copy, so that tests may write to it."""
    home = tmp_path_factory.mktemp("served") / "var"
    shutil.copytree(demo_home, home)
    with serving(home) as node:
        yield node


@pytest.fixture(scope="module")
def chromium():  # type: ignore[no-untyped-def]
    """Debian's Chromium. A module at a time: its event loop must be gone before tests with a database."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("Debian's Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--disable-background-networking", "--disable-component-update"]
        )
        yield browser
        browser.close()


def sign_in(page, node: Node, name: str) -> None:  # type: ignore[no-untyped-def]
    """Sign in through the page, as a person would."""
    from sarn.demo.people import PASSWORD

    page.goto(f"{node.url}/accounts/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_load_state()
