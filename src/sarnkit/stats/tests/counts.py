"""Counts as hypothesis draws them."""

from hypothesis import strategies as st

COUNTS = st.integers(1, 400).flatmap(lambda den: st.tuples(st.integers(0, den), st.just(den)))

# Households improved and worsened, and how many there are.
PAIRS = st.integers(1, 200).flatmap(
    lambda n: st.integers(0, n).flatmap(
        lambda improved: st.tuples(st.just(improved), st.integers(0, n - improved), st.just(n))
    )
)
