"""What a place makes of its figures: issues, projects, plan, forums, news and events, each in a short list.

Everything goes through the scoped managers, so that each reader meets what is his to read. The number of
queries does not grow with the number of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, When
from django.utils.translation import get_language, gettext

from sarn.areas.models import Area
from sarn.indicators.models import EffectResult, Promise
from sarn.meetings.models import Meeting
from sarn.planning import money, plans
from sarn.planning.components import MODE_NAMES
from sarn.planning.models import BudgetLine, Component, Issue, Plan, PlanVersion, Project, Proposal
from sarn.planning.sources import GIVEN, SOURCES
from sarn.portal import events, news
from sarn.portal.models import CalendarEvent, NewsReport
from sarn.thread import strips
from sarn.thread.refs import Ref
from sarn.thread.strip import Strip
from sarnkit import effects

MOST_ISSUES, MOST_PROJECTS, MOST_FORUMS, MOST_EVENTS, MOST_NEWS = 6, 5, 2, 3, 3
# The lozenges of work: not yet, begun, half, there, stopped.
_MARKS = {"preparing": "k1", "under-way": "k2", "delayed": "k4", "cancelled": "k4"}
_MARKS |= dict.fromkeys(("planned", "funded"), "k0")
_MARKS |= dict.fromkeys(("completed", "handed-over", "measured", "closed"), "k3")
# What is worked on comes before what waits, and that before what is over.
_ORDER = (
    "under-way", "delayed", "preparing", "completed", "funded", "planned", "handed-over", "measured", "closed",
    "cancelled",
)  # fmt: skip
_FIRST = Case(*(When(state=state, then=place) for place, state in enumerate(_ORDER)), default=len(_ORDER))


@dataclass(frozen=True)
class Doer:
    """«ให้หน่วยงานทำ อบต.ห้วยสาธิต»: who does a part of a project."""

    name: Any
    offices: str


@dataclass(frozen=True)
class Effect:
    """What was measured: the word that a person has accepted, and the counts where everybody may read them."""

    url: str
    word: str
    counted: str


@dataclass
class ProjectRow:
    """A project with its money (satang), its doers and what was measured."""

    project: Project
    approved: int
    missing: int
    doers: list[Doer] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    strip: Strip | None = None

    @property
    def mark(self) -> str:
        """The lozenge of its state."""
        return _MARKS.get(self.project.state, "k0")


@dataclass(frozen=True)
class PlanRow:
    """A plan and the version that is shown of it: the announced one, else the newest that may be seen."""

    plan: Plan
    version: PlanVersion


@dataclass
class Work:
    """All that stands on the page of a place besides its figures."""

    issues: list[Issue]
    issues_of: int  # how many there are of which `issues` shows the first
    settled: int  # issues that were mended or set aside
    projects: list[ProjectRow]
    projects_of: int
    plan: PlanRow | None
    forums: list[Meeting]
    coming: list[CalendarEvent]
    news: list[NewsReport]
    strips: dict[Ref, Strip] = field(default_factory=dict)

    @property
    def lacks_money(self) -> bool:
        """Whether a project that is shown got part of what it needs."""
        return any(row.approved and row.missing for row in self.projects)


def of_village(area: Area, issues: Sequence[Issue]) -> Work:
    """The work of a village, whose issues are at hand; `weave` then draws the threads."""
    alive = [one for one in issues if not one.state_now.ended and one.state != "parked"]
    alive.sort(key=lambda one: (one.rank is None, one.rank or 0, -one.pk))
    work = _of(area, Plan.VILLAGE)
    work.issues, work.issues_of, work.settled = alive[:MOST_ISSUES], len(alive), len(issues) - len(alive)
    return work


def of_wider(area: Area) -> Work:
    """The work of a tambon or a wider area and all below it; issues stay with their villages."""
    return _of(area, Plan.LOCAL)


def issues_of(area: Area) -> list[Issue]:
    """The village's issues that the reader may see, without those that were found to be none."""
    return list(Issue.objects.filter(area=area).exclude(state="dismissed").order_by("pk"))


def weave(work: Work, *more: Ref) -> None:
    """Find the strips of the projects shown and of `more`, all at once."""
    refs = [Ref("project", row.project.uid) for row in work.projects]
    work.strips = strips.of_many([*refs, *more])
    for row in work.projects:
        row.strip = work.strips.get(Ref("project", row.project.uid))


def _of(area: Area, kind: str) -> Work:
    rows = Project.objects.filter(area_path__within=area.path)
    found = list(rows.select_related("area").order_by(_FIRST, "-pk")[:MOST_PROJECTS])
    return Work(
        issues=[],
        issues_of=0,
        settled=0,
        projects=_rows(found),
        projects_of=len(found) if len(found) < MOST_PROJECTS else rows.count(),
        plan=_plan(area, kind),
        forums=list(
            Meeting.objects.filter(area=area, state="recorded").order_by("-held_on", "-pk")[:MOST_FORUMS]
        ),
        coming=events.coming(area, most=MOST_EVENTS),
        news=list(news.published_in(area)[:MOST_NEWS]),
    )


def _rows(found: Sequence[Project]) -> list[ProjectRow]:
    if not found:
        return []
    approved, missing = _approved(found), money.missing_of(found)
    doers, measured = _doers(found), _effects(found)
    return [
        ProjectRow(one, approved[one.pk], missing[one.pk], doers[one.pk], measured[one.uid]) for one in found
    ]


def _approved(found: Sequence[Project]) -> dict[int, int]:
    """Project key → money approved over all years and sources; what is given in kind is not in it."""
    sums = dict.fromkeys((one.pk for one in found), 0)
    for line in BudgetLine.objects.filter(project__in=list(sums)):
        if SOURCES[line.source].kind != GIVEN:
            sums[line.project_id] += line.approved
    return sums


def _doers(found: Sequence[Project]) -> dict[int, list[Doer]]:
    """Project key → who does it, ourselves first; parts of which nobody has said are left out."""
    made = Proposal.objects.filter(project__in=[one.pk for one in found])
    of = {one.pk: one.project_id or 0 for one in made}
    offices: dict[tuple[int, str], dict[str, None]] = {}
    for part in (
        Component.objects.filter(proposal__in=list(of)).exclude(mode="").order_by("proposal", "order")
    ):
        under = offices.setdefault((of[part.proposal_id], part.mode), {})
        if part.doer:
            under[part.doer] = None
    doers: dict[int, list[Doer]] = defaultdict(list)
    for mode in Component.MODES:
        for (project, does), names in offices.items():
            if does == mode:
                doers[project].append(Doer(MODE_NAMES[mode], ", ".join(names)))
    return doers


def _effects(found: Sequence[Project]) -> dict[Any, list[Effect]]:
    """Project uid → what was measured and looked at by a person, without what newer figures replaced."""
    promised = Promise.objects.filter(subject_type="project", subject_uid__in=[one.uid for one in found])
    subjects = {one.pk: one.subject_uid for one in promised}
    results = (
        EffectResult.objects.filter(promise__in=list(subjects), superseded_by=None)
        .exclude(state="proposed")
        .order_by("pk")
    )
    measured: dict[Any, list[Effect]] = defaultdict(list)
    for one in results:
        measured[subjects[one.promise_id]].append(Effect(one.get_absolute_url(), *_told(one)))
    return measured


def _told(result: EffectResult) -> tuple[str, str]:
    """The word and the counts; where they are not for everybody, that it was measured."""
    if result.state == "unmeasurable":
        return str(result.state_now.label), ""
    word: Any = result.lowered_to or result.word
    if not result.shown or not word:
        return gettext("It was measured"), ""
    language = "th" if (get_language() or "th").startswith("th") else "en"
    before, after = result.figures["before"], result.figures["after"]
    counted = gettext("counted %(before)s of %(before_of)s, later %(after)s of %(after_of)s") % {
        "before": f"{before['num']:,}",
        "before_of": f"{before['den']:,}",
        "after": f"{after['num']:,}",
        "after_of": f"{after['den']:,}",
    }
    return effects.word_text(word, language), counted  # type: ignore[arg-type]


def _plan(area: Area, kind: str) -> PlanRow | None:
    plan = plans.find(area, kind)
    if plan is None:
        return None
    version = plans.holding_version(plan) or plans.newest_version(plan)
    return None if version is None else PlanRow(plan, version)
