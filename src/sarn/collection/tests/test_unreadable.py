"""An answer that can no longer be read stands for nobody; the others stand for their household again."""

from __future__ import annotations

import datetime

import pytest

from sarn.collection import extraction, placing, rounds
from sarn.collection.models import Record, Submission, SubmissionVersion, TargetHousehold
from sarn.collection.tests.conftest import answer
from sarn.registry.models import Person

pytestmark = pytest.mark.storage


@pytest.fixture
def breaking(monkeypatch):
    """Make reading one of them fail, and read everything again."""
    whole = placing.place

    def read_again(instance_id=""):
        def breaks(version, *rest):
            if version.instance_id == instance_id:
                raise ZeroDivisionError
            return whole(version, *rest)

        with monkeypatch.context() as patched:
            patched.setattr(placing, "place", breaks)
            extraction.rerun(datetime.date(2020, 1, 1))
            extraction.run()

    return read_again


def counted():
    return list(
        Record.objects.filter(parent=None, counted=True).values_list("version__instance_id", flat=True)
    )


def outcome(household):
    return TargetHousehold.objects.get(household_uid=household.uid).outcome


def test_the_earlier_answer_of_the_household_counts_again(phone, village_round, houses_here, breaking):
    for number in (1, 2):
        answer(phone, number, houses_here[0], members=[{"m_name": "ก"}])
    assert counted() == ["uuid:2"]
    breaking("uuid:2")
    assert counted() == ["uuid:1"]
    assert outcome(houses_here[0]) == "answered"
    breaking()
    assert counted() == ["uuid:2"]


@pytest.mark.parametrize("visit", ["answered", "refused"])
def test_alone_it_leaves_the_household_unheard_and_loses_nothing(
    phone, village_round, houses_here, breaking, visit
):
    answer(phone, 1, houses_here[0], outcome=visit, members=[{"m_name": "ก"}])
    persons = Person.objects.count()
    assert outcome(houses_here[0]) == visit
    breaking("uuid:1")
    assert outcome(houses_here[0]) == ""
    assert rounds.coverage(village_round).answered == 0
    assert (SubmissionVersion.objects.count(), Person.objects.count()) == (1, persons)
    breaking()
    assert outcome(houses_here[0]) == visit


def test_a_refusal_that_stays_readable_tells(phone, village_round, houses_here, breaking):
    answer(phone, 1, houses_here[0], outcome="refused")
    answer(phone, 2, houses_here[0])
    breaking("uuid:2")
    assert outcome(houses_here[0]) == "refused"


def test_one_that_is_flagged_later_asks_for_a_look(phone, village_round, houses_here):
    first = answer(phone, 1, houses_here[0])
    assert first.review_state == "received"
    answer(phone, 2, houses_here[0])
    assert set(Submission.objects.values_list("review_state", flat=True)) == {"has_issues"}
