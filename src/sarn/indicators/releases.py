"""A village's forum and its results: given back, certified, opened to others (DESIGN §7.1).

Nobody above the village sees a figure before the village opens it. Who may record it is asked of the
policy for the village, in the scope of whoever calls; the writing itself needs rights nobody holds by
role and runs as the system.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.dispatch import Signal

from sarn.access import scope
from sarn.access.models import Denied, covers
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.audit import log
from sarn.collection import rounds
from sarn.collection.models import Programme, Round, VillageRound
from sarn.indicators import totals
from sarn.indicators.models import Cell, Release
from sarnkit import clock, thai
from sarnkit.problems import Problem

# A village's round is open to others: area, round_code, now. Inside the transaction of the release.
released = Signal()

# More than came to any forum of a village: a slip of the pen. A village is held to ten people a household
# of its round, but never to fewer than a small one may invite.
MOST_PEOPLE = 2_000
_PEOPLE_A_HOUSEHOLD = 10
_FEW_PEOPLE = 200


def certify(
    *, area: Area, round_code: str, on: date, attendance: int, by: str, today: date | None = None
) -> Release:
    """The forum of the day, with so many people, says that the village's figures are right.

    The figures of this moment are certified; what is counted later needs another forum (an edition).
    Raises Denied, and Problem `results.not-checked`, `results.no-figures`, `results.same-figures`,
    `results.attendance`, `results.day-ahead`, `results.day-early`.
    """
    _require("certify", area)
    village = rounds.find_village(round_code, area.code)
    _check_meeting(village, on, attendance, today)
    if village.state != "checked":
        raise Problem("results.not-checked", village=area.display(), round=round_code)
    figures = _figures(area, round_code)
    coverage = asdict(rounds.coverage(village))
    with scope.system("release"), transaction.atomic():
        release = _open_edition(village, area)
        if release.state == Release.RELEASED:
            if set(release.cells) == set(figures):
                raise Problem("results.same-figures", village=area.display(), round=round_code)
            release = _next_edition(release)
        release.state, release.certified_by, release.certified_on = Release.CERTIFIED, by, on
        release.attendance, release.cells, release.coverage = attendance, figures, coverage
        release.save()
        _record("round.certify", release, by, on=on.isoformat(), attendance=attendance, cells=len(figures))
    return release


def record_return(
    *, area: Area, round_code: str, on: date, attendance: int, by: str, today: date | None = None
) -> Release:
    """The results were given back to the people of the village on that day, so many came.

    It may come before the forum that certifies, or with it. What was opened to others stays as it is: new
    figures are given back in an edition of their own. Raises Denied, and Problem `results.no-figures`,
    `results.return-open`, `results.attendance`, `results.day-ahead`, `results.day-early`.
    """
    _require("certify", area)
    village = rounds.find_village(round_code, area.code)
    _check_meeting(village, on, attendance, today)
    figures = _figures(area, round_code)
    with scope.system("release"), transaction.atomic():
        release = _open_edition(village, area)
        if release.state == Release.RELEASED:
            if set(release.cells) == set(figures):
                raise Problem("results.return-open", village=area.display(), round=round_code)
            release = _next_edition(release)
        release.returned_by, release.returned_on, release.return_attendance = by, on, attendance
        release.save()
        _record("round.return", release, by, on=on.isoformat(), attendance=attendance)
    return release


def release(*, area: Area, round_code: str, by: str, now: datetime | None = None) -> Release:
    """Open the certified figures to others; public from now on, and counted in the areas above.

    Raises Denied, and Problem `results.not-certified`, `results.not-returned`, `results.same-figures`.
    """
    _require("release", area)
    village = rounds.find_village(round_code, area.code)
    with scope.system("release"), transaction.atomic():
        found = _open_edition(village, area)
        if found.state == Release.RELEASED:
            raise Problem("results.same-figures", village=area.display(), round=round_code)
        if found.state != Release.CERTIFIED:
            raise Problem("results.not-certified", village=area.display(), round=round_code)
        if found.returned_on is None:
            raise Problem("results.not-returned", village=area.display(), round=round_code)
        found.state, found.released_by, found.released_at = Release.RELEASED, by, now or clock.now()
        found.save()
        changes = totals.publish(found)
        _record("round.release", found, by, edition=found.edition, public_cells=changes.added)
        released.send(Release, area=area, round_code=round_code, now=found.released_at)
    return found


def newest(area: Area, round_code: str) -> Release | None:
    """The newest edition in whatever state, None where the forum has said nothing yet."""
    return Release.objects.filter(area=area, round_code=round_code).order_by("-edition").first()


def return_recorded(area: Area, round_code: str) -> bool:
    """Whether the round's data has been given back in the village, or in every village of a wider area."""
    return not villages_without_return(area, round_code)


def villages_without_return(area: Area, round_code: str) -> list[Area]:
    """Villages of the area that have figures of the round which nobody has given back."""
    with scope.system("rounds"):
        counted = Cell.objects.filter(
            area_path__within=area.path, round_code=round_code, level="village", superseded_by=None
        )
        returned = Release.objects.filter(area_path__within=area.path, round_code=round_code).exclude(
            returned_on=None
        )
        codes = set(counted.values_list("area_id", flat=True)) - set(
            returned.values_list("area_id", flat=True)
        )
    return list(Area.objects.filter(pk__in=codes).order_by("code"))


def stop_before_return(sender: Any, *, programme: Programme, area: Area, code: str, **kwargs: Any) -> None:
    """Receiver of `collection.rounds.opening`: a next round waits for the return of the last one's data.

    Raises Problem `results.return-missing`, which names the villages.
    """
    earlier = Round.objects.filter(programme=programme).exclude(code=code).order_by("-opened_at", "-pk")
    for last in earlier:
        if not VillageRound.objects.filter(round=last, area_path__within=area.path).exists():
            continue
        waiting = villages_without_return(area, last.code)
        if waiting:
            names = ", ".join(one.display() for one in waiting)
            raise Problem("results.return-missing", round=code, last=last.code, villages=names)
        return


def _require(action: str, area: Area) -> None:
    if not covers("result", action, area.path):
        raise Denied(f"{current().actor} may not {action} result in {area.path}")


def _check_meeting(village: VillageRound, on: date, attendance: int, today: date | None) -> None:
    today = today or clock.today()
    opens = village.round.opens_on
    most = _most_people(village)
    if not 1 <= attendance <= most:
        raise Problem("results.attendance", given=attendance, most=most)
    if on > today:
        raise Problem("results.day-ahead", day=_written(on), today=_written(today))
    if on < opens:
        raise Problem("results.day-early", day=_written(on), round=village.round.code, opens=_written(opens))


def _most_people(village: VillageRound) -> int:
    target = rounds.coverage(village).target
    return min(MOST_PEOPLE, max(_FEW_PEOPLE, target * _PEOPLE_A_HOUSEHOLD)) if target else MOST_PEOPLE


def _written(day: date) -> str:
    """«8 ธ.ค. 2569»: how the day stands in a refusal that the head reads."""
    return thai.thai_date(day, "short")


def _figures(area: Area, round_code: str) -> list[str]:
    found = Cell.objects.filter(area=area, round_code=round_code, superseded_by=None).order_by("pk")
    uids = [str(uid) for uid in found.values_list("uid", flat=True)]
    if not uids:
        raise Problem("results.no-figures", village=area.display(), round=round_code)
    return uids


def _open_edition(village: VillageRound, area: Area) -> Release:
    """The newest edition, locked; a first one (not yet saved) where there is none."""
    editions = Release.objects.filter(village_round_uid=village.uid).select_for_update()
    return editions.order_by("-edition").first() or Release(
        village_round_uid=village.uid,
        round_code=village.round.code,
        area=area,
        area_path=area.path,
    )


def _next_edition(last: Release) -> Release:
    """A correction: certified anew, while the last edition stays open; what was given back stays so."""
    return Release(
        village_round_uid=last.village_round_uid,
        round_code=last.round_code,
        area=last.area,
        area_path=last.area_path,
        edition=last.edition + 1,
        returned_by=last.returned_by,
        returned_on=last.returned_on,
        return_attendance=last.return_attendance,
    )


def _record(action: str, release: Release, by: str, **detail: Any) -> None:
    log.record(
        action,
        by=by,
        object_type="release",
        object_uid=str(release.uid),
        area_path=release.area_path,
        round=release.round_code,
        **detail,
    )


def states(areas: Iterable[Area], round_code: str) -> dict[int, Release]:
    """Area key → its newest edition in the round, for the villages that have one."""
    found = Release.objects.filter(area__in=[area.pk for area in areas], round_code=round_code)
    return {one.area_id: one for one in found.order_by("edition")}
