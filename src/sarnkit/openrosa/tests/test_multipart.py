"""A request is read whole or refused: cut anywhere, it never yields a part of itself."""

from __future__ import annotations

import hashlib
import io
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sarnkit.openrosa import MultipartLimits, Parts, read_multipart
from sarnkit.openrosa.tests.samples import (
    BOUNDARY,
    CONTENT_TYPE,
    body,
    disposition,
    part,
    submission,
    xml_part,
)
from sarnkit.problems import Problem

PHOTO = bytes(range(256)) * 4 + b"\r\n--" + BOUNDARY.encode()[:-1] + b"\r\n"
SAMPLE = body(
    xml_part(),
    part(disposition("บ้าน.jpg", "บ้าน.jpg") + "\r\nContent-Type: image/jpeg", PHOTO),
    part(disposition("*isIncomplete*"), b"yes"),
)


class Drip(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a socket may."""

    def __init__(self, data: bytes, step: int) -> None:
        self.data, self.step = data, step

    def read(self, size: int = -1, /) -> bytes:
        given, self.data = self.data[: min(size, self.step)], self.data[min(size, self.step) :]
        return given


def read(data: bytes, length: int | None = -1, **options: object) -> Parts:
    return read_multipart(CONTENT_TYPE, len(data) if length == -1 else length, data, **options)


def code_of(data: bytes, length: int | None = -1, **options: object) -> str:
    with pytest.raises(Problem) as refused:
        read(data, length, **options)
    assert refused.value.status in (400, 413, 415)
    return refused.value.code


@pytest.mark.parametrize("step", [1, 7, 65_536])
def test_control_the_whole_body_is_read(step: int) -> None:
    parts = read_multipart(CONTENT_TYPE, len(SAMPLE), Drip(SAMPLE, step))
    assert parts.xml.data == submission()
    assert parts.incomplete
    [photo] = parts.files
    assert (photo.name, photo.filename, photo.content_type) == ("บ้าน.jpg", "บ้าน.jpg", "image/jpeg")
    assert (photo.read(), photo.size, photo.sha256) == (PHOTO, len(PHOTO), hashlib.sha256(PHOTO).hexdigest())
    assert parts.size == len(SAMPLE)


def test_a_body_cut_at_any_byte_is_refused_by_its_length() -> None:
    for cut in range(len(SAMPLE)):
        assert code_of(SAMPLE[:cut], len(SAMPLE)) == "openrosa.truncated", cut


def test_a_body_cut_at_any_byte_is_refused_by_its_missing_end() -> None:
    """A proxy may correct the length, and a chunked request has none."""
    end = SAMPLE.rindex(b"--") + 2
    for cut in range(end):
        for length in (None, cut):
            assert code_of(SAMPLE[:cut], length) in ("openrosa.truncated", "openrosa.bad-multipart"), cut
    assert read(SAMPLE[:end], None).files  # only the line end after the closing boundary is missing


def test_a_broken_connection_is_a_truncated_request() -> None:
    class Broken(Drip):
        def read(self, size: int = -1, /) -> bytes:
            return super().read(size) or self.fail()

        def fail(self) -> bytes:
            raise ConnectionResetError("peer")

    with pytest.raises(Problem) as refused:
        read_multipart(CONTENT_TYPE, len(SAMPLE) + 10, Broken(SAMPLE, 100))
    assert refused.value.code == "openrosa.truncated"


def test_a_huge_length_is_refused_before_a_byte_is_read() -> None:
    class Untouched(io.RawIOBase):
        def read(self, size: int = -1, /) -> bytes:
            raise AssertionError("read")

    with pytest.raises(Problem) as refused:
        read_multipart(CONTENT_TYPE, 1 << 30, Untouched())
    assert refused.value.code == "openrosa.body-too-large"


def test_an_endless_chunked_body_stops_at_the_ceiling() -> None:
    class Endless(io.RawIOBase):
        sent = 0

        def read(self, size: int = -1, /) -> bytes:
            chunk = SAMPLE[:-40] if not self.sent else b"x" * size
            self.sent += len(chunk)
            return chunk

    stream = Endless()
    with pytest.raises(Problem) as refused:
        read_multipart(CONTENT_TYPE, None, stream, MultipartLimits(body=200_000))
    assert refused.value.code in ("openrosa.body-too-large", "openrosa.bad-multipart")
    assert stream.sent < 400_000


@pytest.mark.parametrize(
    ("content_type", "code"),
    [
        ("multipart/form-data", "openrosa.no-boundary"),
        ("multipart/form-data; boundary=", "openrosa.no-boundary"),
        ('multipart/form-data; boundary="a\\"', "openrosa.no-boundary"),
        ("multipart/form-data; boundary=" + "x" * 71, "openrosa.no-boundary"),
        ("multipart/form-data; boundary=other", "openrosa.bad-multipart"),
        ("multipart/mixed; boundary=" + BOUNDARY, "openrosa.not-multipart"),
        ("text/xml", "openrosa.not-multipart"),
        ("", "openrosa.not-multipart"),
    ],
)
def test_missing_and_wrong_boundaries_are_refused(content_type: str, code: str) -> None:
    with pytest.raises(Problem) as refused:
        read_multipart(content_type, len(SAMPLE), SAMPLE)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Type: text/xml",
        "Content-Disposition form-data",
        "Content-Disposition: attachment; name=a",
        "Content-Disposition: form-data",
        'Content-Disposition: form-data; name="a',
        'Content-Disposition: form-data; name="a"; name="b"',
        disposition("a") + "\r\n" + disposition("b"),
        disposition("a", "a.jpg") + "\r\nContent-Transfer-Encoding: base64",
        disposition("a", "a.jpg") + "\r\nContent-Length: x",
        " " + disposition("a"),
        disposition("a") + "\r\nX: " + "y" * 20_000,
    ],
)
def test_malformed_part_headers_are_refused(headers: str) -> None:
    assert code_of(body(xml_part(), part(headers, b"1"))) == "openrosa.bad-multipart"


def test_a_header_that_is_not_utf8_is_refused() -> None:
    broken = body(xml_part(), part(disposition("a", "@.jpg"), b"1")).replace(b"@", b"\xa1")
    assert code_of(broken) == "openrosa.bad-multipart"


def test_a_parts_own_length_is_believed_against_it() -> None:
    whole = disposition("a.jpg", "a.jpg") + "\r\nContent-Length: 3"
    assert read(body(xml_part(), part(whole, b"123"))).files[0].size == 3
    assert code_of(body(xml_part(), part(whole, b"12"))) == "openrosa.truncated"


def test_exactly_one_xml_part() -> None:
    assert code_of(body(part(disposition("a.jpg", "a.jpg"), b"1"))) == "openrosa.no-xml-part"
    assert code_of(body(xml_part(), xml_part())) == "openrosa.two-xml-parts"
    assert code_of(f"--{BOUNDARY}--\r\n".encode()) == "openrosa.no-xml-part"


@pytest.mark.parametrize("filename", [None, "", "x/../y.xml", "con"])
def test_the_xml_part_needs_no_file_name(filename: str | None) -> None:
    parts = read(body(part(disposition("xml_submission_file", filename), submission())))
    assert parts.xml.data == submission()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "GZIP"])
def test_compressed_bodies_are_refused(encoding: str) -> None:
    assert code_of(SAMPLE, content_encoding=encoding) == "openrosa.compressed"
    assert read(SAMPLE, content_encoding="identity").files


def test_ceilings_for_parts_and_sizes() -> None:
    many = [part(disposition(f"{n}.jpg", f"{n}.jpg"), b"1") for n in range(199)]
    assert len(read(body(xml_part(), *many)).files) == 199
    assert (
        code_of(body(xml_part(), *many, part(disposition("z.jpg", "z.jpg"), b"1")))
        == "openrosa.too-many-parts"
    )
    assert code_of(body(xml_part(b"x" * ((1 << 20) + 1)))) == "openrosa.xml-too-large"
    assert (
        code_of(body(xml_part(), part(disposition("*isIncomplete*"), b"x" * 70_000)))
        == "openrosa.body-too-large"
    )
    assert code_of(SAMPLE, limits=MultipartLimits(body=100)) == "openrosa.body-too-large"


def test_something_after_the_end_is_refused() -> None:
    assert code_of(SAMPLE + b"--x") == "openrosa.bad-multipart"
    assert code_of(SAMPLE + b" " * 5_000) == "openrosa.bad-multipart"


def test_something_after_a_boundary_on_its_line_is_refused() -> None:
    line = f"--{BOUNDARY}\r\n".encode()
    assert code_of(SAMPLE.replace(line, line[:-2] + b"x\r\n", 1)) == "openrosa.bad-multipart"
    assert read(SAMPLE.replace(line, line[:-2] + b" \t\r\n", 1)).files  # RFC 2046: blanks are allowed there


def test_a_part_may_be_empty_and_without_a_type() -> None:
    parts = read(body(xml_part(), part(disposition("a.jpg", "a.jpg"), b"")))
    assert (parts.files[0].size, parts.files[0].content_type, parts.files[0].data) == (0, "", b"")


def test_the_same_file_twice_is_one_file_and_other_bytes_are_two() -> None:
    one = part(disposition("a.jpg", "a.jpg"), b"1")
    other = part(disposition("a.jpg", "a.jpg"), b"2")
    assert [file.data for file in read(body(xml_part(), one, one)).files] == [b"1"]
    assert [file.data for file in read(body(xml_part(), one, other)).files] == [b"1", b"2"]


@pytest.mark.parametrize("kind", ["\r\nContent-Type: image/jpeg", "\r\nContent-Type: text/plain", ""])
def test_a_part_without_a_file_name_is_a_file_under_its_own(kind: str) -> None:
    """RFC 7578 §4.2: the file name is optional; what came must not be lost."""
    photo = bytes(range(256)) * 300  # no text, and above what a plain field may hold
    parts = read(body(xml_part(), part(disposition("p.jpg") + kind, photo)))
    [file] = parts.files
    assert (file.filename, file.filename_original, file.read()) == ("p.jpg", "p.jpg", photo)
    assert parts.fields == {}


def test_control_the_announcement_of_more_is_no_file() -> None:
    parts = read(body(xml_part(), part(disposition("*isIncomplete*"), b"yes")))
    assert (parts.files, parts.incomplete) == ([], True)


def test_a_part_name_that_no_file_may_have_is_refused() -> None:
    assert code_of(body(xml_part(), part(disposition(".."), b"1"))) == "openrosa.file-name"


@pytest.mark.parametrize("kind", ["image/\0jpeg", "image/jpeg\x1b[2J"])
def test_control_characters_in_a_part_header_are_refused(kind: str) -> None:
    headers = disposition("a.jpg", "a.jpg") + "\r\nContent-Type: "
    assert code_of(body(xml_part(), part(headers + kind, b"1"))) == "openrosa.bad-multipart"
    assert read(body(xml_part(), part(headers + "image/jpeg;\tq=1", b"1"))).files  # a tab is allowed


def test_large_parts_go_to_a_file_and_are_removed(tmp_path: Path) -> None:
    large = b"0123456789" * 200_000
    request = body(xml_part(), part(disposition("a.mp4", "a.mp4"), large))
    with read(request, spool_dir=tmp_path) as parts:
        [video] = parts.files
        assert video.data is None
        assert video.path is not None
        assert video.path.parent == tmp_path
        assert video.read() == large
        assert video.sha256 == hashlib.sha256(large).hexdigest()
    assert not list(tmp_path.iterdir())
    assert code_of(request[:-200_000], len(request), spool_dir=tmp_path) == "openrosa.truncated"
    assert not list(tmp_path.iterdir())


def test_reading_never_goes_beyond_the_length() -> None:
    stream = io.BytesIO(SAMPLE + b"the next request")
    read_multipart(CONTENT_TYPE, len(SAMPLE), stream)
    assert stream.read() == b"the next request"


def test_requests_in_several_threads_do_not_mix() -> None:
    found: dict[int, bytes] = {}

    def one(number: int) -> None:
        content = b"%d" % number * 1000
        found[number] = read(body(xml_part(), part(disposition("a", "a.bin"), content))).files[0].read()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {number: b"%d" % number * 1000 for number in range(8)}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.integers(1, 50))
def test_any_content_comes_back_as_sent(content: bytes, step: int) -> None:
    request = body(xml_part(), part(disposition("a.bin", "a.bin"), content))
    parts = read_multipart(CONTENT_TYPE, len(request), Drip(request, step))
    assert parts.files[0].data == content


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_request_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    request = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        request[data.draw(st.integers(0, len(request) - 1))] = data.draw(st.integers(0, 255))
    status = 200
    try:
        read(bytes(request))
    except Problem as problem:
        status = problem.status
    assert status in (200, 400, 413)
