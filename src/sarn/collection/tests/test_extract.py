"""Submissions become typed records; reading again changes nothing; one bad one stops nobody."""

from __future__ import annotations

import datetime

import pytest
from django.db import OperationalError
from django.utils import timezone

from sarn.collection import extraction, placing, rounds
from sarn.collection.models import Extraction, Record, Submission, SubmissionVersion
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import answer
from sarn.registry.models import Person, PersonalAnswer, Residence

pytestmark = pytest.mark.storage
MEMBERS = (
    {
        "m_name": "สมชาย ใจดี",
        "cid": "1-2345-67890-12-1",
        "sex": "m",
        "born": "2520",
        "age": "49",
        "illness": "เบาหวาน",
    },
    {"m_name": "มาลี ใจดี", "cid": "", "sex": "f", "age": "0"},
)


def everything_made():
    rows = Record.objects.order_by("pk").values_list(
        "table_path",
        "ordinal",
        "key",
        "parent_key",
        "data",
        "typed",
        "faults",
        "counted",
        "village_code",
        "round_code",
    )
    people = Person.objects.order_by("pk").values_list("uid", "ordinal", "citizen_id_index", "birth_year")
    answers = [
        (one.path, one.ordinal, one.value, one.person_id) for one in PersonalAnswer.objects.order_by("pk")
    ]
    digests = Extraction.objects.values_list("digest", flat=True)
    return list(rows), list(people), answers, list(digests), Residence.objects.count()


def test_one_row_for_the_household_and_one_for_each_member(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], water_months="03", income="12000.50", members=MEMBERS)
    root, first, second = Record.objects.order_by("pk")
    assert root.data["/water_months"] == "03"
    assert (root.typed["/water_months"], root.typed["/income"]) == (3, "12000.50")
    assert (first.table_path, first.ordinal, first.parent_id) == ("/member", 1, root.pk)
    assert second.typed == {"/member/age": 0}
    assert (root.village_code, root.round_code, root.counted) == ("99010104", "2569", True)
    assert first.parent_key == root.key
    assert len({root.key, first.key, second.key}) == 3


def test_missing_is_not_empty_is_not_zero(phone, form):
    for number, answers in ((1, {}), (2, {"water_months": ""}), (3, {"water_months": "0"})):
        answer(phone, number, **answers)
    missing, empty, zero = Record.objects.order_by("pk")
    assert "/water_months" not in missing.data
    assert empty.data["/water_months"] == ""
    assert "/water_months" not in empty.typed
    assert (zero.data["/water_months"], zero.typed["/water_months"]) == ("0", 0)


def test_what_cannot_be_read_is_kept_and_flagged(phone, form):
    submission = answer(phone, 1, water_months="หลายเดือน")
    record = Record.objects.get()
    assert record.data["/water_months"] == "หลายเดือน"
    assert "/water_months" not in record.typed
    assert record.faults == {"/water_months": "not-an-int"}
    assert submission.review_state == "has_issues"


def test_reading_again_changes_nothing(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], telephone="081", members=MEMBERS)
    before = everything_made()
    assert extraction.run() == 0
    assert extraction.rerun(datetime.date(2020, 1, 1)) == 1
    assert extraction.run() == 1
    assert everything_made() == before


def test_only_what_came_since_the_day_is_read_again(phone, form):
    answer(phone, 1)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert extraction.rerun(tomorrow) == 0


def test_a_new_extractor_makes_everything_due(phone, form, monkeypatch):
    answer(phone, 1)
    monkeypatch.setattr(extraction, "EXTRACTOR", extraction.EXTRACTOR + 1)
    assert extraction.run() == 1
    assert Extraction.objects.get().extractor == extraction.EXTRACTOR


def test_one_that_cannot_be_read_stops_nobody(phone, form, monkeypatch):
    for number in (1, 2, 3):
        phone.send(forms.instance(f"uuid:{number}", outcome="answered"))
    whole = placing.place

    def breaks_on_two(version, *rest):
        if version.instance_id == "uuid:2":
            raise ZeroDivisionError("ชื่อ สมชาย")
        return whole(version, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(placing, "place", breaks_on_two)
        assert extraction.run() == 3
    statuses = dict(Extraction.objects.values_list("version__instance_id", "status"))
    assert statuses == {"uuid:1": "ok", "uuid:2": "error", "uuid:3": "ok"}
    assert Extraction.objects.get(status="error").errors == [[0, "", "fault.ZeroDivisionError"]]
    assert bytes(SubmissionVersion.objects.get(instance_id="uuid:2").xml)
    extraction.rerun(datetime.date(2020, 1, 1))
    extraction.run()
    assert not Extraction.objects.filter(status="error").exists()


def test_a_locked_database_leaves_it_due(phone, form, monkeypatch):
    phone.send(forms.instance())

    def locked(*_):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(placing, "place", locked)
        with pytest.raises(OperationalError):
            extraction.run()
    assert Submission.objects.get().extracted == 0
    assert extraction.lag_seconds() > 0
    assert extraction.run() == 1
    assert extraction.lag_seconds() == 0


def test_an_edit_takes_the_place_of_what_it_replaces(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], water_months="1", members=MEMBERS)
    kept = Person.objects.get(ordinal=1).uid
    edit = forms.instance(
        "uuid:2", deprecated="uuid:1", outcome="answered", house=str(houses_here[0].house.uid),
        water_months="9", members=MEMBERS[:1],
    )  # fmt: skip
    assert phone.send(edit).status_code == 201
    extraction.run()
    assert [one.data.get("/water_months") for one in Record.objects.filter(parent=None)] == ["9"]
    assert Person.objects.get().uid == kept


def test_a_member_keeps_her_key_within_a_round_and_not_between_rounds(
    phone, village_round, houses_here, tambon, form
):
    from sarn.collection.tests.conftest import open_round

    answer(phone, 1, houses_here[0], members=MEMBERS[:1])
    first = set(Record.objects.values_list("key", flat=True))
    open_round(form, tambon.tambon, "2570", now=timezone.now())
    answer(phone, 2, houses_here[0], members=MEMBERS[:1])
    second = set(Record.objects.filter(round_code="2570").values_list("key", flat=True))
    assert len(second) == 2
    assert not first & second
    assert Person.objects.count() == 1


def test_personal_answers_go_to_the_registry_and_nowhere_else(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], telephone="0812345678", members=MEMBERS)
    person = Person.objects.get(ordinal=1)
    assert (person.name, person.citizen_id) == ("สมชาย ใจดี", "1-2345-67890-12-1")
    assert person.citizen_id_class == "valid"
    assert (person.sex, person.birth_year) == ("m", 1977)
    answers = {one.path: (one.value, one.person_id) for one in PersonalAnswer.objects.all()}
    assert answers["/telephone"] == ("0812345678", None)
    assert answers["/member/illness"] == ("เบาหวาน", person.pk)
    everywhere = " ".join(map(str, Record.objects.values_list("data", "typed", "faults")))
    for planted in ("สมชาย", "12345", "0812345678", "เบาหวาน"):
        assert planted not in everywhere


def test_unknown_elements_are_kept_sealed(phone, form):
    """Case 31: nobody has said that they are not personal."""
    answer(phone, 1, removed_field="ชื่อเล่น")
    assert [one.value for one in PersonalAnswer.objects.filter(path="/removed_field")] == ["ชื่อเล่น"]
    assert "ชื่อเล่น" not in str(Record.objects.values_list("data", flat=True))


def test_a_late_answer_is_kept_and_not_counted(phone, village_round, houses_here):
    rounds.close_village("2569", "99010104", by="person:test")
    submission = answer(phone, 1, houses_here[0])
    assert submission.current.extraction.flags == ["round.late"]
    assert not Record.objects.get().counted
    assert rounds.coverage(village_round).answered == 0
