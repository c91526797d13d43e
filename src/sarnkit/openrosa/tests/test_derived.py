"""What is computed from a personal answer is personal, however the form refers to it."""

from __future__ import annotations

import pytest

from sarnkit.openrosa import FormSchema, read_form
from sarnkit.openrosa.references import Reference, references

HEAD = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms"
 xmlns:sarn="https://sarn.example/xforms"><h:head><h:title>t</h:title><model>"""
NAMES = "<telephone/><water/><born/><made/><next/><grp><secret/><plain/></grp><ชื่อ/>"


def form(binds: str, body: str = "", model: str = "") -> FormSchema:
    instance = f'<instance><data id="f" version="1">{NAMES}<member jr:template=""><m_name/><age/></member></data></instance>'
    tags = "".join(
        f'<bind nodeset="/data/{path}" type="string" sarn:personal="yes"/>'
        for path in ("telephone", "member/m_name", "grp/secret", "ชื่อ")
    )
    text = f"{HEAD}{instance}{tags}{binds}{model}</model></h:head><h:body>{body}"
    text += '<group ref="/data/member"><repeat nodeset="/data/member"/></group></h:body></h:html>'
    return read_form(text.encode())


def computed(expression: str, path: str = "made") -> str:
    """The question that makes one with this calculation personal, "" if none does."""
    escaped = expression.replace('"', "&quot;").replace("<", "&lt;")
    schema = form(f'<bind nodeset="/data/{path}" type="string" calculate="{escaped}"/>')
    one = schema.field(f"/{path}")
    assert one is not None
    assert (one.personal == "yes") == bool(one.derived_from)
    return one.derived_from


@pytest.mark.parametrize(
    ("expression", "source"),
    [
        ("concat(/data/telephone, /data/member/m_name)", "/telephone"),
        (" /data/telephone ", "/telephone"),
        ("../telephone", "/telephone"),
        ("current()/../telephone", "/telephone"),
        ("/data/ชื่อ", "/ชื่อ"),
        ("//m_name", "/member/m_name"),
        ("/data/*", "/telephone"),
        ("/data/*/m_name", "/member/m_name"),
        ("join(' ', /data/member/m_name)", "/member/m_name"),
        ("indexed-repeat(/data/member/m_name, /data/member, 1)", "/member/m_name"),
        ("/data/member[position() = 1]/m_name", "/member/m_name"),
        ("/data/member[m_name = 'x']/age", "/member/m_name"),
        ("string(/data/grp)", "/grp/secret"),
        ("substr((/data/grp/secret), 0, 3)", "/grp/secret"),
        ("instance('people')/root/item[id = current()/../telephone]/label", "/telephone"),
        ("pulldata('people', 'label', 'id', /data/telephone)", "/telephone"),
        ("randomize(/data/member)/m_name", "/member/m_name"),
        ("../member/child::m_name", "/member/m_name"),
        ("1 div string-length(/data/telephone)", "/telephone"),
        ("if(/data/water = '(', /data/telephone, '')", "/telephone"),
        ("/data/grp/text() | /data/grp/secret/text()", "/grp/secret"),
    ],
)
def test_every_way_to_refer_is_seen(expression: str, source: str) -> None:
    assert computed(expression).startswith(source.rpartition("/")[0])
    assert computed(expression) in ("/telephone", "/ชื่อ", "/member/m_name", "/grp/secret")


@pytest.mark.parametrize(
    "expression",
    [
        "2569",
        "'/data/telephone'",
        "count(/data/member)",
        "position(..)",
        "sum(/data/member/age) div count(/data/member)",
        "indexed-repeat(/data/member/age, /data/member, 1)",
        "if(../water != '', 2569 - /data/water, '')",
        "instance('x')/root/item[telephone = 'a']/m_name",
        "concat('uuid:', uuid())",
        "/data/grp/plain",
    ],
)
def test_control_what_shows_nothing_personal_stays_plain(expression: str) -> None:
    assert computed(expression) == ""


def test_over_any_number_of_steps() -> None:
    binds = '<bind nodeset="/data/next" calculate="/data/made"/><bind nodeset="/data/made" calculate="../telephone"/>'
    schema = form(binds)
    assert {one.path: one.derived_from for one in schema.fields if one.derived_from} == {
        "/made": "/telephone",
        "/next": "/made",
    }


def test_the_form_may_say_no() -> None:
    no = '<bind nodeset="/data/made" calculate="string-length(/data/telephone)" sarn:personal="no"/>'
    schema = form(no + '<bind nodeset="/data/next" calculate="/data/made"/>')
    assert [one.path for one in schema.fields if one.derived_from] == []


def test_a_circle_ends() -> None:
    schema = form(
        '<bind nodeset="/data/next" calculate="../made"/><bind nodeset="/data/made" calculate="../next"/>'
    )
    assert [one.path for one in schema.fields if one.derived_from] == []


@pytest.mark.parametrize("place", ["model", "body"])
def test_a_default_that_is_computed(place: str) -> None:
    action = '<setvalue ref="/data/made" event="odk-instance-first-load" value="/data/telephone"/>'
    schema = form("", **{place: action})
    made = schema.field("/made")
    assert made is not None
    assert made.derived_from == "/telephone"


def test_a_choice_among_personal_answers() -> None:
    select = """<select1 ref="/data/made"><label>who</label><itemset nodeset="/data/member[./age &gt; 1]">
     <value ref="{}"/><label ref="m_name"/></itemset></select1>"""
    for ref, source in (("m_name", "/member/m_name"), ("age", "")):
        made = form("", body=select.format(ref)).field("/made")
        assert made is not None
        assert made.derived_from == source


def test_a_place_that_the_phone_writes_by_itself() -> None:
    made = form("", model='<odk:setgeopoint ref="/data/made" event="odk-instance-first-load"/>').field(
        "/made"
    )
    assert made is not None
    assert made.personal == "yes"


def test_a_house_is_personal_without_a_tag() -> None:
    binds = '<bind nodeset="/data/water" sarn:role="house"/><bind nodeset="/data/made" calculate="../water"/>'
    assert [one.path for one in form(binds).fields if one.personal == "yes"][1:3] == ["/water", "/made"]


def test_a_schema_survives_storing() -> None:
    schema = form('<bind nodeset="/data/made" calculate="../telephone"/>')
    assert FormSchema.from_json(schema.to_json()) == schema


def test_brackets_without_end_are_no_danger() -> None:
    for deep in ("(" * 20_000, "a[" * 20_000, ")" * 20_000, "/data/a[" * 9_000 + "1" + "]" * 9_000):
        references(deep, "/x", "data")
    assert references("(" * 5_000 + "/data/a" + ")" * 5_000, "/x", "data") == [Reference(("a",))]
