"""Counts and estimates as hypothesis draws them."""

from fractions import Fraction

from hypothesis import strategies as st

from sarnkit.effects import Count, Estimate
from sarnkit.stats import Interval

COUNTS = st.integers(1, 300).flatmap(lambda den: st.builds(Count, st.integers(0, den), st.just(den)))
PAIRS = st.tuples(COUNTS, COUNTS)
VILLAGES = st.lists(PAIRS, min_size=2, max_size=9)

_STEPS = st.integers(0, 120)


def _estimate(value, inner, outer):
    (down, up), (further_down, further_up) = inner, outer
    return Estimate(
        Fraction(value, 4),
        Interval((value - down - further_down) / 4, (value + up + further_up) / 4),
        Interval((value - down) / 4, (value + up) / 4),
    )


# Values and ends in quarter points, so that every edge of the ladder is met.
ESTIMATES = st.builds(_estimate, st.integers(-80, 80), st.tuples(_STEPS, _STEPS), st.tuples(_STEPS, _STEPS))
