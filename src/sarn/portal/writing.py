"""What the pages for writing offer: the areas of the person at work, and how she was named last time."""

from __future__ import annotations

from typing import Any

from django.forms import Form
from django.http import HttpRequest

from sarn.access import policy
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.portal import news, places
from sarn.portal.models import NewsReport
from sarnkit import thai


def may_write() -> bool:
    """Whether the person at work writes news anywhere."""
    return policy.can_ever(current(), "news", "write")


def areas() -> list[Area]:
    """The areas of her grants and, of each, those of the next level; from above down, then by number."""
    paths = policy.paths(current(), "news", "write")
    granted = [one for path in paths if path for one in Area.objects.current().filter(path=path)]
    found = {one.pk: one for top in granted for one in (top, *places.below(top)) if one.level != "khum"}
    return list(found.values())


def offer_areas(form: Form, request: HttpRequest) -> None:
    """Fill the choice of areas; the one of `?area=` stands first."""
    offered = areas()
    form.fields["area"].offer(offered)  # type: ignore[attr-defined]
    asked = request.GET.get("area", "")
    if any(one.code == asked for one in offered):
        form.fields["area"].initial = asked


def last_byline() -> dict[str, Any]:
    """How she was named in her last report."""
    last = NewsReport.objects.filter(written_by=current().actor).order_by("-written_at").first()
    return {"author_name": last.author_name, "author_role": last.author_role} if last else {}


def areas_with_news() -> list[Area]:
    """Areas that published reports are about, by the alphabet."""
    keys = set(news.published().order_by().values_list("area_id", flat=True).distinct())
    found = Area.objects.filter(pk__in=keys)
    return sorted(found, key=lambda one: (len(one.path), one.number or 0, thai.collation_key(one.name_th)))
