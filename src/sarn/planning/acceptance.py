"""Villagers confirm that the work can be used (ชาวบ้านยืนยันว่าใช้ได้จริง).

Whoever recorded the work as done may not confirm it. Two witnesses who are neither of the two give their
names; these go sealed into `registry`, and everybody else reads «2 witnesses».
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from sarn.access.scope import current
from sarn.accounts.models import User
from sarn.documents import pictures
from sarn.documents.models import Picture
from sarn.planning.models import Acceptance, Project
from sarn.registry import witnesses
from sarn.thread import links
from sarn.thread.refs import Ref
from sarn.workflow.tables import Follow, Given, Need
from sarnkit import clock, thai
from sarnkit.problems import Problem

WITNESSES = 2


def accept_in_move(project: Project, given: Given, by: str) -> dict[str, Any]:
    """Write the acceptance and put the names of its witnesses away: what follows the move «confirm».

    `given`: `on` (a day, today if left out), `witnesses` (names), `note`, `picture` (an upload or a kept one),
    `picture_says`. What is returned goes into the event: no names.
    """
    refusal = _same_hand(project, by) or _bad_witnesses(project, _names(given), by)
    if refusal is not None:
        raise refusal
    picture = given.get("picture")
    if picture and not isinstance(picture, Picture):
        picture = pictures.keep(picture, alt=str(given.get("picture_says") or project.title), by=by)
    made = Acceptance.objects.create(
        project=project,
        on=given.get("on") or clock.today(),
        witnesses=WITNESSES,
        note=str(given.get("note") or "").strip(),
        picture=picture or None,
        accepted_by=by,
    )
    witnesses.keep(
        subject_type="acceptance",
        subject_uid=made.uid,
        area_path=made.area_path,
        names=_names(given),
        by=by,
    )
    links.join(
        source=Ref("project", project.uid),
        target=Ref("acceptance", made.uid),
        relation="confirmed-by",
        by=by,
    )
    return {"acceptance": str(made.uid), "witness_count": WITNESSES}


def of(project: Project) -> Acceptance | None:
    """The confirmation of the project, None where there is none yet."""
    found: Acceptance | None = Acceptance.objects.filter(project=project).select_related("picture").first()
    return found


def _same_hand(project: Project, actor: str) -> Problem | None:
    if not project.completed_by:
        return Problem("acceptance.completed-by-nobody")
    return Problem("acceptance.the-doer") if project.completed_by == actor else None


def _not_the_doer(project: Any, given: Given) -> Problem | None:
    return _same_hand(project, current().actor)


def _two_witnesses(project: Any, given: Given) -> Problem | None:
    return _bad_witnesses(project, _names(given), current().actor)


def _bad_witnesses(project: Project, names: Sequence[str], confirming: str) -> Problem | None:
    plain = [witnesses.normal(name) for name in names]
    if len(plain) != WITNESSES or any(_letters(name) < witnesses.LEAST_LETTERS for name in plain):
        return Problem("acceptance.two-witnesses")
    if len(set(plain)) != len(plain):
        return Problem("acceptance.same-witness")
    if set(plain) & _called(project.completed_by, confirming):
        return Problem("acceptance.witness-is-doer")
    return None


def _day_wrong(project: Any, given: Given) -> Problem | None:
    day, today = given.get("on") or clock.today(), clock.today()
    done: date = project.completed_on or day
    if done <= day <= today:
        return None
    words = {"day": day, "done": done, "today": today}
    return Problem("acceptance.day", **{name: thai.thai_date(one, "short") for name, one in words.items()})


def _names(given: Given) -> list[str]:
    found = given.get("witnesses") or ()
    return [str(name) for name in found if str(name).strip()]


def _letters(name: str) -> int:
    return sum(letter.isalpha() for letter in name)


def _called(*actors: str) -> set[str]:
    """The names by which these accounts are known, as names are compared."""
    accounts = User.objects.filter(username__in=[one.removeprefix("person:") for one in actors])
    names = (name for one in accounts for name in (one.get_full_name(), one.get_username()) if name)
    return {witnesses.normal(name) for name in names}


NOT_THE_DOER = Need(_("by somebody else than who recorded the work as done"), _not_the_doer)
TWO_WITNESSES = Need(
    _("two witnesses by name, who are not the doer and not the one who confirms"),
    _two_witnesses,
    of_given=True,
)
DAY_FITS = Need(_("a day between the end of the work and today"), _day_wrong, of_given=True)
ACCEPTED = Follow(
    _("the villagers' word stands beside the project; the names of the witnesses are sealed"), accept_in_move
)
