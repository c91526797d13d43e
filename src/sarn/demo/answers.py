"""What the households of the demo answer: seeded, the same for ever, exact where a count is promised.

Answers are kept as a person gives them to the form: reference → value, in the order of the form. The
writer of instances and ODK's engine are both fed from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from random import Random

from sarn.demo import members
from sarn.demo.tambon import Village
from sarnkit.thai import be

SURVEY_YEAR = 2026  # CE; the form writes 2569
_BANGKOK = timezone(timedelta(hours=7))
_FIRST_DAY = datetime(2026, 11, 2, 7, 30, tzinfo=_BANGKOK)
_DAYS = 19
_SEED = "sarn-demo-1"

# Computed by the form itself; the engine fills them, our writer puts them in.
COMPUTED = ("/data/survey_year", "/age")


@dataclass
class Visit:
    """One visit to a household: where, when, and every answer."""

    village: Village
    number: str  # of the house
    ordinal: int  # of the household in the house
    outcome: str
    water_short: bool
    started: datetime
    ended: datetime
    answers: dict[str, str | int] = field(default_factory=dict)
    members: int = 0

    @property
    def key(self) -> str:
        """99010104-12-1: village, house, household."""
        return f"{self.village.code}-{self.number.replace('/', '_')}-{self.ordinal}"


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


def visits(village: Village) -> Iterator[Visit]:
    """Every visit of the round in this village; houses are filled in by `at_house`."""
    rng = Random(f"{_SEED}/{village.code}")
    outcomes = village.outcomes()
    rng.shuffle(outcomes)
    short = [True] * village.water_short + [False] * (village.answered - village.water_short)
    rng.shuffle(short)
    for (number, ordinal), outcome in zip(house_numbers(village), outcomes, strict=True):
        own = Random(f"{_SEED}/{village.code}/{number}/{ordinal}")
        started = _FIRST_DAY + timedelta(days=own.randrange(_DAYS), minutes=own.randrange(600))
        minutes = own.randint(9, 24) if outcome == "answered" else own.randint(1, 3)
        visit = Visit(
            village,
            number,
            ordinal,
            outcome,
            short.pop() if outcome == "answered" else False,
            started,
            started + timedelta(minutes=minutes, seconds=own.randrange(60)),
        )
        _fill(visit, own)
        yield visit


def at_house(visit: Visit, house_uid: str) -> Visit:
    """The visit with the house chosen from the list that the phone holds."""
    visit.answers["/data/place/house"] = house_uid
    return visit


def _fill(visit: Visit, rng: Random) -> None:
    answers = visit.answers
    answers["/data/survey_year"] = be(SURVEY_YEAR)
    answers["/data/place/village"] = visit.village.code
    answers["/data/place/house_listed"] = "yes"
    answers["/data/place/house"] = ""
    answers["/data/place/household_number"] = visit.ordinal
    # In every second village somebody opened the door and then did not agree.
    declined = visit.outcome == "refused" and visit.village.number % 2 == 1
    answers["/data/visit/outcome"] = "answered" if declined else visit.outcome
    if declined:
        answers["/data/consent/agreed"] = "no"
    if visit.outcome == "answered":
        answers["/data/consent/agreed"] = "yes"
        answers["/data/consent/agreed_help"] = "yes" if rng.random() < 0.9 else "no"
        _fill_household(visit, rng)


def _fill_household(visit: Visit, rng: Random) -> None:
    answers, strength = visit.answers, visit.village.strength
    answers["/data/home/house_secure"] = _said(0.975 + strength / 2, rng)
    answers["/data/home/house_durable"] = _said(0.945 + strength, rng)
    answers["/data/water/drinking_water"] = _said(0.965 + strength - 0.08 * visit.water_short, rng)
    answers["/data/water/water_use"] = "no" if visit.water_short else "yes"
    family = members.household(rng)
    visit.members = len(family)
    for index, member in enumerate(family, start=1):
        _fill_member(answers, f"/data/member[{index}]", member, strength, rng)
    for name, baht in _income(family, strength, rng).items():
        answers[f"/data/income/{name}"] = baht
    answers["/data/saving/saves"] = _said(0.65 + 2 * strength, rng)


def _said(chance: float, rng: Random) -> str:
    """Yes with this chance, rarely «not known»."""
    return "dk" if rng.random() < 0.004 else "yes" if rng.random() < min(chance, 0.995) else "no"


def _fill_member(
    answers: dict[str, str | int], at: str, member: members.Member, strength: float, rng: Random
) -> None:
    answers[f"{at}/name"] = member.name
    answers[f"{at}/citizen_id"] = member.citizen_id
    if not member.citizen_id:
        answers[f"{at}/no_id_reason"] = member.no_id_reason
    answers[f"{at}/sex"] = member.sex
    answers[f"{at}/birth_year"] = be(SURVEY_YEAR - member.age)
    answers[f"{at}/age"] = member.age
    answers[f"{at}/residence"] = member.residence
    if member.months is not None:
        answers[f"{at}/months"] = member.months
    if 6 <= member.age <= 14:
        answers[f"{at}/in_school"] = _said(0.975 + strength / 2, rng)
    if 15 <= member.age <= 59:
        studies = rng.random() < {15: 0.95, 16: 0.93, 17: 0.9, 18: 0.75}.get(
            member.age, 0.5 * (member.age < 23)
        )
        unable = rng.random() < 0.012
        answers[f"{at}/full_time_student"] = "yes" if studies else "no"
        answers[f"{at}/unable_disabled"] = "yes" if unable else "no"
        answers[f"{at}/works"] = "no" if studies or unable else _said(0.965 + strength, rng)


def _income(family: list[members.Member], strength: float, rng: Random) -> dict[str, int | str]:
    """Baht a year, rounded as people say it; now and then a part is not known and left empty."""
    workers = sum(18 <= one.age <= 64 for one in family)
    elders = sum(one.age >= 60 for one in family)
    a_head = rng.lognormvariate(11.12 + 3 * strength, 0.42)
    total = a_head * len(family)
    main = _round(total * (0.62 if workers else 0.15))
    second = _round(total * 0.17) if workers > 1 else 0
    other = _round(total * 0.12) + 7_200 * elders + (0 if workers else _round(total * 0.45))
    own = _round(total * 0.09, 500)
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


def _round(baht: float, to: int = 1_000) -> int:
    return int(baht / to + 0.5) * to
