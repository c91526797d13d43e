"""One answer: what was written, what it means, and what cannot be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarnkit.openrosa import FieldSchema, Value, read_value


def value(kind: str, text: str | None, choices: dict[str, dict[str, str]] | None = None) -> Value:
    return read_value(FieldSchema("/q", "q", kind, choices=choices), text)


CHOICES: dict[str, dict[str, str]] = {"a": {}, "b": {}, "two words": {}}


@pytest.mark.parametrize(
    ("kind", "text", "typed"),
    [
        ("string", " ๑๒/๓ ", " ๑๒/๓ "),
        ("int", "0", 0),
        ("int", "-7", -7),
        ("int", "5.0", 5),
        ("int", "๒๕๐๐", 2500),
        ("decimal", "12000.50", "12000.50"),
        ("decimal", "1.0E7", "10000000"),
        ("decimal", ".5", "0.5"),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("date", "2026-11-23", "2026-11-23"),
        ("date", "2026-11-23T00:00:00.000+07:00", "2026-11-23"),
        ("time", "22:05:58.776+07:00", "22:05:58.776+07:00"),
        ("time", "07:30", "07:30:00"),
        ("datetime", "2026-11-23T22:06:19.69+00:00", "2026-11-23T22:06:19.690+00:00"),
        ("datetime", "2026-11-23T22:06:19-00:00", "2026-11-23T22:06:19+00:00"),
        ("datetime", "2026-11-23T22:06:19.5+07", "2026-11-23T22:06:19.500+07:00"),
        ("datetime", "2026-11-23 22:06:19Z", "2026-11-23T22:06:19+00:00"),
        ("datetime", "2026-11-23T22:06:19+0700", "2026-11-23T22:06:19+07:00"),
        ("select_one", "a", "a"),
        ("select_one", "two words", "two words"),
        ("select_multiple", "b  a", ["b", "a"]),
        ("select_multiple", "two words", ["two words"]),
        ("rank", "b a", ["b", "a"]),
        ("geopoint", "13.75 100.5 0 4.5", {"lat": 13.75, "lon": 100.5, "alt": 0.0, "acc": 4.5}),
        ("geopoint", "13.75 100.5", {"lat": 13.75, "lon": 100.5, "alt": None, "acc": None}),
        (
            "geotrace",
            "1 2 0 0;3 4 0 0",
            [
                {"lat": 1.0, "lon": 2.0, "alt": 0.0, "acc": 0.0},
                {"lat": 3.0, "lon": 4.0, "alt": 0.0, "acc": 0.0},
            ],
        ),
        ("binary", "ภาพ.jpg", "ภาพ.jpg"),
    ],
)
def test_values_that_can_be_read(kind: str, text: str, typed: object) -> None:
    found = value(kind, text, CHOICES if kind.startswith(("select", "rank")) else None)
    assert (found.status, found.text, found.typed) == ("ok", text, typed)
    assert type(found.typed) is type(typed)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("int", "สิบ", "not-an-int"),
        ("int", "1.5", "not-an-int"),
        ("int", "1e3", "not-an-int"),
        ("int", "9007199254740993", "out-of-range"),
        ("decimal", "NaN", "not-a-decimal"),
        ("decimal", "Infinity", "not-a-decimal"),
        ("decimal", "1e400", "not-a-decimal"),
        ("decimal", "1e99", "out-of-range"),
        ("decimal", "1,000", "not-a-decimal"),
        ("boolean", "maybe", "not-a-boolean"),
        ("date", "2026-02-31", "not-a-date"),
        ("date", "2569-11-23", "year-out-of-range"),
        ("date", "0000-01-01", "year-out-of-range"),
        ("date", "23/11/2026", "not-a-date"),
        ("time", "25:00", "not-a-time"),
        ("datetime", "2026-11-23T99:00", "not-a-datetime"),
        ("select_one", "c", "not-a-choice"),
        ("select_multiple", "a c", "not-a-choice"),
        ("geopoint", "100.5 13.75 0 0", "not-a-point"),
        ("geopoint", "13.75", "not-a-point"),
        ("geotrace", "1 2;x", "not-a-point"),
    ],
)
def test_what_cannot_be_read_is_kept_with_a_code(kind: str, text: str, code: str) -> None:
    found = value(kind, text, CHOICES if kind.startswith("select") else None)
    assert (found.status, found.text, found.typed, found.code) == ("error", text, None, code)


@pytest.mark.parametrize(
    "kind", ["string", "int", "decimal", "date", "select_one", "select_multiple", "geopoint"]
)
def test_empty_is_neither_zero_nor_an_error(kind: str) -> None:
    assert value(kind, None) == Value("empty", "")
    assert value(kind, "").status == "empty"
    assert value(kind, " \n").status == "empty"
    assert value("int", "0") == Value("ok", "0", 0)


def test_choices_that_are_not_in_the_form_are_believed() -> None:
    assert value("select_one", "99010104").status == "ok"


KINDS = [
    "string",
    "int",
    "decimal",
    "boolean",
    "date",
    "time",
    "datetime",
    "select_one",
    "select_multiple",
    "rank",
    "geopoint",
    "geotrace",
    "geoshape",
    "binary",
]


@given(
    st.sampled_from(KINDS),
    st.text(alphabet=st.characters(blacklist_categories=["Cs"])) | st.from_regex(r"[0-9TZ:+. eE๐-๙;-]{0,30}"),
)
def test_any_text_gives_a_value_that_json_can_hold(kind: str, text: str) -> None:
    found = value(kind, text)
    assert found.text == text
    assert json.loads(json.dumps(found.to_json(), allow_nan=False)) == found.to_json()
