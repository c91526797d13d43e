"""PDF and page pictures from Typst templates.

    paper.pdf("planning/plan.typ", {"title": "แผนชุมชน", …})

A template lies in `templates/<app>/` of its app, begins with `#import "/sarn.typ": *` (the shared library,
`typst/sarn.typ`), and finds its values as `data`: they are read from JSON, so whatever a villager typed stays
text. `attachments` are files it may use as `image("/attachments/photo.jpg")` or attach.

**Why a child process.** A plan book of 113 pages took 4.7 s and 242 MB while it was set (two cores, shared), of 228
pages 550 MB; set in a web worker, that memory would stay there, and an idle node has to stay below 150 MB.
So each document is set by a process that starts in a tenth of a second, has a limit of time and memory, and ends.
A process of ours sets one at a time.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from sarn.documents import fonts
from sarnkit import clock
from sarnkit.problems import Problem

SECONDS: Final = 60  # of the wall clock
MEGABYTES: Final = 900
_WAIT_SECONDS: Final = 30
_LIBRARY: Final = Path(__file__).with_name("typst")
_CHILD: Final = Path(__file__).with_name("typesetting.py")
_one_at_a_time: Final = threading.BoundedSemaphore(1)


class PaperFault(RuntimeError):
    """A template that cannot be set as it should: a fault of ours, its text says where."""


def pdf(
    template: str | Path,
    data: Mapping[str, Any],
    *,
    attachments: Mapping[str, bytes] | None = None,
    now: datetime | None = None,
) -> bytes:
    """The document as PDF, the same bytes for the same values and the same `now` (its date of making).

    `template` is `<app>/<name>.typ`, or the path of a file. `data` holds what JSON can (dates, decimals and
    translated texts become text). Raises Problem `documents.no-fonts`, `documents.too-heavy` or
    `documents.busy`; PaperFault for a template with an error or a warning, an unknown font among them.
    """
    return _set(template, data, attachments or {}, "pdf", None, now)[0]


def png(
    template: str | Path,
    data: Mapping[str, Any],
    *,
    ppi: float = 144,
    attachments: Mapping[str, bytes] | None = None,
    now: datetime | None = None,
) -> list[bytes]:
    """The document as one PNG a page, `ppi` pixels an inch. Errors as `pdf`."""
    return _set(template, data, attachments or {}, "png", ppi, now)


def find(template: str | Path) -> Path:
    """The file of a template named as in `pdf`; raises FileNotFoundError."""
    if isinstance(template, Path):
        places = [template]
    else:
        places = [Path(app.path) / "templates" / template for app in apps.get_app_configs()]
    for place in places:
        if place.is_file():
            return place
    raise FileNotFoundError(f"there is no document template {template}")


def _set(
    template: str | Path,
    data: Mapping[str, Any],
    attachments: Mapping[str, bytes],
    form: Literal["pdf", "png"],
    ppi: float | None,
    now: datetime | None,
) -> list[bytes]:
    source = find(template)
    task: dict[str, Any] = {
        "main": f"{source.parent.name}/{source.name}",
        "fonts": str(fonts.folder()),
        "format": form,
        "ppi": ppi,
        "created": int((now or clock.now()).timestamp()),
        "seconds": SECONDS,
        "megabytes": MEGABYTES,
    }
    with _turn(), tempfile.TemporaryDirectory(prefix="sarn-paper-") as name:
        desk = Path(name)
        _lay_out(desk, source, data, attachments)
        return _run(desk, task, source.name)


@contextmanager
def _turn() -> Iterator[None]:
    if not _one_at_a_time.acquire(timeout=_WAIT_SECONDS):
        raise Problem("documents.busy")
    try:
        yield
    finally:
        _one_at_a_time.release()


def _lay_out(desk: Path, source: Path, data: Mapping[str, Any], attachments: Mapping[str, bytes]) -> None:
    """Put all that the template may read into one folder, since Typst reads below one root only."""
    for folder, to in ((_LIBRARY, desk), (source.parent, desk / source.parent.name)):
        to.mkdir(exist_ok=True)
        for file in folder.glob("*.typ"):
            shutil.copyfile(file, to / file.name)
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, allow_nan=False)
    (desk / "data.json").write_bytes(text.encode("utf-8", errors="replace"))  # half a surrogate becomes «?»
    (desk / "attachments").mkdir()
    for name, content in attachments.items():
        if not name or Path(name).name != name or name in {".", ".."}:
            raise ValueError(f"an attachment needs a plain file name, not {name!r}")
        (desk / "attachments" / name).write_bytes(content)


def _run(desk: Path, task: dict[str, Any], name: str) -> list[bytes]:
    command = [sys.executable, "-I", str(_CHILD), json.dumps(task)]
    try:
        child = subprocess.run(command, cwd=desk, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Problem("documents.too-heavy", name=name, seconds=SECONDS) from None
    if (
        child.returncode < 0
    ):  # ended by a signal: out of memory (SIGABRT) or of processor time (SIGXCPU, SIGKILL)
        raise Problem("documents.too-heavy", name=name, seconds=SECONDS)
    if child.returncode > 0:
        raise PaperFault(child.stderr.decode(errors="replace")[-4000:])
    answer = json.loads(child.stdout)
    if answer["fault"]:
        raise PaperFault(f"{name}: {answer['fault']}")
    return [(desk / f"out-{number}").read_bytes() for number in range(answer["pages"])]
