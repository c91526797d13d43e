"""Presets of promises: data (`presets.toml`) made into shares to reach, said in plain words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

from sarn.indicators.models import Definition
from sarnkit.effects import plain


@dataclass(frozen=True)
class Preset:
    """One aim: its code, the share to reach, its name and what it means here, in both languages."""

    code: str
    target: Fraction
    title: dict[str, str]
    sentence: dict[str, str]  # «จาก 41 เหลือ 25 %»


@cache
def _known() -> tuple[dict[str, Any], ...]:
    with (Path(__file__).parent / "presets.toml").open("rb") as file:
        return tuple(tomllib.load(file)["preset"])


def offered(definition: Definition, share: Fraction | None, year: int) -> list[Preset]:
    """The presets that lead to something better than `share`; without it, only the target itself."""
    found: dict[Fraction, Preset] = {}
    for one in _known():
        if definition.dimension not in one.get("dimensions", [definition.dimension]):
            continue
        for target in _targets(one, definition, share, year):
            preset = Preset(one["code"], target, one["title"], sentence(definition, share, target))
            found.setdefault(target, preset)
    return list(found.values())


def sentence(definition: Definition, share: Fraction | None, target: Fraction) -> dict[str, str]:
    """«จาก 41 เหลือ 25 %», or only the share to reach where nobody may be told where it starts."""
    lower, end = definition.direction == "lower is better", percent(target)
    if share is None:
        return {
            "th": f"ให้ไม่เกิน {end} %" if lower else f"ให้ได้อย่างน้อย {end} %",
            "en": f"at most {end} %" if lower else f"at least {end} %",
        }
    start = percent(share)
    return {
        "th": f"จาก {start} เหลือ {end} %" if lower else f"จาก {start} เพิ่มเป็น {end} %",
        "en": f"from {start} down to {end} %" if lower else f"from {start} up to {end} %",
    }


def percent(share: Fraction) -> str:
    """A share in whole per cents."""
    return plain(share * 100, 0)


def line_of(definition: Definition, year: int) -> Fraction | None:
    """The target of the indicator in the year, as a share."""
    due = [one for one in definition.targets if one["year"] <= year]
    latest = max(due, key=lambda one: one["year"], default=None)
    return Fraction(latest.get("at_most") or latest["at_least"]) if latest else None


def _targets(
    one: dict[str, Any], definition: Definition, share: Fraction | None, year: int
) -> Iterator[Fraction]:
    line = line_of(definition, year)
    lower = definition.direction == "lower is better"
    target: Fraction | None = None
    if one["how"] == "target":
        target = line
    elif share is not None and one["how"] == "halfway" and line is not None:
        target = _whole((share + line) / 2)
    elif share is not None and one["how"] == "points":
        step = Fraction(one["points"], 100)
        target = _whole(share) - step if lower else _whole(share) + step
    if target is None or not 0 <= target <= 1:
        return
    if share is None or (target < share if lower else target > share):
        yield target


def _whole(share: Fraction) -> Fraction:
    """To whole per cents: nobody promises a tenth of a point."""
    return Fraction(floor(share * 100 + Fraction(1, 2)), 100)
