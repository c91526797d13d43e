"""From a submission to rows: nothing guessed, nothing lost."""

from __future__ import annotations

import json

import pytest

from sarnkit.openrosa import Extracted, FormSchema, extract, read_form, split_personal
from sarnkit.openrosa.tests.samples import FORM, submission
from sarnkit.problems import Problem


@pytest.fixture(scope="module")
def schema() -> FormSchema:
    return read_form(FORM)


BODY = (
    "<deviceid>d1</deviceid><home><village>99010104</village><water>no</water><photo/></home>"
    "<member><name>สมหญิง ใจดี</name><age>0</age><income>12000.50</income><skills>rice weave</skills>"
    "<loan><amount>5</amount></loan><loan><amount>x</amount></loan></member>"
    "<member><name/><age>๖๙</age></member>"
)


@pytest.fixture
def extracted(schema: FormSchema) -> Extracted:
    return extract(schema, submission(BODY))


def test_one_row_for_the_form_and_one_for_each_repeat(extracted: Extracted) -> None:
    assert [(row.table_path, row.ordinal, row.parent) for row in extracted.rows] == [
        ("/", (), None),
        ("/member", (1,), 0),
        ("/member/loan", (1, 1), 1),
        ("/member/loan", (1, 2), 1),
        ("/member", (2,), 0),
    ]
    assert (extracted.form_id, extracted.version) == ("home", "3")
    assert extracted.instance_id == "uuid:11111111-2222-4333-8444-555555555555"


def test_missing_is_not_empty_is_not_zero(extracted: Extracted) -> None:
    root, first, second = extracted.rows[0].values, extracted.rows[1].values, extracted.rows[4].values
    assert root["/home/place"].status == "missing"
    assert root["/home/photo"].status == "empty"
    assert (first["/member/age"].status, first["/member/age"].typed) == ("ok", 0)
    assert second["/member/name"].status == "empty"
    assert second["/member/income"].status == "missing"


def test_every_row_has_every_field_of_its_table(extracted: Extracted, schema: FormSchema) -> None:
    for row in extracted.rows:
        assert set(row.values) == {one.path for one in schema.table_fields[row.table_path]}


def test_typed_values_beside_the_text(extracted: Extracted) -> None:
    first, second = extracted.rows[1].values, extracted.rows[4].values
    assert first["/member/income"].typed == "12000.50"
    assert first["/member/skills"].typed == ["rice", "weave"]
    assert (second["/member/age"].text, second["/member/age"].typed) == ("๖๙", 69)


def test_errors_are_named_and_kept(extracted: Extracted) -> None:
    assert extracted.errors() == [(3, "/member/loan/amount", "not-an-int")]
    assert extracted.rows[3].values["/member/loan/amount"].text == "x"


def test_unknown_and_removed_fields_are_kept(schema: FormSchema) -> None:
    body = (
        "<old a='1'>9</old><home><was><deep>x</deep></was><water>yes</water><water>no</water></home>"
        "<member><name>ก<b>ข</b></name><gone/></member><gone>1</gone><gone>2</gone>"
    )
    root, member = extract(schema, submission(body)).rows
    assert root.extra == {
        "/old": "9",
        "/old/@a": "1",
        "/home/was/deep": "x",
        "/home/water[2]": "no",
        "/gone": "1",
        "/gone[2]": "2",
    }
    assert root.values["/home/water"].typed == "yes"
    assert member.extra == {"/member/name/b": "ข", "/member/gone": ""}


def test_namespaces_and_templates_make_no_difference(schema: FormSchema) -> None:
    data = (
        b'<d:data xmlns:d="u:d" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" id="home">'
        b'<d:home><d:water>yes</d:water></d:home><member jr:template=""><name>x</name></member><member><name>y</name></member>'
        b"<orx:meta><orx:instanceID>uuid:1</orx:instanceID></orx:meta></d:data>"
    )
    root, member = extract(schema, data).rows
    assert root.values["/home/water"].typed == "yes"
    assert root.values["/meta/instanceID"].typed == "uuid:1"
    assert member.values["/member/name"].typed == "y"


def test_personal_values_are_split_off(extracted: Extracted, schema: FormSchema) -> None:
    plain, personal = split_personal(extracted.rows[1], schema)
    assert set(personal) == {"/member/name", "/member/born"}
    assert not set(plain) & set(personal)
    assert set(plain) | set(personal) == set(extracted.rows[1].values)


def test_what_the_schema_does_not_know_is_personal(schema: FormSchema) -> None:
    [root] = extract(schema, submission("<nickname>แดง</nickname>")).rows
    plain, personal = split_personal(root, schema)
    assert "แดง" not in json.dumps({path: one.to_json() for path, one in plain.items()}, ensure_ascii=False)
    assert (personal["/nickname"].text, personal["/nickname"].code) == ("แดง", "unknown-field")


def test_rows_fit_into_json(extracted: Extracted) -> None:
    stored = json.loads(json.dumps(extracted.to_json(), ensure_ascii=False))
    assert stored["rows"][1]["values"]["/member/age"] == {"status": "ok", "text": "0", "typed": 0}
    assert stored["rows"][0]["values"]["/home/place"] == {"status": "missing"}


def test_a_hundred_thousand_members_are_refused(schema: FormSchema) -> None:
    with pytest.raises(Problem) as refused:
        extract(schema, submission("<member/>" * 100_000))
    assert refused.value.code == "openrosa.too-many-nodes"


def test_many_unknown_elements_of_one_name_are_all_kept(schema: FormSchema) -> None:
    [root] = extract(schema, submission("<x>1</x>" * 19_000)).rows
    assert len(root.extra) == 19_000


def test_a_wrong_schema_loses_nothing(schema: FormSchema) -> None:
    [root] = extract(schema, b'<other id="z"><a>1</a><b><c>2</c></b></other>').rows
    assert root.extra == {"/a": "1", "/b/c": "2"}
    assert {one.status for one in root.values.values()} == {"missing"}
