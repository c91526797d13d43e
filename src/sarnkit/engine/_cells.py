"""One spelling for every way of writing the same answer (pack format §4).

Numbers match by value (`99.0` is `99`, `+7` is `7`), words without regard to case. DuckDB's reader
(`_reading`) spells cells the same way; `tests/test_cells.py` compares the two.
"""

from __future__ import annotations

import re

NUMBER_FORM = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$"
YES = ("yes", "true", "1")
NO = ("no", "false", "0")
ABSENT = ("na", ".")
"""What R and Stata write for a missing number, yes_no or date."""


def spelled(text: str) -> str:
    """The one spelling of a cell or code: trimmed, lower case, numbers without needless signs and zeros."""
    plain = text.strip().lower()
    if not re.match(NUMBER_FORM, plain):
        return plain
    sign = "-" if plain.startswith("-") else ""
    whole, _, fraction = plain.lstrip("+-").partition(".")
    fraction = fraction.rstrip("0")
    number = (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
    return number if number == "0" else sign + number
