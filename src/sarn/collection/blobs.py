"""Files on disk under the hash of their content: SARN_FILES/ab/cd/<sha256>.

A file is written in the folder `tmp` beside them, made durable, renamed into place, and its folder made durable,
before anything in the database mentions it. A file that nothing mentions (a crash between the two)
is harmless; a mention without its file cannot come about.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

from sarnkit.problems import Problem
from sarnkit.uid import uuid7

# Longer than any upload lasts: what is older was left by a process that was killed.
_STALE_SECONDS: Final = 24 * 3600


def drafts() -> Path:
    """The folder for what is not complete yet; what killed processes left there goes at first use."""
    folder = Path(settings.SARN_FILES) / "tmp"
    _make_folder(folder)
    _sweep_once(folder)
    return folder


@lru_cache(maxsize=8)
def _sweep_once(folder: Path) -> None:
    sweep(folder, before=time.time() - _STALE_SECONDS)


def sweep(folder: Path, *, before: float) -> int:
    """Remove files last written before the time (seconds since 1970); return how many."""
    old = [path for path in folder.iterdir() if path.is_file() and path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies, or would lie."""
    return Path(settings.SARN_FILES) / sha256[:2] / sha256[2:4] / sha256


def store(data: bytes) -> str:
    """Keep the bytes durably; return their sha256 in hex. Keeping them twice keeps them once."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(sha256)
    if not _is_there(path, len(data)):
        with _draft(path) as file:
            file.write(data)
    _sync_folder(path.parent)
    return sha256


def store_stream(stream: BinaryIO, *, sha256: str, size: int) -> None:
    """Keep a stream whose hash and size are known already, without holding it in memory."""
    path = path_of(sha256)
    if not _is_there(path, size):
        with _draft(path) as file:
            shutil.copyfileobj(stream, file, 1 << 20)
    _sync_folder(path.parent)


def read(sha256: str) -> bytes:
    """The bytes, checked against their hash; raises Problem `collection.blob-lost`."""
    try:
        data = path_of(sha256).read_bytes()
    except OSError as fault:
        raise Problem("collection.blob-lost", sha256=sha256) from fault
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Problem("collection.blob-lost", sha256=sha256)
    return data


def _is_there(path: Path, size: int) -> bool:
    # The name appears only after its content is durable, so that a size is enough of a check.
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


@contextmanager
def _draft(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which gets its name once it is durable; where that fails nothing of it stays."""
    _make_folder(path.parent)
    draft = drafts() / uuid7().hex
    try:
        with draft.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.rename(path)
    except BaseException:
        draft.unlink(missing_ok=True)  # on a full disk it would stand in its own way
        raise


def _make_folder(folder: Path) -> None:
    """Make the folder and make its name durable in the folder above, as far up as needed."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
