"""What the front page shows: one thread that lives, what is new, and the six undertakings as they really stand.

No claim stands here by hand: each undertaking counts what everybody may read, and says so where there is nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sarn.areas.models import Area
from sarn.collection.models import Round
from sarn.indicators.models import Definition, PublicCell, Release
from sarn.planning.models import PlanVersion, Project
from sarn.portal import events, news, reading
from sarn.portal.models import NewsPhoto, NewsReport
from sarn.portal.reading import Reading
from sarn.thread import strip, walks
from sarn.thread.nodes import STEPS, Node
from sarn.thread.refs import Ref
from sarn.thread.strip import Strip, StripStep
from sarn.thread.walks import Stop
from sarnkit import thai

# How many projects are looked at for the one whose thread goes farthest.
_CANDIDATES = 5
_CELLS = 60


@dataclass(frozen=True)
class Undertaking:
    """One of the six of 2016: what of it can be met here today, "" for nothing, and where."""

    title: Any
    works: str = ""
    url: str = ""
    link: Any = ""


def undertakings() -> list[Undertaking]:
    """The six, counted from what everybody may read."""
    villages = Release.objects.filter(state=Release.RELEASED).values("area_id").distinct().count()
    plans = PlanVersion.objects.filter(opened=True).count()
    projects = Project.objects.filter(opened=True).count()
    indicators = Definition.objects.filter(pack__active=True).exclude(disclosure="internal").count()
    reports, dates = news.published().count(), events.announced().count()
    return [
        Undertaking(
            _("Data that the community collects and reads by itself"),
            _some(
                villages,
                ngettext(
                    "%d village has opened its figures", "%d villages have opened their figures", villages
                ),
            ),
            reverse("portal:areas"),
            _("Find a village"),
        ),
        Undertaking(
            _("Plans made from that data, from the village up"),
            " ".join(
                part
                for part in (
                    _some(plans, ngettext("%d plan", "%d plans", plans)),
                    _some(projects, ngettext("%d project", "%d projects", projects)),
                )
                if part
            ),
            _page_of_newest(),
            _("The newest project"),
        ),
        Undertaking(_("Leaders and staff learn what they need")),
        Undertaking(
            _("Indicators of strong and self-reliant communities"),
            _some(
                indicators,
                ngettext(
                    "%d indicator, its way of counting open to all",
                    "%d indicators, their way of counting open to all",
                    indicators,
                ),
            ),
            _compared(),
            _("Villages side by side"),
        ),
        Undertaking(_("Model communities to learn from")),
        Undertaking(
            _("A joint working group with a three-year plan"),
            " ".join(
                part
                for part in (
                    _some(reports, ngettext("%d report", "%d reports", reports)),
                    _some(dates, ngettext("%d event", "%d events", dates)),
                )
                if part
            ),
            reverse("portal:calendar") if dates else reverse("portal:news"),
            _("Its calendar") if dates else _("Its news"),
        ),
    ]


def _some(count: int, words: str) -> str:
    return words % count if count else ""


def _page_of_newest() -> str:
    newest = Project.objects.filter(opened=True).order_by("-pk").first()
    return address_of(newest) if newest else ""


def _compared() -> str:
    tambons = opened_tambons()
    return reverse("portal:area", args=[tambons[0].code]) if tambons else ""


def address_of(found: Any) -> str:
    """The page of an object, "" where it has none."""
    try:
        return str(found.get_absolute_url()) if hasattr(found, "get_absolute_url") else ""
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Example:
    """The seven steps of a thread of an area. `page` says that the thread has a page of its own."""

    area: Area
    strip: Strip
    page: bool


def example() -> Example | None:
    """The project whose thread goes farthest, else the newest figure that needs a look."""
    best: tuple[int, Area, Strip] | None = None
    projects = Project.objects.filter(opened=True).order_by("-completed_on", "-pk")[:_CANDIDATES]
    for project in projects:
        try:
            seven = strip.of(Ref("project", project.uid))
        except walks.NotSeen:
            continue
        if best is None or seven.woven > best[0]:
            best = (seven.woven, project.area, seven)
    if best is not None and best[0] > 1:
        return Example(best[1], best[2], page=True)
    return _newest_figure()


def _newest_figure() -> Example | None:
    found = list(
        PublicCell.objects.filter(level="village", shown=True, superseded_by=None, group="").order_by(
            "-made_at", "-pk"
        )[:_CELLS]
    )
    definitions = reading.definitions_of(found)
    years = dict(Round.objects.values_list("code", "reference_year"))
    for cell in found:
        definition = definitions.get((cell.pack_id, cell.pack_version, cell.code))
        if definition is None or cell.round_code not in years or cell.part != definition.headline:
            continue
        read = reading.read(cell, definition, years[cell.round_code])
        if read.status == "miss":
            return Example(cell.area, _begun(cell, read), page=False)
    return None


def _begun(cell: PublicCell, read: Reading) -> Strip:
    """A thread that has its figure and nothing more."""
    share = _("%(num)s of %(den)s %(unit)s") % {"num": read.num, "den": read.den, "unit": read.unit}
    address = reverse("portal:area", args=[cell.area_code])
    node = Node(
        uid=cell.uid,
        kind="cell",
        title=read.title,
        url=f"{address}?round={cell.round_code}",
        facts=(str(share),),
    )
    first = StripStep(1, "there", (Stop("n1", "cell", 1, node),))
    return Strip(node.ref, (first, *(StripStep(step, "missing", ()) for step in STEPS[1:])))


def newest_news(most: int = 3) -> list[tuple[NewsReport, NewsPhoto | None]]:
    """The newest reports with their first photo."""
    reports = list(news.published()[:most])
    photos = news.photos_of(reports)
    return [(one, next(iter(photos[one.pk]), None)) for one in reports]


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
