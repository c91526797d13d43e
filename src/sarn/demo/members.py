"""The members of an invented household: who lives together, how old, with which number.

Ages follow a Thai village: one household in ten is an old person alone, many are three generations,
some are grandparents with grandchildren whose parents work elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from sarn.demo.names import FAMILY, FEMALE, MALE
from sarnkit.thai.citizen_id import check_digit

_KINDS = {
    "elder_alone": 9,
    "elder_couple": 10,
    "couple": 9,
    "parents_children": 29,
    "three_generations": 29,
    "grandparents_grandchildren": 8,
    "one_parent": 6,
}


@dataclass(frozen=True)
class Member:
    """One person. `citizen_id` is empty where there is none, and then `no_id_reason` says why."""

    name: str
    sex: str
    age: int
    citizen_id: str
    no_id_reason: str
    residence: str
    months: int | None


def household(rng: Random) -> list[Member]:
    """Between one and nine people, the eldest first."""
    kind = rng.choices(list(_KINDS), weights=list(_KINDS.values()))[0]
    family = rng.choice(FAMILY)
    people = sorted(_ages(kind, rng), key=lambda one: -one[1])
    return [_member(sex, age, family, rng, alone=len(people) == 1) for sex, age in people]


def elders_only(family: list[Member]) -> bool:
    """Whether everybody who lives here is 60 or older, as the pack demo-water asks."""
    return all(one.age >= 60 or one.residence == "registered_away" for one in family)


def numbered(family: list[Member], six: str) -> list[Member]:
    """The family with Thai numbers that nobody else bears: they hold the six digits and the place in the family."""
    return [
        replace(one, citizen_id=_with_check(one.citizen_id[:5] + f"{six}{index}"))
        if len(one.citizen_id) == 13 and one.citizen_id[1:5] == "9901"
        else one
        for index, one in enumerate(family, start=1)
    ]


def older(member: Member, years: int) -> Member:
    """The same person so many years later."""
    return replace(member, age=member.age + years)


def _ages(kind: str, rng: Random) -> list[tuple[str, int]]:
    """(sex, age) of each."""
    if kind == "elder_alone":
        return [(rng.choices(("female", "male"), (7, 3))[0], rng.randint(61, 90))]
    if kind == "elder_couple":
        return _couple(rng.randint(58, 84), rng)
    if kind == "couple":
        return _couple(rng.randint(22, 57), rng)
    if kind == "grandparents_grandchildren":
        eldest = rng.randint(52, 76)
        return _couple(eldest, rng) + _children(rng.randint(1, 2), eldest - 48, rng)
    parent = rng.randint(25, 55)
    children = _children(rng.randint(1, 3), parent - 20, rng)
    if kind == "one_parent":
        return [(rng.choices(("female", "male"), (8, 2))[0], parent), *children]
    people = _couple(parent, rng) + children
    if kind == "three_generations":
        older = min(93, parent + rng.randint(20, 30))
        people += _couple(older, rng)[: rng.randint(1, 2)]
        if rng.random() < 0.3:
            people.append((rng.choice(("male", "female")), max(18, parent - rng.randint(1, 6))))
    return people


def _couple(age: int, rng: Random) -> list[tuple[str, int]]:
    return [("male", age), ("female", max(19, age - rng.randint(-3, 6)))]


def _children(count: int, eldest: int, rng: Random) -> list[tuple[str, int]]:
    age = max(0, min(eldest, 24))
    children = []
    for _ in range(count):
        children.append((rng.choice(("male", "female")), rng.randint(max(0, age - 4), age)))
        age = max(0, children[-1][1] - rng.randint(1, 4))
    return children


def _member(sex: str, age: int, family: str, rng: Random, *, alone: bool) -> Member:
    number, reason = _citizen_id(age, rng)
    kinds = ("registered_present", "registered_away", "present_unregistered")
    residence = kinds[0] if alone else rng.choices(kinds, (955, 20, 25))[0]
    months = {kinds[1]: rng.randint(0, 5), kinds[2]: rng.randint(6, 12)}.get(residence)
    given = rng.choice(MALE if sex == "male" else FEMALE)
    return Member(f"{given} {family}", sex, age, number, reason, residence, months)


def _citizen_id(age: int, rng: Random) -> tuple[str, str]:
    """A number of an office that does not exist (province 99), a G code, or the reason for none."""
    chance = rng.random()
    if chance < 0.006:
        return "", rng.choice(("not_yet", "none", "not_at_hand", "declined"))
    if chance < 0.011:
        return "0099" + "".join(rng.choices("0123456789", k=9)), ""
    if chance < 0.03 and 4 <= age <= 17:
        return "G" + "".join(rng.choices("0123456789", k=12)), ""
    twelve = ("1" if age < 42 else "3") + "9901" + "".join(rng.choices("0123456789", k=7))
    return _with_check(twelve), ""


def _with_check(twelve: str) -> str:
    return twelve + check_digit(twelve)
