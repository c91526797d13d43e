"""What a form file really is, and whether a workbook may be opened at all."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import Final

from sarnkit.problems import Problem

MOST_BYTES: Final = 10 << 20  # of the file as uploaded
MOST_ENTRIES: Final = 2_000
MOST_UNPACKED: Final = 50 << 20
MOST_RATIO: Final = 200  # unpacked to packed, of an entry above a mebibyte

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOM: Final = b"\xef\xbb\xbf"


def sniff(data: bytes, filename: str) -> str:
    """`xlsx`, `xls` or `xml` by content; the name only serves the message of the Problem."""
    if not data.strip():
        raise Problem("form.empty", filename=filename)
    if len(data) > MOST_BYTES:
        raise Problem("form.file-too-large", filename=filename, reason=f"> {MOST_BYTES >> 20} MiB")
    if data.startswith(_OLE):
        return "xls"
    if data.startswith(b"PK"):
        return "xlsx"
    start = data[:64].removeprefix(_BOM).lstrip()
    page = start[:15].lower().startswith((b"<!doctype html", b"<html"))
    if start.startswith(b"<") and not (page and b"http://www.w3.org/2002/xforms" not in data):
        return "xml"
    raise Problem("form.not-a-form-file", filename=filename, found=_describe(data))


_MAGIC: Final = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8", "JPEG"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"<", "HTML"),
)


def _describe(data: bytes) -> str:
    start = data.removeprefix(_BOM).lstrip()
    for magic, kind in _MAGIC:
        if start.startswith(magic):
            return kind
    return "binary" if b"\0" in data[:1000] else "text"


def check_zip(data: bytes, filename: str) -> None:
    """Refuse archives that would blow up: by their directory first, then by unpacking into nothing."""

    def large(reason: str) -> Problem:
        return Problem("form.file-too-large", filename=filename, reason=reason)

    def damaged(reason: str) -> Problem:
        return Problem("form.damaged-file", filename=filename, reason=reason)

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise large(f"> {MOST_ENTRIES} entries")
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise large(f"> {MOST_UNPACKED >> 20} MiB unpacked")
            for entry in entries:
                _check_entry(entry, large, damaged)
            if "xl/workbook.xml" not in archive.namelist():
                raise Problem("form.not-a-form-file", filename=filename, found="ZIP")
            unpacked = 0
            for entry in entries:
                with archive.open(entry) as stream:
                    while piece := stream.read(1 << 16):
                        unpacked += len(piece)
                        if unpacked > MOST_UNPACKED:
                            raise large(f"> {MOST_UNPACKED >> 20} MiB unpacked")
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError, ValueError) as error:
        raise damaged(str(error)[:80] or type(error).__name__) from None
    except zlib.error as error:
        raise damaged(str(error)[:80]) from None


def _check_entry(
    entry: zipfile.ZipInfo, large: Callable[[str], Problem], damaged: Callable[[str], Problem]
) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise damaged("an entry leaves the archive")
    if entry.flag_bits & 0x1:
        raise damaged("password")
    if entry.file_size > (1 << 20) and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        raise large(f"ratio > {MOST_RATIO}")
