"""The head of a submission: identity, whatever way a client writes it."""

from __future__ import annotations

import pytest

from sarnkit.openrosa import SubmissionHead, read_submission
from sarnkit.openrosa.tests.samples import submission
from sarnkit.problems import Problem

UUID = "uuid:11111111-2222-4333-8444-555555555555"


def code_of(data: bytes) -> str:
    with pytest.raises(Problem) as refused:
        read_submission(data)
    return refused.value.code


def test_the_plain_case() -> None:
    meta = f"<meta><instanceID>{UUID}</instanceID><instanceName>๑๒/๓</instanceName></meta>"
    assert read_submission(submission(meta=meta)) == SubmissionHead(
        form_id="home",
        version="3",
        instance_id=UUID,
        deprecated_id=None,
        instance_name="๑๒/๓",
        deterministic=False,
        encrypted=False,
    )


@pytest.mark.parametrize(
    "data",
    [
        b'<data xmlns:orx="http://openrosa.org/xforms" id="home" version="3"><orx:meta><orx:instanceID>%s</orx:instanceID></orx:meta></data>',
        b'<data id="home" version="3"><meta xmlns="http://openrosa.org/xforms"><instanceID>%s</instanceID></meta></data>',
        b'<data id="home" version="3" instanceID="%s"/>',
        b'<data id="home" version="3"><meta><instanceID>\r\n  %s\t</instanceID></meta></data>',
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\r\n<data id="home" version="3">\r\n<meta>\r\n<instanceID>%s</instanceID>\r\n</meta>\r\n</data>',
        b'<data xmlns="home" version="3"><meta><instanceID>%s</instanceID></meta></data>',
        b'<data xmlns="http://www.w3.org/2002/xforms" id="home" version="3"><meta><instanceID>%s</instanceID></meta></data>',
    ],
)
def test_every_way_of_writing_the_instance_id(data: bytes) -> None:
    head = read_submission(data % UUID.encode())
    assert (head.form_id, head.version, head.instance_id, head.deterministic) == ("home", "3", UUID, False)


def test_an_edit_names_what_it_replaces() -> None:
    meta = f"<meta><deprecatedID>uuid:old</deprecatedID><instanceID>{UUID}</instanceID></meta>"
    assert read_submission(submission(meta=meta)).deprecated_id == "uuid:old"
    itself = f"<meta><deprecatedID>{UUID}</deprecatedID><instanceID>{UUID}</instanceID></meta>"
    assert code_of(submission(meta=itself)) == "openrosa.replaces-itself"


def test_a_missing_instance_id_is_made_from_the_bytes() -> None:
    bare = submission("<home/>", meta="")
    first, again = read_submission(bare), read_submission(bytes(bare))
    assert first.deterministic
    assert first.instance_id == again.instance_id
    # Fixed for ever: resends of years ago must still meet their row.
    assert read_submission(b'<data id="home"/>').instance_id == "uuid:05dd81de-99ae-5cdd-a55d-dc2f12084d34"
    assert read_submission(submission("<home />", meta="")).instance_id != first.instance_id
    assert read_submission(submission("<home/>", form="other", meta="")).instance_id != first.instance_id
    for empty in ("<meta/>", "<meta><instanceID/></meta>", "<meta><instanceID>  </instanceID></meta>"):
        assert read_submission(submission(meta=empty)).deterministic


def test_an_instance_id_as_long_as_a_book_is_refused() -> None:
    assert read_submission(submission(meta=f"<meta><instanceID>{'x' * 255}</instanceID></meta>"))
    assert (
        code_of(submission(meta=f"<meta><instanceID>{'x' * 256}</instanceID></meta>"))
        == "openrosa.id-too-long"
    )
    assert (
        code_of(submission(meta=f"<meta><instanceID>{'x' * 10_000}</instanceID></meta>"))
        == "openrosa.id-too-long"
    )
    assert code_of(submission(form="f" * 256)) == "openrosa.id-too-long"


def test_a_form_id_is_needed_and_taken_as_it_is() -> None:
    assert code_of(b"<data/>") == "openrosa.no-form-id"
    assert code_of(b'<data id=" "/>') == "openrosa.no-form-id"
    assert code_of(b'<data xmlns="http://www.w3.org/2002/xforms"/>') == "openrosa.no-form-id"
    assert read_submission(submission(form="../../x")).form_id == "../../x"
    assert read_submission(b'<data id="x"/>').version == ""


def test_an_encrypted_envelope_must_bring_its_id() -> None:
    envelope = b'<data xmlns="http://opendatakit.org/submissions" encrypted="yes" id="home"><base64EncryptedKey>x</base64EncryptedKey>%s</data>'
    meta = (
        b'<orx:meta xmlns:orx="http://openrosa.org/xforms"><orx:instanceID>%s</orx:instanceID></orx:meta>'
        % UUID.encode()
    )
    assert read_submission(envelope % meta).encrypted
    assert code_of(envelope % b"") == "openrosa.encrypted-without-id"
