"""The invented tambon as data: areas, rounds, and how many households of each village say what (`tambon.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

TAMBON = "990101"
PROVINCE = "99"


@dataclass(frozen=True)
class AreaRow:
    """One area, as a line of the file that `sarn areas import` reads."""

    code: str
    level: str
    name_th: str
    name_en: str
    parent: str = ""
    number: int | None = None

    def line(self) -> dict[str, str]:
        """The row with every value as text."""
        number = "" if self.number is None else str(self.number)
        return {
            "code": self.code,
            "level": self.level,
            "name_th": self.name_th,
            "name_en": self.name_en,
            "parent": self.parent,
            "number": number,
            "source": "demo",
        }


@dataclass(frozen=True)
class RoundPlan:
    """A round: its years (CE), its form, and the days of its story. `mark` begins the keys of its visits."""

    code: str
    title: str
    reference_year: int
    survey_year: int
    form: str
    mark: str
    opens_on: date
    closes_on: date
    first_day: date
    sent_at: datetime
    closed_at: datetime


@dataclass(frozen=True)
class Counts:
    """What the visits of one round in one village come to."""

    answered: int
    closed_house: int
    working_away: int
    refused: int
    abandoned: int
    water_short: int

    @property
    def target(self) -> int:
        """Households that the round wants to hear."""
        return self.answered + self.closed_house + self.working_away + self.refused

    @property
    def households(self) -> int:
        """Households that are enrolled: the targets and the abandoned houses."""
        return self.target + self.abandoned

    def outcomes(self) -> list[str]:
        """The outcome of each visit, still in order of kind."""
        return ["answered"] * self.answered + self.reasons() + ["abandoned"] * self.abandoned

    def reasons(self) -> list[str]:
        """Why the targets that did not answer did not."""
        kinds = ("closed_house", "working_away", "refused")
        return [kind for kind in kinds for _ in range(getattr(self, kind))]


@dataclass(frozen=True)
class Village:
    """A village and the counts that its households must come to in each round."""

    number: int
    name_th: str
    name_en: str
    khum: tuple[str, ...]
    strength: float
    rounds: dict[str, Counts] = field(hash=False)
    # {"homes": 7, "water_short": 3}: in the first round so many of those that answered are homes of elders only
    elders_only: dict[str, int] = field(hash=False, default_factory=dict)
    tambon: str = TAMBON

    @property
    def code(self) -> str:
        """Eight digits, 99010104 for หมู่ 4."""
        return f"{self.tambon}{self.number:02d}"

    @property
    def households(self) -> int:
        """Households that are enrolled, the same in every round."""
        return next(iter(self.rounds.values())).households

    def khum_code(self, index: int) -> str:
        """The code of one คุ้ม, counted from 0."""
        return f"{self.code}{index + 1:02d}"

    def area_rows(self) -> Iterator[AreaRow]:
        """The village and its คุ้ม."""
        yield AreaRow(self.code, "village", self.name_th, self.name_en, self.tambon, self.number)
        for index, name in enumerate(self.khum):
            yield AreaRow(self.khum_code(index), "khum", name, "", self.code)


@dataclass(frozen=True)
class Practice:
    """The village for trying: `sent` of its visits come with the build."""

    programme: int
    sent: int
    round: RoundPlan
    village: Village


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tambon.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def rounds() -> tuple[RoundPlan, ...]:
    """Rounds 2569 and 2570, in this order."""
    return tuple(RoundPlan(**row) for row in _read()["round"])


def first_round() -> RoundPlan:
    """Round 2569, the first that was ever held."""
    return rounds()[0]


@lru_cache(maxsize=1)
def villages() -> tuple[Village, ...]:
    """The fourteen villages by number."""
    return tuple(_village(row) for row in _read()["village"])


def village(number: int) -> Village:
    """The village with this number."""
    return villages()[number - 1]


@lru_cache(maxsize=1)
def practice() -> Practice:
    """The village for trying, in the neighbouring tambon."""
    row = _read()["practice"]
    return Practice(row["programme"], row["sent"], RoundPlan(**row["round"]), _village(row["village"]))


def cluster() -> AreaRow:
    """The invented cluster of provinces, child of the country."""
    given = _read()["cluster"]
    return AreaRow(given["code"], "cluster", given["name_th"], given["name_en"])


def areas() -> Iterator[AreaRow]:
    """Every area from the province down to the คุ้ม, parents before children."""
    for row in _read()["above"]:
        yield AreaRow(**row)
    for one in (*villages(), practice().village):
        yield from one.area_rows()


def _village(row: dict[str, Any]) -> Village:
    counted = {code: Counts(**counts) for code, counts in row["rounds"].items()}
    return Village(**{**row, "khum": tuple(row["khum"]), "rounds": counted})
