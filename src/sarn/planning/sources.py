"""Sources of money, as data: a code, its words, who keeps its books, whether it is money at all."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

MONEY, GIVEN = "money", "given"


@dataclass(frozen=True)
class Source:
    """One source of sources.toml."""

    code: str
    kind: str
    keepers: tuple[str, ...]
    th: str
    en: str

    def words(self, language: str = "th") -> str:
        """«อบต./เทศบาล»."""
        return self.th if language.startswith("th") else self.en


def _read() -> dict[str, Source]:
    with Path(__file__).with_name("sources.toml").open("rb") as file:
        rows = tomllib.load(file)["source"]
    return {one["code"]: Source(**{**one, "keepers": tuple(one["keepers"])}) for one in rows}


SOURCES: dict[str, Source] = _read()
