"""The lake says what the records say, once; no personal answer is in it."""

from __future__ import annotations

import datetime
import shutil

import pyarrow.parquet as pq
import pytest

from sarn.collection import extraction, lake, publishing
from sarn.collection.models import Record
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import answer, phone_for
from sarn.registry import houses
from sarn.registry.models import PersonalAnswer

pytestmark = pytest.mark.storage
PLANTED = ("สมชาย ใจดี", "1234567890121", "0812345678", "เบาหวาน")
MEMBER = {"m_name": PLANTED[0], "cid": PLANTED[1], "illness": PLANTED[3], "age": "49"}


def rows(table, round_code="2569", villages=None):
    found = []
    for path in lake.files(round_code, table, villages):
        found += pq.read_table(path).to_pylist()
    return found


def bytes_of_lake(settings):
    content = b""
    for path in settings.SARN_LAKE.rglob("*"):
        if path.suffix == ".parquet":
            content += path.read_bytes() + str(pq.read_table(path).to_pylist()).encode()
        elif path.is_file():
            content += path.read_bytes()
    return content


def test_one_table_a_repeat_with_text_as_it_was_written(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], water_months="03", note="", members=[MEMBER, {"age": "0"}])
    assert lake.refresh() == 1
    (household,) = rows("household")
    assert (household["water_months"], household["note"], household["income"]) == ("03", "", None)
    assert (household["village_code"], household["round"]) == ("99010104", "2569")
    assert household["received_at"].tzinfo is not None
    persons = rows("person")
    assert [one["age"] for one in persons] == ["49", "0"]
    assert {one["household_id"] for one in persons} == {household["household_id"]}
    assert len({one["person_id"] for one in persons}) == 2


def test_nothing_personal_is_in_it(phone, village_round, houses_here, settings):
    answer(phone, 1, houses_here[0], telephone=PLANTED[2], members=[MEMBER])
    lake.refresh()
    content = bytes_of_lake(settings)
    assert content
    for planted in PLANTED:
        assert planted.encode() not in content
    assert str(houses_here[0].uid).encode() not in content
    assert not {"telephone", "m_name", "cid", "illness"} & set(rows("person")[0] | rows("household")[0])


def test_control_an_untagged_form_does_show_it(programme, village, tambon, settings, monkeypatch):
    publishing.publish(forms.xform("open", tags=False), "a.xml", programme=programme, by="person:test")
    phone = phone_for(village)
    phone.send(
        forms.instance("uuid:1", form_id="open", outcome="answered", telephone=PLANTED[2], members=[MEMBER])
    )
    extraction.run()
    lake.refresh()
    content = bytes_of_lake(settings)
    for planted in PLANTED:
        assert planted.encode() in content


def test_what_is_not_counted_is_not_there(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], outcome="refused")
    assert lake.refresh() == 0
    assert rows("household") == []


def test_nothing_changes_when_nothing_changed(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0])
    lake.refresh()
    before = lake.files("2569", "household")
    extraction.rerun(datetime.date(2020, 1, 1))
    extraction.run()
    assert lake.refresh() == 0
    assert lake.files("2569", "household") == before


def test_a_village_that_changes_leaves_the_base(form, village_round, houses_here, tambon):
    there = houses.enrol(village=tambon.villages[1], number="1", by="person:test")[0]
    rounds_phone = phone_for(tambon.tambon)
    answer(rounds_phone, 1, houses_here[0], water_months="1")
    answer(rounds_phone, 2, there, water_months="2")
    assert lake.refresh() == 2
    assert len(lake.files("2569", "household")) == 1
    prints = lake.fingerprints("2569")
    answer(rounds_phone, 3, houses_here[1], water_months="3")
    assert lake.refresh() == 1
    assert sorted(one["water_months"] for one in rows("household")) == ["1", "2", "3"]
    assert len(lake.files("2569", "household")) == 2
    assert {one["water_months"] for one in rows("household", villages=["99010109"])} == {"2"}
    assert lake.fingerprints("2569")["99010109"] == prints["99010109"] == lake.fingerprint("2569", "99010109")
    assert lake.fingerprints("2569")["99010104"] != prints["99010104"]


def test_many_small_files_go_back_into_the_base(form, village_round, houses_here, tambon, monkeypatch):
    monkeypatch.setattr(lake, "COMPACT_AT", 1)
    there = houses.enrol(village=tambon.villages[1], number="1", by="person:test")[0]
    phone = phone_for(tambon.tambon)
    for number, household in enumerate((houses_here[0], there, houses_here[1], there)):
        answer(phone, number, household, water_months=str(number))
        lake.refresh()
    assert len(lake.files("2569", "household")) == 1
    assert sorted(one["water_months"] for one in rows("household")) == ["0", "2", "3"]


def test_it_can_be_made_again_from_the_database(phone, village_round, houses_here, settings):
    answer(phone, 1, houses_here[0], members=[MEMBER])
    answer(phone, 2, houses_here[1])
    lake.refresh()
    before = sorted(path.name for path in settings.SARN_LAKE.rglob("*.parquet"))
    shutil.rmtree(settings.SARN_LAKE)
    lake.refresh()
    assert sorted(path.name for path in settings.SARN_LAKE.rglob("*.parquet")) == before


def test_a_village_that_lost_its_answers_loses_its_file(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0])
    lake.refresh()
    edit = forms.instance(
        "uuid:2", deprecated="uuid:1", outcome="refused", house=str(houses_here[0].house.uid)
    )
    assert phone.send(edit).status_code == 201
    extraction.run()
    assert lake.refresh() == 1
    assert rows("household") == []
    assert lake.fingerprint("2569", "99010104") == ""


def test_neither_house_nor_submission_is_named_in_it(programme, village, houses_here, settings):
    """The form of these tests tags the house by its role only: keys of two rounds must not meet there."""
    publishing.publish(forms.xform("open", tags=False), "a.xml", programme=programme, by="person:test")
    house = str(houses_here[0].house.uid)
    xml = forms.instance(
        "uuid:of-the-raw", form_id="open", outcome="answered", house=house, house_no="12/345", note="ดี"
    )
    assert phone_for(village).send(xml).status_code == 201
    extraction.run()
    lake.refresh()
    said = bytes_of_lake(settings) + str(Record.objects.values_list("data", flat=True)).encode()
    assert "ดี".encode() in said
    for planted in (house, "12/345", "uuid:of-the-raw"):
        assert planted.encode() not in said
    assert not {"house", "house_no", "instanceID"} & set(rows("household", "")[0])
    assert {one.value for one in PersonalAnswer.objects.all()} == {house, "12/345"}
