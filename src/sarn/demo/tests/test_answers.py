"""The counts that the demo promises, without building it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from sarn.demo import members
from sarn.demo.tambon import practice, rounds, village, villages
from sarn.demo.visiting import visits
from sarnkit.thai import ACCEPTED, be, check_citizen_id

WATER = "/data/water/water_use"
FIRST, SECOND = rounds()
# Village → (households that answered, those whose water ran short): acceptance scenarios and comparison villages.
PROMISED = {
    "2569": {4: (124, 51), 9: (22, 9), 1: (96, 38), 2: (110, 44), 3: (80, 29), 6: (141, 60), 8: (60, 22), 11: (118, 47)},
    "2570": {4: (121, 32), 9: (21, 5), 1: (98, 36), 2: (108, 41), 3: (82, 30), 6: (139, 55), 8: (63, 21), 11: (117, 46)},
}  # fmt: skip


def both(number):
    """Pairs of visits to the same household in the two rounds."""
    return list(zip(visits(village(number), FIRST), visits(village(number), SECOND), strict=True))


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
@pytest.mark.parametrize("number", PROMISED["2569"])
def test_water_is_short_in_exactly_the_promised_households(plan, number):
    said = Counter(
        visit.answers.get(WATER) for visit in visits(village(number), plan) if visit.outcome == "answered"
    )
    answered, short = PROMISED[plan.code][number]
    assert said == {"no": short, "yes": answered - short}


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
def test_every_village_comes_to_the_counts_of_its_table(plan):
    for one in villages():
        counts = one.rounds[plan.code]
        assert sorted(visit.outcome for visit in visits(one, plan)) == sorted(counts.outcomes())
        assert counts.target == one.rounds["2569"].target, one.number


def test_the_missing_seven_of_village_4_have_their_reasons():
    outcomes = Counter(visit.outcome for visit in visits(village(4), FIRST))
    assert outcomes == {
        "answered": 124,
        "closed_house": 3,
        "working_away": 3,
        "refused": 1,
        "abandoned": 2,
    }
    assert village(4).rounds["2569"].target == 131
    assert village(9).rounds["2569"].target == 24


def test_comparison_villages_are_at_least_half_as_large_as_village_4():
    for number in (1, 2, 3, 6, 8, 11):
        assert village(number).rounds["2569"].target * 2 >= 131


def test_in_village_4_118_households_answer_twice_24_better_6_worse_off():
    twice = Counter(
        (one.water_short, two.water_short) for one, two in both(4) if one.outcome == two.outcome == "answered"
    )
    assert twice.total() == 118
    assert (twice[True, False], twice[False, True]) == (24, 6)


@pytest.mark.parametrize("number", [4, 9])
def test_the_second_round_finds_the_same_people_one_year_older(number):
    for one, two in both(number):
        assert (one.number, one.ordinal) == (two.number, two.ordinal)
        assert (one.outcome == "abandoned") == (two.outcome == "abandoned")
        if one.family and two.family:
            assert [members.older(person, 1) for person in one.family] == two.family
            told = [
                [visit.answers[f"/data/member[1]/{name}"] for name in ("name", "birth_year")]
                for visit in (one, two)
            ]
            assert told[0] == told[1]


def test_of_the_homes_of_elders_in_village_9_three_of_seven_were_short():
    homes = Counter(
        (members.elders_only(visit.family), visit.water_short)
        for visit in visits(village(9), FIRST)
        if visit.family
    )
    assert homes == {(True, True): 3, (True, False): 4, (False, True): 6, (False, False): 9}


def test_the_practice_village_has_twelve_houses_elsewhere():
    found = visits(practice().village, practice().round)
    assert len(found) == 12
    assert {visit.village.tambon for visit in found} == {"990102"}
    assert all(visit.outcome == "answered" for visit in found)


def test_the_tambon_has_fourteen_villages_and_1500_target_households():
    assert [one.number for one in villages()] == list(range(1, 15))
    assert sum(one.rounds["2569"].target for one in villages()) == 1500


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
def test_about_five_thousand_people_live_there(plan):
    people = sum(visit.members for one in villages() for visit in visits(one, plan))
    assert 4700 <= people <= 5400


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
def test_the_same_answers_every_time(plan):
    once, again = visits(village(8), plan), visits(village(8), plan)
    assert [visit.answers for visit in once] == [visit.answers for visit in again]
    assert [visit.started for visit in once] == [visit.started for visit in again]


def test_every_household_is_visited_once_a_round_and_keys_are_not_shared():
    keys: list[str] = []
    for one in villages():
        for plan in rounds():
            keys += [visit.key for visit in visits(one, plan)]
    keys += [visit.key for visit in visits(practice().village, practice().round)]
    assert len(set(keys)) == len(keys) == 2 * 1513 + 12


def test_citizen_ids_are_invented_and_pass_the_check():
    """Province 99 does not exist, so that no number can be a living person's."""
    seen: set[str] = set()
    everybody = [visit for one in villages() for visit in visits(one, FIRST)]
    for visit in everybody + visits(practice().village, practice().round):
        for index in range(1, visit.members + 1):
            number = str(visit.answers[f"/data/member[{index}]/citizen_id"])
            if not number:
                assert visit.answers[f"/data/member[{index}]/no_id_reason"]
                continue
            assert check_citizen_id(number) in ACCEPTED
            assert number[0] == "G" or number[1:3] == "99" or number.startswith("0099")
            assert number not in seen
            seen.add(number)
    assert len(seen) > 5000


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
def test_most_people_pass_and_villages_differ(plan):
    """Plausible, so that pages show what real ones would: 85 to 99 % pass, saving 55 to 80 %."""
    saves = {}
    for one in villages():
        homes = [visit.answers for visit in visits(one, plan) if visit.outcome == "answered"]
        for question in ("/data/home/house_secure", "/data/water/drinking_water"):
            yes = sum(answers[question] == "yes" for answers in homes) / len(homes)
            assert 0.8 <= yes <= 1.0, (one.number, question)
        saves[one.number] = sum(answers["/data/saving/saves"] == "yes" for answers in homes) / len(homes)
    assert all(0.45 <= share <= 0.85 for share in saves.values())
    assert max(saves.values()) - min(saves.values()) > 0.1


@pytest.mark.parametrize("plan", rounds(), ids=lambda plan: plan.code)
def test_visits_fall_into_the_round_and_are_over_when_phones_send(plan):
    ended = [visit.ended for one in villages() for visit in visits(one, plan)]
    assert {moment.year for moment in ended} == {plan.survey_year}
    assert str(be(plan.survey_year)) == plan.code
    assert min(ended).date() >= plan.opens_on
    assert max(ended) < plan.sent_at < plan.closed_at


def test_rounds_follow_each_other():
    for one, two in pairwise(rounds()):
        assert one.closes_on < two.opens_on
        assert one.reference_year < two.reference_year
