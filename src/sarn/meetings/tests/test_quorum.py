"""Whether enough came, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarn.meetings import quorum
from sarnkit.problems import Problem


@dataclass
class Counted:
    households: int
    counted: int
    quorum_bp: int = 5000


@pytest.mark.parametrize(
    ("households", "came", "share", "enough", "least"),
    [
        (131, 86, 5000, True, 66),
        (131, 66, 5000, True, 66),
        (131, 65, 5000, False, 66),
        (130, 65, 5000, True, 65),
        (131, 78, 6000, False, 79),
        (131, 79, 6000, True, 79),
        (0, 10, 5000, False, 0),
        (3, 0, 0, True, 0),
    ],
)
def test_light(households, came, share, enough, least):
    light = quorum.light(Counted(households, came, share))
    assert (light.enough, light.least) == (enough, least)


def test_percent_is_of_those_invited():
    assert f"{quorum.light(Counted(131, 86)).percent:.1f}" == "65.6"
    assert quorum.light(Counted(0, 86)).percent is None


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_least_number_is_enough_and_one_less_is_not(invited, came, share):
    least = quorum.least(invited, share)
    assert quorum.light(Counted(invited, least, share)).enough
    if least:
        assert not quorum.light(Counted(invited, least - 1, share)).enough
    assert (came * 10_000 >= share * invited) == quorum.light(Counted(invited, came, share)).enough


def test_each_rule_says_where_it_comes_from_and_how_sure_that_is():
    assert [one.code for one in quorum.rules_for("forum")] == ["half", "sixty"]
    for one in quorum.rules():
        assert one.source
        assert one.confidence in {"sure", "likely", "unsure"}
        assert 0 < one.share_bp <= 10_000


def test_a_rule_of_another_kind_is_not_taken():
    assert quorum.rule("").code == "half"
    with pytest.raises(Problem, match="half-members"):
        quorum.rule("half-members", "forum")
