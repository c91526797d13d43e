"""Archives that would blow up or reach outside are refused before anything opens them."""

from __future__ import annotations

import io
import zipfile

import pytest

from sarnkit.openrosa import workbook
from sarnkit.openrosa.tests import samples
from sarnkit.openrosa.workbook import check_zip, sniff
from sarnkit.problems import Problem


def archive(*entries: tuple[str, bytes], level: int = 9) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as made:
        for name, content in (("xl/workbook.xml", b"<workbook/>"), *entries):
            made.writestr(name, content)
    return stream.getvalue()


def refused(data: bytes) -> Problem:
    with pytest.raises(Problem) as caught:
        check_zip(data, "แบบ.xlsx")
    return caught.value


def test_control_a_workbook_passes() -> None:
    check_zip(samples.workbook((("type", "name", "label"), ("text", "a", "A"))), "a.xlsx")


def test_an_archive_that_unpacks_without_measure() -> None:
    assert refused(archive(("xl/a.xml", b" " * (51 << 20)))).code == "form.file-too-large"


def test_an_entry_packed_too_well() -> None:
    assert "ratio" in refused(archive(("xl/a.xml", b"\0" * (20 << 20)))).sentence("en")


def test_a_directory_that_lies_is_found_by_unpacking() -> None:
    data = bytearray(archive(("xl/a.xml", b"x" * 5_000)))
    at = data.rindex(b"PK\x01\x02")
    assert data[at + 24 : at + 28] == (5_000).to_bytes(4, "little")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert refused(bytes(data)).code == "form.damaged-file"


def test_too_many_entries() -> None:
    assert refused(archive(*((f"x{number}", b"") for number in range(2_001)))).code == "form.file-too-large"


@pytest.mark.parametrize("name", ["../../x", "/etc/x", "xl/../../x", "C:\\x", "..\\x"])
def test_an_entry_that_would_leave_the_archive(name: str) -> None:
    assert refused(archive((name, b"x"))).code == "form.damaged-file"


def test_an_archive_of_something_else() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("word/document.xml", "<w/>")
    assert refused(stream.getvalue()).code == "form.not-a-form-file"


def test_any_cut_of_a_workbook_is_damaged() -> None:
    whole = samples.workbook((("type", "name", "label"), ("text", "a", "A")))
    for cut in range(4, len(whole) - 1, 97):
        assert refused(whole[:cut]).code == "form.damaged-file"


def test_content_decides_what_a_file_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sniff(b"PK\x03\x04", "a.xls") == "xlsx"
    assert sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx") == "xls"
    assert sniff(b"\xef\xbb\xbf \n<h:html/>", "a.xlsx") == "xml"
    monkeypatch.setattr(workbook, "MOST_BYTES", 3)
    with pytest.raises(Problem, match="too large"):
        sniff(b"PK\x03\x04", "a.xlsx")
