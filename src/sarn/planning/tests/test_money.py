"""Money of projects: never over the line, two at once, the wrong hands, what is missing, what the plan shows."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connections, transaction

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.audit.models import Event
from sarn.indicators.models import Promise
from sarn.planning import entries, money, plans
from sarn.planning.models import BudgetLine, Plan, PlanEntryYear, Project
from sarn.planning.tests.village import OFFICER, Village
from sarn.thread.models import Link
from sarn.workflow import moving
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
BAHT = 100


@pytest.fixture
def project(village) -> Project:
    return village.project(village.issue())


@pytest.fixture
def line(village, project) -> BudgetLine:
    """420,000 baht asked of the tambon for 2571."""
    return asked(village, project)


def asked(village, project, source="local", satang=420_000 * BAHT, year=2028) -> BudgetLine:
    with within(village.officer):
        return money.ask(project=project, source=source, fiscal_year=year, satang=satang, by=OFFICER)


def move(village, line, name, baht=None, **given):
    with within(village.officer):
        if baht is not None:
            given["satang"] = baht * BAHT
        return moving.move(line, name, by=OFFICER, **given)


def refused(village, line, name, baht=None, **given) -> Problem:
    with pytest.raises(Problem) as refusal:
        move(village, line, name, baht, **given)
    return refusal.value


def amounts(line) -> tuple[int, int, int]:
    with everything():
        row = BudgetLine.objects.get(pk=line.pk)
    return row.approved // BAHT, row.committed // BAHT, row.disbursed // BAHT


def test_the_line_of_scenario_18(village, line):
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 298_000)
    move(village, line, "disburse", 149_000)
    assert amounts(line) == (300_000, 298_000, 149_000)
    over = refused(village, line, "disburse", 310_000)
    assert (over.code, over.status) == ("money.disburse-over", 409)
    assert over.sentence("th").startswith("อนุมัติไว้ 300,000 เบิก 310,000 ไม่ได้")
    assert "149,000" in over.sentence("th")
    assert amounts(line) == (300_000, 298_000, 149_000)
    told = Event.objects.filter(object_type="budget-line", action="budget-line.disburse")
    assert [(one.detail["old"], one.detail["new"]) for one in told] == [(0, 149_000 * BAHT)]


def test_instalments_are_added_up_to_the_last_satang(village, line):
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 200_000)
    move(village, line, "commit", 100_000)
    move(village, line, "disburse", 150_000)
    move(village, line, "disburse", 150_000)
    assert amounts(line) == (300_000, 300_000, 300_000)
    assert refused(village, line, "disburse", satang=1).code == "money.all-paid"
    assert refused(village, line, "commit", satang=1).code == "money.all-committed"


def test_one_satang_more_than_is_left_is_too_much(village, line):
    move(village, line, "approve", 300_000)
    assert refused(village, line, "commit", satang=300_000 * BAHT + 1).code == "money.commit-over"
    move(village, line, "commit", 298_000)
    assert refused(village, line, "commit", satang=2_000 * BAHT + 1).code == "money.commit-over"
    assert refused(village, line, "disburse", satang=298_000 * BAHT + 1).code == "money.disburse-over"
    move(village, line, "disburse", 298_000)


@pytest.mark.parametrize(
    ("name", "given", "code"),
    [
        ("approve", {"baht": 500_000}, "money.over-asked"),
        ("approve", {}, "money.no-amount"),
        ("approve", {"satang": 0}, "money.no-amount"),
        ("approve", {"satang": -5}, "money.no-amount"),
        ("approve", {"satang": "300000"}, "money.no-amount"),
        ("approve", {"satang": True}, "money.no-amount"),
        ("commit", {"baht": 1}, "workflow.not-now"),
        ("disburse", {"baht": 1}, "workflow.not-now"),
        ("refuse", {"reason": ""}, "workflow.no-reason"),
    ],
)
def test_what_is_not_an_amount_or_not_its_turn(village, line, name, given, code):
    assert refused(village, line, name, **given).code == code
    assert amounts(line) == (0, 0, 0)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"source": "lottery"}, "money.no-such-source"),
        ({"satang": 0}, "money.no-amount"),
        ({"satang": 10**15}, "money.no-amount"),
        ({"fiscal_year": 2571}, "money.no-such-year"),
    ],
)
def test_asking_for_nonsense(village, project, given, code):
    whole = {"source": "local", "fiscal_year": 2028, "satang": 100, **given}
    with within(village.officer), pytest.raises(Problem) as refusal:
        money.ask(project=project, by=OFFICER, **whole)
    assert refusal.value.code == code
    assert not Link.objects.filter(relation="funded-by").exists()


def test_the_thread_and_the_first_approval(village, project, line):
    link = Link.objects.get(relation="funded-by")
    assert (link.from_uid, link.to_uid) == (project.uid, line.uid)
    second = asked(village, project, "cdd", 50_000 * BAHT)
    move(village, line, "approve", 300_000)
    with within(PUBLIC):
        assert Project.objects.get().state == "funded"
    move(village, second, "approve", 50_000)  # the project has its money already
    with within(PUBLIC):
        assert Project.objects.get().state == "funded"


def test_the_first_payment_freezes_the_promise(village, project, line):
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 300_000)
    with everything():
        assert Promise.objects.get().frozen_at is None
    move(village, line, "disburse", 1)
    with everything():
        frozen = Promise.objects.get().frozen_at
    assert frozen is not None
    move(village, line, "disburse", 1)
    with everything():
        assert Promise.objects.get().frozen_at == frozen
    assert Event.objects.filter(action="promise.freeze").count() == 1


def test_what_is_missing_is_what_others_have_to_give_less_what_is_approved(village, project, line):
    with within(PUBLIC):
        assert money.missing(project) == 420_000 * BAHT
        assert money.wanted(village.area) == []  # nobody has answered yet
    move(village, line, "approve", 300_000)
    labour = asked(village, project, "labour", 20_700 * BAHT)
    move(village, labour, "approve", 20_700)  # given in kind: it fills no gap in money
    with within(PUBLIC):
        found = money.wanted(village.area)
        assert [(one.approved, one.missing) for one in found] == [(300_000 * BAHT, 120_000 * BAHT)]
        assert money.wanted(village.scene.tambon) == found
        assert money.wanted(village.scene.villages[9]) == []
    rest = asked(village, project, "codi", 120_000 * BAHT)
    move(village, rest, "approve", 120_000)
    with within(PUBLIC):
        assert money.missing(project) == 0
        assert money.wanted(village.area) == []


def test_a_refusal_leaves_the_whole_sum_wanted(village, project, line):
    move(village, line, "refuse", reason="ไม่อยู่ในอำนาจหน้าที่")
    with within(PUBLIC):
        assert [(one.approved, one.missing) for one in money.wanted(village.area)] == [(0, 420_000 * BAHT)]


def test_the_draft_of_the_local_plan_shows_what_is_approved(village, project, line):
    with within(village.officer):
        version = plans.draft_version_for(area=village.scene.tambon, kind=Plan.LOCAL, by=OFFICER)
        entry = entries.enter(
            version=version, project=project, years={2028: 420_000 * BAHT, 2029: 10 * BAHT}, by=OFFICER
        )
    move(village, line, "approve", 300_000)
    with everything():
        years = PlanEntryYear.objects.filter(entry=entry)
        assert {one.fiscal_year: one.satang for one in years} == {2028: 300_000 * BAHT, 2029: 10 * BAHT}


def test_a_head_keeps_the_villages_own_money_and_no_other(village, project, line):
    own = asked(village, project, "village", 5_000 * BAHT)
    with within(village.head):
        moving.move(own, "approve", by="person:head4", satang=5_000 * BAHT)
        with pytest.raises(Problem) as refusal:
            moving.move(line, "approve", by="person:head4", satang=5_000 * BAHT)
        assert (refusal.value.code, refusal.value.status) == ("money.not-your-office", 403)
    assert amounts(line) == (0, 0, 0)


@pytest.mark.parametrize("role", ["volunteer", "cd_officer", "evaluator"])
def test_the_wrong_role_moves_no_money(village, project, line, role):
    place = {"volunteer": village.area, "cd_officer": village.scene.tambon.parent}.get(
        role, village.scene.tambon
    )
    with within(person_scope(role, place)):
        with pytest.raises(Denied):
            moving.move(line, "approve", by="person:x", satang=100)
        with pytest.raises(Denied):
            money.ask(project=project, source="local", fiscal_year=2028, satang=100, by="person:x")
    with within(person_scope("village_head", village.scene.villages[9])), pytest.raises(Denied):
        moving.move(line, "approve", by="person:head9", satang=100)
    with within(PUBLIC), pytest.raises(Denied):
        moving.move(line, "approve", by="public", satang=100)


def test_a_correction_keeps_the_former_sums(village, line):
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 298_000)
    move(village, line, "disburse", 149_000)
    with within(village.officer):
        for given, code in (
            ({"disbursed": 299_000 * BAHT}, "money.not-in-order"),
            ({"approved": 421_000 * BAHT}, "money.not-in-order"),
            ({"committed": -1}, "money.not-in-order"),
            ({"disbursed": 149_000 * BAHT}, "money.nothing-changed"),
            ({}, "money.nothing-changed"),
        ):
            with pytest.raises(Problem) as refusal:
                money.correct(line, reason="พิมพ์ผิด", by=OFFICER, **given)
            assert refusal.value.code == code
        with pytest.raises(Problem):
            money.correct(line, reason="", by=OFFICER, disbursed=100)
        money.correct(line, reason="พิมพ์ผิด", by=OFFICER, disbursed=140_000 * BAHT)
    assert amounts(line) == (300_000, 298_000, 140_000)
    detail = Event.objects.get(action="budget-line.correct").detail
    assert (detail["old"], detail["new"]) == ({"disbursed": 149_000 * BAHT}, {"disbursed": 140_000 * BAHT})


def test_the_database_itself_holds_the_order(village, line):
    with everything(), pytest.raises(IntegrityError), transaction.atomic():
        BudgetLine.objects.filter(pk=line.pk).update(disbursed=1)


def at_once(*acts) -> list[str]:
    """Run each in a thread of its own, all from one start; «done» or the code of each refusal."""
    told: list[str] = []
    start = threading.Barrier(len(acts))

    def go(act) -> None:
        start.wait()
        try:
            act()
            told.append("done")
        except Problem as refusal:
            told.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_pay_at_once_none_goes_over_the_line():
    village = Village()
    line = asked(village, village.project(village.issue()))
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 298_000)
    told = at_once(*[lambda: move(village, line, "disburse", 200_000)] * 2)
    assert told == ["done", "money.disburse-over"]
    assert amounts(line) == (300_000, 298_000, 200_000)


@pytest.mark.django_db(transaction=True)
def test_two_instalments_at_once_are_both_there():
    village = Village()
    line = asked(village, village.project(village.issue()))
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 298_000)
    assert at_once(*[lambda: move(village, line, "disburse", 149_000)] * 2) == ["done", "done"]
    assert amounts(line) == (300_000, 298_000, 298_000)


@pytest.mark.django_db(transaction=True)
def test_two_lines_approved_at_once_fund_the_project_once():
    village = Village()
    project = village.project(village.issue())
    lines = [asked(village, project, source) for source in ("local", "cdd")]
    acts = [lambda one=one: move(village, one, "approve", 100_000) for one in lines]
    assert at_once(*acts) == ["done", "done"]
    with everything():
        assert Project.objects.get().state == "funded"
    assert Event.objects.filter(action="project.fund").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_control_without_a_lock_loses_an_instalment():
    """What the engine prevents: read, add, write, each from its own copy, ends at the last one's sum."""
    village = Village()
    line = asked(village, village.project(village.issue()))
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 298_000)
    read = threading.Barrier(2)

    def careless() -> None:
        with within(village.officer):
            row = BudgetLine.objects.get(pk=line.pk)
            read.wait()
            row.disbursed += 149_000 * BAHT
            row.save(update_fields=["disbursed"])

    at_once(careless, careless)
    assert amounts(line) == (300_000, 298_000, 149_000)


def test_a_payment_written_as_a_correction_freezes_the_promise_too(village, project, line):
    move(village, line, "approve", 300_000)
    move(village, line, "commit", 300_000)
    with within(village.officer):
        money.correct(line, disbursed=100_000 * BAHT, reason="จ่ายแล้วแต่ลืมลง", by=OFFICER)
    with everything():
        assert Promise.objects.get().frozen_at is not None


def test_a_correction_of_what_is_approved_reaches_the_draft_of_the_local_plan(village, project, line):
    with within(village.officer):
        draft = plans.draft_version_for(area=village.scene.tambon, kind="local", by=OFFICER)
        entry = entries.enter(version=draft, project=project, years={}, by=OFFICER)
    move(village, line, "approve", 300_000)
    with within(village.officer):
        money.correct(line, approved=200_000 * BAHT, reason="พิมพ์ผิดไปแสนหนึ่ง", by=OFFICER)
        assert [one.satang for one in PlanEntryYear.objects.filter(entry=entry)] == [200_000 * BAHT]
