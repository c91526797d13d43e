"""The invented tambon as data: areas, and how many households of each village say what (`tambon.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

TAMBON = "990101"
PROVINCE = "99"
ROUND = "2569"


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
class Village:
    """A village and the counts that its households must come to."""

    number: int
    name_th: str
    name_en: str
    khum: tuple[str, ...]
    answered: int
    closed_house: int
    working_away: int
    refused: int
    abandoned: int
    water_short: int
    strength: float

    @property
    def code(self) -> str:
        """Eight digits, 99010104 for หมู่ 4."""
        return f"{TAMBON}{self.number:02d}"

    @property
    def target(self) -> int:
        """Households that the round wants to hear."""
        return self.answered + self.closed_house + self.working_away + self.refused

    @property
    def households(self) -> int:
        """Households that are enrolled: the targets and the abandoned houses."""
        return self.target + self.abandoned

    def khum_code(self, index: int) -> str:
        """The code of one คุ้ม, counted from 0."""
        return f"{self.code}{index + 1:02d}"

    def outcomes(self) -> list[str]:
        """The outcome of each visit, still in order of kind."""
        kinds = ("answered", "closed_house", "working_away", "refused", "abandoned")
        return [kind for kind in kinds for _ in range(getattr(self, kind))]


@lru_cache(maxsize=1)
def _read() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("tambon.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def villages() -> tuple[Village, ...]:
    """The fourteen villages by number."""
    return tuple(Village(**{**row, "khum": tuple(row["khum"])}) for row in _read()["village"])


def village(number: int) -> Village:
    """The village with this number."""
    return villages()[number - 1]


def cluster() -> AreaRow:
    """The invented cluster of provinces, child of the country."""
    given = _read()["cluster"]
    return AreaRow(given["code"], "cluster", given["name_th"], given["name_en"])


def areas() -> Iterator[AreaRow]:
    """Every area from the province down to the คุ้ม, parents before children."""
    for row in _read()["above"]:
        yield AreaRow(**row)
    for one in villages():
        yield AreaRow(one.code, "village", one.name_th, one.name_en, TAMBON, one.number)
        for index, name in enumerate(one.khum):
            yield AreaRow(one.khum_code(index), "khum", name, "", one.code)
