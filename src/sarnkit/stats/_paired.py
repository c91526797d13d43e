"""The same households asked twice: only those that changed carry the news."""

from __future__ import annotations

from math import comb, sqrt

from sarnkit.stats._confidence import Confidence, z_of
from sarnkit.stats._interval import Interval

# Below this many households the normal interval of a paired difference covers too rarely.
ENOUGH = 10


def mcnemar(improved: int, worsened: int) -> float:
    """The exact two-sided p that improving and worsening were equally likely.

    1 where nobody changed. Raises ValueError for a negative count.
    Source: McNemar, Q. (1947), Psychometrika 12, 153–157, with binomial probabilities.
    """
    if min(improved, worsened) < 0:
        raise ValueError(f"counts of households cannot be negative, got {improved} and {worsened}")
    changed = improved + worsened
    tail = sum(comb(changed, k) for k in range(min(improved, worsened) + 1))
    return min(1.0, 2 * tail / (1 << changed))


def paired(improved: int, worsened: int, n: int, confidence: Confidence = "0.95") -> Interval:
    """The interval of the share in trouble after minus before, (worsened − improved)/n, of n pairs.

    The normal interval of paired differences where at least ten households changed and at least ten
    did not all go the one way; else Tango's score interval, which stays honest where few or nearly
    all changed (the normal one would call «nobody of 12 changed» certain). Why not one of the two
    throughout: the decision record on how sure a change is.

    Raises ValueError unless 0 ≤ improved, worsened; improved + worsened ≤ n; n ≥ 1; 0 < confidence < 1.
    Sources: Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed.,
    §13.1, without continuity correction; Tango, T. (1998), Statistics in Medicine 17, 891–908.
    """
    z = z_of(confidence)
    if min(improved, worsened) < 0 or n < 1 or improved + worsened > n:
        raise ValueError(f"improved and worsened must fit into n, got {improved} and {worsened} of {n}")
    changed, larger = improved + worsened, max(improved, worsened)
    if changed < ENOUGH or n - larger < ENOUGH:
        return _score(improved, worsened, n, z)
    value = (worsened - improved) / n
    half = z * sqrt(changed - (improved - worsened) ** 2 / n) / n
    return Interval(max(value - half, -1.0), min(value + half, 1.0))


def _score(improved: int, worsened: int, n: int, z: float) -> Interval:
    """Both ends are where the score of a supposed difference reaches ±z; it falls as that rises."""
    value = (worsened - improved) / n

    def score(supposed: float) -> float:
        a, b = 2 * n, -changed + (2 * n + improved - worsened) * supposed
        c = -improved * supposed * (1 - supposed)
        share = (sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
        variance = n * (2 * share + supposed * (1 - supposed))
        distance = worsened - improved - n * supposed
        if variance <= 0:
            return 0.0 if distance == 0 else z * 2 * (1 if distance > 0 else -1)
        return distance / sqrt(variance)

    changed = improved + worsened

    def crossing(level: float, low: float, high: float) -> float:
        while low < (middle := (low + high) / 2) < high:
            if score(middle) > level:
                low = middle
            else:
                high = middle
        return middle

    return Interval(min(crossing(z, -1.0, value), value), max(crossing(-z, value, 1.0), value))
