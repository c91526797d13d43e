"""Amounts of money in plain figures: integer satang as people write baht. Forms read them with `ui.forms.BahtField`."""

from __future__ import annotations

from typing import Final

from sarnkit import thai

MOST: Final = 10**13  # satang: a hundred thousand million baht, more than a tambon ever plans


def written(satang: int) -> str:
    """«420,000», «1,250.50»."""
    return thai.baht(satang).removesuffix(".00")
