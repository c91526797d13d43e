"""Headers of multipart requests: boundary, part header, file name (RFC 7578, RFC 2231)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from sarnkit.openrosa.parts import INCOMPLETE
from sarnkit.problems import Problem

XML_PART: Final = "xml_submission_file"
LONGEST_NAME: Final = 255  # bytes of UTF-8, the most that common file systems take
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_PARAMETER = re.compile(r';\s*([!#$%&\'*+.^_`|~0-9A-Za-z-]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;"\s]*)\s*')
_PLAIN_ENCODINGS: Final = ("", "7bit", "8bit", "binary")
# Names that Windows gives to devices; an archive with them cannot be unpacked there.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


@dataclass(frozen=True)
class PartHeader:
    """What stands above a part; `length` is its own Content-Length where it has one.

    `filename` is "" for the XML and for the one plain field of the protocol only: what else comes
    without a file name (it is optional, RFC 7578 §4.2) is a file that bears the name of its part.
    """

    name: str
    filename: str
    filename_original: str
    content_type: str
    length: int | None


def boundary_of(content_type: str) -> bytes:
    """The boundary that a Content-Type header names; a Problem when there is none."""
    kind, _, _ = content_type.partition(";")
    if kind.strip().lower() != "multipart/form-data":
        raise Problem("openrosa.not-multipart", given=kind.strip()[:80] or "-")
    try:
        boundary = _parameters(content_type[len(kind) :]).get("boundary", "")
    except ValueError:
        raise Problem("openrosa.no-boundary") from None
    if not _BOUNDARY.fullmatch(boundary):
        raise Problem("openrosa.no-boundary")
    return boundary.encode("ascii")


def read_part_header(raw: bytes, part: int) -> PartHeader:
    """The header block of part number `part` (from 1), without its last line end."""

    def bad(reason: str) -> Problem:
        return Problem("openrosa.bad-multipart", part=part, reason=reason)

    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise bad("its header is not UTF-8") from None
    headers: dict[str, str] = {}
    for line in text.split("\r\n"):
        name, colon, value = line.partition(":")
        if not colon or not _TOKEN.fullmatch(name) or "\r" in value or "\n" in value:
            raise bad("malformed header line")
        if name.lower() in headers:
            raise bad(f"two headers {name[:40]}")
        headers[name.lower()] = value.strip()
        if name.lower() != "content-disposition" and _has_control(value.replace("\t", " ")):
            raise bad("control character")
    if headers.get("content-transfer-encoding", "").lower() not in _PLAIN_ENCODINGS:
        raise bad("encoded content")
    length = headers.get("content-length")
    if length is not None and not (length.isascii() and length.isdigit() and len(length) < 16):
        raise bad("malformed Content-Length")
    name, original = _disposition(headers.get("content-disposition", ""), bad)
    if name == XML_PART:  # what a phone calls this file says nothing
        original = None
    elif original is None and name != INCOMPLETE:
        original = name
    return PartHeader(
        name=unicodedata.normalize("NFC", name),
        filename=clean_filename(original, part) if original is not None else "",
        filename_original=original or "",
        content_type=headers.get("content-type", ""),
        length=None if length is None else int(length),
    )


def _disposition(value: str, bad: Callable[[str], Problem]) -> tuple[str, str | None]:
    kind, _, _ = value.partition(";")
    if kind.strip().lower() != "form-data":
        raise bad("no Content-Disposition: form-data")
    try:
        parameters = _parameters(value[len(kind) :])
    except ValueError:
        raise bad("malformed Content-Disposition") from None
    name = parameters.get("name")
    if not name:
        raise bad("it has no name")
    extended = parameters.get("filename*")
    if extended is not None:
        charset, _, rest = extended.partition("'")
        _, quote, encoded = rest.partition("'")
        if charset.lower() != "utf-8" or not quote:
            raise bad("malformed filename*")
        try:
            return name, unquote_to_bytes(encoded).decode("utf-8")
        except UnicodeDecodeError:
            raise bad("filename* is not UTF-8") from None
    return name, parameters.get("filename")


def _parameters(text: str) -> dict[str, str]:
    """`; name=value` pairs; raises ValueError where the text is anything else."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        match = _PARAMETER.match(text, at)
        if match is None:
            if text[at:].strip(" ;\t"):
                raise ValueError("malformed parameters")
            break
        key, value = match[1].lower(), match[2]
        if key in found:
            raise ValueError("a parameter stands twice")
        found[key] = _unquoted(value) if value.startswith('"') else value
        at = match.end()
    return found


def _unquoted(value: str) -> str:
    # Browsers write %22 for a quote and leave backslashes alone, others escape: both are read,
    # and a Windows path keeps its backslashes until the name is cleaned.
    return re.sub(r'\\(["\\])', r"\1", value[1:-1]).replace("%22", '"').replace("%0D%0A", " ")


def clean_filename(original: str, part: int = 0) -> str:
    """The last component of a file name as NFC; a Problem for one that no file may have.

    Folders are dropped (`../../e.jpg` and `C:\\x\\e.jpg` become `e.jpg`), for the answer names
    the file alone. Refused: NUL and control characters, `.`, `..`, nothing at all, device names of
    Windows, more than 255 bytes.
    """

    def bad(reason: str) -> Problem:
        return Problem("openrosa.file-name", part=part, reason=reason)

    name = unicodedata.normalize("NFC", original)
    if _has_control(name):
        raise bad("control character")
    name = re.split(r"[/\\]", name)[-1].strip()
    if name in ("", ".", ".."):
        raise bad("empty")
    if _DEVICES.fullmatch(name):
        raise bad("reserved name")
    if len(name.encode("utf-8")) > LONGEST_NAME:
        raise bad(f"longer than {LONGEST_NAME} bytes")
    return name


def _has_control(text: str) -> bool:
    return any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
