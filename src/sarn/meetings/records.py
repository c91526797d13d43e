"""Planning a meeting, recording it, correcting the record.

records.record(
    area=village, title="เวทีประชาคม", held_on=date(2027, 2, 10), place="ศาลากลางบ้าน", households=131,
    attended={"women": 50, "men": 36, "elders": 20, "youth": 8}, resolutions=["ขอประปาบาดาล"], by=scope.actor,
)

People are counted, never named. Women and men together are all who came; elders and youth are counted among
them. Where a household sent more than one, `represented` says how many households came, and the quorum is
judged by that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from sarn.areas.models import Area
from sarn.audit import log
from sarn.meetings import quorum
from sarn.meetings.models import GROUPS, WHOLE, Attendance, Meeting, Resolution
from sarn.workflow import moving
from sarn.workflow.tables import Given
from sarnkit import clock, thai
from sarnkit.problems import Problem

# More than came to any forum: a slip of the pen. A meeting is held to ten people an invited household, but
# never to fewer than a small village may invite.
_PEOPLE_A_HOUSEHOLD = 10
_FEW_PEOPLE = 200
MOST_RESOLUTIONS = 50

GROUP_WORDS = {
    "women": _("Women"),
    "men": _("Men"),
    "elders": _("Elders (60 and older)"),
    "youth": _("Youth (under 25)"),
}
LABELS = {
    "title": _("Name of the meeting"),
    "held_on": _("Day of the meeting"),
    "place": _("Place"),
    "households": _("Households invited"),
    "represented": _("Households that came"),
    "attended": _("Who came"),
    "rule": _("When enough have come"),
    "resolutions": _("What was agreed"),
    "note": _("Note"),
}


@dataclass(frozen=True)
class Resolved:
    """One resolution in its words, with the votes where they were counted."""

    text: str
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True)
class Figures:
    """Who was invited and who came, checked: `attended` people, by group where a group was counted."""

    households: int
    groups: dict[str, int]
    represented: int | None
    rule: quorum.Rule

    @property
    def attended(self) -> int:
        """Everybody who came."""
        return sum(self.groups[group] for group in WHOLE)

    @property
    def counted(self) -> int:
        """What the quorum is judged by."""
        return self.attended if self.represented is None else self.represented

    @property
    def quorum_bp(self) -> int:
        """The rule's share."""
        return self.rule.share_bp


def plan(
    *, area: Area, title: str, held_on: date, by: str, place: str = "", kind: str = Meeting.FORUM
) -> Meeting:
    """A meeting that is to come, or is still to be recorded.

    Raises Problem `meetings.no-title`, Denied.
    """
    title = " ".join(title.split())
    if not title:
        raise Problem("meetings.no-title")
    rule = quorum.rule("", kind)
    with transaction.atomic():
        made = Meeting.objects.create(
            kind=kind,
            area=area,
            area_path=area.path,
            title=title,
            held_on=held_on,
            place=place,
            quorum_rule=rule.code,
            quorum_bp=rule.share_bp,
            made_by=by,
        )
        _write(made, "meeting.plan", by, on=held_on.isoformat(), title=title)
    return made


def record(
    *,
    area: Area,
    title: str,
    held_on: date,
    households: int,
    attended: Mapping[str, int],
    by: str,
    place: str = "",
    represented: int | None = None,
    rule: str = "",
    resolutions: Sequence[str | Resolved] = (),
    note: str = "",
    kind: str = Meeting.FORUM,
) -> Meeting:
    """A meeting that was held, written down in one step; from then on everybody reads it.

    `attended` is by group (`models.GROUPS`), `rule` a code of quorum.toml, "" for the proposed one.
    Raises Problem `meetings.day-ahead`, `meetings.no-such-rule` and those of `figures`; Denied.
    """
    with transaction.atomic():
        made = plan(area=area, title=title, held_on=held_on, by=by, place=place, kind=kind)
        return moving.move(
            made,
            "record",
            by=by,
            households=households,
            attended=dict(attended),
            represented=represented,
            rule=rule,
            resolutions=[_plain(one) for one in resolutions],
            note=note,
        )


def correct(meeting: Meeting, *, reason: str, by: str, **given: Any) -> Meeting:
    """Mend the record of a meeting; the former values stay in the log and on its page.

    `given` holds what `record` takes and is to be changed. Raises Problem `meetings.not-recorded`,
    `workflow.no-reason` and what `record` raises.
    """
    if len(reason.strip()) < 5:
        raise Problem("workflow.no-reason", least=5)
    with transaction.atomic():
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if row.state != "recorded":
            raise Problem("meetings.not-recorded", title=row.title)
        former = as_recorded(row)
        whole = {**_given_of(row), **given}
        for refusal in (day_ahead(row, whole), miscounted(row, whole)):
            if refusal is not None:
                raise refusal
        if given.get("title"):
            row.title = " ".join(str(given["title"]).split())
        row.attendance.all().delete()
        row.resolutions.all().delete()
        write_down(row, whole, by)
        now = as_recorded(row)
        changed = [name for name in now if now[name] != former[name]]
        if not changed:
            raise Problem("meetings.nothing-changed")
        _write(
            row,
            "meeting.correct",
            by,
            reason=reason.strip(),
            old={name: former[name] for name in changed},
            new={name: now[name] for name in changed},
        )
    return row


def as_recorded(meeting: Meeting) -> dict[str, Any]:
    """Everything that the record says, as plain values: what a correction is compared by."""
    return {
        "title": meeting.title,
        "held_on": meeting.held_on.isoformat(),
        "place": meeting.place,
        "households": meeting.households,
        "represented": meeting.represented,
        "attended": groups_of(meeting),
        "rule": meeting.quorum_rule,
        "resolutions": [
            {"text": one.text, "for": one.votes_for, "against": one.votes_against}
            for one in meeting.resolutions.order_by("number")
        ],
        "note": meeting.note,
    }


def groups_of(meeting: Meeting) -> dict[str, int]:
    """How many of each group came, in the order of `models.GROUPS`; groups nobody counted are left out."""
    found = {one.group: one.people for one in meeting.attendance.all()}
    return {group: found[group] for group in GROUPS if group in found}


def told(detail: Mapping[str, Any]) -> list[tuple[Any, str, str]]:
    """What a correction changed, from its event: label, former value, value now, in words."""
    old, new = detail.get("old") or {}, detail.get("new") or {}
    return [
        (LABELS.get(name, name), _in_words(name, old[name]), _in_words(name, new.get(name))) for name in old
    ]


def _in_words(name: str, value: Any) -> str:
    if name == "held_on" and value:
        return _written(date.fromisoformat(value))
    if name == "rule" and value:
        language = get_language() or "th"
        return next((one.words(language) for one in quorum.rules() if one.code == value), str(value))
    if isinstance(value, dict):
        return ", ".join(f"{GROUP_WORDS.get(group, group)} {people}" for group, people in value.items())
    if isinstance(value, list):
        return " · ".join(f"{number}. {one['text']}" for number, one in enumerate(value, start=1)) or "–"
    return "–" if value in {None, ""} else str(value)


def figures(given: Given, kind: str) -> Figures:
    """The figures as given, checked.

    Raises Problem `meetings.no-count` (women or men not counted), `meetings.negative`, `meetings.nobody`,
    `meetings.part-over-whole` (more elders than people, elders and youth together more than people),
    `meetings.no-households`, `meetings.too-many`, `meetings.represented`, `meetings.say-households`
    and `meetings.no-such-rule`.
    """
    groups = {
        group: given["attended"][group]
        for group in GROUPS
        if (given.get("attended") or {}).get(group) is not None
    }
    households, represented = given.get("households") or 0, given.get("represented")
    if any(group not in groups for group in WHOLE):
        raise Problem("meetings.no-count")
    if min(*groups.values(), households, represented or 0) < 0:
        raise Problem("meetings.negative")
    found = Figures(households, groups, represented, quorum.rule(given.get("rule") or "", kind))
    _check(found, kind)
    return found


def _check(found: Figures, kind: str) -> None:
    came, invited = found.attended, found.households
    if came == 0:
        raise Problem("meetings.nobody")
    parts = found.groups.get("elders", 0) + found.groups.get("youth", 0)
    if parts > came:
        raise Problem("meetings.part-over-whole", part=parts, came=came)
    if invited == 0:
        raise Problem("meetings.no-households" if kind == Meeting.FORUM else "meetings.no-members")
    most = max(_FEW_PEOPLE, invited * _PEOPLE_A_HOUSEHOLD)
    if came > most:
        raise Problem("meetings.too-many", came=came, most=most)
    if found.represented is None:
        if came > invited:
            code = "meetings.say-households" if kind == Meeting.FORUM else "meetings.over-members"
            raise Problem(code, came=came, invited=invited)
    elif not 1 <= found.represented <= min(came, invited):
        raise Problem("meetings.represented", given=found.represented, came=came, invited=invited)


def day_ahead(meeting: Meeting, given: Given) -> Problem | None:
    """The refusal of a day that has not come (a need of the move)."""
    day, today = given.get("held_on") or meeting.held_on, clock.today()
    if day > today:
        return Problem("meetings.day-ahead", day=_written(day), today=_written(today))
    return None


def miscounted(meeting: Meeting, given: Given) -> Problem | None:
    """The refusal of figures that cannot be (a need of the move)."""
    try:
        figures(given, meeting.kind)
        resolved(given, figures(given, meeting.kind).attended)
    except Problem as refusal:
        return refusal
    return None


def write_down(meeting: Meeting, given: Given, by: str) -> None:
    """Figures and resolutions into their rows (what follows the move)."""
    found = figures(given, meeting.kind)
    meeting.held_on = given.get("held_on") or meeting.held_on
    if given.get("place") is not None:
        meeting.place = given["place"]
    meeting.note = given.get("note") or ""
    meeting.households, meeting.attended, meeting.represented = (
        found.households,
        found.attended,
        found.represented,
    )
    meeting.quorum_rule, meeting.quorum_bp = found.rule.code, found.rule.share_bp
    meeting.save()
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, group=group, people=people) for group, people in found.groups.items()
    )
    Resolution.objects.bulk_create(
        Resolution(
            meeting=meeting,
            number=number,
            text=one.text,
            votes_for=one.votes_for,
            votes_against=one.votes_against,
        )
        for number, one in enumerate(resolved(given, found.attended), start=1)
    )


def resolved(given: Given, came: int) -> list[Resolved]:
    """The resolutions in their order; empty ones are left out.

    Raises Problem `meetings.too-many-resolutions`, `meetings.votes` (more votes than people).
    """
    found: list[Resolved] = []
    for one in given.get("resolutions") or ():
        text = " ".join(str(one["text"]).split())
        if not text:
            continue
        votes = [one.get("for"), one.get("against")]
        if any(vote is not None and vote < 0 for vote in votes) or sum(vote or 0 for vote in votes) > came:
            raise Problem("meetings.votes", number=len(found) + 1, came=came)
        found.append(Resolved(text, *votes))
    if len(found) > MOST_RESOLUTIONS:
        raise Problem("meetings.too-many-resolutions", most=MOST_RESOLUTIONS)
    return found


def _given_of(meeting: Meeting) -> dict[str, Any]:
    said = as_recorded(meeting)
    return {**said, "held_on": meeting.held_on}


def _plain(one: str | Resolved) -> dict[str, Any]:
    if isinstance(one, str):
        return {"text": one, "for": None, "against": None}
    return {"text": one.text, "for": one.votes_for, "against": one.votes_against}


def _write(meeting: Meeting, action: str, by: str, **detail: Any) -> None:
    log.record(
        action,
        by=by,
        object_type="meeting",
        object_uid=meeting.uid,
        area_path=meeting.area_path,
        **detail,
    )


def _written(day: date) -> str:
    return thai.thai_date(day, "short")
