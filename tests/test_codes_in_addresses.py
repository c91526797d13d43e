"""A code in an address that no database stores is a page that does not exist, never a fault."""

from __future__ import annotations

import pytest
from django.test import Client

from sarn.areas.tests.factories import make_tambon

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


@pytest.mark.parametrize("mark", ["%00", "%01", "%0A", "%E2%80%AE", "x" * 60])
@pytest.mark.parametrize("page", ["projects", "planning", "plans", "meetings", "wanted"])
def test_a_code_with_marks_in_it_is_no_area(page: str, mark: str):
    code = make_tambon().villages[0].code
    client = Client(raise_request_exception=False)
    assert client.get(f"/areas/{code}/{page}/").status_code == 200
    assert client.get(f"/areas/{code}{mark}/{page}/").status_code == 404
