"""Documents for phones: what Collect needs of them, whatever the titles hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from sarnkit.openrosa import (
    CONTENT_TYPE,
    OPENROSA_HEADERS,
    FormEntry,
    MediaEntry,
    form_list,
    guard,
    manifest,
    md5_hex,
    response,
)

NASTY = "สำรวจ ม.๔ & <b>\"เร่งด่วน\"</b> 'ก'/ข ]]>"


def entry(**changes: str) -> FormEntry:
    values = {
        "form_id": "home",
        "name": "บ้าน",
        "version": "1",
        "md5": md5_hex(b"<x/>"),
        "download_url": "https://sarn.example/v1/f.xml?formID=a&version=1",
    }
    return FormEntry(**(values | changes))


def texts(document: bytes, name: str) -> list[str]:
    return [found.text or "" for found in etree.fromstring(document).iter(f"{{*}}{name}")]


def test_headers_and_content_type() -> None:
    assert CONTENT_TYPE == "text/xml; charset=utf-8"
    assert OPENROSA_HEADERS["X-OpenRosa-Version"] == "1.0"
    assert OPENROSA_HEADERS["X-OpenRosa-Accept-Content-Length"] == "100000000"


def test_a_form_list_as_phones_read_it() -> None:
    document = form_list([entry(), entry(form_id="two", manifest_url="https://sarn.example/m")])
    root = etree.fromstring(document)
    assert root.tag == "{http://openrosa.org/xforms/xformsList}xforms"
    assert [str(child.tag).rpartition("}")[2] for child in root[0]] == [
        "formID",
        "name",
        "version",
        "hash",
        "downloadUrl",
    ]
    assert texts(document, "hash") == ["md5:" + md5_hex(b"<x/>")] * 2
    assert texts(document, "downloadUrl")[0] == "https://sarn.example/v1/f.xml?formID=a&version=1"
    assert texts(document, "manifestUrl") == ["https://sarn.example/m"]  # only the form that has files


def test_an_empty_list_is_a_list() -> None:
    assert len(etree.fromstring(form_list([]))) == 0


def test_titles_and_ids_with_any_letters_survive() -> None:
    document = form_list([entry(form_id=NASTY, name=NASTY)])
    assert texts(document, "formID") == [NASTY]
    assert texts(document, "name") == [NASTY]
    assert "ม.๔".encode() in document  # UTF-8, not character references


def test_an_empty_title_falls_back_to_the_id() -> None:
    assert texts(form_list([entry(name="  ")]), "name") == ["home"]


def test_a_title_with_what_xml_cannot_carry_does_not_hide_the_other_forms() -> None:
    document = form_list([entry(name="a\x00\x0bb\ud800"), entry()])
    assert texts(document, "name") == ["a\ufffd\ufffdb\ufffd", "บ้าน"]


@pytest.mark.parametrize("lacking", ["form_id", "md5", "download_url"])
def test_an_entry_that_would_break_the_list_is_a_fault_of_ours(lacking: str) -> None:
    with pytest.raises(ValueError, match="lacks"):
        form_list([entry(**{lacking: ""})])


def test_a_manifest_as_phones_read_it() -> None:
    document = manifest(
        [
            MediaEntry("หมู่บ้าน.csv", "0" * 32, "https://sarn.example/m/1"),
            MediaEntry("people.csv", "md5:" + "1" * 32, "https://sarn.example/m/2", "entityList"),
        ]
    )
    root = etree.fromstring(document)
    assert root.tag == "{http://openrosa.org/xforms/xformsManifest}manifest"
    assert texts(document, "filename") == ["หมู่บ้าน.csv", "people.csv"]
    assert texts(document, "hash") == ["md5:" + "0" * 32, "md5:" + "1" * 32]
    assert [media.get("type") for media in root] == [None, "entityList"]


@given(st.text())
def test_any_message_makes_a_response_that_can_be_read(message: str) -> None:
    root = guard(response(message, "submit_error"))
    assert root.tag == "{http://openrosa.org/http/response}OpenRosaResponse"
    assert root[0].get("nature") == "submit_error"


def test_the_message_comes_back_as_given() -> None:
    assert texts(response(NASTY), "message") == [NASTY]
