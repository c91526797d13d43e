"""What a household takes back leaves the registry: refusal, an edit to refusal, an edit to another house."""

from __future__ import annotations

import pytest

from sarn.collection import extraction
from sarn.collection.models import Record, Submission
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import answer
from sarn.registry.models import Person, PersonalAnswer, Residence

pytestmark = pytest.mark.storage
MALI = {"m_name": "มาลี", "cid": "1234567890121", "sex": "f", "illness": "HIV"}
SOMCHAI = {"m_name": "สมชาย", "sex": "m"}
TOLD = {"telephone": "0811111111", "members": [MALI, SOMCHAI]}


def edit(phone, number, of, household, **answers):
    answers.setdefault("outcome", "answered")
    xml = forms.instance(f"uuid:{number}", deprecated=f"uuid:{of}", house=str(household.house.uid), **answers)
    assert phone.send(xml).status_code == 201
    extraction.run()
    extraction.run()  # what had to be read again because of it


def names(household=None):
    rows = Person.objects.filter(household=household) if household else Person.objects.all()
    return sorted(one.name for one in rows)


@pytest.mark.parametrize("outcome", ["refused", "closed_house", "working_away", "abandoned", ""])
def test_a_visit_without_answers_keeps_nothing_personal(phone, village_round, houses_here, outcome):
    answer(phone, 1, houses_here[0], outcome=outcome, **TOLD)
    assert not PersonalAnswer.objects.exists()
    assert not Person.objects.exists()
    assert list(Record.objects.values_list("table_path", flat=True)) == ["/"]


def test_control_a_visit_with_answers_keeps_them(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], **TOLD)
    assert {one.value for one in PersonalAnswer.objects.all()} >= {"0811111111", "HIV"}
    assert names() == ["มาลี", "สมชาย"]
    assert Record.objects.count() == 3


def test_an_edit_to_refused_removes_what_the_same_submission_told(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], **TOLD)
    answer(phone, 2, houses_here[1], members=[{"m_name": "ข้างบ้าน", "illness": "หวัด"}])
    edit(phone, 3, 1, houses_here[0], outcome="refused", **TOLD)
    # Control: what the neighbours told is untouched.
    assert names() == ["ข้างบ้าน"]
    assert Residence.objects.count() == 1
    assert "หวัด" in {one.value for one in PersonalAnswer.objects.all()}
    assert not {"HIV", "0811111111"} & {one.value for one in PersonalAnswer.objects.all()}


def test_whom_another_submission_names_goes_back_to_what_it_told(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], members=[MALI])
    uid = Person.objects.get().uid
    answer(phone, 2, houses_here[0], members=[{**MALI, "m_name": "มาลี ใหม่", "sex": "x"}, SOMCHAI])
    key = set(Record.objects.filter(version__instance_id="uuid:1").values_list("key", flat=True))
    edit(phone, 3, 2, houses_here[0], outcome="refused")
    person = Person.objects.get()
    assert (person.uid, person.name, person.sex) == (uid, "มาลี", "f")
    assert person.residences.count() == 1
    assert [(one.value, one.person_id) for one in PersonalAnswer.objects.filter(path="/member/illness")] == [
        ("HIV", person.pk)
    ]
    assert set(Record.objects.filter(version__instance_id="uuid:1").values_list("key", flat=True)) == key
    assert extraction.due() == []


def test_an_edit_to_another_house_takes_its_persons_along(phone, village_round, houses_here):
    answer(phone, 1, houses_here[1], **TOLD)
    answer(phone, 2, houses_here[2], members=[{"m_name": "เจ้าบ้าน"}])
    before = set(Person.objects.filter(household=houses_here[1]).values_list("uid", flat=True))
    edit(phone, 3, 1, houses_here[2], **TOLD)
    assert names(houses_here[1]) == []
    assert names(houses_here[2]) == ["มาลี", "สมชาย", "เจ้าบ้าน"]
    assert before < set(Person.objects.values_list("uid", flat=True))
    assert Residence.objects.filter(household=houses_here[2]).count() == Residence.objects.count() == 3
    assert not PersonalAnswer.objects.filter(household=houses_here[1]).exists()
    outcomes = dict(village_round.targets.values_list("household_uid", "outcome"))
    assert (outcomes[houses_here[1].uid], outcomes[houses_here[2].uid]) == ("", "answered")


def test_whom_another_submission_names_stays_in_the_first_house(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], members=[MALI])
    answer(phone, 2, houses_here[0], members=[MALI, SOMCHAI])
    edit(phone, 3, 2, houses_here[1], members=[MALI, SOMCHAI])
    assert names(houses_here[0]) == ["มาลี"]
    assert names(houses_here[1]) == ["มาลี", "สมชาย"]


def test_an_edit_that_names_no_house_leaves_nobody_behind(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], **TOLD)
    xml = forms.instance("uuid:2", deprecated="uuid:1", outcome="answered", house="not-a-uid")
    assert phone.send(xml).status_code == 201
    extraction.run()
    assert names() == []
    assert Submission.objects.get().household_uid is None
