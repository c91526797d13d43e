"""After the visits: collecting ends, figures are counted, and the villages' forums look at them.

In each round thirteen villages certify, get their data back and open it to others. ม.14 does not certify:
its figures of 2569 were only given back, late, without which the next round could not open; those of 2570
still wait for its forum, so that the demo shows a village before the decision. ม.9 opens its figures too,
yet is too small to be shown.
"""

from __future__ import annotations

from datetime import date, timedelta

from sarn.access import scope
from sarn.accounts import roles
from sarn.accounts.models import User
from sarn.areas.models import Area
from sarn.collection import lake, rounds
from sarn.demo import timeline
from sarn.demo.building import Bar
from sarn.demo.people import BY
from sarn.demo.tambon import RoundPlan, Village, village, villages
from sarn.indicators import releases, runs

AWAITING = 14
_LATE_RETURN = date(2027, 10, 9)
# Round → days of the forums: of villages with an even number, of those with an odd one, of ม.4. The others
# meet before ม.4, so that its project is compared with all of them at once.
_DAYS = {
    "2569": (date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 8)),
    "2570": (date(2028, 1, 8), date(2028, 1, 9), date(2028, 1, 16)),
}


def finish_round(plan: RoundPlan) -> None:
    """Close and check every village that is still collecting."""
    timeline.stand(plan.closed_at)
    with scope.system("rounds"):
        for one in villages():
            state = rounds.find_village(plan.code, one.code).state
            if state in ("open", "collecting"):
                rounds.close_village(plan.code, one.code, by=BY)
            if state != "checked":
                rounds.check_village(plan.code, one.code, by=BY)


def count_figures(plan: RoundPlan) -> int:
    """Write the lake and count what is due; return how many villages were counted."""
    timeline.stand(plan.closed_at + timedelta(hours=1))
    lake.refresh()
    return runs.compute(plan.code).villages


def hold_forums(plan: RoundPlan, bar: Bar[Village]) -> int:
    """Certify, return and release for all but one village, each by its own head; return how many."""
    held = 0
    coming = sorted((one for one in villages() if one.number != AWAITING), key=lambda one: _day(plan, one))
    for one in bar(coming, "เวทีหมู่บ้าน · forums"):
        area, head = _at(one)
        with scope.within(roles.scope_of(head)):
            held += _hold(plan, one, area, head.actor)
    return held


def return_late(plan: RoundPlan) -> None:
    """ม.14 gives its figures back after all: a next round waits for that. It has never certified them."""
    one = village(AWAITING)
    timeline.on(_LATE_RETURN, 14)
    area, head = _at(one)
    with scope.within(roles.scope_of(head)):
        if not releases.return_recorded(area, plan.code):
            releases.record_return(
                area=area, round_code=plan.code, on=_LATE_RETURN, attendance=38, by=head.actor
            )


def _hold(plan: RoundPlan, one: Village, area: Area, by: str) -> bool:
    newest = releases.newest(area, plan.code)
    state = newest.state if newest else ""
    if state == "released":
        return False
    on = _day(plan, one)
    timeline.on(on, 11, 30)
    people = round(one.rounds[plan.code].answered * 0.6)
    if state != "certified":
        releases.certify(area=area, round_code=plan.code, on=on, attendance=people, by=by)
    if newest is None or newest.returned_on is None:
        releases.record_return(area=area, round_code=plan.code, on=on, attendance=people, by=by)
    releases.release(area=area, round_code=plan.code, by=by)
    return True


def _day(plan: RoundPlan, one: Village) -> date:
    even, odd, fourth = _DAYS[plan.code]
    return fourth if one.number == 4 else odd if one.number % 2 else even


def _at(one: Village) -> tuple[Area, User]:
    return Area.objects.get_current(one.code), User.objects.get(username=f"head{one.number}")
