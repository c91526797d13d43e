"""Files under the hash of their content."""

from __future__ import annotations

import hashlib
import io
import os
import time

import pytest

from sarn.collection import blobs
from sarnkit.problems import Problem


@pytest.fixture
def store(settings, tmp_path):
    settings.SARN_FILES = tmp_path / "files"
    return settings.SARN_FILES


def files(store):
    return [path for path in store.rglob("*") if path.is_file()]


def test_the_same_bytes_are_kept_once(store):
    assert blobs.store(b"photo") == blobs.store(b"photo") == hashlib.sha256(b"photo").hexdigest()
    assert len(files(store)) == 1
    assert blobs.read(blobs.store(b"photo")) == b"photo"


def test_a_stream_is_kept_like_bytes(store):
    sha256 = hashlib.sha256(b"long").hexdigest()
    blobs.store_stream(io.BytesIO(b"long"), sha256=sha256, size=4)
    assert blobs.read(sha256) == b"long"


def test_the_name_appears_only_after_the_content_is_durable(store, monkeypatch):
    done = []
    fsync, rename = os.fsync, os.rename
    monkeypatch.setattr(os, "fsync", lambda handle: (done.append(_kind(handle)), fsync(handle))[1])
    monkeypatch.setattr(os, "rename", lambda *names: (done.append("rename"), rename(*names))[1])
    blobs.store(b"photo")
    file, renamed = done.index("file"), done.index("rename")
    assert file < renamed
    assert "folder" in done[renamed:]


def _kind(handle):
    return "folder" if os.path.isdir(f"/proc/self/fd/{handle}") else "file"  # noqa: PTH112


def test_a_crash_while_writing_leaves_no_name(store, monkeypatch):
    def crash(_handle):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", crash)
        with pytest.raises(OSError, match="Input"):
            blobs.store(b"photo")
    assert not blobs.path_of(hashlib.sha256(b"photo").hexdigest()).exists()
    assert blobs.read(blobs.store(b"photo")) == b"photo"


def test_a_disk_that_is_full_is_not_filled_further(store, monkeypatch):
    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    for _ in range(3):
        with pytest.raises(OSError, match="No space"):
            blobs.store(b"photo")
        with pytest.raises(OSError, match="No space"):
            blobs.store_stream(io.BytesIO(b"long"), sha256=hashlib.sha256(b"long").hexdigest(), size=4)
    assert files(store) == []


def test_what_a_killed_process_left_goes_at_the_next_start(store):
    (store / "tmp").mkdir(parents=True)
    left, running = store / "tmp/part-old", store / "tmp/part-new"
    for path, age in ((left, 2 * 86_400), (running, 3_600)):
        path.write_bytes(b"x")
        os.utime(path, (time.time() - age,) * 2)
    blobs.store(b"photo")
    assert not left.exists()
    assert running.exists()  # another process may be writing it


def test_a_damaged_file_is_noticed(store):
    sha256 = blobs.store(b"photo")
    blobs.path_of(sha256).write_bytes(b"phot0")
    with pytest.raises(Problem) as refusal:
        blobs.read(sha256)
    assert refusal.value.code == "collection.blob-lost"


def test_a_file_cut_short_is_written_again(store):
    sha256 = blobs.store(b"photo")
    blobs.path_of(sha256).write_bytes(b"ph")
    assert blobs.read(blobs.store(b"photo")) == b"photo"
    assert blobs.read(sha256) == b"photo"
