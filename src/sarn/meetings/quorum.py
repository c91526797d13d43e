"""Whether enough came: rules as data with their source, compared in whole numbers.

rule = quorum.rule("half")
quorum.light(meeting).enough      # 86 of 131 households: True, 65.6 %
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol

from sarnkit.problems import Problem

_RULES = Path(__file__).with_name("quorum.toml")
_WHOLE_BP = 10_000


@dataclass(frozen=True)
class Rule:
    """The least share of those invited, in basis points, with its words, where it comes from and how sure that is."""

    code: str
    kind: str
    share_bp: int
    th: str
    en: str
    source: str
    confidence: str

    def words(self, language: str) -> str:
        """«อย่างน้อยครึ่งหนึ่งของครัวเรือน»."""
        return self.th if language.startswith("th") else self.en


class Counted(Protocol):
    """What a quorum is judged by: a meeting, or the figures of one that is being recorded."""

    @property
    def households(self) -> int: ...
    @property
    def counted(self) -> int: ...
    @property
    def quorum_bp(self) -> int: ...


@dataclass(frozen=True)
class Light:
    """The quorum light: `came` of `invited`, the `least` that was needed."""

    came: int
    invited: int
    least: int

    @property
    def enough(self) -> bool:
        """Whether as many came as were needed."""
        return self.invited > 0 and self.came >= self.least

    @property
    def percent(self) -> Decimal | None:
        """The share that came, for reading only; None where nobody was invited."""
        return Decimal(self.came) * 100 / self.invited if self.invited else None


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the file, in its order."""
    with _RULES.open("rb") as file:
        return tuple(Rule(**one) for one in tomllib.load(file)["rule"])


def rules_for(kind: str) -> list[Rule]:
    """The rules for a kind of meeting; the first is the one proposed."""
    return [one for one in rules() if one.kind == kind]


def rule(code: str, kind: str = "forum") -> Rule:
    """The rule of this code, "" for the one proposed for the kind; Problem `meetings.no-such-rule`."""
    found = next((one for one in rules_for(kind) if code in {"", one.code}), None)
    if found is None:
        raise Problem("meetings.no-such-rule", given=code)
    return found


def least(invited: int, share_bp: int) -> int:
    """The smallest number that makes the quorum: 131 households at 5000 bp → 66."""
    return -(-invited * share_bp // _WHOLE_BP)


def light(meeting: Counted) -> Light:
    """How the meeting stands to its rule."""
    return Light(meeting.counted, meeting.households, least(meeting.households, meeting.quorum_bp))
