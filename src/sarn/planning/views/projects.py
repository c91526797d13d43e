"""The page of a project: from what it came, who does what, its promise, plans, money, work and effect."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sarn.access.doors import door, find
from sarn.access.models import covers
from sarn.access.scope import current
from sarn.indicators import effects
from sarn.planning import acceptance, components, money, projects, proposal_promises, rights, words
from sarn.planning.forms import ProjectWordsForm
from sarn.planning.forms_money import ConfirmForm
from sarn.planning.models import (
    Activity,
    ActivityPicture,
    BudgetLine,
    Output,
    PlanEntry,
    PlanEntryYear,
    PlanVersion,
    Project,
    Proposal,
)
from sarn.thread import nodes
from sarn.thread.refs import Ref
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem

do = move_view(Project, forms={"confirm": ConfirmForm})


@door("published", "read", area=None)
@require_safe
def project(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """All that is known of one project."""
    found = find(Project, request, uid=uid)
    parts = components.of_project(found)
    needed, missing = money.needed(found), money.missing(found)
    context = {
        "project": found,
        "issues": projects.issues_of(found),
        "proposals": list(Proposal.objects.filter(project=found).order_by("pk")),
        "parts": [{"part": one, "money": components.money_of(one)} for one in parts],
        "sums": components.by_mode(parts),
        "years": components.by_year(parts),
        "promises": proposal_promises.told(proposal_promises.of_project(found)),
        "entries": _entries(found),
        "lines": list(BudgetLine.objects.filter(project=found).order_by("fiscal_year", "pk")),
        "approved": money.approved(found),
        "needed": needed,
        "missing": missing,
        "activities": _activities(found),
        "acceptance": acceptance.of(found),
        "effects": _effects(found),
        "writes": covers("plan", "write", found.area_path),
        "rewords": projects.may_reword(found),
    }
    return render(request, "planning/project.html", context)


@door("plan", "write", area=None)
@require_http_methods(["GET", "POST"])
def reword(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Other words for a project, in all drafts at once."""
    found = find(Project, request, uid=uid)
    rights.require_decides(found.area)
    initial = {name: getattr(found, name) for name in projects.WORDS}
    form = ProjectWordsForm(request.POST if request.method == "POST" else None, initial=initial)
    problem, status = "", 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            projects.reword(found, by=current().actor, **form.cleaned_data)
        except Problem as refusal:
            problem, status = refusal.sentence(words.language()), refusal.status
        else:
            messages.success(request, _("The words are changed in all drafts."))
            return redirect(found.get_absolute_url())
    context = {"project": found, "form": form, "problem": problem}
    return render(request, "planning/project_reword.html", context, status=status)


def _entries(project: Project) -> list[dict[str, Any]]:
    """Where the project stands in plans: (version, entry, years), the newest version of each plan."""
    rows = list(PlanEntry.objects.filter(project=project))
    versions = PlanVersion.objects.filter(pk__in={one.version_id for one in rows}).prefetch_related("plan")
    known = {one.pk: one for one in versions}
    years: dict[int, list[PlanEntryYear]] = {}
    for year in PlanEntryYear.objects.filter(entry__in=rows).order_by("fiscal_year"):
        years.setdefault(year.entry_id, []).append(year)
    newest: dict[int, dict[str, Any]] = {}
    for row in sorted(rows, key=lambda one: one.pk):
        version = known.get(row.version_id)
        if version is not None and version.state != "replaced":
            newest[version.plan_id] = {"entry": row, "version": version, "years": years.get(row.pk, [])}
    return list(newest.values())


def _activities(project: Project) -> list[dict[str, Any]]:
    rows = list(Activity.objects.filter(project=project).order_by("on", "pk"))
    outputs: dict[int, list[Output]] = {}
    for output in Output.objects.filter(activity__in=rows).order_by("pk"):
        outputs.setdefault(output.activity_id, []).append(output)
    pictures: dict[int, list[ActivityPicture]] = {}
    shown = ActivityPicture.objects.filter(activity__in=rows).order_by("order").select_related("picture")
    for picture in shown:
        pictures.setdefault(picture.activity_id, []).append(picture)
    return [
        {"activity": one, "outputs": outputs.get(one.pk, []), "pictures": pictures.get(one.pk, [])}
        for one in rows
    ]


def _effects(project: Project) -> list[nodes.Node]:
    """What was measured, as its own app says it."""
    refs = [
        Ref("effect", one.uid) for one in effects.of(Ref("project", project.uid)) if one.superseded_by is None
    ]
    shown = nodes.find(refs)
    return [shown[ref] for ref in refs if ref in shown]
