"""The build from its first step to its last, in the order in which it would have happened."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sarn.access import scope
from sarn.demo import building, collecting, forums, people, practising, story, timeline
from sarn.demo.collecting import Trip
from sarn.demo.story import well
from sarn.demo.tambon import RoundPlan, rounds, villages


@dataclass(frozen=True)
class Teller:
    """How the build says how far it is: a line a step, bars for what takes long."""

    step: Callable[..., None]  # text, number
    bar: Callable[[Iterable[Any], str], Iterable[Any]]
    count: Callable[[int, str], Callable[[], object]]


def build(tell: Teller) -> str:
    """Everything that is missing; return the path of the page of the whole thread.

    Raises DemoError where it cannot go on.
    """
    first, second = rounds()
    _begin(tell)
    _story(_published(first), tell)
    _round(first, tell)
    forums.return_late(first)
    _story(_published(second), tell)
    _round(second, tell, practice=True)
    _story(timeline.NOW, tell)
    timeline.remember()
    with scope.system("demo"):
        return well.thread()


def _published(plan: RoundPlan) -> datetime:
    """When the form of the round is published: two weeks before the round opens."""
    return timeline.on(plan.opens_on - timedelta(days=14))


def _story(until: datetime, tell: Teller) -> None:
    with scope.system("demo"):
        tell.step("เรื่องที่ทำกัน · steps of the story", story.tell(until))


def _begin(tell: Teller) -> None:
    timeline.stand(timeline.START)
    with scope.system("demo"):
        building.require_own_node()
        tell.step("พื้นที่ · areas", building.make_areas())
        tell.step("ผู้ใช้ · people", people.sign_up())
        building.enrol_houses(tell.bar)
        building.set_up_programmes()


def _round(plan: RoundPlan, tell: Teller, *, practice: bool = False) -> None:
    """One round: collected, read, counted, and looked at by the forums."""
    with scope.system("demo"):
        timeline.stand(_published(plan))
        version = building.publish_form(plan)
        tell.step(f"แบบ · form {version.form.xml_form_id} {version.version}")
        tell.step(f"รอบ · round {building.open_round(plan, version).code}")
        trips = [Trip(plan, villages(), version, building.issue_tokens(plan, villages()))]
        if practice:
            trips.append(practising.open_up())
        timeline.stand(plan.sent_at)
        done = collecting.collect(trips, tell.bar, tell.count)
    tell.step(
        f"แบบสอบถาม · submissions: {done.sent} ส่งใหม่ · sent, {done.known} มีอยู่แล้ว · known, "
        f"{done.by_engine} กรอกด้วย · filled by ODK"
    )
    timeline.stand(plan.sent_at + timedelta(hours=1))
    tell.step("อ่านคำตอบ · read", collecting.read_all(tell.count))
    forums.finish_round(plan)
    tell.step("นับผล · villages counted", forums.count_figures(plan))
    tell.step("เวที · forums held", forums.hold_forums(plan, tell.bar))
