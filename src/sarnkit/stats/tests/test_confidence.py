"""Quantiles against scipy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats as scipy_stats

from sarnkit.stats import t_of, t_within, z_of

CONFIDENCES = ["0.01", "0.5", "0.80", "0.90", "0.95", "0.99", "0.999", "0.9995"]


@pytest.mark.parametrize("confidence", CONFIDENCES)
@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 6, 7, 13, 30, 89, 90, 899])
def test_t_against_scipy(confidence, degrees):
    expected = scipy_stats.t.ppf((1 + float(confidence)) / 2, degrees)
    assert t_of(confidence, degrees) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("confidence", CONFIDENCES)
def test_z_against_scipy(confidence):
    assert z_of(confidence) == pytest.approx(scipy_stats.norm.ppf((1 + float(confidence)) / 2), rel=1e-12)


@given(st.floats(0, 60), st.integers(1, 200))
def test_the_share_within_t_against_scipy(t, degrees):
    expected = 1 - 2 * scipy_stats.t.sf(t, degrees)
    assert t_within(t, degrees) == pytest.approx(expected, abs=1e-12)


@given(st.decimals("0.01", "0.999", places=3), st.integers(1, 100))
def test_t_is_wider_than_z_and_narrows_towards_it(confidence, degrees):
    assert t_of(confidence, degrees) > t_of(confidence, degrees + 1) > z_of(confidence)


def test_many_degrees_are_nearly_normal():
    assert t_of("0.95", 5000) == pytest.approx(z_of("0.95"), rel=1e-3)


@pytest.mark.parametrize("confidence", ["0", "1", "-0.5", "95"])
def test_impossible_confidence_is_refused(confidence):
    with pytest.raises(ValueError, match="between 0 and 1"):
        t_of(confidence, 3)
    with pytest.raises(ValueError, match="between 0 and 1"):
        z_of(confidence)


@pytest.mark.parametrize("degrees", [0, -1])
def test_no_degrees_of_freedom_are_refused(degrees):
    with pytest.raises(ValueError, match="degree"):
        t_of("0.95", degrees)
    with pytest.raises(ValueError, match="degree"):
        t_within(1.0, degrees)


def test_a_negative_distance_is_refused():
    with pytest.raises(ValueError, match="0 or more"):
        t_within(-1.0, 3)
