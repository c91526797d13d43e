"""Many indicators looked at together: the chance that one of them moves by luck."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The p values after Holm's correction, in the order given; never smaller than before.

    Raises ValueError for a p outside [0, 1].
    Source: Holm, S. (1979), Scandinavian Journal of Statistics 6, 65–70.
    """
    for p in p_values:
        if not 0 <= p <= 1:
            raise ValueError(f"a p must lie between 0 and 1, got {p}")
    corrected = [0.0] * len(p_values)
    reached = 0.0
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    for done, place in enumerate(order):
        reached = max(reached, min(1.0, p_values[place] * (len(p_values) - done)))
        corrected[place] = reached
    return tuple(corrected)
