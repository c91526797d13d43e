"""What a version of a plan holds: the projects' present words while it is worked on, the kept copy afterwards.

Both are one document, `collect` makes it and the snapshot of an announced version is it, so that pages, forms,
books and comparisons read a draft and a frozen version in the same way.

    {"format": 1,
     "plan": {uid, kind, title, area, area_code, first_year, last_year},
     "version": {uid, number, kind, label, agreed_on, announced_on, forum},
     "entries": [{uid, project, title, objective, target, indicator, expected, office, area, area_code, level, village,
                  strategy, programme, years: {"2028": satang}, doing, components, promises, no_promise, issues}],
     "around": of a village plan what `surroundings.around` tells, else null}

Evidence is quoted from opened figures only, whoever looks: a plan is a public paper.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sarn.indicators.models import Promise
from sarn.meetings.models import Attendance, Meeting
from sarn.planning import surroundings
from sarn.planning.models import (
    Component,
    ComponentYear,
    Issue,
    Plan,
    PlanEntry,
    PlanEntryYear,
    PlanVersion,
    Project,
    Proposal,
    ProposalIssue,
)
from sarn.planning.promise_words import in_words
from sarn.planning.quoted_figures import figures_behind
from sarnkit import thai

FORMAT: Final = 1
DOINGS: Final = (Component.SELF, Component.JOINT, Component.ASK, "")

Document = dict[str, Any]


@dataclass(frozen=True)
class Evidence:
    """An issue behind a project and, where it is open to everybody, the figure behind the issue."""

    title: str
    figure: str  # «51 จาก 124 ครัวเรือน (41.1 %)»; "" where villagers said so, or the figure is not open
    indicator: str


@dataclass(frozen=True)
class Part:
    """A component of the work: who does it, and its money and labour in satang."""

    title: str
    mode: str
    doer: str
    satang: int
    labour_days: int
    labour: int


@dataclass(frozen=True)
class Row:
    """One entry. `years` maps a fiscal year (CE) to satang; `doing` is self, joint, ask or "" (nobody said)."""

    uid: str
    project: str
    title: str
    objective: str
    target: str
    indicator: str
    expected: str
    office: str
    area: str
    area_code: str
    level: str
    village: str
    strategy: str
    programme: str
    years: Mapping[int, int]
    doing: str
    components: tuple[Part, ...]
    promises: tuple[str, ...]
    no_promise: str
    issues: tuple[Evidence, ...]

    @property
    def satang(self) -> int:
        """Money of all years."""
        return sum(self.years.values())

    @property
    def parts(self) -> tuple[Part, ...]:
        """The components; of a project without any, all of its money as one part of which nobody said who does it."""
        return self.components or (Part(self.title, "", "", self.satang, 0, 0),)

    @property
    def amounts(self) -> dict[int, int]:
        """The same as `years`, for templates."""
        return dict(self.years)


@dataclass(frozen=True)
class Group:
    """Rows of one strategy and programme, with their sums."""

    strategy: str
    programme: str
    rows: tuple[Row, ...]

    @property
    def satang(self) -> int:
        return sum(row.satang for row in self.rows)

    def of_year(self, year: int) -> int:
        return sum(row.years.get(year, 0) for row in self.rows)


@dataclass(frozen=True)
class Share:
    """What one doer does: self, joint, ask or "" (nobody said). A project of two doers stands under both.

    Money and labour (given, counted as money) are those of the parts of the work, in satang; `of` is all of it.
    """

    doing: str
    rows: tuple[Row, ...]
    money: int
    labour: int
    of: int

    @property
    def satang(self) -> int:
        """Money and labour."""
        return self.money + self.labour

    @property
    def percent(self) -> float:
        """Its part of all money and labour, 0 where there is none."""
        return self.satang * 100 / self.of if self.of else 0.0


@dataclass(frozen=True)
class Contents:
    """A document, read."""

    plan: Mapping[str, Any]
    version: Mapping[str, Any]
    rows: tuple[Row, ...]
    around: Mapping[str, Any] | None = None

    @property
    def years(self) -> tuple[int, ...]:
        """The plan's fiscal years, CE."""
        return tuple(range(self.plan["first_year"], self.plan["last_year"] + 1))

    @property
    def satang(self) -> int:
        return sum(row.satang for row in self.rows)

    def of_year(self, year: int) -> int:
        """Money of one fiscal year, in satang."""
        return sum(row.years.get(year, 0) for row in self.rows)

    @property
    def by_year(self) -> list[tuple[int, int]]:
        return [(year, self.of_year(year)) for year in self.years]

    @property
    def shares(self) -> list[Share]:
        """By who does it: alone, together, an office, nobody said; those that there are.

        Counted by the parts of the work as `components.by_mode` does; the sums by year stay the plan's own.
        """
        pairs = [(row, part) for row in self.rows for part in row.parts]
        whole = sum(part.satang + part.labour for _, part in pairs)
        found: dict[str, list[tuple[Row, Part]]] = defaultdict(list)
        for row, part in pairs:
            found[part.mode].append((row, part))
        return [_share(doing, found[doing], whole) for doing in DOINGS if doing in found]

    @property
    def chapters(self) -> list[tuple[str, tuple[Row, ...]]]:
        """Each project once, by whose work the whole is, in the order of `shares`."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.doing].append(row)
        return [(doing, tuple(found[doing])) for doing in DOINGS if doing in found]

    @property
    def groups(self) -> list[Group]:
        """By strategy, then programme, as numbered lists are read; what has none stands last."""
        found: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.strategy, row.programme].append(row)
        order = sorted(found, key=lambda pair: (_natural(pair[0]), _natural(pair[1])))
        return [Group(*pair, tuple(found[pair])) for pair in order]


def of(version: PlanVersion) -> Contents:
    """What the version holds, as the current scope may read it; of a frozen one what was announced."""
    return read(version.snapshot if version.snapshot is not None else collect(version))


def read(document: Document) -> Contents:
    """The contents of a document."""
    return Contents(
        document["plan"],
        document["version"],
        tuple(_row(one) for one in document["entries"]),
        document.get("around"),
    )


def collect(version: PlanVersion) -> Document:
    """The document of the version as its projects read at this moment. A handful of queries, however many rows."""
    plan = version.plan
    return {
        "format": FORMAT,
        "plan": {
            "uid": str(plan.uid),
            "kind": plan.kind,
            "title": plan.title,
            "area": plan.area.display(),
            "area_code": plan.area.code,
            "first_year": plan.first_year,
            "last_year": plan.last_year,
        },
        "version": {
            "uid": str(version.uid),
            "number": version.number,
            "kind": version.kind,
            "label": version.label,
            "agreed_on": version.agreed_on.isoformat() if version.agreed_on else None,
            "announced_on": version.announced_on.isoformat() if version.announced_on else None,
            "forum": _forum(version.forum) if version.forum_id else None,
        },
        "entries": _entries(version),
        "around": _around(version),
    }


def _around(version: PlanVersion) -> Document | None:
    if version.plan.kind != Plan.VILLAGE:
        return None
    rows = PlanEntry.objects.filter(version=version)
    return surroundings.around(version.plan.area, rows.values_list("project_id", flat=True))


def _forum(meeting: Meeting | None) -> Document | None:
    if meeting is None:
        return None
    groups = {one.group: one.people for one in Attendance.objects.filter(meeting=meeting)}
    return {
        "uid": str(meeting.uid),
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "attended": meeting.attended,
        "households": meeting.households,
        "represented": meeting.represented,
        "quorum_bp": meeting.quorum_bp,
        "groups": groups,
    }


def _entries(version: PlanVersion) -> list[Document]:
    rows = list(
        PlanEntry.objects.filter(version=version)
        .select_related("project", "project__area")
        .order_by("order", "pk")
    )
    years: dict[int, dict[str, int]] = defaultdict(dict)
    amounts = PlanEntryYear.objects.filter(entry__in=[row.pk for row in rows]).order_by("fiscal_year")
    for entry, year, satang in amounts.values_list("entry_id", "fiscal_year", "satang"):
        years[entry][str(year)] = satang
    projects = {row.project_id: row.project for row in rows}
    behind = _Behind.of(projects.values())
    return [_document(row, years[row.pk], behind) for row in rows]


def _document(row: PlanEntry, years: dict[str, int], behind: _Behind) -> Document:
    project = row.project
    area = project.area
    components = behind.components[project.pk]
    return {
        "uid": str(row.uid),
        "project": str(project.uid),
        "title": project.title,
        "objective": project.objective,
        "target": project.target,
        "indicator": project.indicator,
        "expected": project.expected,
        "office": project.office,
        "area": area.display(),
        "area_code": area.code,
        "level": area.level,
        "village": f"หมู่ที่ {area.number} {area.name_th}" if area.number is not None else area.display(),
        "strategy": row.strategy,
        "programme": row.programme,
        "years": years,
        "doing": _doing({one["mode"] for one in components}),
        "components": components,
        "promises": behind.promises[project.pk],
        "no_promise": behind.no_promise[project.pk],
        "issues": behind.issues[project.pk],
    }


def _doing(modes: set[str]) -> str:
    """Whose work the whole is: alone only if every part is, an office's likewise, else together."""
    if not modes or "" in modes:
        return ""
    return modes.pop() if len(modes) == 1 else Component.JOINT


@dataclass
class _Behind:
    """What stands behind projects, by the project's key."""

    components: dict[int, list[Document]]
    promises: dict[int, list[str]]
    no_promise: dict[int, str]
    issues: dict[int, list[Document]]

    @classmethod
    def of(cls, projects: Iterable[Project]) -> _Behind:
        by_key = {one.pk: one for one in projects}
        proposals = list(Proposal.objects.filter(project__in=list(by_key)).order_by("pk"))
        return cls(
            _components(proposals),
            _promises(by_key, proposals),
            defaultdict(str, {key: one.effect_refused for key, one in by_key.items()}),
            _issues(proposals),
        )


def _components(proposals: list[Proposal]) -> dict[int, list[Document]]:
    project_of = {one.pk: one.project_id for one in proposals}
    rows = list(Component.objects.filter(proposal__in=list(project_of)).order_by("proposal_id", "order"))
    money: dict[int, int] = defaultdict(int)
    for one in ComponentYear.objects.filter(component__in=[row.pk for row in rows]):
        money[one.component_id] += one.satang
    found: dict[int, list[Document]] = defaultdict(list)
    for row in rows:
        key = project_of[row.proposal_id]
        if key is not None:
            found[key].append(
                {
                    "title": row.title,
                    "mode": row.mode,
                    "doer": row.doer,
                    "satang": money[row.pk],
                    "labour_days": row.labour_days,
                    "labour": row.labour,
                }
            )
    return found


def _promises(projects: dict[int, Project], proposals: list[Proposal]) -> dict[int, list[str]]:
    """Promises of the projects; of one that has none, those of the proposals behind it."""
    subjects: dict[tuple[str, UUID], int] = {("project", one.uid): key for key, one in projects.items()}
    for one in proposals:
        if one.project_id is not None:
            subjects["proposal", one.uid] = one.project_id
    rows = list(Promise.objects.filter(subject_uid__in=[uid for _, uid in subjects]).order_by("pk"))
    words = in_words(rows)
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        key = subjects.get((row.subject_type, row.subject_uid))
        if key is not None:
            found[key][row.subject_type].append(words[row.pk])
    return defaultdict(list, {key: by["project"] or by["proposal"] for key, by in found.items()})


def _issues(proposals: list[Proposal]) -> dict[int, list[Document]]:
    project_of = {one.pk: one.project_id for one in proposals}
    links = list(ProposalIssue.objects.filter(proposal__in=list(project_of)).order_by("pk"))
    issues = {one.pk: one for one in Issue.objects.filter(pk__in={link.issue_id for link in links})}
    figures = figures_behind(issues.values())
    found: dict[int, list[Document]] = defaultdict(list)
    for link in links:
        key, issue = project_of[link.proposal_id], issues.get(link.issue_id)
        if key is None or issue is None:
            continue
        figure, indicator = figures.get(issue.pk, ("", ""))
        said = {"title": issue.title, "figure": figure, "indicator": indicator}
        if said not in found[key]:
            found[key].append(said)
    return found


def _row(one: Document) -> Row:
    plain = {name: one[name] for name in Row.__dataclass_fields__ if isinstance(one.get(name), str)}
    return Row(
        **plain,
        years={int(year): satang for year, satang in one["years"].items()},
        components=tuple(Part(**part) for part in one["components"]),
        promises=tuple(one["promises"]),
        issues=tuple(Evidence(**issue) for issue in one["issues"]),
    )


def _share(doing: str, pairs: list[tuple[Row, Part]], whole: int) -> Share:
    rows = {row.uid: row for row, _ in pairs}
    money = sum(part.satang for _, part in pairs)
    return Share(doing, tuple(rows.values()), money, sum(part.labour for _, part in pairs), whole)


def _natural(text: str) -> tuple[bool, list[tuple[int, Any]]]:
    """A key under which «ยุทธศาสตร์ที่ 10» stands after «ยุทธศาสตร์ที่ 2», and nothing at the end."""
    parts = re.split(r"(\d+)", thai.digits(text))
    return not text, [(0, int(part)) if part.isdigit() else (1, thai.collation_key(part)) for part in parts]
