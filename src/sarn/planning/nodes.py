"""Planning on the evidence thread: its kinds, how each is shown to whoever asks, and where threads break.

Every resolver looks rows up through the scoped managers: what the asker may not see is left out and becomes
grey. Nothing here names a person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sarn.planning import components, words
from sarn.planning.models import (
    Acceptance,
    Activity,
    ActivityPicture,
    BudgetLine,
    Component,
    Issue,
    Output,
    PlanEntry,
    PlanEntryYear,
    PlanVersion,
    Project,
    Proposal,
    ProposalIssue,
)
from sarn.thread import gaps, nodes
from sarn.thread.gaps import Rule
from sarn.thread.nodes import Node, NodeType, Relation
from sarnkit import clock

Found = Mapping[UUID, Node]
# An issue that waits longer for a proposal is named in the report.
PATIENCE = timedelta(days=90)


def issue_node(issue: Issue) -> Node:
    """An issue as it stands on the thread."""
    facts = []
    if issue.rank is not None:
        facts.append(gettext("Ranked number %(rank)s by the forum") % {"rank": issue.rank})
    if not issue.from_figure:
        facts.append(gettext("Said by villagers, without a figure"))
    return Node(
        uid=issue.uid,
        kind="issue",
        title=issue.title,
        url=issue.get_absolute_url(),
        state=str(issue.state_now.label),
        facts=tuple(facts),
        on=issue.raised_on,
    )


def proposal_node(proposal: Proposal, parts: list[Component]) -> Node:
    """A proposal: how many parts, how much money and labour."""
    sums = components.by_mode(parts)
    facts = []
    if parts:
        count = ngettext("%(count)s part", "%(count)s parts", len(parts)) % {"count": len(parts)}
        facts.append(f"{count}, {words.money(sum(one.total for one in sums))}")
    facts += [f"{one.name} {words.money(one.total)}" for one in sums if one.mode]
    return Node(
        uid=proposal.uid,
        kind="proposal",
        title=proposal.title,
        url=proposal.get_absolute_url(),
        state=str(proposal.state_now.label),
        facts=tuple(facts),
        on=proposal.made_on,
    )


def project_node(project: Project) -> Node:
    """A project by its state."""
    return Node(
        uid=project.uid,
        kind="project",
        title=project.title,
        url=project.get_absolute_url(),
        state=str(project.state_now.label),
        on=project.completed_on,
    )


def _issues(uids: Collection[UUID]) -> Found:
    return {one.uid: issue_node(one) for one in Issue.objects.filter(uid__in=uids)}


def _proposals(uids: Collection[UUID]) -> Found:
    found = list(Proposal.objects.filter(uid__in=uids))
    parts: dict[int, list[Component]] = {}
    for part in components.of(*found):
        parts.setdefault(part.proposal_id, []).append(part)
    return {one.uid: proposal_node(one, parts.get(one.pk, [])) for one in found}


def _projects(uids: Collection[UUID]) -> Found:
    return {one.uid: project_node(one) for one in Project.objects.filter(uid__in=uids)}


def _entries(uids: Collection[UUID]) -> Found:
    found = list(PlanEntry.objects.filter(uid__in=uids))
    versions = {
        one.pk: one
        for one in PlanVersion.objects.filter(pk__in={entry.version_id for entry in found}).prefetch_related(
            "plan"
        )
    }
    money: dict[int, int] = {}
    for year in PlanEntryYear.objects.filter(entry__in=found):
        money[year.entry_id] = money.get(year.entry_id, 0) + year.satang
    shown = {}
    for one in found:
        version = versions.get(one.version_id)
        if version is None:
            continue
        amount = money.get(one.pk, 0)
        shown[one.uid] = Node(
            uid=one.uid,
            kind="plan-entry",
            title=f"{version.plan.title} {version.label}".strip(),
            url=version.get_absolute_url(),
            state=str(version.state_now.label),
            facts=(
                gettext("Number %(order)s in the plan") % {"order": one.order},
                *((words.money(amount),) if amount else ()),
            ),
            on=version.announced_on or version.agreed_on,
        )
    return shown


def _budget_lines(uids: Collection[UUID]) -> Found:
    return {
        one.uid: Node(
            uid=one.uid,
            kind="budget-line",
            title=gettext("%(source)s, fiscal year %(year)s")
            % {"source": words.source(one.source), "year": words.year(one.fiscal_year)},
            url=one.get_absolute_url(),
            state=str(one.state_now.label),
            facts=_money_facts(one),
            on=one.state_since.astimezone(clock.BANGKOK).date(),
        )
        for one in BudgetLine.objects.filter(uid__in=uids)
    }


def _money_facts(line: BudgetLine) -> tuple[str, ...]:
    if not line.approved:
        return (gettext("Asked for %(money)s") % {"money": words.money(line.asked)},)
    facts = [gettext("Approved %(money)s") % {"money": words.money(line.approved)}]
    if line.asked > line.approved:
        facts.append(gettext("%(money)s still missing") % {"money": words.money(line.asked - line.approved)})
    if line.disbursed:
        facts.append(gettext("Paid out %(money)s") % {"money": words.money(line.disbursed)})
    return tuple(facts)


def _activities(uids: Collection[UUID]) -> Found:
    found = list(Activity.objects.filter(uid__in=uids))
    pictures: dict[int, list[str]] = {}
    rows = ActivityPicture.objects.filter(activity__in=found).order_by("order").select_related("picture")
    for row in rows:
        address = reverse("planning:activity-picture-small", kwargs={"uid": row.picture.uid})
        pictures.setdefault(row.activity_id, []).append(address)
    return {
        one.uid: Node(
            uid=one.uid,
            kind="activity",
            title=one.title,
            url=one.get_absolute_url(),
            state=str(one.state_now.label),
            facts=_activity_facts(one),
            on=one.on,
            picture_urls=tuple(pictures.get(one.pk, ())),
        )
        for one in found
    }


def _activity_facts(one: Activity) -> tuple[str, ...]:
    facts = []
    if one.people:
        facts.append(ngettext("%(n)s person came", "%(n)s people came", one.people) % {"n": one.people})
    if one.person_days:
        facts.append(
            ngettext("%(n)s person-day", "%(n)s person-days", one.person_days) % {"n": one.person_days}
        )
    return tuple(facts)


def _outputs(uids: Collection[UUID]) -> Found:
    return {
        one.uid: Node(
            uid=one.uid,
            kind="output",
            title=one.title,
            facts=(
                gettext("%(actual)s of %(planned)s %(unit)s")
                % {"actual": f"{one.actual:,}", "planned": f"{one.planned:,}", "unit": one.unit},
            ),
        )
        for one in Output.objects.filter(uid__in=uids)
    }


def _acceptances(uids: Collection[UUID]) -> Found:
    return {
        one.uid: Node(
            uid=one.uid,
            kind="acceptance",
            title=gettext("Villagers confirm that it works"),
            facts=(ngettext("%(n)s witness", "%(n)s witnesses", one.witnesses) % {"n": one.witnesses},),
            on=one.on,
        )
        for one in Acceptance.objects.filter(uid__in=uids)
    }


TYPES = (
    NodeType("issue", 2, _("issue"), _issues, (Relation("cell", "points-at", "issue", _("points at")),)),
    NodeType(
        "proposal",
        3,
        _("proposal"),
        _proposals,
        (Relation("issue", "addressed-by", "proposal", _("is addressed by")),),
    ),
    NodeType(
        "project", 4, _("project"), _projects, (Relation("proposal", "becomes", "project", _("becomes")),)
    ),
    NodeType(
        "plan-entry",
        4,
        _("place in a plan"),
        _entries,
        (Relation("project", "appears-in", "plan-entry", _("stands in")),),
    ),
    NodeType(
        "budget-line",
        5,
        _("budget line"),
        _budget_lines,
        (Relation("project", "funded-by", "budget-line", _("is paid from")),),
    ),
    NodeType(
        "activity",
        6,
        _("activity"),
        _activities,
        (Relation("project", "carried-out-by", "activity", _("is carried out by")),),
    ),
    NodeType("output", 6, _("output"), _outputs, (Relation("activity", "yields", "output", _("yields")),)),
    NodeType(
        "acceptance",
        6,
        _("villagers' word"),
        _acceptances,
        (Relation("project", "confirmed-by", "acceptance", _("is confirmed by")),),
    ),
)


# Where threads break.


def _projects_without_evidence() -> list[Node]:
    """Projects none of whose issues comes from a figure."""
    found = list(Project.objects.exclude(state="cancelled").order_by("pk"))
    proposals = {one.pk: one.project_id for one in Proposal.objects.filter(project__in=[p.pk for p in found])}
    rows = list(ProposalIssue.objects.filter(proposal_id__in=list(proposals)))
    figured = set(
        Issue.objects.filter(pk__in=[row.issue_id for row in rows])
        .exclude(cell_uid=None)
        .values_list("pk", flat=True)
    )
    rooted = {proposals[row.proposal_id] for row in rows if row.issue_id in figured}
    return [project_node(one) for one in found if one.pk not in rooted]


def _issues_left_alone() -> list[Node]:
    """Issues from a figure that have waited too long for a proposal."""
    waiting = Issue.objects.filter(
        state__in=("raised", "confirmed", "ranked"), raised_on__lte=clock.today() - PATIENCE
    ).exclude(cell_uid=None)
    addressed = set(
        ProposalIssue.objects.filter(issue__in=[one.pk for one in waiting]).values_list("issue_id", flat=True)
    )
    return [issue_node(one) for one in waiting.order_by("rank", "raised_on", "pk") if one.pk not in addressed]


def _never_measured() -> list[Node]:
    """Work that is done and handed over, and nobody has looked whether it helped."""
    found = Project.objects.filter(state__in=("completed", "handed-over")).order_by("completed_on", "pk")
    return [project_node(one) for one in found]


def _money_without_activity() -> list[Node]:
    """Projects of which money was paid, and nothing is recorded as done."""
    lines = BudgetLine.objects.filter(disbursed__gt=0)
    paid = set(lines.values_list("project_id", flat=True))
    busy = set(
        Activity.objects.filter(project_id__in=list(paid), state="done").values_list("project_id", flat=True)
    )
    return [project_node(one) for one in Project.objects.filter(pk__in=list(paid - busy)).order_by("pk")]


GAPS = (
    Rule(
        "project-without-evidence",
        _("Projects without a figure behind them"),
        _projects_without_evidence,
        _("Look for the figure that shows the need, or let the reason stand."),
    ),
    Rule(
        "issue-left-alone",
        _("Issues from figures that have waited 90 days for a proposal"),
        _issues_left_alone,
        _("Bring them before the next forum: make a proposal, or set them aside with a reason."),
    ),
    Rule(
        "never-measured",
        _("Done and not measured"),
        _never_measured,
        _("See whether the next round shows a change, or say why it cannot be measured."),
    ),
    Rule(
        "money-without-activity",
        _("Money paid and nothing recorded as done"),
        _money_without_activity,
        _("Record what was done, with photos."),
    ),
)


def register() -> None:
    """Tell the thread; called once at start."""
    for node_type in TYPES:
        nodes.register(node_type)
    for rule in GAPS:
        gaps.register(rule)
