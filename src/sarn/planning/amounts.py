"""Amounts of money as people write them."""

from __future__ import annotations

from sarnkit import thai

MOST = 10**12  # satang: ten thousand million baht, more than a tambon ever plans


def written(satang: int) -> str:
    """Satang as people write baht: «420,000», «1,250.50»."""
    text = thai.baht(satang)
    return text.removesuffix(".00")
