"""Publishing: the same bytes for ever, tags that are stated, refusals that say what to do."""

from __future__ import annotations

import io

import openpyxl
import pytest

from sarn.audit.models import Event
from sarn.collection import publishing
from sarn.collection.models import FormAttachment, FormDef, FormVersion
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import phone_for
from sarnkit.openrosa import FormSchema
from sarnkit.problems import Problem

pytestmark = pytest.mark.storage


def publish(programme, data=None, name="household.xml", **changes):
    return publishing.publish(data or forms.xform(), name, programme=programme, by="person:mali", **changes)


def workbook(label="ชื่อ", version="1"):
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (("type", "name", "label"), ("text", "full_name", label), ("integer", "age", "อายุ")):
        survey.append(row)
    settings = book.create_sheet("settings")
    for row in (("form_title", "form_id", "version"), ("แบบทดสอบ", "people", version)):
        settings.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def code_of(refusal):
    return refusal.value.code


def test_the_bytes_of_an_xform_are_kept_as_they_are(programme):
    version = publish(programme)
    kept = FormVersion.objects.get(pk=version.pk)
    assert bytes(kept.xform) == forms.xform()
    assert (kept.form.xml_form_id, kept.version, kept.title, kept.state) == (
        "household",
        "1",
        "ครัวเรือน",
        "open",
    )
    event = Event.objects.get(action="form.publish")
    assert event.actor == "person:mali"
    assert "/telephone" in event.detail["personal"]


def test_publishing_again_changes_nothing(programme):
    first = publish(programme)
    events = Event.objects.count()
    assert publish(programme).pk == first.pk
    assert FormVersion.objects.count() == 1
    assert Event.objects.count() == events


def test_a_workbook_is_told_by_its_content_and_kept(programme):
    data = workbook()
    version = publish(programme, data, "wrongly-named.xml")
    assert version.form.xml_form_id == "people"
    assert bytes(version.source) == data
    assert b"full_name" in bytes(version.xform)
    assert publish(programme, data, "people.xlsx").pk == version.pk


def test_other_content_needs_another_version(programme):
    publish(programme)
    with pytest.raises(Problem) as refusal:
        publish(programme, forms.xform(title="ครัวเรือน ก"))
    assert code_of(refusal) == "collection.same-version"
    assert "version" in refusal.value.sentence("th")
    assert publish(programme, forms.xform(version="2", title="ครัวเรือน ก")).version == "2"


def test_a_type_that_changes_is_refused_unless_confirmed(programme):
    publish(programme)
    changed = forms.xform(version="2", water_type="string")
    with pytest.raises(Problem) as refusal:
        publish(programme, changed)
    assert code_of(refusal) == "collection.changed-type"
    assert refusal.value.params["question"] == "/water_months"
    assert not FormVersion.objects.filter(version="2").exists()
    assert publish(programme, changed, allow_type_change=True).version == "2"


def test_questions_are_tagged_by_name_or_path(programme):
    version = publish(programme, personal=["note", "/member/age", ""])
    schema = FormSchema.from_json(version.schema)
    assert schema.field("/note").personal == schema.field("/member/age").personal == "yes"
    assert schema.field("/member/m_name").personal == "person.name"
    assert "/note (yes)" in publishing.personal_questions(version)
    with pytest.raises(Problem) as refusal:
        publish(programme, personal=["note"])
    assert code_of(refusal) == "collection.same-version"


def test_a_tag_for_no_question(programme):
    with pytest.raises(Problem) as refusal:
        publish(programme, personal=["nmae"])
    assert code_of(refusal) == "collection.unknown-personal"
    assert not FormDef.objects.exists()


def test_a_file_that_the_form_does_not_name(programme):
    with pytest.raises(Problem) as refusal:
        publish(programme, forms.xform(files=["a.csv", "sarn_villages.csv"]), attachments={"b.csv": b"x"})
    assert code_of(refusal) == "collection.unknown-attachment"
    assert refusal.value.params["known"] == "a.csv"
    assert not FormDef.objects.exists()


def test_slots_are_made_for_what_the_form_names(programme):
    version = publish(
        programme,
        forms.xform(files=["a.csv", "sarn_villages.csv", "sarn_houses.csv"]),
        attachments={"a.csv": b"x"},
    )
    kinds = dict(version.attachments.values_list("name", "kind"))
    assert kinds == {"a.csv": "file", "sarn_villages.csv": "village_list", "sarn_houses.csv": "house_list"}
    assert FormAttachment.objects.get(name="a.csv").size == 1


NOTE = '<bind nodeset="/data/note" type="string" />'
JOINED = '<bind nodeset="/data/note" type="string" calculate="concat(/data/telephone, /data/income)"/>'


def joined():
    data = forms.xform().decode()
    assert NOTE in data
    return data.replace(NOTE, JOINED).encode()


def test_what_is_computed_from_a_personal_answer_is_personal(programme):
    version = publish(programme, joined())
    assert FormSchema.from_json(version.schema).field("/note").personal == "yes"
    assert "/note (computed from /telephone)" in publishing.personal_questions(version)
    assert Event.objects.get(action="form.publish").detail["computed"] == {"/note": "/telephone"}


def test_a_tag_given_at_publishing_spreads_too(programme):
    data = joined().replace(b"/data/telephone, ", b"/data/hh_no, ")
    control = publish(programme, data)
    assert FormSchema.from_json(control.schema).field("/note").personal is None
    version = publish(programme, data.replace(b'version="1"', b'version="2"'), personal=["income"])
    assert FormSchema.from_json(version.schema).field("/note").derived_from == "/income"


def nested(depth, name="g"):
    """A form whose question lies `depth` levels below the root element."""
    opened = "".join(f"<{name}{number}>" for number in range(depth - 1))
    closed = "".join(f"</{name}{number}>" for number in reversed(range(depth - 1)))
    return forms.xform(extra=f"{opened}<deep/>{closed}")


def instance_of(depth):
    inner = nested(depth).decode().split("<deep/>")
    opened = inner[0][inner[0].index("<g0>") :]
    closed = inner[1][: inner[1].index("</g0>") + 5]
    return forms.instance().replace(b"<orx:meta>", f"{opened}<deep/>{closed}<orx:meta>".encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (nested(32), "form.too-deep"),
        (forms.xform(extra="".join(f"<q{number}/>" for number in range(20_000))), "form.too-many-questions"),
        (
            forms.xform(extra="".join(f"<q{'x' * 60}{number}/>" for number in range(18_000))),
            "form.names-too-long",
        ),
        (nested(10, "g" * 60), "collection.path-too-long"),
    ],
    ids=["deep", "many", "names", "path"],
)
def test_a_form_that_no_submission_can_pass_is_refused(programme, data, code):
    with pytest.raises(Problem) as refusal:
        publish(programme, data)
    assert code_of(refusal) == code
    assert refusal.value.sentence("th")
    assert refusal.value.sentence("en")
    assert not FormDef.objects.exists()


def test_control_a_form_at_the_limit_is_published_and_filled(programme, village):
    publish(programme, nested(31))
    phone = phone_for(village)
    assert phone.send(instance_of(31)).status_code == 201
    assert phone.send(instance_of(32)).status_code == 400


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"PK\x03\x04broken", b"<html/>", b"<a", b"\xd0\xcf\x11\xe0broken"]
)
def test_what_is_no_form_is_refused_with_a_sentence(programme, data):
    with pytest.raises(Problem) as refusal:
        publish(programme, data or b" ", "a.xlsx")
    assert refusal.value.sentence("th")
    assert not FormDef.objects.exists()


def test_the_same_form_id_in_two_programmes(programme, tambon):
    other = publishing.set_up_programme(number=2, name="other", area=tambon.tambon, by="person:test")
    assert publish(programme).pk != publish(other).pk
