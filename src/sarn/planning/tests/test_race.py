"""Two people at once: one issue of a figure, one move of a state; the other is told."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connections

from sarn.access.scope import Scope, within
from sarn.access.tests.scopes import everything
from sarn.audit.models import Event
from sarn.planning import issues
from sarn.planning.models import Issue
from sarn.planning.tests.village import HEAD, Village
from sarn.thread.models import Link
from sarn.workflow import moving
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db(transaction=True)]


def at_once(scope: Scope, *acts: Callable[[], object]) -> list[object]:
    """What each act gives, or the code of its refusal; all begin together."""
    gate, told = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        try:
            with within(scope):
                gate.wait(timeout=10)
                told[place] = act()
        except Problem as refusal:
            told[place] = refusal.code
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=30)
    return told


@pytest.fixture
def village(transactional_db) -> Village:
    return Village()


def test_two_taps_at_one_figure_make_one_issue(village: Village):
    def tap() -> object:
        return issues.raise_from_cell(cell_uid=village.cell.uid, by=HEAD).pk

    first, second = at_once(village.head, tap, tap)
    assert first == second
    with everything():
        assert Issue.objects.count() == 1
    assert Link.objects.count() == 1
    assert Event.objects.filter(action="issue.raise").count() == 1


def test_two_who_move_one_state_one_wins_and_the_other_is_told(village: Village):
    issue = village.issue(confirmed=False)

    def confirm() -> object:
        moving.move(issue_of(issue), "confirm", by=HEAD, seen="raised", meeting=village.forum)
        return "moved"

    def dismiss() -> object:
        moving.move(issue_of(issue), "dismiss", by=HEAD, seen="raised", reason="ไม่ใช่ปัญหาแล้ว")
        return "moved"

    told = at_once(village.head, confirm, dismiss)
    assert sorted(map(str, told)) == ["moved", "workflow.moved-meanwhile"]
    assert Event.objects.filter(action__in=("issue.confirm", "issue.dismiss")).count() == 1


def issue_of(issue: Issue) -> Issue:
    return Issue.objects.get(pk=issue.pk)


def test_two_who_give_one_rank_to_two_issues(village: Village):
    first = village.issue()
    with within(village.head):
        second = issues.raise_by_villagers(area=village.area, title="ถนนมืด", by=HEAD)
        moving.move(second, "confirm", by=HEAD, meeting=village.forum)

    def rank(issue: Issue) -> Callable[[], object]:
        def act() -> object:
            moving.move(issue_of(issue), "rank", by=HEAD, meeting=village.forum, rank=1)
            return "ranked"

        return act

    told = at_once(village.head, rank(first), rank(second))
    assert sorted(map(str, told)) == ["planning.rank-taken", "ranked"]
    with everything():
        assert Issue.objects.filter(rank=1).count() == 1
