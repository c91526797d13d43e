"""Projects: made of a proposal that enters the village plan, done, handed over, measured."""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sarn.audit import log
from sarn.indicators import effects, promises
from sarn.indicators.models import EffectResult, Promise
from sarn.planning import components, entries, issues, plans, proposal_promises, proposals, rights
from sarn.planning.following import follow
from sarn.planning.models import BudgetLine, Issue, Plan, PlanEntry, PlanVersion, Project, Proposal
from sarn.planning.needs import has_reason
from sarn.thread import links
from sarn.thread.refs import Ref
from sarn.workflow.needs import LEAST_LETTERS
from sarn.workflow.tables import Follow, Given, Need
from sarnkit import clock
from sarnkit.problems import Problem

# Until the work begins, another proposal may join.
JOINABLE = ("planned", "funded", "preparing")


def from_proposal(
    proposal: Proposal, version: PlanVersion, *, by: str, project: Project | None = None
) -> Project:
    """The project that the proposal becomes, or joins, and its place in the version of the plan.

    Runs inside the move «enter». Raises Problem `planning.project-ended`, and what `entries.enter` refuses.
    """
    if project is None:
        project = _made(proposal, by)
    else:
        project = Project.objects.select_for_update().get(pk=project.pk)
    if project.state not in JOINABLE:
        raise Problem("planning.project-ended", title=project.title, state=project.state_now.label)
    proposal.project = project
    proposal.save(update_fields=["project"])
    links.join(
        source=Ref("proposal", proposal.uid),
        target=Ref("project", project.uid),
        relation="becomes",
        by=by,
        meeting=proposal.forum.uid if proposal.forum is not None else None,
    )
    proposal_promises.take_over(proposal, project, by=by)
    if BudgetLine.objects.filter(project=project, disbursed__gt=0).exists():
        promises.freeze(Ref("project", project.uid), by=by)
    years = {
        year: satang
        for year, satang in components.money_by_year(project).items()
        if year in version.plan.years
    }
    standing = PlanEntry.objects.filter(version=version, project=project).first()
    if standing is None:
        entries.enter(version=version, project=project, years=years, by=by)
    else:
        entries.change(entry=standing, years=years, by=by)
    return project


def issues_of(project: Project) -> list[Issue]:
    """The issues behind the project, as far as the current scope may see them."""
    return proposals.issues_of(*Proposal.objects.filter(project=project))


def accepted_effects(project: Project) -> list[EffectResult]:
    """What was measured for the project's promises and accepted, or lowered, by somebody."""
    found = effects.of(Ref("project", project.uid))
    return [one for one in found if one.state in ("accepted", "lowered") and one.superseded_by is None]


def _made(proposal: Proposal, by: str) -> Project:
    offices = dict.fromkeys(one.doer for one in components.of(proposal) if one.doer)
    project = Project.objects.create(
        area=proposal.area,
        area_path=proposal.area_path,
        title=proposal.title,
        objective=proposal.objective,
        target=proposal.target,
        indicator=proposal_promises.in_words(proposal_promises.of(proposal)),
        expected=proposal.expected,
        office=", ".join(offices)[:200],
        effect_refused=proposal.effect_refused,
    )
    log.record(
        "project.made",
        by=by,
        object_type="project",
        object_uid=project.uid,
        area_path=project.area_path,
        title=project.title,
        proposal=str(proposal.uid),
    )
    return project


# The words of a project.

WORDS: Final = ("title", "objective", "target", "indicator", "expected", "office")


def may_reword(project: Project) -> bool:
    """Whether the current scope may change the words of the project as it is now."""
    return not project.state_now.ended and rights.decides(project.area)


def reword(
    project: Project,
    *,
    title: str,
    objective: str,
    target: str,
    indicator: str,
    expected: str,
    office: str,
    reason: str,
    by: str,
) -> Project:
    """Other words for the project in all drafts at once; announced versions keep their copy. The same words: nothing.

    Raises Denied, Problem `planning.project-closed`, `planning.project-title`, `workflow.no-reason`.
    """
    told = {
        "title": " ".join(title.split())[:200],
        "objective": objective.strip(),
        "target": target.strip(),
        "indicator": indicator.strip(),
        "expected": expected.strip(),
        "office": office.strip()[:200],
    }
    with transaction.atomic():
        found = Project.objects.select_for_update().get(pk=project.pk)
        rights.require_decides(found.area)
        if found.state_now.ended:
            raise Problem("planning.project-closed", title=found.title, state=found.state_now.label)
        if not told["title"]:
            raise Problem("planning.project-title")
        former = {name: getattr(found, name) for name in WORDS if getattr(found, name) != told[name]}
        if not former:
            return found
        if len(reason.strip()) < LEAST_LETTERS:
            raise Problem("workflow.no-reason", least=LEAST_LETTERS)
        for name in former:
            setattr(found, name, told[name])
        found.save(update_fields=list(former))
        log.record(
            "project.reword",
            by=by,
            object_type="project",
            object_uid=found.uid,
            area_path=found.area_path,
            former=former,
            words={name: told[name] for name in former},
            reason=reason.strip(),
        )
    return found


# What the tables of states ask for and bring about.


def _no_version(found: Any, given: Given) -> Problem | None:
    version = given.get("version")
    if not isinstance(version, PlanVersion):
        return Problem("planning.no-version")
    stored = PlanVersion.objects.filter(pk=version.pk).first()  # None: another area's, closed to the reader
    if stored is None:
        return Problem("planning.other-plan")
    version = stored
    if version.plan.kind != Plan.VILLAGE or version.plan.area_id != found.area_id:
        return Problem("planning.other-plan")
    if version.state not in plans.EDITABLE:
        return Problem("planning.version-closed", state=version.state_now.label)
    return None


def _no_such_project(found: Any, given: Given) -> Problem | None:
    project = given.get("project")
    if project is not None and project.area_id != found.area_id:
        return Problem("planning.other-area", title=project.title)
    return None


def _not_measured(found: Any, given: Given) -> Problem | None:
    if has_reason(given) or accepted_effects(found):
        return None
    return Problem("planning.not-measured")


OPEN_VERSION = Need(_("a draft of the plan of this village"), _no_version, of_given=True)
OWN_PROJECT = Need(_("if it joins a project, one of this area"), _no_such_project, of_given=True)
EFFECT_OR_REASON = Need(
    _("a measured effect that was accepted, or the reason why nothing can be measured"),
    _not_measured,
    of_given=True,
)


def _entered(proposal: Any, given: Given, by: str) -> None:
    from_proposal(proposal, given["version"], by=by, project=given.get("project"))


def _started(project: Any, given: Given, by: str) -> None:
    for issue in issues_of(project):
        follow(issue, "work", by=by)


def _completed(project: Any, given: Given, by: str) -> None:
    project.completed_by, project.completed_on, project.state_reason = by, clock.today(), ""
    project.save(update_fields=["completed_by", "completed_on", "state_reason"])


def _measured(project: Any, given: Given, by: str) -> None:
    if not accepted_effects(project):
        project.unmeasured_reason = str(given.get("reason") or "").strip()
        project.save(update_fields=["unmeasured_reason"])


def _cancelled(project: Any, given: Given, by: str) -> None:
    issues.keep_reason(project, given, by)
    proposals.release_issues(issues_of(project), by=by)


ENTERED = Follow(_("it becomes a project in that plan, or joins one"), _entered)
STARTED = Follow(_("its issues are being mended"), _started)
COMPLETED = Follow(_("who said so stands beside it: another one has to confirm it"), _completed)
MEASURED = Follow(_("where nothing was measured, the reason stands beside it"), _measured)
CANCELLED = Follow(_("the reason stands beside it; its issues go back to the ranking"), _cancelled)


def promises_of(project: Project) -> list[Promise]:
    """What is meant to get better through the project."""
    return proposal_promises.of_project(project)
