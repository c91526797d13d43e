"""`sarn indicators release` goes through the same policy as the page."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import call_command

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.accounts.tests.factories import make_person
from sarn.indicators.models import PublicCell, Release
from sarn.indicators.tests.factories import make_figure, make_scene
from sarnkit import clock
from sarnkit.problems import Problem

pytestmark = pytest.mark.django_db
FORUM = {"--certified-on": "2026-10-08", "--attendance": "86", "--returned-on": "2026-10-08"}


@pytest.fixture
def scene():
    clock.set_to(datetime(2026, 11, 24, 9, tzinfo=clock.BANGKOK))
    made = make_scene([4])
    make_figure(made, 4, 51, 124)
    yield made
    clock.set_to(None)


def release(by, **changed):
    given = {"--area": "99010104", "--round": "2569", **FORUM, **changed, "--by": by}
    call_command("indicators", "release", *(word for pair in given.items() for word in pair))


def test_the_head_releases(scene, capsys):
    head = make_person("village_head", scene.villages[4])
    release(head.username)
    with within(PUBLIC):
        assert Release.objects.get().certified_by == head.actor
        assert PublicCell.objects.filter(level="village").get().num == 51


def test_an_officer_does_not(scene):
    officer = make_person("tambon_officer", scene.tambon)
    with pytest.raises(Denied):
        release(officer.username)
    with within(PUBLIC):
        assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"--area": "99999999"}, "results.no-village"),
        ({"--certified-on": "8/10/2569"}, "results.wrong-date"),
        ({"--attendance": "0"}, "results.attendance"),
    ],
)
def test_what_cannot_be_is_said(scene, changed, code):
    head = make_person("village_head", scene.villages[4])
    with pytest.raises(Problem) as refusal:
        release(head.username, **changed)
    assert refusal.value.code == code


def test_nobody_of_that_name(scene):
    with pytest.raises(Problem) as refusal:
        release("nobody")
    assert refusal.value.code == "account.unknown"
