from __future__ import annotations

import pytest

from sarnkit.thai import digits, is_code, level_of, parent_code, thai_digits


@pytest.mark.parametrize(
    ("code", "level", "parent"),
    [
        ("99", "province", None),
        ("9901", "amphoe", "99"),
        ("990101", "tambon", "9901"),
        ("99010104", "village", "990101"),
    ],
)
def test_a_code_tells_its_level_and_its_parent(code, level, parent):
    assert is_code(code)
    assert level_of(code) == level
    assert parent_code(code) == parent


@pytest.mark.parametrize("text", ["", "9", "990", "0101", "99010104 ", "9901010401", "๙๙", "99a1", "TH"])
def test_what_is_no_code_is_refused(text):
    assert not is_code(text)
    with pytest.raises(ValueError, match="not an area code"):
        level_of(text)
    with pytest.raises(ValueError, match="not an area code"):
        parent_code(text)


def test_thai_digits_are_read_and_written():
    assert digits("ม.๑๔ เลขที่ ๔๗/๑") == "ม.14 เลขที่ 47/1"
    assert thai_digits("47/1") == "๔๗/๑"
    assert thai_digits(2569) == "๒๕๖๙"
    assert is_code(digits("๙๙๐๑"))
