"""Rows that were opened: everybody reads them, nobody writes them, and no way leads to a closed one."""

from __future__ import annotations

from datetime import date

import pytest

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import device_scope, everything, person_scope
from sarn.areas.tests.factories import make_tambon
from sarn.meetings.models import Meeting
from sarn.planning.models import Issue
from sarn.workflow.models import by_the_engine

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


@pytest.fixture
def tree(db):
    return make_tambon()


def meeting(area, *, opened: bool, title="เวที") -> Meeting:
    with everything(), by_the_engine():
        state = "recorded" if opened else "planned"
        return Meeting.objects.create(
            area=area,
            area_path=area.path,
            title=title,
            held_on=date(2027, 2, 10),
            made_by="t",
            state=state,
            opened=opened,
        )


def test_the_public_reads_what_was_opened_and_nothing_else(tree):
    shown = meeting(tree.villages[0], opened=True)
    meeting(tree.villages[0], opened=False)
    with within(PUBLIC):
        assert list(Meeting.objects.all()) == [shown]
        assert Meeting.objects.count() == 1
        assert Meeting.objects.only("title").get().title == "เวที"
        assert Meeting.objects.defer("opened").get().title == "เวที"


def test_a_device_and_a_neighbour_read_no_more_than_the_public(tree):
    meeting(tree.villages[0], opened=True)
    meeting(tree.villages[0], opened=False)
    for scope in (device_scope(tree.villages[0]), person_scope("village_head", tree.villages[1])):
        with within(scope):
            assert Meeting.objects.count() == 1


def test_its_own_village_reads_both(tree):
    meeting(tree.villages[0], opened=True)
    meeting(tree.villages[0], opened=False)
    with within(person_scope("village_head", tree.villages[0])):
        assert Meeting.objects.count() == 2


def test_to_read_is_not_to_write(tree):
    shown = meeting(tree.villages[0], opened=True)
    for scope in (PUBLIC, person_scope("village_head", tree.villages[1])):
        with within(scope):
            found = Meeting.objects.get()
            found.title = "ของเรา"
            with pytest.raises(Denied):
                found.save()
            with pytest.raises(Denied):
                found.delete()
    with within(PUBLIC), pytest.raises(Denied):
        Meeting.objects.update(title="ของเรา")
    with within(person_scope("village_head", tree.villages[1])):
        assert Meeting.objects.update(title="ของเรา") == 0
    with everything():
        shown.refresh_from_db()
        assert shown.title == "เวที"


def issue(tree, *, opened: bool, forum: Meeting) -> Issue:
    with everything(), by_the_engine():
        area = tree.villages[0]
        return Issue.objects.create(
            area=area, area_path=area.path, title="น้ำใช้ไม่พอ", raised_by="t", raised_on=date(2027, 2, 10),
            confirmed_in=forum, state="confirmed" if opened else "raised", opened=opened,
        )  # fmt: skip


def test_no_join_leads_from_an_open_row_to_a_closed_one_of_another_class(tree):
    issue(tree, opened=True, forum=meeting(tree.villages[0], opened=False, title="ลับ"))
    with within(PUBLIC):
        found = Issue.objects.get()
        with pytest.raises(Meeting.DoesNotExist):
            str(found.confirmed_in)
        for act in (
            lambda: list(Issue.objects.values("confirmed_in__title")),
            lambda: list(Issue.objects.filter(confirmed_in__title="ลับ")),
            lambda: list(Issue.objects.order_by("confirmed_in__title")),
            lambda: list(Issue.objects.select_related("confirmed_in")),
        ):
            with pytest.raises(Denied):
                act()


def test_loading_a_closed_row_of_the_same_class_through_a_join_is_refused(tree):
    from sarn.planning.models import Proposal, ProposalIssue

    closed = issue(tree, opened=False, forum=meeting(tree.villages[0], opened=True))
    area = tree.villages[0]
    with everything(), by_the_engine():
        proposal = Proposal.objects.create(
            area=area,
            area_path=area.path,
            title="ประปา",
            made_by="t",
            made_on=date(2027, 2, 10),
            state="passed",
            opened=True,
        )
        ProposalIssue.objects.create(proposal=proposal, issue=closed)
    with within(PUBLIC):
        assert ProposalIssue.objects.count() == 1
        with pytest.raises(Denied):
            list(ProposalIssue.objects.select_related("issue"))
