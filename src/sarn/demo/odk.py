"""ODK's own engine fills some of the households, as a phone would (`tools/odk/client.mjs`)."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sarn.demo.places import ROOT
from sarn.demo.sending import DemoError

CLIENT = Path("tools", "odk", "client.mjs")


def fill(form_id: str, scripts: Iterable[dict[str, Any]]) -> Iterator[tuple[str, bytes]]:
    """(key, instance) of each household, filled and validated by the engine; nothing is sent.

    Each script (`instances.script`) names the `server` that its phone talks to.

    Raises DemoError where Node is missing or the form objects to an answer.
    """
    lines = [json.dumps(one, ensure_ascii=False) for one in scripts]
    if not lines:
        return
    for result in _run(["--form", form_id, "--keep"], lines):
        objections = result["violations"]
        if objections or result["notAsked"]:
            raise DemoError(f"{result['key']}: the form objects: {objections or result['notAsked']}")
        yield result["key"], result["xml"].encode()


def send(finished: Iterable[tuple[str, str, bytes]]) -> int:
    """Send kept instances (key, server, XML) by the same client; return how many.

    Raises DemoError for a refusal.
    """
    lines = [
        json.dumps({"key": key, "server": server, "xml": xml.decode()}, ensure_ascii=False)
        for key, server, xml in finished
    ]
    if not lines:
        return 0
    results = _run(["--resend"], lines)
    for result in results:
        if result["status"] != 201:
            raise DemoError(f"{result['key']}: the server answered {result['status']}: {result['message']}")
    return len(results)


def _run(options: list[str], lines: list[str]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None or not (ROOT / "node_modules").is_dir():
        raise DemoError("ODK's engine needs Node 20 and its packages: run `make demo`, which sets them up.")
    done = subprocess.run(
        [node, str(ROOT / CLIENT), *options],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
        timeout=300,
    )
    if done.returncode:
        raise DemoError(f"ODK's engine stopped: {done.stderr.strip()[-600:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]
