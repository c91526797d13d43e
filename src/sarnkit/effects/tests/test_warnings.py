"""Warnings by rule: each has its case, and its edge."""

from dataclasses import replace

import pytest

from sarnkit.effects import WARNINGS, Circumstances, Count, warnings
from sarnkit.effects.tests.worked import NOEN_LEK, NONG_NAM_SAI

CALM = Circumstances(
    before=NONG_NAM_SAI[0],
    after=NONG_NAM_SAI[1],
    answered_before=Count(124, 131),
    answered_after=Count(121, 131),
    forms_before=frozenset({"household@3"}),
    forms_after=frozenset({"household@3"}),
    comparisons=6,
)


def codes(**changed):
    return [notice.code for notice in warnings(replace(CALM, **changed))]


def test_nothing_to_warn_of():
    assert codes() == []


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"chosen_because_worst": True}, "regression-to-the-mean"),
        ({"forms_after": frozenset({"household@4"})}, "form-changed"),
        ({"forms_after": frozenset({"household@3", "household@4"})}, "form-changed"),
        ({"answered_after": Count(100, 131)}, "coverage-changed"),
        ({"answered_before": Count(100, 131), "answered_after": Count(131, 131)}, "coverage-changed"),
        ({"another_project": True}, "another-project"),
        ({"disaster": True}, "disaster-year"),
        ({"before": Count(9, 29)}, "few-units"),
        ({"after": Count(9, 29)}, "few-units"),
        ({"comparisons": 3}, "few-comparisons"),
        ({"comparisons": 0}, "few-comparisons"),
        ({"same_definition": False}, "definition-changed"),
    ],
)
def test_each_rule(changed, code):
    assert codes(**changed) == [code]


@pytest.mark.parametrize(
    "changed",
    [
        {"answered_before": Count(100, 100), "answered_after": Count(90, 100)},  # exactly 10 points
        {"before": Count(9, 30), "after": Count(9, 30)},
        {"comparisons": 4},
        {"comparisons": None},  # nothing was to be compared
    ],
)
def test_on_the_line_is_no_warning(changed):
    assert codes(**changed) == []


def test_all_at_once_come_in_their_order():
    told = warnings(
        Circumstances(
            before=NOEN_LEK[0],
            after=NOEN_LEK[1],
            answered_before=Count(22, 24),
            answered_after=Count(15, 24),
            forms_before=frozenset({"a"}),
            forms_after=frozenset({"b"}),
            same_definition=False,
            chosen_because_worst=True,
            another_project=True,
            disaster=True,
            comparisons=2,
        )
    )
    assert tuple(notice.code for notice in told) == WARNINGS
    for notice in told:
        assert notice.text() == notice.th
        assert notice.text("en") == notice.en
        assert not {"{", "}"} & set(notice.th + notice.en)
    sentences = {notice.code: notice.th for notice in told}
    assert "จาก 91.7 % เป็น 62.5 % ต่างกัน 29.2 จุด" in sentences["coverage-changed"]
    assert "รอบก่อน 22 รอบนี้ 21" in sentences["few-units"]
    assert "2 แห่ง ไม่ถึง 4 แห่ง" in sentences["few-comparisons"]
