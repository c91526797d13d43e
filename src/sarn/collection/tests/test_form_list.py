"""The form list, as notes on conformance number it: 1, 2, 3, 5, 6, 7, 9, 10."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from lxml import etree

from sarn.accounts import tokens
from sarn.collection import publishing
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import phone_for
from sarnkit.openrosa import md5_hex

pytestmark = pytest.mark.storage
LIST = "{http://openrosa.org/xforms/xformsList}"


def entries(response):
    return [
        {child.tag.removeprefix(LIST): child.text for child in entry}
        for entry in etree.fromstring(response.content)
    ]


def test_lists_each_form_with_the_hash_of_the_bytes_served(phone, programme):
    """Case 1."""
    publishing.publish(forms.xform("second"), "b.xml", programme=programme, by="person:test")
    response = phone.get("formList")
    assert response.status_code == 200
    assert "text/xml" in response["Content-Type"]
    assert response["X-OpenRosa-Version"] == "1.0"
    listed = entries(response)
    assert [one["formID"] for one in listed] == ["household", "second"]
    for one in listed:
        served = phone.get(urlsplit(one["downloadUrl"]).path)
        content = served.getvalue()
        assert one["hash"] == "md5:" + md5_hex(content)
    assert content == forms.xform("second")


def test_asks_for_one_form(phone, programme):
    """Case 2."""
    publishing.publish(forms.xform("second"), "b.xml", programme=programme, by="person:test")
    assert [one["formID"] for one in entries(phone.get("formList?formID=second"))] == ["second"]
    assert entries(phone.get("formList?formID=nothing")) == []


def test_head_gives_the_headers_and_no_body(phone):
    """Case 3."""
    got, headed = phone.get("formList"), phone.head("formList")
    assert headed.status_code == 200
    assert headed.content == b""
    for name in ("Content-Type", "X-OpenRosa-Version", "Content-Length"):
        assert name in headed
    assert headed["Content-Length"] == str(len(got.content))


def test_unknown_and_revoked_token_are_forbidden_not_unauthorised(phone, village):
    """Case 5: 401 would make Collect ask the villager for a password."""
    assert phone.get(f"/v1/key/{'x' * 64}/projects/1/formList").status_code == 403
    tokens.revoke(phone.token, by="person:test")
    for path in ("formList", "submission"):
        refused = phone.get(path)
        assert refused.status_code == 403
        assert b"OpenRosaResponse" in refused.content


def test_needs_the_openrosa_header(phone):
    """Case 6."""
    for path in ("formList", "submission"):
        refused = phone.get(path, HTTP_X_OPENROSA_VERSION="")
        assert refused.status_code == 400
        assert "X-OpenRosa-Version" in etree.fromstring(refused.content)[0].text


def test_a_token_sees_the_forms_that_it_names(form, programme, village):
    """Case 7."""
    publishing.publish(forms.xform("second"), "b.xml", programme=programme, by="person:test")
    first = phone_for(village, form_ids=["household"])
    assert [one["formID"] for one in entries(first.get("formList"))] == ["household"]
    other = publishing.publish(forms.xform("second", "2"), "b.xml", programme=programme, by="person:test")
    assert first.get(f"forms/{other.uid}.xml").status_code == 404


def test_another_programme_is_not_there(phone, tambon):
    publishing.set_up_programme(number=2, name="other", area=tambon.other_tambon, by="person:test")
    refused = phone.get(f"/v1/key/{phone.secret}/projects/2/formList")
    assert refused.status_code == 404


def test_closing_and_closed_versions_leave_the_list(phone, form):
    """Case 8, list side."""
    for state in ("closing", "closed"):
        publishing.set_state(form, state, by="person:test")
        assert entries(phone.get("formList")) == []


def test_a_newer_version_takes_the_place_of_the_older(phone, programme):
    publishing.publish(forms.xform(version="2"), "a.xml", programme=programme, by="person:test")
    assert [one["version"] for one in entries(phone.get("formList"))] == ["2"]


def test_odd_ids_and_titles_arrive_whole(phone, programme):
    """Case 9."""
    odd = "แบบ ก/1 & <ข> \"ค\" 'ง'"
    publishing.publish(forms.xform(odd, title=odd), "a.xml", programme=programme, by="person:test")
    found = [one for one in entries(phone.get("formList")) if one["formID"] == odd]
    assert found
    assert found[0]["name"] == odd
    assert phone.get(urlsplit(found[0]["downloadUrl"]).path).status_code == 200


def test_without_attachments_there_is_no_manifest_address(phone):
    """Case 10."""
    assert "manifestUrl" not in entries(phone.get("formList"))[0]


def test_the_form_is_not_sent_again_when_it_is_known(phone, form):
    """Case 15."""
    first = phone.get(f"forms/{form.uid}.xml")
    again = phone.get(f"forms/{form.uid}.xml", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")


def test_the_day_the_phone_was_last_heard_of(phone):
    from django.utils import timezone

    from sarn.accounts.models import DeviceToken

    phone.get("formList")
    assert DeviceToken.objects.get(pk=phone.token.pk).last_seen_on == timezone.localdate()
