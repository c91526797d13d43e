"""After the visits: collecting ends, figures are counted, and the villages' forums look at them.

Thirteen villages certify, get their data back and open it to others. ม.14 waits for its forum, so that
the demo shows a village before the decision. ม.9 opens its figures too, yet is too small to be shown.
"""

from __future__ import annotations

from datetime import date

from sarn.access import scope
from sarn.accounts import roles
from sarn.accounts.models import User
from sarn.areas.models import Area
from sarn.collection import lake, rounds
from sarn.demo.building import Bar
from sarn.demo.people import BY
from sarn.demo.tambon import ROUND, Village, villages
from sarn.indicators import releases, runs

AWAITING = 14
_WEEKEND = (date(2026, 11, 21), date(2026, 11, 22))


def finish_round() -> None:
    """Close and check every village that is still collecting."""
    with scope.system("rounds"):
        for village in villages():
            state = rounds.find_village(ROUND, village.code).state
            if state in ("open", "collecting"):
                rounds.close_village(ROUND, village.code, by=BY)
            if state != "checked":
                rounds.check_village(ROUND, village.code, by=BY)


def count_figures() -> int:
    """Write the lake and count what is due; return how many villages were counted."""
    lake.refresh()
    return runs.compute(ROUND).villages


def hold_forums(bar: Bar[Village]) -> int:
    """Certify, return and release for all but one village, each by its own head; return how many."""
    held = 0
    for village in bar([one for one in villages() if one.number != AWAITING], "เวทีหมู่บ้าน · forums"):
        area = Area.objects.get_current(village.code)
        head = User.objects.get(username=f"head{village.number}")
        with scope.within(roles.scope_of(head)):
            held += _hold(village, area, head.actor)
    return held


def _hold(village: Village, area: Area, by: str) -> bool:
    newest = releases.newest(area, ROUND)
    state = newest.state if newest else ""
    if state == "released":
        return False
    on = _WEEKEND[village.number % 2]
    people = round(village.answered * 0.6)
    if state != "certified":
        releases.certify(area=area, round_code=ROUND, on=on, attendance=people, by=by, today=on)
    if newest is None or newest.returned_on is None:
        releases.record_return(area=area, round_code=ROUND, on=on, attendance=people, by=by, today=on)
    releases.release(area=area, round_code=ROUND, by=by)
    return True
