"""Issues: raised from a figure in one tap, or by villagers; confirmed, ranked and closed by the forum."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sarn.access.models import Denied, covers
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.audit import log
from sarn.collection.models import Round
from sarn.documents.models import Picture
from sarn.indicators.models import Cell, Definition
from sarn.meetings.models import Meeting
from sarn.planning import rights
from sarn.planning.models import Issue
from sarn.planning.needs import has_reason
from sarn.thread import links
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarn.workflow.tables import Follow, Given, Need
from sarnkit import clock
from sarnkit.problems import Problem

# States in which a proposal may still take an issue up, those in which the forum gives it a rank, and
# those in which it keeps the rank.
OPEN = ("raised", "confirmed", "ranked", "answered", "worked-on", "parked")
RANKABLE = ("confirmed", "ranked")
HOLDS_RANK = ("ranked", "answered", "worked-on")


def of_cell(cell_uid: UUID) -> Issue | None:
    """The issue that this figure, or an earlier or later value of it, has been made into."""
    cell = _cell(cell_uid)
    return _standing(cell) if cell is not None else None


def raise_from_cell(*, cell_uid: UUID, by: str, on: datetime.date | None = None) -> Issue:
    """Make the issue of a figure, or return the one that there is already.

    The exact cell is pinned; the title is proposed from the indicator's. Raises Denied, Problem
    `planning.no-figure`, `planning.figure-corrected`.
    """
    cell = _cell(cell_uid)
    if cell is None:
        raise Problem("planning.no-figure")
    _require_write(cell.area)
    standing = _standing(cell)
    if standing is not None:
        return standing
    if cell.superseded_by is not None:
        raise Problem("planning.figure-corrected")
    try:
        with transaction.atomic():
            issue = Issue.objects.create(
                area=cell.area,
                area_path=cell.area_path,
                title=_title_of(cell),
                cell_uid=cell.uid,
                pack_id=cell.pack_id,
                code=cell.code,
                round_code=cell.round_code,
                raised_by=by,
                raised_on=on or clock.today(),
            )
            links.join(
                source=Ref("cell", cell.uid), target=Ref("issue", issue.uid), relation="points-at", by=by
            )
            _record("issue.raise", issue, by, cell=str(cell.uid))
    except IntegrityError:  # a second tap came between: the unique key lets one stand
        issue = _standing(cell)  # type: ignore[assignment]
        if issue is None:
            raise
    return issue


def raise_by_villagers(
    *,
    area: Area,
    title: str,
    story: str = "",
    picture: Picture | None = None,
    by: str,
    on: datetime.date | None = None,
) -> Issue:
    """An issue that villagers say there is, without a figure. Raises Denied, Problem `planning.no-title`."""
    _require_write(area)
    with transaction.atomic():
        issue = Issue.objects.create(
            area=area,
            area_path=area.path,
            title=_worded(title),
            story=story.strip(),
            picture=picture,
            raised_by=by,
            raised_on=on or clock.today(),
        )
        _record("issue.raise", issue, by)
    return issue


def reword(issue: Issue, *, title: str, story: str, by: str) -> Issue:
    """Change title and story before the forum has taken the issue up.

    Raises Denied, Problem `planning.no-title`, `planning.already-confirmed`.
    """
    with transaction.atomic():
        found = Issue.objects.select_for_update().get(pk=issue.pk)
        rights.require_decides(found.area)
        if found.state != "raised":
            raise Problem("planning.already-confirmed", title=found.title)
        former = {"title": found.title, "story": found.story}
        found.title, found.story = _worded(title), story.strip()
        found.save(update_fields=["title", "story"])
        _record("issue.reword", found, by, former=former)
    return found


def rank_all(*, area: Area, meeting: Meeting, order: Sequence[Issue], by: str) -> list[Issue]:
    """The forum ranks these issues, the first as number 1; others lose the rank that they had.

    Raises Problem `planning.nothing-ranked`, and whatever the move «rank» refuses.
    """
    _require_write(area)
    if not order:
        raise Problem("planning.nothing-ranked")
    with transaction.atomic():
        Area.objects.select_for_update(no_key=True).get(pk=area.pk)
        Issue.objects.filter(area=area, state__in=RANKABLE).update(rank=None)
        return [
            moving.move(issue, "rank", by=by, meeting=meeting, rank=rank)
            for rank, issue in enumerate(order, start=1)
        ]


def later_cells(issue: Issue) -> list[Cell]:
    """Figures of the same indicator in later rounds, as far as the current scope may read them; newest first."""
    if not issue.from_figure or not covers("result", "read", issue.area_path):
        return []
    begun = Round.objects.filter(code=issue.round_code).first()
    later = {
        one.code: one.reference_year
        for one in Round.objects.all()
        if begun is not None and one.reference_year > begun.reference_year
    }
    found = Cell.objects.filter(
        area_id=issue.area_id,
        pack_id=issue.pack_id,
        code=issue.code,
        round_code__in=later,
        group="",
        superseded_by=None,
    )
    headlines = {
        (one.pack.pack_id, one.pack.version): one.headline
        for one in Definition.objects.filter(pack__pack_id=issue.pack_id, code=issue.code).select_related(
            "pack"
        )
    }
    shown = [cell for cell in found if headlines.get((cell.pack_id, cell.pack_version)) == cell.part]
    return sorted(shown, key=lambda cell: (-later[cell.round_code], -cell.pk))


# What the table of states asks for and brings about.


def _no_rank(found: Any, given: Given) -> Problem | None:
    rank = given.get("rank")
    if not isinstance(rank, int) or not 1 <= rank <= 999:
        return Problem("planning.rank", given="" if rank is None else str(rank)[:20])
    # Held until the end: of two who give one rank to two issues at once, the second sees the first.
    Area.objects.select_for_update(no_key=True).get(pk=found.area_id)
    holder = (
        Issue.objects.filter(area_id=found.area_id, rank=rank, state__in=HOLDS_RANK)
        .exclude(pk=found.pk)
        .first()
    )
    return Problem("planning.rank-taken", rank=rank, title=holder.title) if holder else None


def _no_end(found: Any, given: Given) -> Problem | None:
    cell = given.get("cell")
    if isinstance(cell, Cell):
        if cell.pk in {one.pk for one in later_cells(found)}:
            return None
        return Problem("planning.wrong-figure")
    return None if has_reason(given) else Problem("planning.no-next-figure")


A_RANK = Need(_("a rank that no other issue holds"), _no_rank, of_given=True)
NEXT_FIGURE_OR_REASON = Need(
    _("the figure of the next round, or the reason why it is held to be mended"), _no_end, of_given=True
)


def _confirmed(issue: Any, given: Given, by: str) -> None:
    issue.confirmed_in, issue.state_reason = given["meeting"], ""
    issue.save(update_fields=["confirmed_in", "state_reason"])


def _ranked(issue: Any, given: Given, by: str) -> None:
    issue.rank = given["rank"]
    issue.save(update_fields=["rank"])


def _resolved(issue: Any, given: Given, by: str) -> None:
    cell = given.get("cell")
    issue.resolved_in = given["meeting"]
    issue.resolved_cell_uid = cell.uid if isinstance(cell, Cell) else None
    issue.state_reason = str(given.get("reason") or "").strip()
    issue.save(update_fields=["resolved_in", "resolved_cell_uid", "state_reason"])


def _dismissed(issue: Any, given: Given, by: str) -> None:
    keep_reason(issue, given, by)
    if issue.cell_uid is not None:
        links.end(
            source=Ref("cell", issue.cell_uid),
            target=Ref("issue", issue.uid),
            relation="points-at",
            by=by,
            reason=issue.state_reason,
        )


def keep_reason(found: Any, given: Given, by: str) -> None:
    """Write down why it stands in its state: for issues, proposals and projects alike."""
    found.state_reason = str(given.get("reason") or "").strip()
    found.save(update_fields=["state_reason"])


CONFIRMED = Follow(_("the forum stands beside it"), _confirmed)
RANKED = Follow(_("it has its rank"), _ranked)
RESOLVED = Follow(_("the next round's figure or the reason stands beside it"), _resolved)
DISMISSED = Follow(_("the figure leads to it no more"), _dismissed)
REASON_KEPT = Follow(_("the reason stands beside it"), keep_reason)


def _cell(uid: UUID) -> Cell | None:
    """The exact figure, None where there is none that the current scope may read."""
    try:
        return Cell.objects.filter(uid=uid).first()
    except Denied:  # reads no exact figure anywhere
        return None


def _standing(cell: Cell) -> Issue | None:
    return (
        Issue.objects.filter(
            area_id=cell.area_id, pack_id=cell.pack_id, code=cell.code, round_code=cell.round_code
        )
        .exclude(cell_uid=None)
        .exclude(state="dismissed")
        .first()
    )


def _title_of(cell: Cell) -> str:
    """The indicator's words for the trouble it counts, else its title."""
    definition = Definition.objects.filter(
        pack__pack_id=cell.pack_id, pack__version=cell.pack_version, code=cell.code
    ).first()
    if definition is None:
        return f"{cell.pack_id}:{cell.code}"
    words: dict[str, str] = getattr(definition, "problem", None) or definition.title
    return str(words.get("th") or next(iter(words.values())))[:200]


def _worded(title: str) -> str:
    words = " ".join(title.split())
    if not words:
        raise Problem("planning.no-title")
    return words[:200]


def _require_write(area: Area) -> None:
    if not covers("plan", "write", area.path):
        raise Denied(f"{current().actor} may not write plan in {area.path}")


def _record(action: str, issue: Issue, by: str, **detail: Any) -> None:
    log.record(
        action,
        by=by,
        object_type="issue",
        object_uid=issue.uid,
        area_path=issue.area_path,
        title=issue.title,
        **detail,
    )
