"""Entries: that a project stands in a version of a plan, with its money by fiscal year.

The project is never copied. Whatever an entry shows of it is the project's own word, until the version is
announced and keeps a copy of that day (`freezing`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction

from sarn.audit import log
from sarn.indicators.models import Promise
from sarn.planning import plans, rights, succession
from sarn.planning.models import Plan, PlanEntry, PlanEntryYear, PlanVersion, Project, Proposal
from sarnkit import clock, thai
from sarnkit.problems import Problem

MOST_SATANG: Final = 10**13  # a hundred thousand million baht; more is a slip of the pen


def enter(
    *,
    version: PlanVersion,
    project: Project,
    years: dict[int, int],
    strategy: str = "",
    programme: str = "",
    by: str,
) -> PlanEntry:
    """Put the project into the version; `years` maps a fiscal year (CE) to satang, and may be empty.

    The project must carry a promise of effect already, its own or its proposal's, or the reason why none can be
    given. Raises Problem `plans.frozen`, `plans.no-promise`, `plans.already-in`, `plans.other-area`,
    `plans.project-ended`, `plans.year-outside`, `plans.bad-money`; Denied.
    """
    with transaction.atomic():
        version = require_editable(version)
        _require_fit(version.plan, project)
        require_promise(project)
        _require_money(version.plan, years)
        rows = PlanEntry.objects.filter(version=version)
        if rows.filter(project=project).exists():
            raise Problem("plans.already-in", project=project.title)
        last = rows.order_by("-order").first()
        entry = PlanEntry.objects.create(
            version=version,
            project=project,
            order=last.order + 1 if last is not None else 1,
            strategy=strategy.strip()[:200],
            programme=programme.strip()[:200],
            entered_by=by,
            entered_at=clock.now(),
        )
        _write_years(entry, years)
        _record(
            "plan-entry.entered", entry, by, years=years, strategy=entry.strategy, programme=entry.programme
        )
        succession.draw(entry, by=by)
    return entry


def change(
    *,
    entry: PlanEntry,
    years: dict[int, int] | None = None,
    strategy: str | None = None,
    programme: str | None = None,
    by: str,
) -> PlanEntry:
    """Give the entry other money, strategy or programme; what is None stays.

    Raises Problem `plans.frozen`, `plans.year-outside`, `plans.bad-money`; Denied.
    """
    with transaction.atomic():
        version = require_editable(entry.version)
        row = PlanEntry.objects.select_for_update().get(pk=entry.pk)
        former = {
            "years": {one.fiscal_year: one.satang for one in PlanEntryYear.objects.filter(entry=row)},
            "strategy": row.strategy,
            "programme": row.programme,
        }
        if years is not None:
            _require_money(version.plan, years)
            PlanEntryYear.objects.filter(entry=row).delete()
            _write_years(row, years)
        row.strategy = row.strategy if strategy is None else strategy.strip()[:200]
        row.programme = row.programme if programme is None else programme.strip()[:200]
        row.save(update_fields=["strategy", "programme"])
        _record(
            "plan-entry.changed",
            row,
            by,
            former=former,
            years=years if years is not None else former["years"],
            strategy=row.strategy,
            programme=row.programme,
        )
    return row


def take_out(*, entry: PlanEntry, reason: str, by: str) -> None:
    """Take the project out of the version again; the thread keeps that it stood there.

    Raises Problem `plans.frozen`, `workflow.no-reason`; Denied.
    """
    if len(reason.strip()) < 5:
        raise Problem("workflow.no-reason", least=5)
    with transaction.atomic():
        require_editable(entry.version)
        row = PlanEntry.objects.select_for_update().get(pk=entry.pk)
        _record("plan-entry.taken-out", row, by, project=str(row.project.uid), reason=reason)
        succession.let_go(row, by=by, reason=reason)
        row.delete()


def require_editable(version: PlanVersion) -> PlanVersion:
    """The version's row, locked.

    Raises Problem `plans.not-your-kind` where the plan is another's, `plans.frozen` where its entries stand fast.
    """
    row: PlanVersion = PlanVersion.objects.select_for_update().get(pk=version.pk)
    rights.require_planner(row.plan.kind, row.area_path)
    if row.state not in plans.EDITABLE:
        raise Problem("plans.frozen", version=plans.name_of(row), state=row.state_now.label)
    return row


def require_promise(project: Project) -> None:
    """Raise Problem `plans.no-promise` where nobody said what will get better, nor why that cannot be said."""
    if not has_promise(project):
        raise Problem("plans.no-promise", project=project.title)


def has_promise(project: Project) -> bool:
    """Whether the project or a proposal behind it promises an effect, or says why none can be promised."""
    return bool(proposal_promises([project]))


def proposal_promises(projects: Collection[Project]) -> set[int]:
    """Keys of those that promise an effect, or say why none can be promised; three queries for any number."""
    settled = {one.pk for one in projects if one.effect_refused.strip()}
    subjects = {("project", one.uid): one.pk for one in projects}
    for proposal in Proposal.objects.filter(project__in=projects):
        if proposal.project_id is not None:
            subjects["proposal", proposal.uid] = proposal.project_id
    rows = Promise.objects.filter(subject_uid__in=[uid for _, uid in subjects])
    promised = rows.values_list("subject_type", "subject_uid")
    return settled | {subjects[one] for one in promised if one in subjects}


def _require_fit(plan: Plan, project: Project) -> None:
    if not project.area_path.startswith(plan.area_path):
        raise Problem("plans.other-area", project=project.title, area=plan.area.display())
    if project.state in ("cancelled", "closed"):
        raise Problem("plans.project-ended", project=project.title, state=project.state_now.label)


def _require_money(plan: Plan, years: dict[int, int]) -> None:
    for year, satang in years.items():
        if year not in plan.years:
            first, last = thai.be(plan.first_year), thai.be(plan.last_year)
            raise Problem("plans.year-outside", year=thai.be(year), first=first, last=last)
        if not 0 <= satang <= MOST_SATANG:
            raise Problem("plans.bad-money", given=thai.baht(satang))


def _write_years(entry: PlanEntry, years: dict[int, int]) -> None:
    for year, satang in sorted(years.items()):
        if satang:
            PlanEntryYear.objects.create(entry=entry, fiscal_year=year, satang=satang)


def _record(action: str, entry: PlanEntry, by: str, **detail: object) -> None:
    log.record(
        action,
        by=by,
        object_type="plan-entry",
        object_uid=entry.uid,
        area_path=entry.area_path,
        version=str(entry.version.uid),
        **detail,
    )
