"""Work on projects: planned for a day, done on one, with what came of it and photos.

    activity = activities.plan(project=project, title="ขุดร่องวางท่อ", on=date(2028, 1, 15), by=scope.actor,
                               outputs=[Yield("ร่องที่ขุด", "เมตร", planned=400)])
    moving.move(activity, "do", by=…, people=32, person_days=60, outputs={output.uid: 380},
                pictures=[upload], picture_says="ชาวบ้านขุดร่อง", consent=True)

People are counted. Photos are stripped of place and camera (`documents.pictures`); whoever gives them says that
the people on them agree, and that sentence is kept in the event of the move.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sarn.audit import log
from sarn.documents import pictures as picture_store
from sarn.planning.models import Activity, ActivityPicture, Output, Project
from sarn.thread import links
from sarn.thread.refs import Ref
from sarn.workflow import moving
from sarn.workflow.tables import Follow, Given, Need
from sarnkit import clock, thai
from sarnkit.problems import Problem

CONSENT: Final = _("The people on the photos know that everybody can see them, and agree.")
MOST_PICTURES: Final = 12
MOST_PEOPLE: Final = 100_000
MOST_OF_A_UNIT: Final = 10**9


@dataclass(frozen=True)
class Yield:
    """What is to come of the work, or came: so many of a unit."""

    title: str
    unit: str
    planned: int = 0
    actual: int = 0


def plan(
    *,
    project: Project,
    title: str,
    on: date,
    by: str,
    place: str = "",
    people: int = 0,
    outputs: Iterable[Yield] = (),
    note: str = "",
) -> Activity:
    """Work that is to be done on a day, with what should come of it.

    Raises Problem `activities.no-title`, `activities.project-ended`, `activities.too-many-people`,
    `activities.output-incomplete`; Denied.
    """
    title = " ".join(title.split())[:200]
    if not title:
        raise Problem("activities.no-title")
    if project.state_now.ended:
        raise Problem("activities.project-ended", title=project.title, state=project.state_now.label)
    _require_number(people)
    with transaction.atomic():
        made = Activity.objects.create(
            project=project,
            area_path=project.area_path,
            title=title,
            on=on,
            place=place.strip()[:200],
            people=people,
            note=note.strip(),
            made_by=by,
        )
        log.record(
            "activity.plan",
            by=by,
            object_type="activity",
            object_uid=made.uid,
            area_path=made.area_path,
            project=str(project.uid),
            title=title,
            on=on.isoformat(),
        )
        links.join(
            source=Ref("project", project.uid),
            target=Ref("activity", made.uid),
            relation="carried-out-by",
            by=by,
        )
        _add_outputs(made, outputs, by)
    return made


def record(
    *,
    project: Project,
    title: str,
    on: date,
    by: str,
    place: str = "",
    people: int = 0,
    person_days: int = 0,
    outputs: Iterable[Yield] = (),
    pictures: Sequence[Any] = (),
    picture_says: str = "",
    consent: bool = False,
    note: str = "",
) -> Activity:
    """Work that is done already, in one step. Raises what `plan` and the move «do» raise."""
    with transaction.atomic():
        made = plan(project=project, title=title, on=on, by=by, place=place)
        return moving.move(
            made,
            "do",
            by=by,
            people=people,
            person_days=person_days,
            added=[_as_given(one) for one in outputs],
            pictures=pictures,
            picture_says=picture_says,
            consent=consent,
            note=note,
        )


# What the move «do» needs and brings about.


def _day_ahead(activity: Activity, given: Given) -> Problem | None:
    day, today = given.get("on") or activity.on, clock.today()
    if day > today:
        return Problem(
            "activities.day-ahead", day=thai.thai_date(day, "short"), today=thai.thai_date(today, "short")
        )
    return None


def _no_consent(activity: Activity, given: Given) -> Problem | None:
    given_pictures = given.get("pictures") or ()
    if len(given_pictures) > MOST_PICTURES:
        return Problem("activities.too-many-pictures", most=MOST_PICTURES)
    if given_pictures and not given.get("consent"):
        return Problem("activities.no-consent")
    return None


DAY_COME = Need(_("a day that has come"), _day_ahead, of_given=True)
CONSENT_GIVEN = Need(
    _("where there are photos, the word that those on them agree"), _no_consent, of_given=True
)


def _do(activity: Activity, given: Given, by: str) -> dict[str, Any]:
    """Everything that is known of the work, into its rows."""
    activity.on = given.get("on") or activity.on
    for name in ("people", "person_days"):
        number = given.get(name)
        if number is not None:
            _require_number(number)
            setattr(activity, name, number)
    if given.get("note"):
        activity.note = str(given["note"]).strip()
    activity.save(update_fields=["on", "people", "person_days", "note"])
    actual = {str(uid): number for uid, number in (given.get("outputs") or {}).items()}
    for output in activity.outputs.all():
        if str(output.uid) in actual:
            _require_number(actual[str(output.uid)], most=MOST_OF_A_UNIT)
            output.actual = actual[str(output.uid)]
            output.save(update_fields=["actual"])
    _add_outputs(activity, (Yield(**one) for one in given.get("added") or ()), by)
    return _keep_pictures(activity, given, by)


DONE = Follow(_("people, what came of it and photos are kept; everybody can see them"), _do)


def _keep_pictures(activity: Activity, given: Given, by: str) -> dict[str, Any]:
    uploads = given.get("pictures") or ()
    kept = [
        picture_store.keep(one, alt=str(given.get("picture_says") or activity.title), by=by)
        for one in uploads
    ]
    for order, picture in enumerate(kept, start=1):
        ActivityPicture.objects.create(activity=activity, picture=picture, order=order)
    if not kept:
        return {}
    return {"pictures": [str(one.uid) for one in kept], "consent_said": str(CONSENT)}


def _add_outputs(activity: Activity, outputs: Iterable[Yield], by: str) -> None:
    for number, one in enumerate(outputs, start=1):
        title, unit = " ".join(one.title.split()), " ".join(one.unit.split())
        if not title or not unit:
            raise Problem("activities.output-incomplete", number=number)
        for amount in (one.planned, one.actual):
            _require_number(amount, most=MOST_OF_A_UNIT)
        made = Output.objects.create(
            activity=activity,
            title=title[:200],
            unit=unit[:60],
            planned=one.planned,
            actual=one.actual,
        )
        links.join(
            source=Ref("activity", activity.uid), target=Ref("output", made.uid), relation="yields", by=by
        )


def _as_given(one: Yield) -> dict[str, Any]:
    return {"title": one.title, "unit": one.unit, "planned": one.planned, "actual": one.actual}


def _require_number(number: int, most: int = MOST_PEOPLE) -> None:
    if not 0 <= number <= most:
        raise Problem("activities.too-many-people", given=number, most=most)
