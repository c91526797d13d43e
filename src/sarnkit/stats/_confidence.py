"""What a confidence means as a distance: the quantiles behind every interval."""

from __future__ import annotations

from decimal import Decimal
from math import atan, cos, pi, sin, sqrt, tan
from statistics import NormalDist

Confidence = str | Decimal


def level(confidence: Confidence) -> Decimal:
    """The confidence as a decimal. Raises ValueError unless it lies between 0 and 1, both excluded."""
    value = Decimal(confidence)
    if not 0 < value < 1:
        raise ValueError(f"confidence must lie between 0 and 1, got {confidence}")
    return value


def z_of(confidence: Confidence) -> float:
    """How many standard errors a two-sided normal interval of this confidence reaches to each side."""
    return NormalDist().inv_cdf(float((1 + level(confidence)) / 2))


def t_of(confidence: Confidence, degrees: int) -> float:
    """The same for Student's t with whole degrees of freedom.

    With t = √ν·tan θ the probability of lying within ±t is a finite sum in θ, which rises from 0 to 1
    while θ goes from 0 to π/2; θ is found by halving. Right to 1e-9 for confidences up to 0.9995.

    Raises ValueError for degrees < 1 and for a confidence outside (0, 1).
    Source: Abramowitz & Stegun (1964), 26.7.3 and 26.7.4.
    """
    wanted = float(level(confidence))
    if degrees < 1:
        raise ValueError(f"t needs at least 1 degree of freedom, got {degrees}")
    if degrees == 1:  # the sum is θ itself
        return tan(wanted * pi / 2)
    low, high = 0.0, pi / 2
    while low < (middle := (low + high) / 2) < high:
        if _within(middle, degrees) < wanted:
            low = middle
        else:
            high = middle
    return sqrt(degrees) * tan(low)


def t_within(t: float, degrees: int) -> float:
    """The probability that Student's t with these degrees of freedom lies within ±t, for t ≥ 0.

    Raises ValueError for t < 0 and for degrees < 1.
    """
    if t < 0 or degrees < 1:
        raise ValueError(f"t must be 0 or more and have a degree of freedom, got {t} with {degrees}")
    return _within(atan(t / sqrt(degrees)), degrees)


def _within(theta: float, degrees: int) -> float:
    odd = degrees % 2
    term = cos(theta) if odd else 1.0
    total = 0.0
    for step in range(1 + odd, degrees, 2):
        total += term
        term *= step / (step + 1) * cos(theta) ** 2
    return (theta + sin(theta) * total) * 2 / pi if odd else sin(theta) * total
