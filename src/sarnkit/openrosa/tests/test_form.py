"""A form definition as a schema: what is asked, where it lives, who may see it."""

from __future__ import annotations

import json

import pytest

from sarnkit.openrosa import AttachmentNeed, FieldSchema, FormSchema, label, language_code, read_form
from sarnkit.openrosa.tests.samples import FORM
from sarnkit.problems import Problem


@pytest.fixture(scope="module")
def schema() -> FormSchema:
    return read_form(FORM)


def field(schema: FormSchema, path: str) -> FieldSchema:
    found = schema.field(path)
    assert found is not None
    return found


def changed(old: str, new: str) -> bytes:
    assert old.encode() in FORM
    return FORM.replace(old.encode(), new.encode(), 1)


def code_of(data: bytes) -> str:
    with pytest.raises(Problem) as refused:
        read_form(data)
    return refused.value.code


def test_identity(schema: FormSchema) -> None:
    assert (schema.form_id, schema.version, schema.title, schema.root) == ("home", "3", "สำรวจบ้าน", "data")
    assert schema.languages == ("ไทย (th)", "English (en)")
    assert schema.default_language == "ไทย (th)"


def test_paths_and_types_in_the_order_of_the_form(schema: FormSchema) -> None:
    assert [(one.path, one.type, one.repeat) for one in schema.fields] == [
        ("/deviceid", "string", "/"),
        ("/start", "datetime", "/"),
        ("/home/village", "select_one", "/"),
        ("/home/water", "select_one", "/"),
        ("/home/place", "geopoint", "/"),
        ("/home/photo", "binary", "/"),
        ("/home/outcome", "string", "/"),
        ("/member/name", "string", "/member"),
        ("/member/age", "int", "/member"),
        ("/member/income", "decimal", "/member"),
        ("/member/born", "date", "/member"),
        ("/member/skills", "select_multiple", "/member"),
        ("/member/loan/amount", "int", "/member/loan"),
        ("/meta/instanceID", "string", "/"),
        ("/meta/instanceName", "string", "/"),
    ]
    assert [(repeat.path, repeat.parent) for repeat in schema.repeats] == [
        ("/member", "/"),
        ("/member/loan", "/member"),
    ]


def test_labels_in_both_languages(schema: FormSchema) -> None:
    water = field(schema, "/home/water")
    assert water.labels == {"ไทย (th)": "น้ำพอใช้ไหม", "English (en)": "Enough water?"}
    assert (label(water.labels), label(water.labels, "en"), label(water.labels, "lo")) == (
        "น้ำพอใช้ไหม",
        "Enough water?",
        "น้ำพอใช้ไหม",
    )
    assert label(field(schema, "/member/age").labels) == "อายุของ ${name}"
    assert label(None) == ""
    assert (language_code("ไทย (th)"), language_code("Thai")) == ("th", "thai")


def test_choices_inline_itemset_and_external(schema: FormSchema) -> None:
    water = field(schema, "/home/water").choices
    assert water is not None
    assert {code: label(texts) for code, texts in water.items()} == {"yes": "พอ", "no": "ไม่พอ"}
    skills = field(schema, "/member/skills").choices
    assert skills is not None
    assert list(skills) == ["weave", "rice"]
    village = field(schema, "/home/village")
    assert (village.choices, village.choices_from) == (None, "villages.csv")


def test_flags(schema: FormSchema) -> None:
    assert field(schema, "/home/village").required
    assert field(schema, "/home/outcome").calculated
    assert not field(schema, "/home/outcome").visible
    assert field(schema, "/home/water").appearance == "minimal"
    assert field(schema, "/member/age").relevant == "/data/home/water = 'yes'"
    assert field(schema, "/home/photo").media == "image"
    assert field(schema, "/deviceid").preload == "deviceid"
    assert field(schema, "/start").preload == "start"


def test_personal_by_tag_and_denied_by_default(schema: FormSchema) -> None:
    assert {one.path: one.personal for one in schema.fields if one.personal} == {
        "/deviceid": "yes",
        "/home/place": "yes",
        "/member/name": "person.name",
        "/member/born": "person.birth_date",
        "/meta/instanceName": "yes",
    }
    # The photo was released by sarn:personal="no"; without that it is personal.
    bare = read_form(changed(' sarn:personal="no"', ""))
    assert field(bare, "/home/photo").personal == "yes"


def test_a_tag_on_a_group_covers_what_is_in_it() -> None:
    bind = '<bind nodeset="/data/home/water" type="string"/>'
    tagged = read_form(changed(bind, f'{bind}<bind nodeset="/data/home" sarn:personal="yes"/>'))
    assert field(tagged, "/home/water").personal == "yes"
    assert field(tagged, "/home/photo").personal is None  # the nearer tag wins


@pytest.mark.parametrize("preload", ["username", "phonenumber", "simserial", "subscriberid", "email"])
def test_who_holds_the_phone_is_personal(preload: str) -> None:
    form = changed('jr:preloadParams="deviceid"', f'jr:preloadParams="{preload}"')
    assert field(read_form(form), "/deviceid").personal == "yes"


def test_roles(schema: FormSchema) -> None:
    assert [one.path for one in schema.by_role("village")] == ["/home/village"]
    assert [one.path for one in schema.by_role("visit.outcome")] == ["/home/outcome"]
    assert [one.path for one in schema.by_personal("person.name")] == ["/member/name"]


def test_files_that_the_form_needs(schema: FormSchema) -> None:
    assert schema.attachments == (AttachmentNeed("name.mp3", "audio"), AttachmentNeed("villages.csv", "file"))


def test_a_schema_survives_storage(schema: FormSchema) -> None:
    stored = json.dumps(schema.to_json(), ensure_ascii=False)
    assert FormSchema.from_json(json.loads(stored)) == schema


def test_no_version_and_an_empty_title_are_fine() -> None:
    assert read_form(changed(' version="3"', "")).version == ""
    assert read_form(changed("สำรวจบ้าน", " ")).title == "home"


def test_relative_references_and_binds_by_id() -> None:
    form = changed('<bind nodeset="/data/member/age"', '<bind id="age" nodeset="/data/member/age"')
    form = form.replace(b'<input ref="/data/member/age">', b'<input bind="age">')
    form = form.replace(b'<input ref="/data/member/income">', b'<input ref="income">')
    schema = read_form(form)
    assert label(field(schema, "/member/age").labels) == "อายุของ ${name}"
    assert label(field(schema, "/member/income").labels) == "รายได้"


def test_the_form_id_may_be_the_namespace_of_the_instance() -> None:
    form = FORM.replace(
        b'<data id="home" version="3">', b'<data xmlns="http://sarn.example/home" version="3">', 1
    )
    assert read_form(form).form_id == "http://sarn.example/home"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<data id='x'/>", "form.not-xform"),
        (changed("<instance><data", "<instance/><instance id='late'><data"), "form.no-instance"),
        (changed('<data id="home"', "<data"), "form.no-id"),
        (changed('id="home"', f'id="{"x" * 300}"'), "form.id-too-long"),
        (b"<!DOCTYPE a>" + FORM.partition(b"?>")[2], "openrosa.doctype"),
        (FORM[:900], "openrosa.not-xml"),
    ],
)
def test_what_is_not_a_form_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code
