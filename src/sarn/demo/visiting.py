"""Which visits a round makes in a village: those of its first round, or the same households again."""

from __future__ import annotations

from sarn.demo import again, answers
from sarn.demo.answers import Visit
from sarn.demo.tambon import RoundPlan, Village, rounds


def visits(village: Village, plan: RoundPlan) -> list[Visit]:
    """Every visit of the round, made anew at each call; houses are filled in by `answers.at_house`."""
    if plan.code == next(iter(village.rounds)):
        return list(answers.visits(village, plan))
    before = rounds()[rounds().index(plan) - 1]
    return list(again.visits(village, plan, visits(village, before)))
