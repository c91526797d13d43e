"""The page of a move and the page of the rules."""

from __future__ import annotations

from datetime import date

import pytest

from sarn.access.tests.scopes import everything
from sarn.accounts.tests.factories import make_person
from sarn.areas.tests.factories import make_tambon
from sarn.meetings.models import Meeting
from sarn.workflow import tables

pytestmark = [pytest.mark.django_db]


def test_the_rules_of_every_kind_are_drawn_from_the_tables(client):
    page = client.get("/rules/").content.decode()
    for table in tables.registered():
        assert f'id="h-{table.kind}"' in page
        for act in table.moves:
            assert str(act.label) in page
            for need in act.needs:
                assert str(need.label) in page


def test_rules_of_an_unknown_kind_are_not_there(client):
    assert client.get("/rules/dragon/").status_code == 404


@pytest.fixture
def meeting(db):
    tree = make_tambon()
    area = tree.villages[0]
    with everything():
        found = Meeting.objects.create(
            area=area, area_path=area.path, title="เวที", held_on=date(2027, 2, 10), made_by="test"
        )
    found.tree = tree
    return found


def url(meeting, name):
    return f"/meetings/{meeting.uid}/do/{name}/"


def test_a_move_is_done_on_its_page_and_a_second_person_is_told(client, meeting):
    client.force_login(make_person("village_head", meeting.tree.villages[0], username="mali"))
    page = client.get(url(meeting, "cancel"))
    assert 'value="planned"' in page.content.decode()
    form = {"seen": "planned", "reason": "ฝนตกหนัก น้ำท่วมทาง"}
    assert client.post(url(meeting, "cancel"), form).status_code == 302
    told = client.post(url(meeting, "cancel"), form)
    assert told.status_code == 409
    assert "มีคนทำขั้นนี้ไปก่อนแล้ว" in told.content.decode()


def test_a_reason_is_asked_for(client, meeting):
    client.force_login(make_person("village_head", meeting.tree.villages[0], username="mali"))
    answer = client.post(url(meeting, "cancel"), {"seen": "planned", "reason": " "})
    assert answer.status_code == 400
    assert "ยังไม่ได้บอกเหตุผล" in answer.content.decode()


def test_a_machine_gets_the_state_or_the_code(client, meeting):
    client.force_login(make_person("village_head", meeting.tree.villages[0], username="mali"))
    ask = {"headers": {"accept": "application/json"}}
    refused = client.post(url(meeting, "cancel"), {"reason": ""}, **ask)
    assert (refused.status_code, refused.json()["code"]) == (400, "workflow.no-reason")
    done = client.post(url(meeting, "cancel"), {"reason": "ฝนตกหนัก"}, **ask)
    assert done.json() == {"uid": str(meeting.uid), "kind": "meeting", "state": "cancelled"}


def test_a_role_that_may_not_gets_403_and_leaves_a_row(client, meeting):
    from sarn.audit.models import Event

    client.force_login(make_person("editor", meeting.tree.tambon, username="ed"))
    assert client.post(url(meeting, "cancel"), {"reason": "ไม่ชอบ ๆ"}).status_code == 403
    assert Event.objects.filter(action="access.denied").count() == 1


def test_the_head_of_another_village_gets_404_and_leaves_a_row(client, meeting):
    from sarn.audit.models import Event

    client.force_login(make_person("village_head", meeting.tree.villages[1], username="nok"))
    assert client.post(url(meeting, "cancel"), {"reason": "ไม่ชอบ ๆ"}).status_code == 404
    assert Event.objects.filter(action="access.denied", detail__status=404).count() == 1


@pytest.mark.parametrize("name", ["burn", "forget"])
def test_an_unknown_move_is_not_there(client, meeting, name):
    client.force_login(make_person("village_head", meeting.tree.villages[0], username="mali"))
    assert client.get(url(meeting, name)).status_code == 404
