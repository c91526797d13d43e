"""Enrolling houses and households, and the list of houses that goes to phones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction

from sarn.areas.models import Area
from sarn.audit import log
from sarn.registry.models import House, Household
from sarnkit import clock
from sarnkit.problems import Problem

MOST_HOUSEHOLDS = 20  # in one house; more is a slip of the finger


def enrol(
    *,
    village: Area,
    number: str,
    by: str,
    code: str = "",
    khum: Area | None = None,
    households: int = 1,
    on: date | None = None,
) -> list[Household]:
    """The households of the house with this number, made where they are missing.

    Doing it again changes nothing; a higher number of `households` adds the missing ones. A code
    or คุ้ม given later fills the gap but never overwrites. A house whose คุ้ม is known lies in the
    คุ้ม's area. Raises Problem `registry.no-number`.
    """
    number = " ".join(number.split())
    if not number:
        raise Problem("registry.no-number", village=village.code)
    with transaction.atomic():
        house, made = House.objects.get_or_create(
            area=village,
            number=number,
            defaults={"area_path": (khum or village).path, "code": code, "khum": khum},
        )
        if not made:
            _fill(house, code, khum)
        there = () if made else house.households.all()
        present = {household.ordinal: household for household in there}
        for ordinal in range(1, households + 1):
            if ordinal not in present:
                present[ordinal] = Household.objects.create(
                    house=house,
                    area_path=house.area_path,
                    ordinal=ordinal,
                    valid_from=on or clock.today(),
                )
                made = True
        if made:
            log.record(
                "registry.enrol",
                by=by,
                object_type="house",
                object_uid=str(house.uid),
                area_path=village.path,
                households=households,
            )
    return [present[ordinal] for ordinal in sorted(present)]


def _fill(house: House, code: str, khum: Area | None) -> None:
    filled = []
    if code and not house.code:
        house.code = code
        filled.append("code")
    if khum and house.khum_id is None:
        house.khum = khum
        house.area_path = khum.path
        filled += ["khum", "area_path"]
        house.households.update(area_path=khum.path)
    if filled:
        house.save(update_fields=filled)


def house_list(path_prefix: str) -> Iterator[tuple[str, str, str]]:
    """(house uid, label, village code) of each house below the path, in a stable order.

    The label is the house number and the คุ้ม; no name of a person ever goes to a phone.
    """
    rows = House.objects.filter(area_path__within=path_prefix).order_by("area__code", "number", "pk")
    for uid, number, khum, village in rows.values_list("uid", "number", "khum__name_th", "area__code"):
        yield str(uid), f"{number} {khum}" if khum else number, village


def household_of(house_uid: str, ordinal: int = 1) -> Household | None:
    """The household at a house by its ordinal, or None where no such house is known."""
    try:
        uid = UUID(house_uid)
    except ValueError:
        return None
    return Household.objects.select_related("house__area").filter(house__uid=uid, ordinal=ordinal).first()


def with_house(household: Household) -> Household:
    """The household with its house and village loaded."""
    return Household.objects.select_related("house__area").get(pk=household.pk)


def households_below(path_prefix: str, on: date) -> Iterator[tuple[UUID, str]]:
    """(household uid, path of its area) of all that exist on the day."""
    rows = Household.objects.filter(area_path__within=path_prefix, valid_from__lte=on).exclude(
        valid_to__lte=on
    )
    yield from rows.order_by("pk").values_list("uid", "area_path")


@dataclass(frozen=True)
class HouseholdRow:
    """A household as a list of a village shows it; no name of a person."""

    uid: UUID
    number: str
    ordinal: int
    khum: str
    village: str


def board(path_prefix: str) -> list[HouseholdRow]:
    """The households below the path that the current scope may read, by village and house number."""
    rows = Household.objects.filter(area_path__within=path_prefix, valid_to=None).values_list(
        "uid", "house__number", "ordinal", "house__khum__name_th", "house__area__name_th", "house__area__code"
    )
    ordered = sorted(rows, key=lambda row: (row[5], _by_number(row[1]), row[2]))
    return [HouseholdRow(row[0], row[1], row[2], row[3] or "", row[4]) for row in ordered]


def _by_number(number: str) -> list[tuple[int, str]]:
    """12/3 after 12 and before 100: numbers by value, the rest by text."""
    return [(int(piece) if piece.isdecimal() else 0, piece) for piece in re.split(r"(\d+)", number) if piece]
