"""Area by household, then answer, then token; a place outside the token's is never believed: case 55."""

from __future__ import annotations

import datetime

import pytest

from sarn.access.scope import within
from sarn.access.tests.scopes import person_scope
from sarn.collection import extraction
from sarn.collection.models import Extraction, Record, Submission, SubmissionFile, SubmissionVersion
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import answer, open_round, phone_for
from sarn.registry import houses
from sarn.registry.models import House, Household, Person

pytestmark = pytest.mark.storage


def flags():
    return Extraction.objects.order_by("-pk").first().flags


def test_the_house_decides(form, tambon, houses_here):
    submission = answer(phone_for(tambon.tambon), 1, houses_here[1])
    assert submission.area_path == tambon.villages[0].path
    assert submission.household_uid == houses_here[1].uid
    assert Record.objects.get().village_code == "99010104"


def test_without_a_house_the_answer_decides(form, tambon):
    submission = answer(phone_for(tambon.tambon), 1, village="99010109")
    assert submission.area_path == tambon.villages[1].path
    assert submission.household_uid is None


def test_without_both_the_token_decides(phone, village):
    assert answer(phone, 1).area_path == village.path
    assert Record.objects.get().village_code == village.code


def test_a_token_of_a_tambon_alone_names_no_village(form, tambon):
    assert answer(phone_for(tambon.tambon), 1).area_path == tambon.tambon.path
    assert Record.objects.get().village_code == ""


def test_house_and_answer_that_differ_are_flagged(form, tambon, houses_here):
    answer(phone_for(tambon.tambon), 1, houses_here[0], village="99010109")
    assert flags() == ["area.answer-differs"]
    assert Record.objects.get().village_code == "99010104"
    assert Record.objects.get().counted


@pytest.mark.parametrize("by", ["village", "house"])
def test_a_place_outside_the_token_is_stored_flagged_and_not_counted(form, tambon, phone, by):
    """Case 55."""
    there = tambon.other_villages[0]
    household = houses.enrol(village=there, number="9", by="person:test")[0]
    given = {"village": there.code} if by == "village" else {"house": str(household.house.uid)}
    submission = answer(phone, 1, **given, members=[{"m_name": "สมชาย"}])
    assert flags() == ["area.outside-token"]
    assert submission.area_path == phone.token.area_path
    assert submission.household_uid is None
    assert submission.review_state == "has_issues"
    assert not any(Record.objects.values_list("counted", flat=True))
    assert not Person.objects.filter(household=household).exists()


def test_unknown_places_are_flagged(phone, form):
    answer(phone, 1, village="12345678")
    assert flags() == ["area.unknown-village"]
    answer(phone, 2, house="not-a-uid")
    assert flags() == ["house.unknown"]


def test_a_house_that_is_not_on_the_list_is_enrolled(phone, village):
    submission = answer(phone, 1, village=village.code, house_no=" 99/1 ", hh_no="2")
    assert House.objects.get().number == "99/1"
    assert submission.household_uid == Household.objects.get(ordinal=2).uid


def test_nobody_enrols_houses_outside_the_token(phone, tambon):
    answer(phone, 1, village=tambon.villages[1].code, house_no="1")
    assert not House.objects.exists()


def test_a_token_of_one_khum(form, village, tambon):
    from sarn.areas.tests.factories import make_area

    khum = make_area("9901010401", "khum", village, "เหนือ")
    household = houses.enrol(village=village, number="7", khum=khum, by="person:test")[0]
    open_round(form, tambon.tambon)
    submission = answer(phone_for(khum), 1, household)
    assert submission.area_path == khum.path
    assert Record.objects.get().village_code == village.code
    assert Record.objects.get().counted


def test_the_form_may_name_the_round(phone, village_round, houses_here, form, tambon):
    open_round(form, tambon.tambon, "2570")
    answer(phone, 1, houses_here[0], round="2569")
    answer(phone, 2, houses_here[1])
    answer(phone, 3, houses_here[2], round="1999")
    assert list(Record.objects.order_by("pk").values_list("round_code", "counted")) == [
        ("2569", True),
        ("2570", True),
        ("", False),
    ]


def test_a_village_token_cannot_edit_what_the_tambon_token_sent_about_another_village(
    form, tambon, village_round, houses_here
):
    """The record lies in ม.4 now, whatever area its first phone had."""
    answer(phone_for(tambon.tambon), 1, houses_here[0])
    edit = forms.instance(
        "uuid:e", deprecated="uuid:1", outcome="answered", house=str(houses_here[0].house.uid)
    )
    assert phone_for(tambon.villages[1]).send(edit).status_code == 404
    # Control: a phone of the village may, and is judged by its own area.
    assert phone_for(tambon.villages[0]).send(edit).status_code == 201
    latest = SubmissionVersion.objects.order_by("-pk").first()
    assert latest.area_path == tambon.villages[0].path


def test_bytes_and_files_move_with_their_submission(form, tambon, houses_here):
    """Who may see the submission may see what came with it, and nobody else may."""
    wide = phone_for(tambon.tambon)
    xml = forms.instance("uuid:1", outcome="answered", house=str(houses_here[0].house.uid), photo="p.jpg")
    assert wide.send(xml, [("p.jpg", b"jpeg")]).status_code == 201
    extraction.run()
    here, there = tambon.villages[0], tambon.villages[1]
    with within(person_scope("tambon_officer", here, "welfare")):
        assert bytes(Submission.objects.get().current.xml) == xml
        assert SubmissionFile.objects.get().name == "p.jpg"
    with within(person_scope("tambon_officer", there, "welfare")):
        assert not SubmissionVersion.objects.exists()
    # Control: it is still judged by the area of its token, so that an edit may name the other village.
    household = houses.enrol(village=there, number="9", by="person:test")[0]
    edit = forms.instance(
        "uuid:2", deprecated="uuid:1", outcome="answered", house=str(household.house.uid), photo="p.jpg"
    )
    assert wide.send(edit).status_code == 201
    extraction.run()
    assert flags() == []
    for model in (Submission, SubmissionVersion, SubmissionFile):
        assert set(model.objects.values_list("area_path", flat=True)) == {there.path}
    extraction.rerun(datetime.date(2020, 1, 1))
    extraction.run()
    assert flags() == []
