"""The same id with other bytes, edits, and forms that are not there: 50, 52, 54; 19–22 of the bad inputs."""

from __future__ import annotations

import pytest
from lxml import etree

from sarn.collection import blobs, publishing
from sarn.collection.models import Quarantine, Submission, SubmissionFile, SubmissionVersion
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import phone_for

pytestmark = pytest.mark.storage


def kept():
    return [(one.reason, blobs.read(one.body)) for one in Quarantine.objects.order_by("pk")]


def test_other_bytes_under_the_same_id(phone):
    """Case 50 (19 of the bad inputs)."""
    first, second = forms.instance(water_months="1"), forms.instance(water_months="2")
    assert phone.send(first).status_code == 201
    refused = phone.send(second, [("a.jpg", b"photo")])
    assert refused.status_code == 409
    assert "เก็บสำเนาไว้" in etree.fromstring(refused.content)[0].text
    assert bytes(SubmissionVersion.objects.get().xml) == first
    assert not SubmissionFile.objects.exists()
    assert kept() == [("collection.conflict", forms.body(second, [("a.jpg", b"photo")]))]
    assert phone.send(first).status_code == 201


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        (forms.instance(form_id="nothing"), "collection.unknown-form"),
        (forms.instance(form_id="../../household"), "collection.unknown-form"),
        (forms.instance(version="7"), "collection.unknown-version"),
    ],
)
def test_forms_that_are_not_there(phone, xml, reason):
    """Case 54 (22 and 23 of the bad inputs)."""
    assert phone.send(xml).status_code == 404
    assert kept() == [(reason, forms.body(xml))]
    assert not Submission.objects.exists()


def test_a_form_of_another_programme(phone, tambon):
    """Case 54."""
    other = publishing.set_up_programme(number=2, name="other", area=tambon.tambon, by="person:test")
    publishing.publish(forms.xform("theirs"), "a.xml", programme=other, by="person:test")
    assert phone.send(forms.instance(form_id="theirs")).status_code == 404
    assert kept()[0][0] == "collection.unknown-form"


def test_a_form_that_the_token_may_not_send(form, village):
    phone = phone_for(village, form_ids=["another"])
    assert phone.send(forms.instance()).status_code == 403
    assert kept()[0][0] == "collection.form-not-allowed"


def test_a_closed_form(phone, form):
    """Case 54."""
    publishing.set_state(form, "closed", by="person:test")
    assert phone.send(forms.instance()).status_code == 409
    assert kept()[0][0] == "collection.closed-form"


def test_what_is_here_is_acknowledged_after_the_form_was_closed(phone, form):
    """The phone may have lost the first answer; it must not hold the record for ever."""
    sent = forms.instance(photo="a.jpg")
    edit = forms.instance("uuid:2", deprecated="uuid:1", photo="a.jpg")
    assert phone.send(sent).status_code == 201
    publishing.set_state(form, "closed", by="person:test")
    assert phone.send(sent, [("a.jpg", b"photo")]).status_code == 201
    assert SubmissionFile.objects.get().name == "a.jpg"  # the photo that had not come is not lost
    assert kept() == []
    # Controls: other bytes under the id, a new record and a new edit are refused, and kept.
    for refused in (forms.instance(note="b"), forms.instance("uuid:3"), edit):
        assert phone.send(refused).status_code == 409
    assert [reason for reason, _ in kept()] == ["collection.closed-form"] * 3
    assert SubmissionVersion.objects.count() == 1


def test_what_is_here_is_acknowledged_by_a_token_that_was_narrowed(phone, village):
    assert phone.send(forms.instance()).status_code == 201
    narrow = phone_for(village, form_ids=["another"])
    assert narrow.send(forms.instance()).status_code == 201
    assert narrow.send(forms.instance("uuid:2")).status_code == 403
    assert Submission.objects.count() == 1


def test_an_edit_replaces_the_current_version(phone):
    """Case 33: history stays, the photo that is still named comes along."""
    assert phone.send(forms.instance(photo="a.jpg"), [("a.jpg", b"photo")]).status_code == 201
    edit = forms.instance("uuid:2", deprecated="uuid:1", photo="a.jpg", water_months="9")
    assert [phone.send(edit).status_code for _ in range(2)] == [201, 201]
    submission = Submission.objects.get()
    assert submission.review_state == "edited"
    assert submission.current.instance_id == "uuid:2"
    assert list(submission.versions.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert list(submission.current.files.values_list("name", flat=True)) == ["a.jpg"]


def test_an_edit_of_what_was_replaced_already(phone):
    """Case 52."""
    phone.send(forms.instance())
    phone.send(forms.instance("uuid:2", deprecated="uuid:1"))
    late = forms.instance("uuid:3", deprecated="uuid:1")
    assert phone.send(late).status_code == 409
    assert phone.send(forms.instance()).status_code == 409
    assert [reason for reason, _ in kept()] == ["collection.replaced"] * 2


def test_an_edit_of_nothing(phone):
    """Case 52."""
    edit = forms.instance("uuid:2", deprecated="uuid:1")
    assert phone.send(edit).status_code == 404
    assert kept() == [("collection.unknown-original", forms.body(edit))]


def test_an_edit_of_itself(phone):
    """21 of the bad inputs."""
    assert phone.send(forms.instance("uuid:2", deprecated="uuid:2")).status_code == 400


def test_a_phone_of_another_village_cannot_edit(phone, tambon):
    phone.send(forms.instance())
    other = phone_for(tambon.villages[1])
    assert other.send(forms.instance("uuid:2", deprecated="uuid:1")).status_code == 404


def test_the_id_of_an_edit_is_taken_too(phone):
    phone.send(forms.instance())
    phone.send(forms.instance("uuid:2", deprecated="uuid:1"))
    assert phone.send(forms.instance("uuid:2", water_months="5")).status_code == 409
    assert Submission.objects.count() == 1
