"""One table of a TOML file, read key by key; what is left over at the end is an unknown key.

Every refusal names the file, the key, and what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from sarnkit.engine._definitions import CONFIDENCES, Confidence, Provenance, Texts
from sarnkit.engine._place import Place, nearest
from sarnkit.problems import Problem

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_AMOUNT = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)(%?)|(-?[0-9]+)/([1-9][0-9]*)")


class Section:
    """A table being read. `known` is all it may hold; `done()` refuses the rest."""

    def __init__(self, values: object, place: Place, known: Collection[str]) -> None:
        if not isinstance(values, Mapping):
            raise bad_value(place, values, "[table]")
        self.values: Mapping[str, object] = values
        self.place = place
        for key in values:
            if key not in known:
                raise Problem(
                    "engine.unknown-key", file=place.file, key=place.below(key).key, near=nearest(key, known)
                )

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def bad(self, key: str, expected: str) -> Problem:
        """The refusal of a key's value."""
        return bad_value(self.place.below(key), self.values.get(key), expected)

    def need(self, key: str) -> object:
        """A required value."""
        if key not in self.values:
            raise Problem("engine.missing-key", file=self.place.file, key=self.place.below(key).key)
        return self.values[key]

    def text(self, key: str, default: str | None = None) -> str:
        """A text that is not blank."""
        value = self.need(key) if default is None else self.values.get(key, default)
        if not isinstance(value, str) or (not value.strip() and value != default):
            raise self.bad(key, '"…"')
        return value

    def code(self, key: str) -> str:
        """A code: a-z 0-9 - _, at most 40."""
        return self.matching(key, CODE, '"a-z 0-9 - _" (1–40)')

    def name(self, key: str) -> str:
        """A name of a field or table: a letter first, then a-z 0-9 _."""
        return self.matching(key, NAME, '"a-z 0-9 _" (1–40, a-z …)')

    def matching(self, key: str, pattern: re.Pattern[str], expected: str) -> str:
        """A text of one form."""
        value = self.need(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise self.bad(key, expected)
        return value

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """One of a few words."""
        value = self.need(key) if default is None else self.values.get(key, default)
        if value not in allowed:
            raise self.bad(key, " | ".join(f'"{word}"' for word in allowed))
        return cast(str, value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self.need(key) if default is None else self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self.bad(key, f"{low} … {high}")
        return value

    def number(self, key: str) -> Decimal:
        """A decimal number."""
        value = self.need(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
            raise self.bad(key, "38000 | 2.5")
        return Decimal(value)

    def amount(self, key: str) -> Fraction:
        """A number, a percentage in quotes or a fraction in quotes, exactly."""
        value = self.need(key)
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return Fraction(value)
        found = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
        if not found:
            raise self.bad(key, '"95%" | "1/6" | 0.5')
        if found[3]:
            return Fraction(int(found[3]), int(found[4]))
        return Fraction(found[1]) / (100 if found[2] else 1)

    def years(self, key: str) -> tuple[int, int]:
        """First and last Gregorian year, both included."""
        value = self.need(key)
        fits = isinstance(value, list) and len(value) == 2
        if not fits or not all(
            type(year) is int and 1900 <= year <= 2200 for year in cast(list[object], value)
        ):
            raise self.bad(key, "[2017, 2021] (Gregorian)")
        first, last = cast(list[int], value)
        if first > last:
            raise self.bad(key, f"[{last}, {first}]")
        return first, last

    def texts(self, key: str, required: bool = True) -> Texts:
        """`{ th = …, en = … }` with at least one of the two."""
        if key not in self.values and not required:
            return {}
        value = self.need(key)
        fits = isinstance(value, Mapping) and value and set(value) <= {"th", "en"}
        if not fits or not all(
            isinstance(text, str) and text for text in cast(Mapping[str, str], value).values()
        ):
            raise self.bad(key, '{ th = "…", en = "…" }')
        return dict(cast(Mapping[str, str], value))

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.bad(key, '["…", "…"]')
        return tuple(value)

    def tables(self, key: str, known: Collection[str]) -> list[Section]:
        """`[[key]]`: a list of tables; absent is empty."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.bad(key, f"[[{key}]]")
        place = self.place.below(key)
        return [Section(each, place.below(number), known) for number, each in enumerate(value, start=1)]

    def inner(self, key: str, known: Collection[str]) -> Section:
        """`[key]`: one table."""
        return Section(self.need(key), self.place.below(key), known)

    def provenance(self, inherited: Provenance | None = None) -> Provenance:
        """source, source_year and confidence; required unless inherited (a target inherits only confidence)."""
        if inherited is None:
            confidence = self.choice("confidence", CONFIDENCES)
            return Provenance(
                self.text("source"), self.whole("source_year", 1900, 2200), cast(Confidence, confidence)
            )
        return Provenance(
            self.text("source", inherited.source),
            self.whole("source_year", 1900, 2200, inherited.source_year),
            cast(Confidence, self.choice("confidence", CONFIDENCES, inherited.confidence)),
        )

    def sourced(self, inherited: Provenance) -> Provenance:
        """Provenance with a source and year of its own; the confidence may be inherited."""
        confidence = self.choice("confidence", CONFIDENCES, inherited.confidence)
        return Provenance(
            self.text("source"), self.whole("source_year", 1900, 2200), cast(Confidence, confidence)
        )


def bad_value(place: Place, given: object, expected: str) -> Problem:
    """The refusal of a value: what stands there and what would be right."""
    return Problem("engine.bad-value", file=place.file, key=place.key, given=shown(given), expected=expected)


def shown(value: object) -> str:
    """A TOML value as one would write it, cut to a readable length."""
    if isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, str):
        text = f'"{value}"'
    elif isinstance(value, Decimal | int | date) or value is None:
        text = str(value)
    else:
        text = "{…}" if isinstance(value, Mapping) else "[…]"
    return text if len(text) <= 60 else text[:59] + "…"
