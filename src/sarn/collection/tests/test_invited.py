"""The number of households that is proposed to whoever records a meeting."""

from __future__ import annotations

import pytest

from sarn.access.scope import within
from sarn.access.tests.scopes import everything, person_scope
from sarn.collection.invited import households_of
from sarn.collection.models import TargetHousehold
from sarn.meetings import invited

pytestmark = [pytest.mark.django_db]


def test_targets_of_the_round_without_abandoned_houses(village, village_round, houses_here):
    with everything():
        targets = list(TargetHousehold.objects.filter(village_round=village_round))
        assert len(targets) > 1
        TargetHousehold.objects.filter(pk=targets[0].pk).update(outcome="abandoned")
    with within(person_scope("village_head", village)):
        assert households_of(village) == len(targets) - 1
        assert invited.households_of(village) == len(targets) - 1  # it was told at start


def test_whoever_may_not_see_rounds_gets_no_number(village, village_round):
    with within(person_scope("editor", village)):
        assert households_of(village) is None


def test_without_a_round_the_registry_is_counted(village, houses_here):
    with within(person_scope("village_head", village)):
        assert households_of(village) == len(houses_here)
