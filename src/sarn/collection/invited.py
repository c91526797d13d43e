"""How many households a forum invites: the targets of the last round, else those that the registry knows."""

from __future__ import annotations

from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.collection import rounds
from sarn.collection.models import VillageRound
from sarn.registry.models import Household


def households_of(area: Area) -> int | None:
    """The number to propose to whoever records a meeting of the area; None where the scope may see none.

    Abandoned houses are no targets, so that nobody is counted who could not come. Above the village, the
    targets of the villages' newest round are added up.
    """
    if not covers("round", "read", area.path):
        return None
    rows = VillageRound.objects.filter(area_path__within=area.path).order_by("-round__opened_at", "-pk")
    newest = rows.first()
    if newest is not None:
        targets = sum(rounds.coverage(one).target for one in rows.filter(round=newest.round_id))
        if targets:
            return targets
    if covers("household", "read", area.path):
        return Household.objects.filter(area_path__within=area.path, valid_to=None).count() or None
    return None
