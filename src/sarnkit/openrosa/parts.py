"""What a multipart request brought: one XML, files, plain fields."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final

INCOMPLETE: Final = "*isIncomplete*"


@dataclass
class Part:
    """One part. `data` holds its bytes, or `path` names the temporary file that does.

    `filename` is cleaned (the name of the part where that has none; "" for the XML and for a plain
    field), `filename_original` is as sent;
    `sha256` is the hex digest.
    """

    name: str
    filename: str
    filename_original: str
    content_type: str
    size: int
    sha256: str
    data: bytes | None
    path: Path | None

    def read(self) -> bytes:
        """All bytes of the part."""
        if self.data is not None:
            return self.data
        assert self.path is not None  # noqa: S101 (one of the two is always set)
        return self.path.read_bytes()

    def open(self) -> BinaryIO:
        """The part as a stream; the caller closes it."""
        if self.data is not None:
            return io.BytesIO(self.data)
        assert self.path is not None  # noqa: S101
        return self.path.open("rb")


@dataclass
class Parts:
    """A whole request. Use as a context manager, or call `close()`, to remove temporary files.

    `files` are all parts but the XML and `*isIncomplete*`, in the order sent; the same name with
    the same bytes stands there once, with other bytes twice. `incomplete` says that further
    requests for this submission follow. `size` counts the bytes of the body.
    """

    xml: Part
    files: list[Part]
    fields: dict[str, str]
    size: int
    _spooled: list[Path] = field(default_factory=list)

    @property
    def incomplete(self) -> bool:
        """Whether the phone announced more parts (`*isIncomplete*` = yes)."""
        return self.fields.get(INCOMPLETE, "").strip().lower() in ("yes", "true", "1")

    def close(self) -> None:
        """Remove the temporary files that the intake has not moved away."""
        for path in self._spooled:
            path.unlink(missing_ok=True)

    def __enter__(self) -> Parts:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
