"""Writing the tree out in the form that `importing` reads."""

from __future__ import annotations

import csv
from typing import TextIO

from sarn.areas.models import Area
from sarn.areas.rows import COLUMNS, DIGITS


def export_areas(stream: TextIO) -> int:
    """Write today's areas from province down as CSV, by level and code; return how many.

    Country and clusters are left out: they come with Sarn (clusters.toml).
    """
    out = csv.writer(stream, lineterminator="\n")
    out.writerow(COLUMNS)
    count = 0
    for level in DIGITS:
        areas = Area.objects.current().of_level(level).order_by("code").select_related("parent")
        for area in areas.iterator():
            out.writerow(_line(area))
            count += 1
    return count


def _line(area: Area) -> list[object]:
    parent = area.parent.code if area.parent else ""
    number = "" if area.number is None else area.number
    return [
        area.code,
        area.name_th,
        area.name_en,
        area.level,
        parent,
        int(area.has_boundary),
        area.source,
        number,
    ]
