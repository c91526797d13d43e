"""Names of files as phones send them, and what becomes of them."""

from __future__ import annotations

import unicodedata

import pytest

from sarnkit.openrosa import Part, read_multipart
from sarnkit.openrosa.tests.samples import CONTENT_TYPE, body, disposition, part, xml_part
from sarnkit.problems import Problem


def sent(headers: str) -> Part:
    request = body(xml_part(), part(headers, b"1"))
    [file] = read_multipart(CONTENT_TYPE, len(request), request).files
    return file


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("บ้านหนองน้ำใส.jpg", "บ้านหนองน้ำใส.jpg"),
        ("👩🏽‍🌾 นา.jpg", "👩🏽‍🌾 นา.jpg"),
        (unicodedata.normalize("NFD", "café.jpg"), unicodedata.normalize("NFC", "café.jpg")),
        ("../../e.jpg", "e.jpg"),
        ("/etc/passwd", "passwd"),
        ("C:\\photos\\e.jpg", "e.jpg"),
        ("%22x%22.jpg", '"x".jpg'),
        ("a;b=c.jpg", "a;b=c.jpg"),
        ('a\\"b.jpg', 'a"b.jpg'),
        (" audit.csv ", "audit.csv"),
        ("ก" * 83 + ".jpg", "ก" * 83 + ".jpg"),
    ],
)
def test_names_are_cleaned_and_composed(given: str, kept: str) -> None:
    file = sent(disposition("f", given))
    assert file.filename == kept


def test_the_name_as_sent_is_kept_beside() -> None:
    assert sent(disposition("f", "../../e.jpg")).filename_original == "../../e.jpg"


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        ("filename*=UTF-8''%E0%B8%9A%E0%B9%89%E0%B8%B2%E0%B8%99.jpg", "บ้าน.jpg"),
        ("filename=\"fallback.jpg\"; filename*=utf-8'th'%E0%B8%9A.jpg", "บ.jpg"),
        ("filename=plain.jpg", "plain.jpg"),
    ],
)
def test_extended_and_bare_names(tail: str, kept: str) -> None:
    assert sent(f'Content-Disposition: form-data; name="f"; {tail}').filename == kept


@pytest.mark.parametrize(
    "given",
    ["a\0.jpg", "a\x07.jpg", "", ".", "..", "x/..", "CON", "nul.txt", "com1.jpg", "ก" * 300, "a" * 256],
)
def test_names_that_no_file_may_have_are_refused(given: str) -> None:
    with pytest.raises(Problem) as refused:
        sent(disposition("f", given))
    assert refused.value.code == "openrosa.file-name"
    assert "2" in refused.value.sentence("th")  # says which part


@pytest.mark.parametrize(
    "tail", ["filename*=tis-620''%A1.jpg", "filename*=UTF-8''%A1.jpg", "filename*=x.jpg"]
)
def test_extended_names_that_cannot_be_read_are_refused(tail: str) -> None:
    with pytest.raises(Problem) as refused:
        sent(f'Content-Disposition: form-data; name="f"; {tail}')
    assert refused.value.code == "openrosa.bad-multipart"
