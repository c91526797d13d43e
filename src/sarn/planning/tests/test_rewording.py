"""The words of a project: changed in one place, followed by all drafts, not by what was announced."""

from __future__ import annotations

from typing import Any

import pytest

from sarn.access.models import Denied
from sarn.access.tests.scopes import everything
from sarn.audit.models import Event
from sarn.planning import contents, plans, projects
from sarn.planning.models import Project
from sarn.planning.tests.plan_scenes import (
    HEAD,
    OFFICER,
    WATER,
    WORDS,
    Place,
    announce,
    entry_of,
    local_draft,
    make_place,
    make_project,
    village_draft,
)
from sarn.planning.tests.test_pages import signed_in, words
from sarn.workflow.models import by_the_engine
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.storage]

BETTER = "ขยายระบบประปาหมู่บ้าน พร้อมถังสูง"
WHY = "เพิ่มถังสูงตามแบบของช่าง"


@pytest.fixture
def place() -> Place:
    return make_place()


@pytest.fixture
def project(place: Place) -> Project:
    return make_project(place.village)


def reword(project: Project, *, by: str = HEAD, **said: str) -> Project:
    given: dict[str, Any] = {"title": BETTER, **WORDS, "reason": WHY, **said}
    return projects.reword(project, by=by, **given)


def titles(version) -> list[str]:
    return [row.title for row in contents.of(version).rows]


def test_all_drafts_follow_and_what_was_announced_does_not(place: Place, project: Project):
    first = announce(place, village_draft(place, project))
    local = local_draft(place, project)
    with place.head:
        second = plans.draft_version_for(area=place.village, kind="village", by=HEAD)
        reword(project, office="อบจ.สาธิต")
    with everything():
        assert [titles(one) for one in (first, second, local)] == [[WATER], [BETTER], [BETTER]]
        told = Event.objects.get(action="project.reword")
    assert told.detail["former"] == {"title": WATER, "office": "กองช่าง"}
    assert told.detail["reason"] == WHY


def test_the_same_words_leave_no_trace(place: Place, project: Project):
    with place.head:
        reword(project, title=f"  {WATER} ", reason="")
    assert not Event.objects.filter(action="project.reword").exists()


@pytest.mark.parametrize(
    ("state", "said", "code"),
    [
        ("closed", {}, "planning.project-closed"),
        ("cancelled", {}, "planning.project-closed"),
        ("planned", {"title": " \n "}, "planning.project-title"),
        ("planned", {"reason": "  ก "}, "workflow.no-reason"),
    ],
)
def test_what_is_refused(place: Place, state: str, said: dict[str, str], code: str):
    with by_the_engine():
        project = make_project(place.village, state=state)
    with place.head, pytest.raises(Problem) as told:
        reword(project, **said)
    assert told.value.code == code
    assert told.value.sentence("th") != told.value.sentence("en")
    with everything():
        assert Project.objects.get().title == WATER


def test_the_office_above_rewords_its_own_projects_and_no_villages(place: Place, project: Project):
    own = make_project(place.tambon, "ถนนสายหลัก")
    with place.officer:
        with pytest.raises(Denied):
            reword(project, by=OFFICER)
        assert reword(own, by=OFFICER).title == BETTER


def test_the_page(place: Place, project: Project):
    local = local_draft(place, project)
    village = village_draft(place, project)
    head, officer = signed_in("village_head", place.village), signed_in("tambon_officer", place.tambon)
    other = signed_in("village_head", place.tambons.villages[1])
    page = f"/projects/{project.uid}/reword/"
    with everything():
        in_village, in_local = entry_of(village, project), entry_of(local, project)
    assert page in head.get(f"/projects/{project.uid}/").content.decode()
    assert page in head.get(f"/plan-entries/{in_village.uid}/").content.decode()
    assert page not in officer.get(f"/projects/{project.uid}/").content.decode()
    assert page not in officer.get(f"/plan-entries/{in_local.uid}/").content.decode()
    assert officer.get(page).status_code == 403
    assert other.get(page).status_code in (403, 404)
    assert other.post(page, {"title": "ของคนอื่น", "reason": WHY}).status_code in (403, 404)
    assert WORDS["target"] in words(head.get(page))
    refused = head.post(page, {**WORDS, "title": BETTER, "reason": ""})
    assert refused.status_code == 400
    assert BETTER in refused.content.decode(), "what was typed stays in the boxes"
    done = head.post(page, {**WORDS, "title": BETTER, "reason": WHY}, follow=True)
    assert BETTER in words(done)
    assert words(done).count("แก้ชื่อและรายละเอียด") == 1
