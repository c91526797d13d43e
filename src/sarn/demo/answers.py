"""What the households of the demo answer: seeded, the same for ever, exact where a count is promised.

Answers are kept as a person gives them to the form: reference → value, in the order of the form. The
writer of instances and ODK's engine are both fed from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from random import Random

from sarn.demo import members
from sarn.demo.members import Member
from sarn.demo.tambon import RoundPlan, Village
from sarnkit.thai import be

SEED = "sarn-demo-1"
_BANGKOK = timezone(timedelta(hours=7))
_FIRST_HOUR = time(7, 30)
_DAYS = 19

# Computed by the form itself; the engine fills them, our writer puts them in.
COMPUTED = ("/data/survey_year", "/age")


@dataclass
class Visit:
    """One visit to a household: where, when, and every answer."""

    village: Village
    plan: RoundPlan
    position: int  # of the household in the village's list
    number: str  # of the house
    ordinal: int  # of the household in the house
    outcome: str
    water_short: bool
    started: datetime
    ended: datetime
    answers: dict[str, str | int] = field(default_factory=dict)
    family: list[Member] = field(default_factory=list)

    @property
    def key(self) -> str:
        """99010104-12-1: village, house, household; later rounds have their mark before it."""
        return f"{self.plan.mark}{self.village.code}-{self.number.replace('/', '_')}-{self.ordinal}"

    @property
    def members(self) -> int:
        """How many people were told of."""
        return len(self.family)


def house_numbers(village: Village) -> list[tuple[str, int]]:
    """(house number, household in it) of every enrolled household; some houses hold two households."""
    found: list[tuple[str, int]] = []
    number = 0
    while len(found) < village.households:
        number += 1
        label = f"{number // 9}/{number % 9 + 1}" if number > 9 and number % 9 == 4 else str(number)
        found.append((label, 1))
        if number % 41 == 0 and len(found) < village.households:
            found.append((label, 2))
    return found


def visits(village: Village, plan: RoundPlan) -> Iterator[Visit]:
    """Every visit of the first round of this village; houses are filled in by `at_house`."""
    counts = village.rounds[plan.code]
    rng = Random(f"{SEED}/{village.code}")
    outcomes = counts.outcomes()
    rng.shuffle(outcomes)
    short = [True] * counts.water_short + [False] * (counts.answered - counts.water_short)
    rng.shuffle(short)
    elders = _homes_of_elders(village, plan)
    for position, ((number, ordinal), outcome) in enumerate(
        zip(house_numbers(village), outcomes, strict=True)
    ):
        own = Random(f"{SEED}/{village.code}/{number}/{ordinal}")
        water_short = short.pop() if outcome == "answered" else False
        visit = begin(
            village, plan, (position, number, ordinal), outcome, own, water_short=water_short, longest=24
        )
        if outcome == "answered":
            fill_household(visit, own, elders=elders[water_short].pop() if elders else None)
        yield visit


def begin(
    village: Village, plan: RoundPlan, at: tuple[int, str, int], outcome: str, rng: Random, *, water_short: bool,
    longest: int,
) -> Visit:  # fmt: skip
    """A visit to the household `at` (position, house number, household in it) up to whether they agreed to answer."""
    first = datetime.combine(plan.first_day, _FIRST_HOUR, _BANGKOK)
    started = first + timedelta(days=rng.randrange(_DAYS), minutes=rng.randrange(600))
    minutes = rng.randint(9, longest) if outcome == "answered" else rng.randint(1, 3)
    ended = started + timedelta(minutes=minutes, seconds=rng.randrange(60))
    visit = Visit(village, plan, *at, outcome, water_short, started, ended)
    _fill_place(visit)
    if outcome == "answered":
        visit.answers["/data/consent/agreed"] = "yes"
        visit.answers["/data/consent/agreed_help"] = "yes" if rng.random() < 0.9 else "no"
    return visit


def _homes_of_elders(village: Village, plan: RoundPlan) -> dict[bool, list[bool]]:
    """Water short → for each such home whether only elders live there; {} where it is left to chance."""
    if not village.elders_only:
        return {}
    counts = village.rounds[plan.code]
    homes, short = village.elders_only["homes"], village.elders_only["water_short"]
    rng = Random(f"{SEED}/{village.code}/elders")
    found = {
        True: [True] * short + [False] * (counts.water_short - short),
        False: [True] * (homes - short) + [False] * (counts.answered - counts.water_short - homes + short),
    }
    for flags in found.values():
        rng.shuffle(flags)
    return found


def at_house(visit: Visit, house_uid: str) -> Visit:
    """The visit with the house chosen from the list that the phone holds."""
    visit.answers["/data/place/house"] = house_uid
    return visit


def _fill_place(visit: Visit) -> None:
    answers = visit.answers
    answers["/data/survey_year"] = be(visit.plan.survey_year)
    answers["/data/place/village"] = visit.village.code
    answers["/data/place/house_listed"] = "yes"
    answers["/data/place/house"] = ""
    answers["/data/place/household_number"] = visit.ordinal
    # In every second village somebody opened the door and then did not agree.
    declined = visit.outcome == "refused" and visit.village.number % 2 == 1
    answers["/data/visit/outcome"] = "answered" if declined else visit.outcome
    if declined:
        answers["/data/consent/agreed"] = "no"


def fill_household(visit: Visit, rng: Random, *, elders: bool | None = None) -> None:
    """All answers of a household that is heard for the first time; `elders` says who may live there."""
    answers, strength = visit.answers, visit.village.strength
    answers["/data/home/house_secure"] = said(0.975 + strength / 2, rng)
    answers["/data/home/house_durable"] = said(0.945 + strength, rng)
    answers["/data/water/drinking_water"] = said(0.965 + strength - 0.08 * visit.water_short, rng)
    answers["/data/water/water_use"] = "no" if visit.water_short else "yes"
    visit.family = members.household(rng)
    while elders is not None and elders != members.elders_only(visit.family):
        visit.family = members.household(rng)
    six = f"{visit.village.tambon[-1]}{visit.village.number:02}{visit.position:03}"
    visit.family = members.numbered(visit.family, six)
    fill_members(visit, rng)
    for name, baht in _income(visit.family, strength, rng).items():
        answers[f"/data/income/{name}"] = baht
    answers["/data/saving/saves"] = said(0.65 + 2 * strength, rng)


def fill_members(visit: Visit, rng: Random) -> None:
    """What is asked of each member."""
    for index, member in enumerate(visit.family, start=1):
        _fill_member(visit, f"/data/member[{index}]", member, rng)


def said(chance: float, rng: Random) -> str:
    """Yes with this chance, rarely «not known»."""
    return "dk" if rng.random() < 0.004 else "yes" if rng.random() < min(chance, 0.995) else "no"


def _fill_member(visit: Visit, at: str, member: Member, rng: Random) -> None:
    answers, strength = visit.answers, visit.village.strength
    answers[f"{at}/name"] = member.name
    answers[f"{at}/citizen_id"] = member.citizen_id
    if not member.citizen_id:
        answers[f"{at}/no_id_reason"] = member.no_id_reason
    answers[f"{at}/sex"] = member.sex
    answers[f"{at}/birth_year"] = be(visit.plan.survey_year - member.age)
    answers[f"{at}/age"] = member.age
    answers[f"{at}/residence"] = member.residence
    if member.months is not None:
        answers[f"{at}/months"] = member.months
    if 6 <= member.age <= 14:
        answers[f"{at}/in_school"] = said(0.975 + strength / 2, rng)
    if 15 <= member.age <= 59:
        studies = rng.random() < {15: 0.95, 16: 0.93, 17: 0.9, 18: 0.75}.get(
            member.age, 0.5 * (member.age < 23)
        )
        unable = rng.random() < 0.012
        answers[f"{at}/full_time_student"] = "yes" if studies else "no"
        answers[f"{at}/unable_disabled"] = "yes" if unable else "no"
        answers[f"{at}/works"] = "no" if studies or unable else said(0.965 + strength, rng)


def _income(family: list[Member], strength: float, rng: Random) -> dict[str, int | str]:
    """Baht a year, rounded as people say it; now and then a part is not known and left empty."""
    workers = sum(18 <= one.age <= 64 for one in family)
    elders = sum(one.age >= 60 for one in family)
    a_head = rng.lognormvariate(11.12 + 3 * strength, 0.42)
    total = a_head * len(family)
    main = rounded(total * (0.62 if workers else 0.15))
    second = rounded(total * 0.17) if workers > 1 else 0
    other = rounded(total * 0.12) + 7_200 * elders + (0 if workers else rounded(total * 0.45))
    own = rounded(total * 0.09, 500)
    found: dict[str, int | str] = dict(
        zip(
            ("income_main", "income_second", "income_other", "income_own"),
            (main, second, other, own),
            strict=True,
        )
    )
    if rng.random() < 0.01:
        found["income_own"] = ""
    return found


def rounded(baht: float, to: int = 1_000) -> int:
    """Baht as people say it."""
    return int(baht / to + 0.5) * to
