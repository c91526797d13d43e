"""Files that go with a form: 11, and the two lists cut to the token's area."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlsplit

import pytest
from lxml import etree

from sarn.collection import publishing
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import phone_for
from sarn.registry import houses
from sarnkit.openrosa import md5_hex

pytestmark = pytest.mark.storage
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
NAMES = ("ปลา.csv", "empty.csv", "sarn_villages.csv", "sarn_houses.csv")


@pytest.fixture
def version(programme):
    return publishing.publish(
        forms.xform(files=NAMES),
        "a.xml",
        programme=programme,
        by="person:test",
        attachments={"ปลา.csv": b"name,label\n1,one\n"},
    )


def manifest(phone, version):
    response = phone.get(f"forms/{version.uid}/manifest")
    assert response.status_code == 200
    found = {}
    for entry in etree.fromstring(response.content):
        one = {child.tag.removeprefix(MANIFEST): child.text for child in entry}
        found[one["filename"]] = one
    return found


def served(phone, entry):
    response = phone.get(urlsplit(entry["downloadUrl"]).path)
    assert response.status_code == 200
    content = response.getvalue()
    assert entry["hash"] == "md5:" + md5_hex(content)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    return content


def rows(content):
    return list(csv.DictReader(io.StringIO(content.decode())))


def test_leaves_out_slots_without_a_file(version, village):
    """Case 11."""
    phone = phone_for(village)
    found = manifest(phone, version)
    assert set(found) == {"ปลา.csv", "sarn_villages.csv", "sarn_houses.csv"}
    assert served(phone, found["ปลา.csv"]) == b"name,label\n1,one\n"
    assert phone.get(f"forms/{version.uid}/media/empty.csv").status_code == 404


def test_a_slot_is_filled_later_and_the_hash_moves(version, village, programme):
    phone = phone_for(village)
    before = manifest(phone, version)["ปลา.csv"]["hash"]
    publishing.publish(
        forms.xform(files=NAMES),
        "a.xml",
        programme=programme,
        by="person:test",
        attachments={"empty.csv": b"name\n", "ปลา.csv": b"name\n2\n"},
    )
    found = manifest(phone, version)
    assert served(phone, found["empty.csv"]) == b"name\n"
    assert found["ปลา.csv"]["hash"] != before


def test_villages_are_those_of_the_token(version, tambon):
    for area, codes in (
        (tambon.villages[0], ["99010104"]),
        (tambon.tambon, ["99010104", "99010109"]),
        (tambon.amphoe, ["99010104", "99010109", "99010201", "99010202"]),
    ):
        phone = phone_for(area)
        listed = rows(served(phone, manifest(phone, version)["sarn_villages.csv"]))
        assert [one["name"] for one in listed] == codes
    assert listed[0]["label"] == "บ้านหนองน้ำใส ม.4"
    assert listed[0]["tambon"] == "990101"


def test_houses_change_the_hash_for_their_own_area_only(version, tambon):
    here, there = tambon.villages
    phones = {area.code: phone_for(area) for area in (here, there)}
    before = {code: manifest(one, version)["sarn_houses.csv"]["hash"] for code, one in phones.items()}
    houses.enrol(village=here, number="12/3", by="person:test")
    after = {code: manifest(one, version)["sarn_houses.csv"]["hash"] for code, one in phones.items()}
    assert after[here.code] != before[here.code]
    assert after[there.code] == before[there.code]
    listed = rows(served(phones[here.code], manifest(phones[here.code], version)["sarn_houses.csv"]))
    assert [(one["label"], one["village"]) for one in listed] == [("12/3", here.code)]


def test_a_list_that_cannot_be_made_is_an_error_and_not_a_short_list(version, village, monkeypatch):
    """Case 13: Collect would delete what a short list does not name."""

    def breaks_in_the_middle(_path):
        yield "uid", "1", village.code
        raise RuntimeError("the cursor died")

    monkeypatch.setattr(houses, "house_list", breaks_in_the_middle)
    phone = phone_for(village)
    assert phone.get(f"forms/{version.uid}/manifest").status_code == 500
    assert phone.get(f"forms/{version.uid}/media/sarn_houses.csv").status_code == 500


def test_a_name_that_no_file_can_have(version, village):
    phone = phone_for(village)
    assert phone.get(f"forms/{version.uid}/media/a%00b").status_code == 404
    assert phone.get(f"forms/{version.uid}/media/a%1Fb").status_code == 404
