"""A drawn sample of a small village, and Wilson's interval against statsmodels."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from sarnkit.stats import finite_population, wilson


@pytest.mark.parametrize("den", [1, 7, 12, 22, 124, 5000])
@pytest.mark.parametrize("confidence", ["0.80", "0.95", "0.99"])
def test_wilson_against_statsmodels(den, confidence):
    for num in {0, 1, den // 3, den // 2, den - 1, den}:
        known = proportion_confint(num, den, alpha=1 - float(confidence), method="wilson")
        assert wilson(num, den, confidence) == pytest.approx(known, abs=1e-9)


def test_a_hundred_of_131_houses_are_worth_more():
    assert finite_population(100, 131) == Fraction(100 * 130, 31)
    assert finite_population(1, 131) == 1


@given(
    st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n + 1, 5000)))
)
def test_a_sample_of_few_is_surer_than_one_of_many(drawn):
    num, n, population = drawn
    assert finite_population(n, population) >= n
    corrected, plain = wilson(num, n, population=population), wilson(num, n)
    assert plain.low <= corrected.low + 1e-12
    assert corrected.high <= plain.high + 1e-12
    assert corrected.low <= num / n <= corrected.high


def test_a_census_is_no_sample():
    with pytest.raises(ValueError, match="census has no sampling error"):
        finite_population(131, 131)


@pytest.mark.parametrize(("n", "population"), [(132, 131), (0, 131), (-1, 5)])
def test_an_impossible_sample_is_refused(n, population):
    with pytest.raises(ValueError, match="between 1 and its population"):
        finite_population(n, population)
