"""Ten at once: case 20, and two contents under one id at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from sarn.access.tests.scopes import everything
from sarn.areas.tests.factories import make_tambon
from sarn.collection import publishing
from sarn.collection.models import Quarantine, Submission, SubmissionFile, SubmissionVersion
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import phone_for

pytestmark = [pytest.mark.storage, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(surface, transactional_db):
    with everything():
        tambon = make_tambon()
        programme = publishing.set_up_programme(number=1, name="p", area=tambon.tambon, by="person:test")
        publishing.publish(forms.xform(), "a.xml", programme=programme, by="person:test")
        yield phone_for(tambon.villages[0])


def at_once(phone, bodies):
    def send(body):
        try:
            return phone.post(body).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(bodies)) as threads:
        return list(threads.map(send, bodies))


def test_ten_times_the_same_is_one_row(phone):
    """Case 20."""
    body = forms.body(forms.instance(photo="a.jpg"), [("a.jpg", b"photo")])
    assert at_once(phone, [body] * 10) == [201] * 10
    assert (
        Submission.objects.count() == SubmissionVersion.objects.count() == SubmissionFile.objects.count() == 1
    )


def test_of_ten_contents_under_one_id_one_is_taken_and_nine_are_kept(phone):
    bodies = [forms.body(forms.instance(water_months=str(number))) for number in range(10)]
    answers = at_once(phone, bodies)
    assert sorted(answers) == [201] + [409] * 9
    assert SubmissionVersion.objects.count() == 1
    assert Quarantine.objects.count() == 9


def test_of_ten_edits_of_one_record_one_is_taken(phone):
    assert phone.send(forms.instance()).status_code == 201
    bodies = [forms.body(forms.instance(f"uuid:e{number}", deprecated="uuid:1")) for number in range(10)]
    assert sorted(at_once(phone, bodies)) == [201] + [409] * 9
    assert SubmissionVersion.objects.count() == 2
