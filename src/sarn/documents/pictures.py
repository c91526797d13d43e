"""Photos that people give: checked, turned upright, stripped, shrunk, kept under the hash of their content.

What a camera writes into a photo (where it was taken, whose phone) never reaches the store: only the pixels
are written anew. The day it was taken is kept in the row, since evidence of work needs it.

Files lie in SARN_FILES/pictures/ab/cd/<sha256>.jpg, their small ones beside them. Each is written under a
draft name, made durable, renamed, and its folder made durable, before a row mentions it.
"""

from __future__ import annotations

import hashlib
import io
import os
import struct
import threading
import time
import zlib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from django.conf import settings
from django.http import HttpResponse
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

from sarn.documents.models import Picture
from sarnkit import clock
from sarnkit.problems import Problem
from sarnkit.thai import ce
from sarnkit.uid import uuid7

Size = Literal["large", "small"]

LARGE_SIDE: Final = 1600  # pixels of the longer side
SMALL_SIDE: Final = 480
MOST_BYTES: Final = 20 << 20
MOST_PIXELS: Final = 64_000_000
MOST_ALT: Final = 300
_FORMATS: Final = ("JPEG", "PNG", "WEBP")
_HEIC: Final = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1"}
_STALE_SECONDS: Final = 24 * 3600
_A_YEAR: Final = 365 * 24 * 3600
# What Pillow's decoders raise for a broken file.
_BROKEN: Final = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    struct.error,
    zlib.error,
)
# Decoding takes up to 200 MB for a moment: one at a time in a process.
_one_at_a_time: Final = threading.Lock()


class Upload(Protocol):
    """What Django gives for a file of a form."""

    name: str | None
    size: int | None

    def read(self, num_bytes: int, /) -> bytes: ...


def keep(
    upload: Upload | bytes,
    *,
    alt: str,
    by: str,
    taken_on: date | None = None,
    now: datetime | None = None,
) -> Picture:
    """Check the photo, keep its files durably and return its new row.

    `alt` says what it shows; `by` is the actor's text; `taken_on` is the day it was taken, else the day that the
    camera wrote, if that can be true. Raises Problem `documents.no-alt`, `.not-a-picture`, `.picture-heic`,
    `.picture-damaged`, `.picture-too-large`; nothing is kept then.
    """
    words = " ".join(alt.split())[:MOST_ALT]
    if not words:
        raise Problem("documents.no-alt")
    moment = now or clock.now()
    data, filename = _received(upload)
    with _one_at_a_time:
        image, camera_day = _opened(data, filename)
        large, (width, height) = _jpeg(image, LARGE_SIDE, quality=82)
        small, _ = _jpeg(image, SMALL_SIDE, quality=76)
    sha256 = hashlib.sha256(large).hexdigest()
    _store(path_of(sha256, "small"), small)
    _store(path_of(sha256, "large"), large)  # last: where it is, both are
    if camera_day is not None and camera_day > moment.astimezone(clock.BANGKOK).date() + timedelta(days=1):
        camera_day = None
    return Picture.objects.create(
        sha256=sha256,
        width=width,
        height=height,
        size=len(large),
        alt=words,
        taken_on=taken_on or camera_day,
        added_by=by,
        added_at=moment,
    )


def content(picture: Picture, size: Size = "large") -> bytes:
    """The JPEG of the picture, e.g. for a document; raises Problem `documents.picture-lost`."""
    try:
        return path_of(picture.sha256, size).read_bytes()
    except OSError as fault:
        raise Problem("documents.picture-lost", uid=picture.uid) from fault


def response(picture: Picture, size: Size = "large", *, public: bool = False) -> HttpResponse:
    """The picture for a browser, to be kept for a year: its address must hold its uid, which never changes.

    The caller has checked who may see it; `public=True` lets shared caches keep it too. Raises Problem
    `documents.picture-lost`.
    """
    answer = HttpResponse(content(picture, size), content_type="image/jpeg")
    answer["Cache-Control"] = f"{'public' if public else 'private'}, max-age={_A_YEAR}, immutable"
    answer["ETag"] = f'"{picture.sha256}-{size}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Disposition"] = f'inline; filename="{picture.uid}.jpg"'
    return answer


def path_of(sha256: str, size: Size) -> Path:
    """Where the file of this size lies, or would lie."""
    name = f"{sha256}.jpg" if size == "large" else f"{sha256}-{size}.jpg"
    return _store_folder() / sha256[:2] / sha256[2:4] / name


def _received(upload: Upload | bytes) -> tuple[bytes, str]:
    """All bytes and the file's name; raises Problem `documents.picture-too-large` without reading it all."""
    filename = "photo" if isinstance(upload, bytes) else upload.name or "photo"
    size = len(upload) if isinstance(upload, bytes) else upload.size or 0
    if size <= MOST_BYTES:
        data = upload if isinstance(upload, bytes) else upload.read(MOST_BYTES + 1)
        size = max(size, len(data))
    if size > MOST_BYTES:
        limit = f"{MOST_BYTES >> 20} MB"
        raise Problem(
            "documents.picture-too-large", filename=filename, size=f"{size / (1 << 20):.1f} MB", limit=limit
        )
    return data, filename


def _opened(data: bytes, filename: str) -> tuple[Image.Image, date | None]:
    """The pixels, upright, in sRGB on white, not much larger than needed; and the day that the camera wrote."""
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC:
        raise Problem("documents.picture-heic", filename=filename)
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError:
        raise Problem("documents.not-a-picture", filename=filename) from None
    except Image.DecompressionBombError:
        raise _too_many_pixels(filename, "> 100 MP") from None
    except _BROKEN:
        raise Problem("documents.picture-damaged", filename=filename) from None
    pixels = image.width * image.height  # known from the head, before anything is decoded
    if pixels > MOST_PIXELS:
        raise _too_many_pixels(filename, f"{pixels / 1e6:.0f} MP")
    try:
        image.draft(None, (LARGE_SIDE, LARGE_SIDE))  # a JPEG is decoded at a half, a quarter or an eighth
        image.load()
        return _plain(image), _camera_day(image)
    except _BROKEN:
        raise Problem("documents.picture-damaged", filename=filename) from None


def _too_many_pixels(filename: str, size: str) -> Problem:
    return Problem(
        "documents.picture-too-large", filename=filename, size=size, limit=f"{MOST_PIXELS / 1e6:.0f} MP"
    )


def _plain(image: Image.Image) -> Image.Image:
    """A new image that has the pixels and nothing else of the old one."""
    profile = image.info.get("icc_profile")
    try:
        turned = ImageOps.exif_transpose(image)
    except _BROKEN:
        turned = image  # what the camera wrote is broken; the picture is not
    if turned.mode.startswith("I"):
        turned = turned.point(lambda value: value / 256).convert("L")  # 16 bits of grey
    seen_through = turned.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in turned.info
    if seen_through or turned.mode in {"P", "1"}:
        turned = turned.convert("RGBA" if seen_through else "RGB")  # a palette cannot be shrunk well
    turned.thumbnail((LARGE_SIDE, LARGE_SIDE))
    plain = Image.new("RGB", turned.size, "white")
    if seen_through:
        plain.paste(turned, mask=turned.getchannel("A"))
    else:
        plain.paste(_as_srgb(turned, profile))
    return plain


def _as_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """In the colours that every screen means; the wide ones of newer phones would look dull without their profile."""
    if profile and image.mode in {"RGB", "CMYK"}:
        try:
            theirs = ImageCms.getOpenProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, theirs, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, *_BROKEN):
            made = None
        if made is not None:
            return made
    return image.convert("RGB")


def _camera_day(image: Image.Image) -> date | None:
    """The day that the camera wrote, which some phones write in the Buddhist year; None where it cannot be read."""
    try:
        written: Any = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
        year, month, day = (int(part) for part in str(written)[:10].split(":"))
        found = date(ce(year) if year > 2400 else year, month, day)
    except _BROKEN:
        return None
    return found if found.year >= 1990 else None


def _jpeg(image: Image.Image, side: int, *, quality: int) -> tuple[bytes, tuple[int, int]]:
    made = image.copy()
    made.thumbnail((side, side))
    out = io.BytesIO()
    made.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue(), made.size


def _store_folder() -> Path:
    return Path(settings.SARN_FILES) / "pictures"


def _store(path: Path, data: bytes) -> None:
    """Keep the bytes under the path, whole or not at all; the name is durable when this returns."""
    if not _is_there(path, len(data)):
        _make_folder(path.parent)
        draft = _drafts() / uuid7().hex
        try:
            with draft.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            draft.rename(path)
        except BaseException:
            draft.unlink(missing_ok=True)  # on a full disk it would stand in its own way
            raise
    _sync_folder(path.parent)


def _drafts() -> Path:
    """The folder of what is not complete yet; what killed processes left there a day ago goes."""
    folder = _store_folder() / "tmp"
    _make_folder(folder)
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - _STALE_SECONDS:
            path.unlink(missing_ok=True)
    return folder


def _is_there(path: Path, size: int) -> bool:
    # The name appears only after its content is durable, so that a size is enough of a check.
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


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
