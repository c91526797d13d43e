"""The story as data and its teller; that it is true on a whole node is for tests/test_demo_story.py."""

from __future__ import annotations

import io
from datetime import datetime
from itertools import pairwise

import pytest
from PIL import Image

from sarn.audit.models import Event
from sarn.demo import building, people, timeline
from sarn.demo.story import CHAPTERS, drawings, telling
from sarn.demo.story.telling import Chapter
from sarn.documents import pictures
from sarn.meetings import records
from sarn.meetings.models import Meeting
from sarnkit import clock
from sarnkit.problems import Problem

STEPS = [one for chapter in CHAPTERS for one in chapter.steps]
LATER = datetime(2027, 1, 1, tzinfo=clock.BANGKOK)


@pytest.fixture(autouse=True)
def machine_time():
    yield
    clock.set_to(None)


@pytest.fixture
def node(db):
    timeline.stand(timeline.START)
    from sarn.access import scope

    with scope.system("demo"):
        building.make_areas()
        people.sign_up()
        yield


def chapter(*acts):
    found = Chapter("test")
    for number, act in enumerate(acts):
        found.add(act.__name__, f"2026-11-0{number + 1} 10:00", "head4", act)
    return found.steps


def plan_a_meeting(by):
    records.plan(area=telling.village(4), title="เวที", held_on=telling.day("2026-12-01"), by=by)


def fall_over(by):
    plan_a_meeting(by)
    raise Problem("meetings.no-title")


def test_every_step_has_a_key_of_its_own_and_somebody_who_does_it():
    assert len({one.uid for one in STEPS}) == len(STEPS) > 60
    assert {one.login for one in STEPS} <= {one.login for one in people.people()}


def test_the_story_ends_before_today_in_the_story():
    assert max(one.moment for one in STEPS) < timeline.NOW
    assert min(one.moment for one in STEPS) >= timeline.START
    for found in CHAPTERS:
        if found.name in ("well", "local-plan"):  # the others are told village by village
            assert all(one.moment <= two.moment for one, two in pairwise(found.steps)), found.name


@pytest.mark.storage
def test_a_step_is_done_once_in_the_scope_of_its_person_on_its_day(node):
    steps = chapter(plan_a_meeting)
    assert telling.tell(steps, LATER) == 1
    assert telling.tell(steps, LATER) == 0
    meeting = Meeting.objects.get()
    assert meeting.made_by == "person:head4"
    assert meeting.state_since.astimezone(clock.BANGKOK).date().isoformat() == "2026-11-01"


@pytest.mark.storage
def test_a_step_that_stops_in_the_middle_leaves_nothing_and_is_done_the_next_time(node):
    with pytest.raises(Problem):
        telling.tell(chapter(fall_over), LATER)
    assert not Meeting.objects.exists()
    assert not Event.objects.filter(action="demo.told").exists()
    # The same step, mended.
    plan_a_meeting.__name__, before = "fall_over", plan_a_meeting.__name__
    try:
        assert telling.tell(chapter(plan_a_meeting), LATER) == 1
    finally:
        plan_a_meeting.__name__ = before


@pytest.mark.storage
def test_what_comes_later_waits(node):
    steps = chapter(plan_a_meeting, lambda by: None)
    assert telling.tell(steps, steps[1].moment) == 1


@pytest.mark.parametrize("name", drawings.SCENES)
def test_a_drawing_is_a_picture_and_the_same_every_time(name):
    data = drawings.png(name)
    assert data == drawings.png(name)
    with Image.open(io.BytesIO(data)) as image:
        assert image.size == (1280, 854)
        assert len(image.getcolors(1 << 20) or []) > 8


@pytest.mark.storage
def test_a_drawing_is_kept_like_any_photo(node):
    kept = pictures.keep(drawings.png("tap"), alt="ภาพวาดประกอบ: ก๊อก", by="person:head4")
    assert kept.size < 200_000
