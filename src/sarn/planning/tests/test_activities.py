"""Work: planned and done, photos and their consent, outputs, days ahead, who sees which photo."""

from __future__ import annotations

import datetime
from datetime import date

import pytest

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.accounts.tests.factories import make_person
from sarn.audit.models import Event
from sarn.documents.models import Picture
from sarn.planning import activities
from sarn.planning.activities import Yield
from sarn.planning.models import Activity, ActivityPicture, Output
from sarn.planning.tests.photos import MAKER, no_photo, photo
from sarn.planning.tests.village import HEAD
from sarn.thread.models import Link
from sarn.workflow import moving
from sarnkit import clock
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
DAY = date(2028, 1, 15)


@pytest.fixture(autouse=True)
def later(settings, tmp_path):
    settings.SARN_FILES = tmp_path / "files"
    clock.set_to(datetime.datetime(2028, 1, 16, 3, tzinfo=datetime.UTC))
    yield
    clock.set_to(None)


@pytest.fixture
def project(village):
    return village.project(village.issue())


def planned(village, project, **said) -> Activity:
    given = {"title": "ขุดร่องวางท่อ", "on": DAY, "outputs": [Yield("ร่องที่ขุด", "เมตร", planned=400)], **said}
    with within(village.head):
        return activities.plan(project=project, by=HEAD, **given)


def done(village, project, **said) -> Activity:
    given = {"title": "ขุดร่องวางท่อ", "on": DAY, "people": 32, "person_days": 60, **said}
    with within(village.head):
        return activities.record(project=project, by=HEAD, **given)


def test_planned_then_done(village, project):
    activity = planned(village, project)
    with within(PUBLIC):
        assert not Activity.objects.exists()  # nobody is told of work that may not come
    with within(village.head):
        output = Output.objects.get()
        moving.move(activity, "do", by=HEAD, people=32, person_days=60, outputs={output.uid: 380},
                    added=[{"title": "ท่อที่วาง", "unit": "เมตร", "actual": 350}])  # fmt: skip
    with within(PUBLIC):
        found = Activity.objects.get()
        assert (found.state, found.people, found.person_days, found.on) == ("done", 32, 60, DAY)
        assert [(one.title, one.planned, one.actual) for one in found.outputs.order_by("pk")] == [
            ("ร่องที่ขุด", 400, 380),
            ("ท่อที่วาง", 0, 350),
        ]
    links = Link.objects.filter(relation__in=("carried-out-by", "yields")).order_by("pk")
    assert [(one.from_type, one.to_type) for one in links] == [
        ("project", "activity"),
        ("activity", "output"),
        ("activity", "output"),
    ]


def test_photos_are_stripped_and_the_word_of_consent_is_kept(village, project):
    activity = done(
        village,
        project,
        pictures=[photo(), photo("IMG_9.jpg", "red")],
        picture_says="ชาวบ้านขุดร่อง",
        consent=True,
    )
    with within(PUBLIC):
        rows = ActivityPicture.objects.filter(activity=activity).order_by("order")
        assert [row.picture.alt for row in rows] == ["ชาวบ้านขุดร่อง"] * 2
    detail = Event.objects.get(action="activity.do").detail
    assert detail["consent_said"] == "คนในรูปรู้ว่าทุกคนเปิดดูได้ และยอมให้ลงรูป"
    assert len(detail["pictures"]) == 2


def test_served_photo_has_no_place_in_it(village, project, client):
    done(village, project, pictures=[photo()], consent=True)
    with everything():
        uid = ActivityPicture.objects.get().picture.uid
    for size in ("", "-small"):
        answer = client.get(f"/activities/pictures/{uid}{size}.jpg")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "image/jpeg"
        assert answer.content[:2] == b"\xff\xd8"
        assert MAKER.encode() not in answer.content
        assert b"Exif" not in answer.content
        assert answer["Cache-Control"].startswith("public")
    assert MAKER.encode() in photo().read()  # the control: the phone did write it


def test_a_photo_is_seen_by_whoever_sees_the_work(village, project, client):
    activity = planned(village, project)
    with everything():
        picture = Picture.objects.create(
            sha256="0" * 64, width=1, height=1, size=1, alt="x", added_by=HEAD, added_at=clock.now()
        )
        ActivityPicture.objects.create(activity=activity, picture=picture)
    url = f"/activities/pictures/{picture.uid}.jpg"
    assert client.get(url).status_code == 404
    client.force_login(make_person("village_head", village.scene.villages[9], username="head9"))
    assert client.get(url).status_code == 404
    assert Event.objects.filter(action="access.denied").count() == 1
    assert client.get("/activities/pictures/01890000-0000-7000-8000-000000000000.jpg").status_code == 404


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"pictures": [b"x"], "consent": False}, "activities.no-consent"),
        ({"pictures": [b"not a photo"], "consent": True}, "documents.not-a-picture"),
        ({"pictures": [b"x"] * 13, "consent": True}, "activities.too-many-pictures"),
        ({"on": date(2028, 1, 17)}, "activities.day-ahead"),
        ({"title": " "}, "activities.no-title"),
        ({"people": 100_001}, "activities.too-many-people"),
        ({"person_days": -1}, "activities.too-many-people"),
        ({"outputs": [Yield("ท่อ", "")]}, "activities.output-incomplete"),
        ({"outputs": [Yield("ท่อ", "เมตร", actual=-4)]}, "activities.too-many-people"),
    ],
)
def test_what_cannot_be_is_refused_whole(village, project, said, code):
    before = Event.objects.count(), Link.objects.count()
    with pytest.raises(Problem) as refusal:
        done(village, project, **said)
    assert refusal.value.code == code
    with everything():
        assert not Activity.objects.exists()
    assert not Picture.objects.exists()
    assert (Event.objects.count(), Link.objects.count()) == before


def test_today_can_be_recorded(village, project):
    assert done(village, project, on=date(2028, 1, 16)).state == "done"


def test_a_good_photo_beside_a_bad_one_is_not_kept_alone(village, project):
    with pytest.raises(Problem) as refusal:
        done(village, project, pictures=[photo(), no_photo()], consent=True)
    assert refusal.value.code == "documents.not-a-picture"
    assert not Picture.objects.exists()


def test_the_wrong_hands(village, project):
    activity = planned(village, project)
    for scope in (
        person_scope("volunteer", village.area),
        person_scope("village_head", village.scene.villages[9]),
        person_scope("cd_officer", village.scene.tambon.parent),
        PUBLIC,
    ):
        with within(scope):
            with pytest.raises(Denied):
                activities.plan(project=project, title="x", on=DAY, by="person:x")
            with pytest.raises((Denied, Activity.DoesNotExist)):
                moving.move(activity, "do", by="person:x")


def test_a_cancelled_project_takes_no_more_work(village, project):
    with within(village.officer):
        moving.move(project, "cancel", by="person:plan1", reason="น้ำท่วม ทำไม่ได้")
    with pytest.raises(Problem) as refusal:
        planned(village, project)
    assert refusal.value.code == "activities.project-ended"
