"""Rounds: targets, visit outcomes, coverage with its reasons, the states of a village."""

from __future__ import annotations

import pytest

from sarn.access.scope import within
from sarn.access.tests.scopes import person_scope
from sarn.audit.models import Event
from sarn.collection import rounds
from sarn.collection.models import Extraction, Record, TargetHousehold, VillageRound
from sarn.collection.tests.conftest import answer, open_round
from sarn.registry import houses
from sarnkit.problems import Problem

pytestmark = pytest.mark.storage


def code_of(refusal):
    return refusal.value.code


def test_opening_takes_the_households_as_targets(village_round, houses_here):
    uids = TargetHousehold.objects.filter(village_round=village_round).values_list("household_uid", flat=True)
    assert set(uids) == {one.uid for one in houses_here}
    assert rounds.coverage(village_round) == rounds.Coverage(3, 0, {"": 3}, 0)
    assert VillageRound.objects.count() == 2
    assert Event.objects.filter(action="round.open").count() == 1


def test_opening_again_adds_what_came_since(village_round, form, tambon, village):
    houses.enrol(village=village, number="4", by="person:test")
    open_round(form, tambon.tambon)
    assert rounds.coverage(village_round).target == 4
    assert VillageRound.objects.count() == 2


def test_a_round_without_households_does_not_open(form, tambon):
    with pytest.raises(Problem) as refusal:
        open_round(form, tambon.tambon)
    assert code_of(refusal) == "rounds.no-households"


def test_an_app_above_can_stop_a_round(form, tambon, houses_here):
    def not_yet(**_):
        raise Problem("rounds.unknown", round="2568")

    rounds.opening.connect(not_yet)
    try:
        with pytest.raises(Problem):
            open_round(form, tambon.tambon)
    finally:
        rounds.opening.disconnect(not_yet)
    assert not VillageRound.objects.exists()


def test_outcomes_explain_every_household_that_did_not_answer(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0])
    answer(phone, 2, houses_here[1], outcome="closed_house")
    assert rounds.coverage(village_round) == rounds.Coverage(3, 1, {"": 1, "closed_house": 1}, 0)
    answer(phone, 3, houses_here[2], outcome="abandoned")
    assert rounds.coverage(village_round) == rounds.Coverage(2, 1, {"closed_house": 1}, 1)
    assert list(Record.objects.order_by("pk").values_list("counted", flat=True)) == [True, False, False]


def test_a_later_visit_mends_the_outcome_and_never_unanswers(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], outcome="closed_house")
    answer(phone, 2, houses_here[0])
    answer(phone, 3, houses_here[0], outcome="closed_house")
    assert rounds.coverage(village_round).answered == 1
    assert Record.objects.filter(counted=True).count() == 1


def test_of_two_answers_of_one_household_the_last_counts(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], water_months="1", members=[{"age": "1"}])
    answer(phone, 2, houses_here[0], water_months="2")
    counted = Record.objects.filter(counted=True)
    assert [one.data["/water_months"] for one in counted] == ["2"]
    assert all(one.flags == ["household.answered-twice"] for one in Extraction.objects.all())


def test_two_households_of_one_house_are_two(phone, village_round, houses_here, village):
    houses.enrol(village=village, number="1", households=2, by="person:test")
    answer(phone, 1, houses_here[0])
    answer(phone, 2, houses_here[0], hh_no="2")
    assert Record.objects.filter(counted=True).count() == 2


def test_an_unknown_outcome_counts_nothing(phone, village_round, houses_here):
    answer(phone, 1, houses_here[0], outcome="")
    assert Extraction.objects.get().flags == ["visit.no-outcome"]
    assert not Record.objects.get().counted


def test_the_way_of_a_village(phone, village_round, houses_here):
    def state():
        return VillageRound.objects.get(pk=village_round.pk).state

    answer(phone, 1, houses_here[0])
    assert state() == "collecting"
    code = village_round.area.code
    for act, after in (
        ("close", "closed"),
        ("reopen", "collecting"),
        ("close", "closed"),
        ("check", "checked"),
    ):
        getattr(rounds, f"{act}_village")("2569", code, by="person:test")
        assert state() == after
    done = Event.objects.filter(action__startswith="round.").order_by("pk").values_list("action", flat=True)
    assert list(done)[1:] == ["round.collect", "round.close", "round.reopen", "round.close", "round.check"]


@pytest.mark.parametrize("act", ["reopen", "check"])
def test_moves_out_of_turn_are_refused(village_round, act):
    with pytest.raises(Problem) as refusal:
        getattr(rounds, f"{act}_village")("2569", "99010104", by="person:test")
    assert code_of(refusal) == "rounds.wrong-state"


def test_another_village_cannot_be_moved(village_round, tambon):
    with within(person_scope("cd_officer", tambon.other_tambon)), pytest.raises(Problem) as refusal:
        rounds.close_village("2569", "99010104", by="person:cd")
    assert code_of(refusal) == "rounds.no-village"


def test_dates_the_wrong_way_round(form, tambon, houses_here):
    import datetime

    with pytest.raises(Problem) as refusal:
        open_round(form, tambon.tambon, closes_on=datetime.date(2025, 1, 1))
    assert code_of(refusal) == "rounds.dates"
