"""Members of a household: the same telling gives the same persons."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from sarn.registry import houses, people
from sarn.registry.models import Person, Residence
from sarn.registry.people import Member
from sarnkit.uid import uuid7

pytestmark = pytest.mark.storage
CID = "1234567890121"
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def household(village):
    return houses.enrol(village=village, number="1", by="person:test")[0]


def tell(household, *members, version=None, lineage=(), on=DAY):
    version = version or uuid7()
    people.put_members(household, members, version_uid=version, lineage=lineage, on=on)
    return version


def test_telling_it_again_gives_the_same_persons(household):
    members = Member("/member[1]", 1, "สมชาย", CID), Member("/member[2]", 2, "มาลี")
    version = tell(household, *members)
    before = list(Person.objects.order_by("pk").values_list("uid", "ordinal"))
    tell(household, *members, version=version)
    assert list(Person.objects.order_by("pk").values_list("uid", "ordinal")) == before
    assert Residence.objects.count() == 2


def test_a_citizen_id_finds_her_again_in_another_place(household):
    first = tell(household, Member("/member[1]", 1, "สมชาย", CID))
    uid = Person.objects.get().uid
    tell(household, Member("/member[3]", 3, "สมชาย ใจดี", "1-2345-67890-12-1"))
    person = Person.objects.get()
    assert (person.uid, person.ordinal, person.name) == (uid, 3, "สมชาย ใจดี")
    tell(household, Member("/member[1]", 1, "เก่า", CID), version=first)
    assert Person.objects.get().name == "สมชาย ใจดี"


def test_an_edit_may_leave_somebody_out(household):
    first = tell(household, Member("/member[1]", 1, "ก"), Member("/member[2]", 2, "ข"))
    tell(household, Member("/member[1]", 1, "ก"), lineage=[first])
    assert [one.name for one in Person.objects.all()] == ["ก"]


def test_two_members_with_one_citizen_id_stay_two(household):
    tell(household, Member("/member[1]", 1, "ก", CID), Member("/member[2]", 2, "ข", CID))
    assert Person.objects.count() == 2


GIRL = Member("/member[1]", 1, "มะลิ", "", "not_yet", "female", 2024)


def test_who_has_no_number_is_found_by_name_sex_and_year_of_birth(household):
    tell(household, Member("/member[1]", 1, "ก", CID), replace(GIRL, path="/member[2]", ordinal=2))
    uids = set(Person.objects.values_list("uid", flat=True))
    tell(household, GIRL, Member("/member[2]", 2, "ก", CID))
    assert set(Person.objects.values_list("uid", flat=True)) == uids


def test_a_number_that_came_later_is_hers(household):
    first = tell(household, GIRL)
    uid = Person.objects.get().uid
    tell(household, replace(GIRL, citizen_id=CID, citizen_id_reason=""))
    tell(household, GIRL, version=first)  # the older one, read again
    person = Person.objects.get()
    assert (person.uid, person.citizen_id) == (uid, CID)


@pytest.mark.parametrize(
    "other",
    [
        replace(GIRL, sex="male"),
        replace(GIRL, birth_year=2025),
        replace(GIRL, name="มะลิวัลย์"),
        replace(GIRL, name="", birth_year=2024),
        replace(GIRL, birth_year=None),
    ],
)
def test_control_somebody_else_without_a_number_is_somebody_else(household, other):
    tell(household, GIRL)
    tell(household, other)
    assert Person.objects.count() == 2


def test_namesakes_with_two_numbers_stay_two(household):
    tell(household, replace(GIRL, citizen_id=CID))
    tell(household, replace(GIRL, citizen_id="G123456789012"))
    assert Person.objects.count() == 2


def test_twins_in_name_stay_two_and_do_not_become_four(household):
    both = GIRL, replace(GIRL, path="/member[2]", ordinal=2)
    tell(household, *both)
    tell(household, *both)
    assert Person.objects.count() == 2


def test_another_kind_of_residence_ends_the_former(household):
    tell(household, Member("/member[1]", 1, "ก", CID, residence="present", months=12))
    later = datetime.date(2027, 3, 1)
    tell(household, Member("/member[1]", 1, "ก", CID, residence="away", months=2), on=later)
    former, present = Residence.objects.order_by("valid_from")
    assert (former.kind, former.valid_to) == ("present", later)
    assert (present.kind, present.months, present.valid_to) == ("away", 2, None)


@pytest.mark.parametrize(
    ("text", "reason", "given"),
    [
        (CID, "", "valid"),
        ("๑๒๓๔๕๖๗๘๙๐๑๒๑", "", "valid"),
        ("1234567890123", "", "wrong"),
        ("123", "", "wrong"),
        ("0123456789012", "", "other"),
        ("G123456789012", "", "g-code"),
        ("", "not_registered", "not_registered"),
        ("", "", ""),
    ],
)
def test_classes_of_citizen_ids(text, reason, given):
    assert people.citizen_id_class(text, reason) == given


def test_a_wrong_number_is_kept_and_not_indexed(household):
    tell(household, Member("/member[1]", 1, "ก", "1234567890123"))
    person = Person.objects.get()
    assert (person.citizen_id, person.citizen_id_class, person.citizen_id_index) == (
        "1234567890123",
        "wrong",
        "",
    )
