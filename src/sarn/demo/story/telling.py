"""Steps of the story: each done once, by one person, on one day, whole or not at all.

@step("2026-12-09 10:00", "head4")
def raise_water(by: str) -> None: ...

A step runs in the scope of the person who does it, through the functions that the pages call. It is one
transaction together with its line in the audit log, which says that it was done: a build that was killed
goes on with the next one, and running again changes nothing, whatever visitors did meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction

from sarn.access import scope
from sarn.accounts import roles
from sarn.accounts.models import User
from sarn.areas.models import Area
from sarn.audit import log
from sarn.audit.models import Event
from sarn.demo import timeline
from sarn.demo.people import BY
from sarn.demo.tambon import TAMBON
from sarn.demo.tambon import village as village_of
from sarn.workflow import moving
from sarnkit import clock

Act = Callable[[str], object]
_TOLD = "demo.told"
_NAMESPACE = UUID("6f9a3c1e-51b6-5d0a-9a41-7d0f5e0a2571")


@dataclass(frozen=True)
class Step:
    """What somebody does at a moment; `key` never changes, since the log knows it by that."""

    key: str
    moment: datetime
    login: str
    act: Act

    @property
    def uid(self) -> str:
        """Under which the log keeps it."""
        return str(uuid5(_NAMESPACE, self.key))


class Chapter:
    """Collects the steps of one module."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: list[Step] = []

    def step(self, moment: str, login: str) -> Callable[[Act], Act]:
        """Make the function a step of «2026-12-09 10:00» (Thai time), done by the person of this sign-in name."""

        def take(act: Act) -> Act:
            self.add(getattr(act, "__name__", ""), moment, login, act)
            return act

        return take

    def add(self, key: str, moment: str, login: str, act: Act) -> None:
        """The same, for steps that are made in a loop."""
        at = datetime.fromisoformat(moment).replace(tzinfo=clock.BANGKOK)
        self.steps.append(Step(f"{self.name}/{key}", at, login, act))


def tell(steps: Iterable[Step], until: datetime) -> int:
    """Do what is missing of the steps before the moment, in the order of time; return how many were done."""
    told = set(Event.objects.filter(action=_TOLD).values_list("object_uid", flat=True))
    due = [one for one in steps if one.moment < until and one.uid not in told]
    for one in sorted(due, key=lambda step: step.moment):
        timeline.stand(one.moment)
        user = User.objects.get(username=one.login)
        with transaction.atomic():
            with scope.within(roles.scope_of(user)):
                one.act(user.actor)
            log.record(_TOLD, by=BY, object_type="demo", object_uid=one.uid, step=one.key)
    return len(due)


def village(number: int) -> Area:
    """The area of หมู่ that number."""
    found: Area = Area.objects.get_current(village_of(number).code)
    return found


def tambon() -> Area:
    """The area of the tambon."""
    found: Area = Area.objects.get_current(TAMBON)
    return found


def only(model: Any, number: int, **wanted: object) -> Any:
    """The one object of that village that the step means, as far as whoever does it may see it."""
    return model.objects.get(area=village(number), **wanted)


def move(found: Any, name: str, by: str, **given: Any) -> Any:
    """Do the move; returns the object in its new state."""
    return moving.move(found, name, by=by, **given)


def day(text: str) -> date:
    """«2027-02-10»."""
    return date.fromisoformat(text)
