"""The practice village: in a programme of its own, sent to one household at a time."""

from __future__ import annotations

import pytest

from sarn.access import scope
from sarn.collection.models import Round, TargetHousehold
from sarn.demo import building, places, practising, sending, timeline
from sarn.demo.sending import DemoError
from sarn.demo.tambon import practice
from sarnkit import clock
from sarnkit.openrosa import read_submission

pytestmark = pytest.mark.storage
SERVER = "http://127.0.0.1:8642"


@pytest.fixture
def opened(db, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "home", lambda: tmp_path)
    timeline.stand(timeline.START)
    with scope.system("demo"):
        building.make_areas()
        building.enrol_houses(lambda items, title: [practice().village])
        building.set_up_programmes()
        timeline.remember()
        yield practising.open_up()
    clock.set_to(None)


@pytest.fixture
def sent(monkeypatch):
    found = []
    monkeypatch.setattr(
        sending, "send_all", lambda parcels, address_of, **rest: found.extend((one, address_of(one.secret, one.programme)) for one in parcels)
    )  # fmt: skip
    return found


def test_it_reaches_only_its_own_village(opened):
    one = Round.objects.get(code=practice().round.code)
    assert one.programme_id == 2
    assert TargetHousehold.objects.filter(village_round__round=one).count() == 12


def test_one_household_is_sent_as_a_phone_would(opened, sent):
    assert practising.send_one(SERVER) == "practice-99010202-1-1"
    [(parcel, address)] = sent
    assert address == practising.phone(SERVER)
    assert address.endswith("/projects/2")
    assert read_submission(parcel.xml).form_id == "household"


def test_the_next_time_the_next_one_until_all_have_answered(opened, sent, monkeypatch):
    known: set[str] = set()
    monkeypatch.setattr(practising, "acknowledged", lambda version: known)
    for _ in range(12):
        practising.send_one(SERVER)
        known.add(read_submission(sent[-1][0].xml).instance_id)
    assert len(known) == 12
    with pytest.raises(DemoError, match="ตอบครบ"):
        practising.send_one(SERVER)


def test_where_no_demo_was_built_it_says_so(db, tmp_path, monkeypatch):
    monkeypatch.setattr(places, "home", lambda: tmp_path)
    with pytest.raises(DemoError, match="not built"):
        practising.send_one(SERVER)


def test_where_no_server_answers_it_says_what_to_start(opened):
    with pytest.raises(DemoError, match="sarn serve"):
        practising.send_one("http://127.0.0.1:9")
