"""What is refused: 40–48, 58, and cases 1–18 of the list of bad inputs; nothing half-written, all kept."""

from __future__ import annotations

import gzip
import time

import pytest
from lxml import etree

from sarn.audit.models import Event
from sarn.collection import blobs
from sarn.collection.models import Quarantine, Submission, SubmissionFile, SubmissionVersion
from sarn.collection.tests import forms

pytestmark = pytest.mark.storage
GOOD = forms.instance()


def doctype(subset: str, text: str = "&x;") -> bytes:
    return f"<!DOCTYPE data [{subset}]><data id='household' version='1'><note>{text}</note></data>".encode()


LAUGHS = doctype(
    '<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefgh", "bcdefghx", strict=True))
)
DEEP = {
    depth: b"<data id='household' version='1'>" + b"<a>" * depth + b"</a>" * depth + b"</data>"
    for depth in (33, 2_000, 100_000)
}
BAD_XML = {
    "1 billion laughs": LAUGHS,
    "2 quadratic blow-up": doctype(f'<!ENTITY x "{"a" * 50_000}">', "&x;" * 5_000),
    "3 external file": doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'),
    "4 external http": doctype('<!ENTITY x SYSTEM "http://127.0.0.1:1/x">'),
    "5 parameter entity": doctype('<!ENTITY % p SYSTEM "http://127.0.0.1:1/x.dtd"> %p;', ""),
    "42 bare doctype": b"<!DOCTYPE data>" + GOOD,
    "6 UTF-16 doctype": doctype("", "x").decode().encode("utf-16"),
    "7 UTF-7 declaration": b'<?xml version="1.0" encoding="UTF-7"?>' + GOOD,
    "8 depth 33": DEEP[33],
    "8 depth 2,000": DEEP[2_000],
    "8 depth 100,000": DEEP[100_000],
    "9 many siblings": b"<data id='household' version='1'>" + b"<a/>" * 200_000 + b"</data>",
    "10 many attributes": b"<data id='household' " + b" ".join(b"a%d='1'" % n for n in range(80_000)) + b"/>",
    "11 many namespaces": b"<data id='household' "
    + b" ".join(b"xmlns:n%d='u%d'" % (n, n) for n in range(20_000))
    + b"/>",
    "14 NUL": GOOD.replace(b"</data>", b"\0</data>"),
    "14 control character": GOOD.replace(b"</data>", b"\x0b</data>"),
    "15 lone surrogate": GOOD.replace(b"</data>", b"\xed\xa0\x80</data>"),
    "15 overlong": GOOD.replace(b"</data>", b"\xc0\xaf</data>"),
    "16 BOM of another encoding": b"\xff\xfe" + GOOD,
    "16 declared otherwise": b'<?xml version="1.0" encoding="TIS-620"?>' + GOOD,
    "18 instanceID of 10 kB": forms.instance("uuid:" + "x" * 10_000),
    "44 empty": b"",
    "44 not XML": b"hello",
    "44 captive portal": b"<!DOCTYPE html><html><body>Please sign in</body></html>",
    "44 unclosed": GOOD[:-3],
    "38 encrypted without id": b"<data id='household' version='1' encrypted='yes'/>",
    "no form id": b"<data><a/></data>",
}


def assert_refused(answer, *statuses):
    assert answer.status_code in statuses, answer.content
    root = etree.fromstring(answer.content)
    assert root.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    assert root[0].text
    assert not Submission.objects.exists()
    assert not SubmissionVersion.objects.exists()
    assert not SubmissionFile.objects.exists()


@pytest.mark.parametrize("xml", BAD_XML.values(), ids=BAD_XML.keys())
def test_bad_xml(phone, xml):
    """Cases 40–44, and 1–11, 14–16, 18 of the bad inputs."""
    body = forms.body(xml, [("a.jpg", b"photo")])
    start = time.process_time()
    answer = phone.post(body)
    assert time.process_time() - start < 1
    assert_refused(answer, 400, 413)  # 413: more of something than one submission may have
    kept = Quarantine.objects.get()
    assert blobs.read(kept.body) == body
    assert kept.reason in answer.content.decode()
    assert kept.area_path == phone.token.area_path
    assert Event.objects.filter(action="submission.quarantine", object_uid=str(kept.uid)).count() == 1


END = f"--{forms.BOUNDARY}--\r\n".encode()
XML_PART = forms.part("xml_submission_file", GOOD, "submission.xml")
PHOTO = forms.part("a.jpg", b"p" * 1000, "a.jpg", "image/jpeg")
BAD_BODIES = {
    "45 no XML part": PHOTO + END,
    "45 two XML parts": XML_PART + XML_PART + END,
    "45 nothing": b"",
    "46 other boundary": forms.body(GOOD).replace(forms.BOUNDARY.encode(), b"other"),
    "46 broken part header": XML_PART.replace(
        b"Content-Disposition: form-data", b"Content-Disposition form-data"
    )
    + END,
    "47 cut in the XML": XML_PART[: len(XML_PART) // 2],
    "47 cut in the photo": XML_PART + PHOTO[:-300],
    "47 cut before the end": XML_PART + PHOTO,
    "47 cut in the end": XML_PART + PHOTO + END[:-6],
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_bad_multipart(phone, body):
    """Cases 45–47: never 201 for a part of a request."""
    assert_refused(phone.post(body), 400)
    assert blobs.read(Quarantine.objects.get().body) == body


@pytest.mark.parametrize(
    "content_type",
    ["multipart/form-data", "multipart/form-data; boundary=", "text/xml", "", "application/json"],
)
def test_other_content_types(phone, content_type):
    """Case 46, missing boundary."""
    answer = phone.post(forms.body(GOOD), content_type)
    assert_refused(answer, 400, 415)


def test_fewer_bytes_than_announced(phone):
    """Case 47 and 12: the length says more than comes."""
    body = forms.body(GOOD, [("a.jpg", b"p" * 1000)])
    assert_refused(phone.post(body, CONTENT_LENGTH=str(len(body) + 1)), 400)


def test_a_control_character_in_a_part_header(phone):
    """PostgreSQL refuses NUL in a text: unseen, it would be a fault and nothing would be kept."""
    body = XML_PART + PHOTO.replace(b"image/jpeg", b"image/\0jpeg") + END
    assert_refused(phone.post(body), 400)
    assert blobs.read(Quarantine.objects.get().body) == body


def test_compressed_bodies_are_not_unpacked(phone):
    """Case 48."""
    bomb = gzip.compress(forms.body(b" " * 10_000_000))
    answer = phone.post(bomb, HTTP_CONTENT_ENCODING="gzip")
    assert_refused(answer, 415)
    assert blobs.read(Quarantine.objects.get().body) == bomb


def test_more_than_fits(phone):
    """Case 58 and 12: a gigabyte announced is refused before it is read."""
    answer = phone.post(forms.body(GOOD), CONTENT_LENGTH=str(10**9))
    assert_refused(answer, 413)
    assert Quarantine.objects.get().size == 0


def test_xml_above_its_own_limit(phone):
    assert_refused(phone.send(forms.instance(note="x" * (1 << 20))), 413)


def test_an_unending_chunked_body_stops_at_the_limit(phone, monkeypatch):
    """Case 13."""
    from sarnkit import openrosa

    class Endless:
        given = 0

        def read(self, size):
            self.given += size
            return b"x" * size

    endless = Endless()
    limits = openrosa.MultipartLimits(body=1 << 20)
    whole = openrosa.read_multipart
    monkeypatch.setattr("sarn.collection.api._body", lambda request: endless)
    monkeypatch.setattr("sarn.collection.api._length", lambda request: None)
    monkeypatch.setattr("sarn.collection.quarantine.ACCEPT_LENGTH", 1 << 20)
    monkeypatch.setattr(openrosa, "read_multipart", lambda *args, **kwargs: whole(*args, limits, **kwargs))
    answer = phone.post(b"")
    assert answer.status_code in (400, 413)
    assert endless.given < 4 << 20
    assert not Submission.objects.exists()


def test_a_phone_that_tries_again_fills_no_disk(phone):
    for _ in range(3):
        phone.send(b"<broken")
    assert Quarantine.objects.count() == 1


def test_without_a_live_token_nothing_is_kept(phone):
    phone.secret = "x" * 64
    assert_refused(phone.send(GOOD), 403)
    assert not Quarantine.objects.exists()
