"""The database itself refuses to change what came and what was published."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from sarn.collection.models import FormVersion, SubmissionVersion
from sarn.collection.tests import forms

pytestmark = pytest.mark.storage


@pytest.mark.parametrize(
    "values", [{"xml": b"<other/>"}, {"xml_sha256": "0" * 64}, {"instance_id": "uuid:9"}]
)
def test_bytes_of_a_submission_stay(phone, values):
    phone.send(forms.instance())
    with pytest.raises(DatabaseError, match="verbatim"), transaction.atomic():
        SubmissionVersion.objects.update(**values)


@pytest.mark.parametrize("values", [{"xform": b"<other/>"}, {"version": "2"}, {"schema": {}}])
def test_a_published_version_stays(form, values):
    with pytest.raises(DatabaseError, match="verbatim"), transaction.atomic():
        FormVersion.objects.update(**values)


def test_its_state_may_change(form):
    assert FormVersion.objects.update(state="closed") == 1
