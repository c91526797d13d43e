"""Components: the parts of a piece of work, each with one doer; six questions suggest who that should be.

The rules are those of the notes: what a village can do with its own means it does itself, what it can do
in part it does together with an office, the rest it asks for. The forum decides; its reason is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sarn.audit import log
from sarn.planning import rights
from sarn.planning.models import Component, Project, Proposal
from sarn.workflow.needs import LEAST_LETTERS
from sarnkit.problems import Problem

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SELF, JOINT, ASK = Component.MODES
MODE_NAMES: dict[str, StrOrPromise] = {
    SELF: _("We do it ourselves"),
    JOINT: _("We do it together"),
    ASK: _("An office does it"),
}


@dataclass(frozen=True)
class Question:
    """One question with yes or no."""

    code: str
    text: StrOrPromise


QUESTIONS = (
    Question("own-means", _("Are money, labour and material in the village enough for all of it?")),
    Question("plain-work", _("Can it be done without special technicians, permits or land of the state?")),
    Question("in-part", _("Can the village do a part of it (labour, land, upkeep)?")),
    Question("duty", _("Is it the duty of an office by law?")),
    Question("wider", _("Does it serve two villages or more?")),
    Question("fund", _("Does CODI, CDD, ThaiHealth or DLA have a fund for just this?")),
)


@dataclass(frozen=True)
class Rule:
    """If the answers are these (codes → yes or no), this is who should do it, and why."""

    when: Mapping[str, bool]
    mode: str
    why: StrOrPromise


# The first rule that holds is taken; the last one holds always.
RULES = (
    Rule(
        {"own-means": True, "plain-work": True},
        SELF,
        _("the village's own means are enough and no special technician is needed"),
    ),
    Rule({"in-part": True, "duty": True}, JOINT, _("it is an office's duty and the village can do a part")),
    Rule({"in-part": True}, JOINT, _("the village can do a part but not all of it")),
    Rule({"own-means": True}, JOINT, _("the village has the means but needs technicians, a permit or land")),
    Rule({"duty": True}, ASK, _("it is an office's duty by law and the village cannot do a part of it")),
    Rule({}, ASK, _("it is beyond the means of the village")),
)
# What is added to the reason whoever does it.
_BESIDES = (
    ("wider", _("it serves two villages or more, so that the tambon should do it as one project")),
    ("fund", _("an agency has a fund for just this, which can be asked at the same time")),
)


def suggest(answers: Mapping[str, bool]) -> tuple[str, str]:
    """Who should do it (`self`, `joint`, `ask`) and why, in the reader's language.

    Raises KeyError where a question is not answered.
    """
    rule = next(one for one in RULES if all(answers[code] == said for code, said in one.when.items()))
    why = [str(rule.why), *(str(text) for code, text in _BESIDES if answers[code])]
    return rule.mode, " · ".join(why)


def decide(
    component: Component,
    *,
    answers: Mapping[str, bool],
    mode: str,
    reason: str = "",
    doer: str | None = None,
    by: str,
) -> Component:
    """The forum says who does it. Where it follows the rules, their reason stands if it gives none.

    `doer` names the office or group; None leaves it as it was.

    Raises Denied, Problem `planning.unanswered`, `planning.mode`, `planning.mode-reason`, `planning.mode-settled`.
    """
    with transaction.atomic():
        proposal = Proposal.objects.select_for_update().get(pk=component.proposal_id)
        rights.require_decides(proposal.area)
        found = Component.objects.select_for_update().get(pk=component.pk)
        if proposal.state not in ("draft", "submitted", "passed"):
            raise Problem("planning.mode-settled", title=proposal.title)
        open_ones = [one.code for one in QUESTIONS if not isinstance(answers.get(one.code), bool)]
        if open_ones:
            raise Problem("planning.unanswered", count=len(open_ones), title=found.title)
        if mode not in Component.MODES:
            raise Problem("planning.mode", title=found.title)
        suggested, why = suggest(answers)
        words = reason.strip()
        if mode != suggested and len(words) < LEAST_LETTERS:
            raise Problem("planning.mode-reason", suggested=MODE_NAMES[suggested])
        found.answers = {one.code: answers[one.code] for one in QUESTIONS}
        found.suggested, found.mode, found.mode_reason = suggested, mode, words or why
        found.doer = found.doer if doer is None else doer.strip()[:200]
        found.save(update_fields=["answers", "suggested", "mode", "mode_reason", "doer"])
        log.record(
            "component.decide",
            by=by,
            object_type="proposal",
            object_uid=proposal.uid,
            area_path=proposal.area_path,
            component=found.title,
            mode=mode,
            suggested=suggested,
            reason=found.mode_reason,
        )
    return found


# Money.


@dataclass
class Sum:
    """What stands under one doer: how many parts, money to be found, labour given as money (satang)."""

    mode: str
    count: int = 0
    money: int = 0
    labour: int = 0
    titles: list[str] = field(default_factory=list)

    @property
    def name(self) -> StrOrPromise:
        """The doer in words."""
        return MODE_NAMES.get(self.mode, _("Not settled yet"))

    @property
    def total(self) -> int:
        """Money and labour."""
        return self.money + self.labour


def of(*proposals: Proposal) -> list[Component]:
    """The components of these proposals with their years, in order."""
    rows = Component.objects.filter(proposal__in=proposals).prefetch_related("years")
    return sorted(rows, key=lambda one: (one.proposal_id, one.order))


def of_project(project: Project) -> list[Component]:
    """The components of all proposals that became the project."""
    return of(*Proposal.objects.filter(project=project))


def money_of(component: Component) -> int:
    """Money that has to be found for it, in satang; labour is not in it."""
    return sum(one.satang for one in component.years.all())


def by_mode(components: Iterable[Component]) -> list[Sum]:
    """Sums in the order ourselves, together, an office; what nobody has settled comes last. Empty ones are left out."""
    sums = {mode: Sum(mode) for mode in (*Component.MODES, "")}
    for one in components:
        under = sums[one.mode]
        under.count += 1
        under.money += money_of(one)
        under.labour += one.labour
        under.titles.append(one.title)
    return [one for one in sums.values() if one.count]


def by_year(components: Iterable[Component]) -> dict[int, int]:
    """Fiscal year (CE) → money to be found in it, in satang; years without money are left out."""
    years: dict[int, int] = {}
    for component in components:
        for one in component.years.all():
            if one.satang:
                years[one.fiscal_year] = years.get(one.fiscal_year, 0) + one.satang
    return dict(sorted(years.items()))


def money_by_year(project: Project) -> dict[int, int]:
    """Fiscal year (CE) → money that the project needs, in satang; labour is not in it."""
    return money_by_year_of([project])[project.pk]


def money_by_year_of(projects: Sequence[Project]) -> dict[int, dict[int, int]]:
    """The same of many: key of each project → fiscal year → satang."""
    proposals = list(Proposal.objects.filter(project__in=projects))
    project_of = {one.pk: one.project_id for one in proposals}
    parts: dict[int, list[Component]] = {one.pk: [] for one in projects}
    for part in of(*proposals):
        parts[project_of[part.proposal_id] or 0].append(part)
    return {key: by_year(found) for key, found in parts.items()}


def unsettled(components: Sequence[Component]) -> list[str]:
    """Titles of those of which nobody has said who does them."""
    return [one.title for one in components if not one.mode]


def as_said(answers: Any) -> dict[str, bool]:
    """Answers from a form: code → «yes» or «no»; what is neither is left out."""
    return {
        one.code: answers[one.code] == "yes" for one in QUESTIONS if answers.get(one.code) in ("yes", "no")
    }
