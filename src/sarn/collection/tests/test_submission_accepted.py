"""What is taken in: 17, 18, 19, 21, 24, 25, 26, 27, 29, 32, 49, 53, 56, 57, 61."""

from __future__ import annotations

import hashlib

import pytest
from lxml import etree

from sarn.collection import blobs, publishing
from sarn.collection.models import Submission, SubmissionFile, SubmissionVersion
from sarn.collection.tests import forms

pytestmark = pytest.mark.storage


def only_version():
    return SubmissionVersion.objects.get()


@pytest.mark.parametrize("ask", ["get", "head"])
def test_says_how_much_fits_into_one_request(phone, ask):
    """Case 17: Collect takes any other success for a fatal error."""
    answer = getattr(phone, ask)("submission?deviceID=x")
    assert answer.status_code == 204
    assert answer["X-OpenRosa-Version"] == "1.0"
    assert answer["X-OpenRosa-Accept-Content-Length"] == "100000000"
    assert answer.content == b""


def test_a_new_one_is_kept_byte_for_byte(phone, village):
    """Cases 18 and 32."""
    xml = forms.instance(water_months="3")
    answer = phone.send(xml, HTTP_USER_AGENT="Collect " + "x" * 5000)
    assert answer.status_code == 201
    assert "text/xml" in answer["Content-Type"]
    assert etree.fromstring(answer.content)[0].text == "รับข้อมูลแล้ว ขอบคุณ"
    version = only_version()
    assert bytes(version.xml) == xml
    assert version.xml_sha256 == hashlib.sha256(xml).hexdigest()
    assert (version.device_id, version.token_uid) == ("collect:abc", phone.token.uid)
    assert version.user_agent.startswith("Collect xxx")
    assert version.submission.area_path == village.path
    assert version.submission.current_id == version.pk


def test_the_same_bytes_twice_are_one_row(phone):
    """Case 19."""
    xml = forms.instance()
    assert [phone.send(xml).status_code for _ in range(2)] == [201, 201]
    assert Submission.objects.count() == SubmissionVersion.objects.count() == 1


def test_files_come_in_a_second_request(phone):
    """Cases 21 and 22: each part of a split record may be sent again."""
    xml = forms.instance(photo="a.jpg")
    for files in ([], [("a.jpg", b"one")], [("b.jpg", b"two")], [("a.jpg", b"one")]):
        assert phone.send(xml, files).status_code == 201
    kept = SubmissionFile.objects.order_by("name").values_list("name", "expected")
    assert list(kept) == [("a.jpg", True), ("b.jpg", False)]
    assert blobs.read(SubmissionFile.objects.get(name="a.jpg").sha256) == b"one"


def test_a_file_that_the_form_does_not_name_is_kept(phone):
    """Cases 24 and 28."""
    assert phone.send(forms.instance(), [("audit.csv", b"event,node\n")]).status_code == 201
    assert SubmissionFile.objects.get().expected is False


@pytest.mark.parametrize("mime", ["image/jpeg", "text/plain", "application/octet-stream"])
def test_a_photo_without_a_file_name_is_kept(phone, mime):
    """RFC 7578 §4.2 makes the file name optional; 201 lets the phone delete the only copy."""
    photo = bytes(range(256)) * 500
    body = b"".join(
        (
            forms.part("xml_submission_file", forms.instance(photo="p.jpg"), "submission.xml"),
            forms.part("p.jpg", photo, None, mime),
            f"--{forms.BOUNDARY}--\r\n".encode(),
        )
    )
    assert phone.post(body).status_code == 201
    kept = SubmissionFile.objects.get()
    assert (kept.name, kept.expected, blobs.read(kept.sha256)) == ("p.jpg", True, photo)


def test_control_the_announcement_of_more_is_no_file(phone):
    more = forms.part("*isIncomplete*", b"yes", None, "text/plain")
    assert phone.post(more + forms.body(forms.instance())).status_code == 201
    assert not SubmissionFile.objects.exists()


@pytest.mark.parametrize(("protocol", "status"), [("HTTP/2", 201), ("HTTP/1.1", 400)])
def test_a_body_without_a_length_is_read_where_the_protocol_frames_it(phone, protocol, status):
    """HTTP/2 needs no Content-Length; in HTTP/1 its absence means that there is no body."""
    answer = phone.post(forms.body(forms.instance()), CONTENT_LENGTH="", SERVER_PROTOCOL=protocol)
    assert answer.status_code == status


def test_large_files_wait_below_the_files_of_the_node(phone, settings, monkeypatch):
    """What a killed process leaves must be found again, and not fill /tmp."""
    seen = []
    store = blobs.store_stream
    monkeypatch.setattr(
        blobs,
        "store_stream",
        lambda *args, **more: (seen.extend(blobs.drafts().iterdir()), store(*args, **more)),
    )
    assert phone.send(forms.instance(photo="a.mp4"), [("a.mp4", b"x" * (2 << 20))]).status_code == 201
    assert [path.name[:5] for path in seen] == ["part-"]
    assert seen[0].is_relative_to(settings.SARN_FILES)
    assert not list(blobs.drafts().iterdir())


def test_one_name_with_two_contents_is_two_rows(phone):
    """Case 25: never overwritten."""
    xml = forms.instance(photo="a.jpg")
    assert phone.send(xml, [("a.jpg", b"one"), ("a.jpg", b"one")]).status_code == 201
    assert phone.send(xml, [("a.jpg", b"two")]).status_code == 201
    kept = SubmissionFile.objects.filter(name="a.jpg")
    assert {blobs.read(one.sha256) for one in kept} == {b"one", b"two"}
    assert len(kept) == 2


@pytest.mark.parametrize("name", ["ภาพบ้าน.jpg", "🏠.jpg", "cafe\u0301.jpg", "น้ำ น้ำ.jpg"])
def test_names_in_any_script(phone, name):
    """Case 26."""
    assert phone.send(forms.instance(), [(name, b"x")]).status_code == 201
    kept = SubmissionFile.objects.get()
    assert kept.name_original == name
    assert kept.sha256 == hashlib.sha256(b"x").hexdigest()


def test_a_part_without_content_type(phone):
    """Case 27."""
    body = forms.body(forms.instance()).replace(b"Content-Type: text/xml\r\n", b"")
    assert phone.post(body).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"orx:", b"").replace(b' xmlns="http', b' xmlns:unused="http'),
        lambda xml: b"\xef\xbb\xbf" + xml,
        lambda xml: b'<?xml version="1.0" encoding="UTF-8"?>\r\n' + xml.replace(b"><", b">\r\n<"),
        lambda xml: b"<?xml version='1.0' ?>" + xml,
    ],
    ids=["plain meta", "byte order mark", "CRLF", "declaration"],
)
def test_spellings_of_the_same_thing(phone, change):
    """Case 29, in UTF-8."""
    xml = change(forms.instance("uuid:spelt"))
    assert phone.send(xml).status_code == 201
    assert only_version().instance_id == "uuid:spelt"
    assert bytes(only_version().xml) == xml


def test_an_older_version_is_accepted_against_itself(phone, programme, form):
    """Case 30."""
    publishing.publish(forms.xform(version="2"), "a.xml", programme=programme, by="person:test")
    assert phone.send(forms.instance()).status_code == 201
    assert only_version().form_version_id == form.pk


def test_a_closing_form_still_takes_what_phones_hold(phone, form):
    """Case 8."""
    publishing.set_state(form, "closing", by="person:test")
    assert phone.send(forms.instance()).status_code == 201


def test_without_an_instance_id_it_gets_one_of_its_own(phone):
    """Case 49: the same bytes again are the same record."""
    xml = forms.instance(None, water_months="2")
    assert [phone.send(xml).status_code for _ in range(2)] == [201, 201]
    other = forms.instance(None, water_months="3")
    assert phone.send(other).status_code == 201
    ids = list(Submission.objects.values_list("instance_id", flat=True))
    assert len(ids) == len(set(ids)) == 2


def test_one_instance_id_on_two_forms(phone, programme):
    """Case 53."""
    publishing.publish(forms.xform("second"), "b.xml", programme=programme, by="person:test")
    assert phone.send(forms.instance()).status_code == 201
    assert phone.send(forms.instance(form_id="second")).status_code == 201
    assert Submission.objects.count() == 2


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\x.jpg",
        "C:\\x.jpg",
        "/x.jpg",
        "CON",
        "." * 30,
        "ก" * 300 + ".jpg",
        "..",
        ".",
    ],
)
def test_names_never_leave_the_store(phone, name, settings):
    """Case 56: kept or refused, never written elsewhere."""
    before = {path for path in settings.SARN_FILES.parent.rglob("*") if path.is_file()}
    answer = phone.send(forms.instance(), [(name, b"evil")])
    assert answer.status_code in (201, 400)
    for kept in SubmissionFile.objects.all():
        assert "/" not in kept.name
        assert "\\" not in kept.name
        assert kept.name not in ("", ".", "..")
        assert len(kept.name) <= 255
    new = {path for path in settings.SARN_FILES.parent.rglob("*") if path.is_file()} - before
    assert all(path.is_relative_to(settings.SARN_FILES) for path in new)


def test_a_clock_that_is_years_off(phone):
    """Case 61."""
    answer = phone.send(forms.instance(), HTTP_DATE="Wed, 01 Jan 2569 25:61:61 ICT")
    assert answer.status_code == 201


def test_many_files_in_one_request(phone):
    """Case 23: Django's own limit is 100."""
    files = [(f"{number}.jpg", f"{number}".encode()) for number in range(102)]
    assert phone.send(forms.instance(), files).status_code == 201
    assert SubmissionFile.objects.count() == 102
