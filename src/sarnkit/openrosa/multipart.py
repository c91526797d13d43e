"""A strict reader of multipart/form-data: a whole request or a refusal, never a part of it.

Django's own reader drops an attachment that was cut off and says nothing; a phone that then hears
201 deletes its copy. Here a body counts as whole only when as many bytes came as Content-Length
says and the closing `--boundary--` stands at its end (RFC 2046 §5.1.1, RFC 7578).
"""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from sarnkit.openrosa.part_header import XML_PART, PartHeader, boundary_of, read_part_header
from sarnkit.openrosa.parts import Part, Parts
from sarnkit.problems import Problem


class Readable(Protocol):
    """Anything with `read(size)` that returns b"" at its end."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class MultipartLimits:
    """Ceilings in bytes, `parts` a count. A part above `memory` goes to a temporary file."""

    body: int = 100_000_000
    xml: int = 1 << 20
    field: int = 64 << 10
    header: int = 16 << 10
    parts: int = 200
    memory: int = 1 << 20


MULTIPART: Final = MultipartLimits()
_CHUNK: Final = 64 << 10
_EPILOGUE: Final = 1024  # bytes of blanks forgiven after the closing boundary
_PADDED_LINE = re.compile(rb"[ \t]*\r\n")


def read_multipart(
    content_type: str,
    content_length: int | None,
    stream: bytes | Readable,
    limits: MultipartLimits = MULTIPART,
    *,
    content_encoding: str = "",
    spool_dir: Path | None = None,
) -> Parts:
    """Read a request to the submission address, or raise a Problem `openrosa.*` (400, 413, 415).

    `content_length` None means that none was given (a chunked request): then only the closing
    boundary shows that the body is whole. Never reads beyond `content_length`.
    """
    if content_encoding.strip().lower() not in ("", "identity"):
        raise Problem("openrosa.compressed", encoding=content_encoding.strip()[:40])
    boundary = boundary_of(content_type)
    if content_length is not None and content_length > limits.body:
        raise Problem("openrosa.body-too-large", limit=limits.body)
    source = io.BytesIO(stream) if isinstance(stream, bytes) else stream
    reader = _Reader(source, content_length, boundary, limits, spool_dir)
    try:
        return _assemble(reader)
    except BaseException:
        for path in reader.spooled:
            path.unlink(missing_ok=True)
        raise


def _assemble(reader: _Reader) -> Parts:
    xml: Part | None = None
    files: list[Part] = []
    seen: set[tuple[str, str]] = set()
    fields: dict[str, str] = {}
    reader.open_body()
    while (part := reader.next_part()) is not None:
        if part.name == XML_PART:
            if xml is not None:
                raise Problem("openrosa.two-xml-parts")
            xml = part
        elif part.filename:  # every other part but `*isIncomplete*`: nothing that came is dropped
            if (part.filename, part.sha256) not in seen:
                seen.add((part.filename, part.sha256))
                files.append(part)
        else:
            fields[part.name] = part.read().decode("utf-8", "replace")
    if xml is None:
        raise Problem("openrosa.no-xml-part")
    return Parts(xml, files, fields, reader.received, reader.spooled)


class _Reader:
    """Walks the body with a window of a few chunks; memory does not grow with the body."""

    def __init__(
        self,
        source: Readable,
        length: int | None,
        boundary: bytes,
        limits: MultipartLimits,
        spool_dir: Path | None,
    ) -> None:
        self.source = source
        self.length = length
        self.limits = limits
        self.spool_dir = spool_dir
        self.delimiter = b"\r\n--" + boundary
        self.window = bytearray()
        self.received = 0
        self.parts = 0
        self.spooled: list[Path] = []

    def fill(self) -> bool:
        """Read one chunk more; False at the end of the body. Raises when it is cut off or too large."""
        want = _CHUNK if self.length is None else min(_CHUNK, self.length - self.received)
        if want == 0:
            return False
        try:
            chunk = self.source.read(want)
        except OSError:  # the connection broke
            raise self.truncated() from None
        if not chunk:
            if self.length is not None:
                raise self.truncated()
            return False
        self.received += len(chunk)
        if self.received > self.limits.body:
            raise Problem("openrosa.body-too-large", limit=self.limits.body)
        self.window += chunk
        return True

    def truncated(self) -> Problem:
        return Problem("openrosa.truncated", received=self.received)

    def bad(self, reason: str) -> Problem:
        return Problem("openrosa.bad-multipart", part=self.parts, reason=reason)

    def need(self, size: int) -> None:
        while len(self.window) < size:
            if not self.fill():
                raise self.truncated()

    def open_body(self) -> None:
        """The body must begin with the boundary (a line end before it is forgiven)."""
        self.need(2)
        if self.window[:2] != b"\r\n":
            self.window[:0] = b"\r\n"
        self.need(len(self.delimiter))
        if not self.window.startswith(self.delimiter):
            raise self.bad("does not begin with the boundary")
        del self.window[: len(self.delimiter)]

    def next_part(self) -> Part | None:
        """The part after the delimiter just passed; None after the closing one."""
        self.need(2)
        if self.window.startswith(b"--"):
            self.finish()
            return None
        self.parts += 1
        if self.parts > self.limits.parts:
            raise Problem("openrosa.too-many-parts", limit=self.limits.parts)
        end = self.find(b"\r\n", self.limits.header)
        if not _PADDED_LINE.fullmatch(self.window[: end + 2]):
            raise self.bad("something follows the boundary on its line")
        del self.window[: end + 2]
        header = self.read_header()
        return self.read_body(header)

    def find(self, wanted: bytes, limit: int) -> int:
        """Where `wanted` stands in the window, read further as needed."""
        start = 0
        while (at := self.window.find(wanted, start)) < 0:
            if len(self.window) > limit:
                raise self.bad("its header is too long")
            start = max(0, len(self.window) - len(wanted) + 1)
            if not self.fill():
                raise self.truncated()
        if at > limit:
            raise self.bad("its header is too long")
        return at

    def read_header(self) -> PartHeader:
        self.need(2)
        if self.window.startswith(b"\r\n"):
            raise self.bad("no Content-Disposition")
        end = self.find(b"\r\n\r\n", self.limits.header)
        header = read_part_header(bytes(self.window[:end]), self.parts)
        # The CRLF before the body stays: a part without content is followed at once by the delimiter.
        del self.window[: end + 2]
        return header

    def read_body(self, header: PartHeader) -> Part:
        digest = hashlib.sha256()
        size = -2  # the CRLF of the header is not content
        held = bytearray()
        spool: BinaryIO | None = None
        path: Path | None = None
        limit, refusal = self.ceiling(header)
        try:
            while True:
                at = self.window.find(self.delimiter)
                ready = at if at >= 0 else max(0, len(self.window) - len(self.delimiter) + 1)
                skip = min(-size, ready) if size < 0 else 0
                piece = bytes(self.window[skip:ready])
                size += ready
                if size > limit:
                    raise refusal
                digest.update(piece)
                if spool is None and len(held) + len(piece) > self.limits.memory:
                    path, spool = self.spool_file()
                    spool.write(held)
                    held.clear()
                if spool is not None:
                    spool.write(piece)
                else:
                    held += piece
                del self.window[:ready]
                if at >= 0:
                    break
                if not self.fill():
                    raise self.truncated()
        finally:
            if spool is not None:
                spool.close()
        del self.window[: len(self.delimiter)]
        size = max(size, 0)
        if header.length is not None and header.length != size:
            raise self.truncated()
        return Part(
            name=header.name,
            filename=header.filename,
            filename_original=header.filename_original,
            content_type=header.content_type,
            size=size,
            sha256=digest.hexdigest(),
            data=None if path is not None else bytes(held),
            path=path,
        )

    def ceiling(self, header: PartHeader) -> tuple[int, Problem]:
        if header.name == XML_PART:
            limit = self.limits.xml
            return limit, Problem("openrosa.xml-too-large", size=f"> {limit}", limit=limit)
        limit = self.limits.body if header.filename else self.limits.field
        return limit, Problem("openrosa.body-too-large", limit=limit)

    def spool_file(self) -> tuple[Path, BinaryIO]:
        handle = tempfile.NamedTemporaryFile(dir=self.spool_dir, prefix="part-", delete=False)  # noqa: SIM115
        path = Path(handle.name)
        self.spooled.append(path)
        return path, handle  # type: ignore[return-value]

    def finish(self) -> None:
        """After the closing boundary nothing may follow but blanks and one line end."""
        del self.window[:2]
        while len(self.window) <= _EPILOGUE and self.fill():
            pass
        if len(self.window) > _EPILOGUE or bytes(self.window).strip(b" \t\r\n"):
            raise self.bad("data follows the closing boundary")
