"""What the front page and the way down to an area show."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.indicators.models import PublicCell
from sarnkit import thai


@dataclass(frozen=True)
class Undertaking:
    """One of the six of 2016; `works` says what this system does of it today, "" for nothing yet."""

    title: Any
    works: Any = ""


UNDERTAKINGS = (
    Undertaking(
        _("Data that the community collects and reads by itself"),
        _("Works: forms on phones, rounds, a page of each village, opened by its own forum."),
    ),
    Undertaking(_("Plans made from that data, from the village up")),
    Undertaking(_("Leaders and staff learn what they need")),
    Undertaking(
        _("Indicators of strong and self-reliant communities"),
        _("Works: indicators as open definitions, counted and compared with their doubt shown."),
    ),
    Undertaking(_("Model communities to learn from")),
    Undertaking(_("A joint working group with a three-year plan")),
)


def opened_tambons() -> list[Area]:
    """Tambons where at least one village has opened its figures."""
    found = PublicCell.objects.filter(level="tambon", superseded_by=None)
    keys = set(found.values_list("area_id", flat=True))
    return sorted(Area.objects.filter(pk__in=keys), key=lambda one: thai.collation_key(one.name_th))


def provinces() -> list[tuple[Area | None, list[Area]]]:
    """Clusters with their provinces; provinces without a cluster stand last under None."""
    under: dict[Area | None, list[Area]] = defaultdict(list)
    for province in Area.objects.current().of_level("province").select_related("parent"):
        parent = province.parent
        under[parent if parent is not None and parent.level == "cluster" else None].append(province)
    for found in under.values():
        found.sort(key=lambda one: thai.collation_key(one.name_th))
    return sorted(under.items(), key=lambda pair: (pair[0] is None, pair[0].code if pair[0] else ""))
