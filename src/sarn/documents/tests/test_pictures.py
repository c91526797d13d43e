"""Photos: what is taken out of them, what is refused, what is left when writing is cut off."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import struct
import subprocess
import sys
import textwrap
import zlib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ExifTags, Image, ImageCms, ImageDraw

from sarn.documents import pictures
from sarn.documents.models import Picture
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.storage]
NOW = datetime(2027, 3, 5, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def store(settings, tmp_path: Path) -> Path:
    settings.SARN_FILES = tmp_path / "files"
    return tmp_path / "files" / "pictures"


def half_red(size: tuple[int, int] = (60, 40), mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue: shows how it was turned."""
    image = Image.new("RGB", size, "blue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    return image.convert(mode)


def encoded(image: Image.Image, form: str = "JPEG", **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


def camera(day: str = "2027:03:01 10:20:30", orientation: int = 1) -> Image.Exif:
    """What a phone writes: its name, the place, the day."""
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "TelefonMaker"
    exif[ExifTags.Base.Orientation] = orientation
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = day
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (15.0, 14.0, 13.0)
    gps[ExifTags.GPS.GPSLongitudeRef], gps[ExifTags.GPS.GPSLongitude] = "E", (104.0, 50.0, 1.0)
    return exif


def keep(data: bytes, **more: object) -> Picture:
    return pictures.keep(data, **{"alt": "บ่อบาดาล", "by": "user:plan1", "now": NOW, **more})


def large(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(pictures.content(picture)))


def files(store: Path) -> list[Path]:
    return [path for path in store.rglob("*") if path.is_file()] if store.exists() else []


def test_a_photo_comes_out_without_what_the_camera_wrote(store: Path) -> None:
    data = encoded(half_red(), exif=camera(), comment=b"secret-comment", icc_profile=srgb())
    assert Image.open(io.BytesIO(data)).getexif().get_ifd(ExifTags.IFD.GPSInfo)  # the control
    assert b"TelefonMaker" in data
    picture = keep(data)
    assert len(files(store)) == 2
    for path in files(store):
        kept = path.read_bytes()
        with Image.open(io.BytesIO(kept)) as image:
            assert not image.getexif()
            assert set(image.info) <= {
                "jfif",
                "jfif_version",
                "jfif_unit",
                "jfif_density",
                "progressive",
                "progression",
            }
        assert b"Exif" not in kept
        assert b"TelefonMaker" not in kept
        assert b"secret-comment" not in kept
    assert picture.taken_on == date(2027, 3, 1)
    assert (picture.added_by, picture.added_at, picture.alt) == ("user:plan1", NOW, "บ่อบาดาล")


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_other_kinds_lose_it_too(form: str) -> None:
    kept = pictures.content(keep(encoded(half_red(), form, exif=camera())))
    assert b"TelefonMaker" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("2570:03:01 10:20:30", date(2027, 3, 1)),  # a phone on the Buddhist calendar
        ("2027:03:06 10:20:30", date(2027, 3, 6)),  # a phone a few hours ahead
        ("2031:01:01 00:00:00", None),
        ("1970:01:01 00:00:00", None),
        ("0000:00:00 00:00:00", None),
        ("เมื่อวาน", None),
    ],
)
def test_the_day_is_kept_where_it_can_be_true(written: str, kept: date | None) -> None:
    assert keep(encoded(half_red(), exif=camera(written))).taken_on == kept


def test_the_day_that_a_person_gives_stands() -> None:
    assert keep(encoded(half_red(), exif=camera()), taken_on=date(2027, 2, 2)).taken_on == date(2027, 2, 2)


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (60, 40), (5, 20)), (3, (60, 40), (55, 20)), (6, (40, 60), (20, 5)), (8, (40, 60), (20, 55))],
)
def test_it_stands_upright(orientation: int, size: tuple[int, int], red_at: tuple[int, int]) -> None:
    picture = keep(encoded(half_red(), exif=camera(orientation=orientation)))
    assert (picture.width, picture.height) == size
    red, _, blue = large(picture).getpixel(red_at)
    assert red > 200 > 60 > blue


@pytest.mark.parametrize(
    ("given", "big", "small"),
    [
        ((4000, 3000), (1600, 1200), (480, 360)),
        ((1000, 3200), (500, 1600), (150, 480)),
        ((300, 200), (300, 200), (300, 200)),
    ],
)
def test_it_is_shrunk_and_never_blown_up(given, big, small) -> None:
    picture = keep(encoded(half_red(given)))
    assert (picture.width, picture.height) == big == large(picture).size
    assert Image.open(io.BytesIO(pictures.content(picture, "small"))).size == small


def grey(mode: str) -> Image.Image:
    """Half grey in that kind of pixel; in black and white it is white."""
    plain = Image.new("L", (60, 40), 128)
    if mode == "I;16":
        return Image.new("I;16", (60, 40), 32768)
    if mode == "P":
        return plain.convert("RGB").quantize(4)
    return plain.convert("1", dither=Image.Dither.NONE) if mode == "1" else plain.convert(mode)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16"])
def test_every_kind_of_pixel_becomes_a_photo(mode: str) -> None:
    pixel = large(keep(encoded(grey(mode), "PNG"))).getpixel((30, 20))
    wanted = 255 if mode == "1" else 128
    assert all(abs(part - wanted) <= 3 for part in pixel)


def test_what_is_seen_through_becomes_white() -> None:
    clear = Image.new("RGBA", (60, 40), (0, 0, 0, 0))
    assert large(keep(encoded(clear, "PNG"))).getpixel((30, 20)) == (255, 255, 255)


def test_cmyk_and_colour_profiles_are_turned_into_what_screens_mean() -> None:
    assert large(keep(encoded(half_red(mode="CMYK")))).mode == "RGB"
    assert large(keep(encoded(half_red(), icc_profile=b"broken"))).getpixel((5, 20))[0] > 200
    assert large(keep(encoded(half_red(), icc_profile=srgb()))).getpixel((5, 20))[0] > 200


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes that claim to be very large: a decompression bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PHOTO = encoded(half_red((400, 300)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "documents.not-a-picture"),
        (b"hello", "documents.not-a-picture"),
        (SVG, "documents.not-a-picture"),
        (b"%PDF-1.7", "documents.not-a-picture"),
        (encoded(half_red(), "GIF"), "documents.not-a-picture"),
        (encoded(half_red(), "TIFF"), "documents.not-a-picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "documents.picture-heic"),
        (PHOTO[: len(PHOTO) // 2], "documents.picture-damaged"),
        (PHOTO[:30], "documents.picture-damaged"),
        (encoded(half_red(), "PNG")[:-40], "documents.picture-damaged"),
        (png_that_claims(9000, 9000), "documents.picture-too-large"),
        (png_that_claims(60_000, 60_000), "documents.picture-too-large"),
        (PHOTO + b"\0" * (20 << 20), "documents.picture-too-large"),
    ],
)
def test_what_is_no_good_photo_is_refused_and_leaves_nothing(store: Path, data: bytes, code: str) -> None:
    with pytest.raises(Problem) as refused:
        keep(data)
    assert refused.value.code == code
    assert files(store) == []
    assert not Picture.objects.exists()


def test_a_photo_without_words_is_refused(store: Path) -> None:
    with pytest.raises(Problem) as refused:
        keep(PHOTO, alt=" \n ")
    assert refused.value.code == "documents.no-alt"
    assert files(store) == []


def test_an_upload_of_a_form_is_taken_and_named_in_the_refusal() -> None:
    assert keep(SimpleUploadedFile("a.jpg", PHOTO)).width == 400
    with pytest.raises(Problem) as refused:
        keep(SimpleUploadedFile("ลายเซ็น.docx", b"PK"))
    assert refused.value.params["filename"] == "ลายเซ็น.docx"


def test_the_same_bytes_twice_are_kept_once(store: Path) -> None:
    first, second = keep(PHOTO), keep(PHOTO, alt="อีกครั้ง")
    assert first.uid != second.uid
    assert first.sha256 == second.sha256
    assert len(files(store)) == 2


def test_the_name_is_the_hash_of_the_content(store: Path) -> None:
    picture = keep(PHOTO)
    data = pictures.content(picture)
    assert hashlib.sha256(data).hexdigest() == picture.sha256
    assert len(data) == picture.size
    assert (
        pictures.path_of(picture.sha256, "large")
        == store / picture.sha256[:2] / picture.sha256[2:4] / f"{picture.sha256}.jpg"
    )


def test_a_half_file_of_an_earlier_fault_is_written_anew() -> None:
    picture = keep(PHOTO)
    path = pictures.path_of(picture.sha256, "large")
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    keep(PHOTO)
    assert path.read_bytes() == whole


def test_the_answer_is_kept_for_ever_and_never_guessed_at() -> None:
    picture = keep(PHOTO)
    answer = pictures.response(picture, "small")
    assert answer.content == pictures.content(picture, "small")
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer["ETag"] != pictures.response(picture)["ETag"]
    assert pictures.response(picture, public=True)["Cache-Control"].startswith("public")


def test_a_lost_file_is_said() -> None:
    picture = keep(PHOTO)
    pictures.path_of(picture.sha256, "large").unlink()
    with pytest.raises(Problem) as refused:
        pictures.response(picture)
    assert refused.value.code == "documents.picture-lost"


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from types import SimpleNamespace
    from django.conf import settings
    settings.configure(SARN_FILES=sys.argv[1], INSTALLED_APPS=["sarn.documents"])
    import django; django.setup()
    from sarn.documents import pictures
    if sys.argv[2] == "before":
        pictures.Path = type(Path())
        rename = type(Path()).rename
        def cut(self, target): os.kill(os.getpid(), signal.SIGKILL)
        type(Path()).rename = cut
    pictures._store(pictures.path_of("ab" * 32, "large"), b"x" * 100_000)
"""


@pytest.mark.parametrize("when", ["before", "never"])
def test_a_process_killed_before_the_name_leaves_no_half_file(tmp_path: Path, when: str) -> None:
    command = [sys.executable, "-c", textwrap.dedent(KILLED), str(tmp_path), when]
    done = subprocess.run(
        command, check=False, capture_output=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    )
    named = [path for path in files(tmp_path) if path.parent.name != "tmp"]
    if when == "never":  # the control
        assert done.returncode == 0, done.stderr
        assert [path.stat().st_size for path in named] == [100_000]
        return
    assert done.returncode == -signal.SIGKILL
    assert named == []
    assert len(files(tmp_path)) == 1  # the draft, which is swept later


def test_drafts_of_killed_processes_are_swept(store: Path) -> None:
    (store / "tmp").mkdir(parents=True)
    old, new = store / "tmp" / "old", store / "tmp" / "new"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (0, 0))
    keep(PHOTO)
    assert [path.name for path in (store / "tmp").iterdir()] == ["new"]


def test_a_full_disk_leaves_nothing(store: Path, monkeypatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pictures.os, "fsync", full)
    (store / "tmp").mkdir(parents=True)
    (store / "ab" / "ab").mkdir(parents=True)
    with pytest.raises(OSError, match="No space"):
        pictures._store(pictures.path_of("ab" * 32, "large"), b"x")
    assert files(store) == []
