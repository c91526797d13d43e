"""Codes of the territorial areas: province 2, amphoe 4, tambon 6, village 8 digits.

Codes are text: they are names, and a longer code begins with the code of the area around it. The
tree of areas with its dates is in `sarn.areas`; here is only what the digits themselves say.
"""

from __future__ import annotations

import re
from typing import Literal

Level = Literal["province", "amphoe", "tambon", "village"]

_LEVELS: dict[int, Level] = {2: "province", 4: "amphoe", 6: "tambon", 8: "village"}
# Provinces are numbered 10 to 96; 99 is kept for invented places.
_CODE = re.compile(r"[1-9][0-9](?:[0-9]{2}){0,3}")


def is_code(code: str) -> bool:
    """Whether the text is an area code of 2, 4, 6 or 8 Arabic digits (see `digits` for Thai ones)."""
    return _CODE.fullmatch(code) is not None


def level_of(code: str) -> Level:
    """The level that a code names. Raises ValueError when the text is no area code."""
    if not is_code(code):
        raise ValueError(f"not an area code of 2, 4, 6 or 8 digits: {code!r}")
    return _LEVELS[len(code)]


def parent_code(code: str) -> str | None:
    """The code of the area one level up; None for a province, whose digits name nothing above it.

    Raises ValueError when the text is no area code.
    """
    return None if level_of(code) == "province" else code[:-2]
