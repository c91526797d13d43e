"""The country and its clusters of provinces, from clusters.toml."""

from __future__ import annotations

import datetime
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sarn.areas.models import Area

CITY = "10"  # Bangkok: khet and khwaeng instead of amphoe and tambon, no villages


@cache
def table() -> dict[str, Any]:
    """The file as it is: `country`, `without_cluster` and the list `cluster`."""
    return tomllib.loads((Path(__file__).parent / "clusters.toml").read_text("utf-8"))


@cache
def parents() -> dict[str, str]:
    """Code of a province → code of what it belongs to: its cluster, or the country for Bangkok."""
    found = {province: cluster["code"] for cluster in table()["cluster"] for province in cluster["provinces"]}
    return found | dict.fromkeys(table()["without_cluster"], table()["country"]["code"])


def ensure(valid_from: datetime.date) -> list[Area]:
    """Make country and clusters where they are missing; return those made."""
    made: list[Area] = []
    known = {area.code: area for area in Area.objects.filter(level__in=("country", "cluster"), valid_to=None)}
    given = table()["country"]
    country = known.get(given["code"])
    if country is None:
        country = _make(given, "country", None, valid_from)
        made.append(country)
    for cluster in table()["cluster"]:
        if cluster["code"] not in known:
            made.append(_make(cluster, "cluster", country, valid_from))
    return made


def _make(given: dict[str, Any], level: str, parent: Area | None, valid_from: datetime.date) -> Area:
    return Area.objects.create(
        code=given["code"],
        level=level,
        kind=level,
        name_th=given["name_th"],
        name_en=given["name_en"],
        parent=parent,
        path=f"{parent.path if parent else ''}{given['code']}.",
        valid_from=valid_from,
        source="clusters.toml",
    )
