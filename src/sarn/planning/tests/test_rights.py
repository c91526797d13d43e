"""The office above reads what a village plans and writes nothing of it, by page and by function."""

from __future__ import annotations

import pytest

from sarn.access.models import Denied
from sarn.access.scope import within
from sarn.access.tests.scopes import everything
from sarn.planning import components, entries, issues, plans, proposal_promises, proposals
from sarn.planning.models import Component, PlanEntry, PlanEntryYear
from sarn.planning.tests.test_pages import signed_in, words
from sarn.planning.tests.village import OFFICER, OWN, Village, water
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db]


def test_the_officer_writes_no_proposal_of_a_village(village: Village):
    draft, passed = village.proposal(), village.proposal(state="passed")
    raised = village.issue(confirmed=False)
    with within(village.officer):
        part = Component.objects.filter(proposal=passed).first()
        for act in (
            lambda: proposals.draft(area=village.area, said=water(), by=OFFICER),
            lambda: proposals.edit(draft, said=water(title="อย่างอื่น"), by=OFFICER),
            lambda: components.decide(part, answers=OWN, mode="self", by=OFFICER),
            lambda: proposal_promises.refuse(draft, reason="ยังบอกไม่ได้", by=OFFICER),
            lambda: issues.reword(raised, title="อย่างอื่น", story="", by=OFFICER),
        ):
            with pytest.raises(Denied):
                act()
    with within(village.head):  # the control: the same by the head goes through
        proposals.edit(draft, said=water(title="อย่างอื่น"), by="person:head4")


def test_the_officer_changes_no_entry_of_a_villages_plan(village: Village):
    village.project(village.issue())
    with within(village.officer):
        entry = PlanEntry.objects.get()
        version = entry.version
        for act in (
            lambda: entries.change(entry=entry, years={}, by=OFFICER),
            lambda: entries.take_out(entry=entry, reason="ไม่ชอบโครงการนี้", by=OFFICER),
            lambda: plans.draft_version_for(area=village.area, kind="village", by=OFFICER),
            lambda: plans.next_version(plan=version.plan, kind="added", by=OFFICER),
        ):
            with pytest.raises(Problem) as told:
                act()
            assert told.value.code == "plans.not-your-kind"
        assert PlanEntry.objects.count() == 1


def test_the_pages_offer_the_officer_nothing_of_it(village: Village):
    officer, head = (
        signed_in("tambon_officer", village.scene.tambon),
        signed_in("village_head", village.area),
    )
    draft = village.proposal()
    village.project(village.issue())
    with everything():
        entry = PlanEntry.objects.get()
        address = entry.version.get_absolute_url()
        before = list(PlanEntryYear.objects.values_list("satang", flat=True))
        year = PlanEntryYear.objects.get().fiscal_year
    page = f"/proposals/{draft.uid}/"
    assert "แก้ร่าง" in words(head.get(page))
    assert "แก้ร่าง" not in words(officer.get(page))
    assert officer.get(f"{page}edit/").status_code == 403
    assert officer.get(f"/areas/{village.area.code}/proposals/new/").status_code == 403
    change = f"/plan-entries/{entry.uid}/"
    assert change in head.get(address).content.decode()
    assert change not in officer.get(address).content.decode()
    assert officer.post(change, {f"year-{year}": "7"}).status_code == 403
    assert officer.post(change, {"act": "out", "reason": "ไม่ชอบโครงการนี้"}).status_code == 403
    with everything():
        assert list(PlanEntryYear.objects.values_list("satang", flat=True)) == before


def test_words_that_cannot_be_kept_are_said_so(village: Village):
    raised = village.issue(confirmed=False)
    head = signed_in("village_head", village.area)
    answer = head.post(f"{raised.get_absolute_url()}reword/", {"title": "น้ำ\x00", "story": ""}, follow=True)
    assert "null" in words(answer).lower() or "อักขระ" in words(answer)
