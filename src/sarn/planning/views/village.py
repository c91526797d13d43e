"""The village's work page, and the projects of a village or a tambon."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sarn.access.doors import door
from sarn.access.models import covers
from sarn.areas.models import Area
from sarn.planning import components, money, next_steps, plans, proposals, rights
from sarn.planning.models import Component, Issue, Plan, Project, Proposal

# An issue that has ended, and one that was set aside, stand below the others.
_ENDED = ("resolved", "dismissed")


@door("published", "read")
@require_safe
def work(request: HttpRequest, code: str) -> HttpResponse:
    """From issues to projects: all that the village plans, as far as the reader may see it."""
    area = _village(code)
    issues = sorted(
        Issue.objects.filter(area=area), key=lambda one: (one.rank is None, one.rank or 0, -one.pk)
    )
    found = list(Proposal.objects.filter(area=area).order_by("-pk"))
    projects = list(Project.objects.filter(area=area).order_by("-pk"))
    writes = covers("plan", "write", area.path)
    context: dict[str, Any] = {
        "area": area,
        "writes": writes,
        "decides": rights.decides(area),
        "steps": next_steps.steps(area, issues, found, projects) if rights.decides(area) else [],
        "open_issues": [one for one in issues if one.state not in (*_ENDED, "parked")],
        "parked": [one for one in issues if one.state == "parked"],
        "ended": [one for one in issues if one.state in _ENDED],
        "proposals": _nearest_first(found),
        "projects": _with_money(area, projects),
        "plan": _plan(area),
    }
    return render(request, "planning/village.html", context)


@door("published", "read")
@require_safe
def projects(request: HttpRequest, code: str) -> HttpResponse:
    """The projects of an area and all below it."""
    area = _area(code)
    rows = list(Project.objects.filter(area_path__within=area.path).order_by("area_path", "-pk"))
    places = {one.pk: one for one in Area.objects.filter(pk__in={row.area_id for row in rows})}
    listed = _with_money(area, rows)
    for row in listed:
        row["place"] = places[row["project"].area_id]
    context = {"area": area, "projects": listed, "sums": components.by_mode(_parts(rows))}
    return render(request, "planning/projects.html", context)


def _area(code: str) -> Area:
    found = Area.objects.current().filter(code=code).first()
    if found is None or found.level in ("khum", "country", "cluster"):
        raise Http404
    return found


def _village(code: str) -> Area:
    found = _area(code)
    if found.level != "village":
        raise Http404
    return found


def _nearest_first(found: list[Proposal]) -> list[Proposal]:
    """What is nearest to its end first; what did not become anything last."""
    order = (*reversed(proposals.ALIVE), "rejected", "withdrawn")
    return sorted(found, key=lambda one: (order.index(one.state), -one.pk))


def _parts(rows: list[Project]) -> list[Component]:
    return components.of(*Proposal.objects.filter(project__in=[one.pk for one in rows]))


def _with_money(area: Area, rows: list[Project]) -> list[dict[str, Any]]:
    """Each project; where it got a part of its money, what it got and what is still missing (satang)."""
    wanted = {one.project.pk: one for one in money.wanted(area)}
    return [{"project": one, "wanted": wanted.get(one.pk)} for one in rows]


def _plan(area: Area) -> dict[str, Any] | None:
    plan = plans.find(area, Plan.VILLAGE)
    if plan is None:
        return None
    return {"plan": plan, "newest": plans.newest_version(plan), "holding": plans.holding_version(plan)}
