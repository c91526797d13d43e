"""Enrolling houses: once, again, later with more."""

from __future__ import annotations

import datetime

import pytest

from sarn.access.models import Denied
from sarn.access.scope import within
from sarn.access.tests.scopes import person_scope
from sarn.areas.tests.factories import make_area
from sarn.audit.models import Event
from sarn.registry import houses
from sarn.registry.models import House, Household
from sarnkit.problems import Problem

pytestmark = pytest.mark.storage


def enrol(village, number="12/3", **changes):
    return houses.enrol(village=village, number=number, by="person:mali", **changes)


def test_a_house_has_as_many_households_as_are_said(village):
    assert [one.ordinal for one in enrol(village, households=2)] == [1, 2]
    assert House.objects.get().area_path == village.path


def test_doing_it_again_changes_nothing(village):
    first = enrol(village)
    events = Event.objects.count()
    assert [one.pk for one in enrol(village, "  12/3 ")] == [one.pk for one in first]
    assert Event.objects.count() == events == 1


def test_more_is_added_and_gaps_are_filled(village):
    enrol(village)
    khum = make_area("9901010401", "khum", village, "เหนือ")
    assert len(enrol(village, households=3, code="99010000001", khum=khum)) == 3
    house = House.objects.get()
    assert (house.code, house.khum, house.area_path) == ("99010000001", khum, khum.path)
    assert {one.area_path for one in Household.objects.all()} == {khum.path}
    enrol(village, code="99019999999")
    assert House.objects.get().code == "99010000001"


def test_one_number_in_two_villages_is_two_houses(tambon):
    for village in tambon.villages:
        enrol(village)
    assert House.objects.count() == 2


def test_a_house_needs_a_number(village):
    with pytest.raises(Problem) as refusal:
        enrol(village, "  ")
    assert refusal.value.code == "registry.no-number"


def test_another_village_cannot_enrol_here(tambon):
    with within(person_scope("tambon_officer", tambon.other_tambon, "welfare")), pytest.raises(Denied):
        enrol(tambon.villages[0])


def test_the_list_for_phones_names_nobody(village):
    khum = make_area("9901010401", "khum", village, "เหนือ")
    enrol(village, "2", khum=khum)
    enrol(village, "10")
    listed = list(houses.house_list(village.path))
    assert [(label, code) for _, label, code in listed] == [("10", village.code), ("2 เหนือ", village.code)]


def test_households_exist_from_a_day_to_a_day(village):
    day = datetime.date(2026, 1, 1)
    household = enrol(village, on=day)[0]
    household.valid_to = datetime.date(2026, 6, 1)
    household.save()
    for on, there in ((datetime.date(2025, 12, 31), 0), (day, 1), (datetime.date(2026, 6, 1), 0)):
        assert len(list(houses.households_below(village.path, on))) == there


def test_the_board_is_in_the_order_of_the_numbers(village):
    for number in ("100", "12/3", "12", "9"):
        enrol(village, number)
    assert [one.number for one in houses.board(village.path)] == ["9", "12", "12/3", "100"]
