"""Where a page stands: the areas above it and the rounds that may be read there."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest

from sarn.areas.models import Area
from sarn.collection.models import Round
from sarnkit import thai


def find(code: str) -> Area:
    """Today's area of the code; Http404."""
    found = Area.objects.current().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def above(area: Area) -> list[Area]:
    """From the province down to the parent, in one query; cluster and country are no address."""
    codes = area.path.rstrip(".").split(".")
    paths = [".".join(codes[:depth]) + "." for depth in range(1, len(codes))]
    found = Area.objects.current().filter(path__in=paths).exclude(level__in=("country", "cluster"))
    return sorted(found, key=lambda one: len(one.path))


def below(area: Area) -> list[Area]:
    """The areas of the next level, by number, else in the order of the alphabet."""
    found = Area.objects.current().filter(parent=area)
    return sorted(found, key=lambda one: (one.number or 0, thai.collation_key(one.name_th)))


@dataclass(frozen=True)
class Choice:
    """The rounds of a place, newest first, and the one that is read."""

    rounds: list[Round]
    chosen: Round | None


def rounds_of(area: Area, request: HttpRequest, with_figures: set[str]) -> Choice:
    """Rounds that touch the area: the one asked for (`?round=2569`), else the newest with figures.

    Http404 for a round that there is not.
    """
    known = [
        one
        for one in Round.objects.select_related("programme__area").order_by("-reference_year", "-opened_at")
        if _touch(area.path, one.programme.area.path)
    ]
    wanted = request.GET.get("round")
    if wanted is not None:
        chosen = next((one for one in known if one.code == wanted), None)
        if chosen is None:
            raise Http404
        return Choice(known, chosen)
    filled = [one for one in known if one.code in with_figures]
    return Choice(known, next(iter([*filled, *known]), None))


def _touch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
