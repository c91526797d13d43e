"""The villagers' word: not by the doer, two witnesses, whose names are nowhere outside the registry."""

from __future__ import annotations

import datetime
import re
from datetime import date

import pytest
from django.db import connection

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, Scope, within
from sarn.access.tests.scopes import everything, person_scope
from sarn.accounts.models import User
from sarn.accounts.tests.factories import make_person
from sarn.audit.models import Event
from sarn.planning import acceptance, money
from sarn.planning.models import Acceptance, Project
from sarn.planning.tests.photos import MAKER, no_photo, photo
from sarn.planning.tests.village import HEAD, OFFICER
from sarn.registry import witnesses
from sarn.registry.models import Witness
from sarn.thread.models import Link
from sarn.workflow import moving
from sarnkit import clock
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
NAMES = ["นางบุญมี สุขใจดี", "นายทองใบ แสงอรุณ"]


@pytest.fixture(autouse=True)
def later(settings, tmp_path):
    settings.SARN_FILES = tmp_path / "files"
    clock.set_to(datetime.datetime(2028, 3, 1, 3, tzinfo=datetime.UTC))
    yield
    clock.set_to(None)


@pytest.fixture
def project(village) -> Project:
    """Completed by plan1, as scenario 19 begins."""
    found = village.project(village.issue())
    with within(village.officer):
        line = money.ask(project=found, source="local", fiscal_year=2028, satang=100, by=OFFICER)
        moving.move(line, "approve", by=OFFICER, satang=100)
        for name in ("start", "complete"):
            moving.move(Project.objects.get(pk=found.pk), name, by=OFFICER)
        return Project.objects.get(pk=found.pk)


def confirm(village, project, scope=None, by=HEAD, **given) -> Project:
    with within(scope or village.head):
        return moving.move(project, "confirm", by=by, **{"witnesses": NAMES, **given})


def test_head4_with_two_witnesses_hands_it_over(village, project):
    confirm(village, project, note="น้ำไหลทุกบ้าน", picture=photo(), picture_says="ก๊อกน้ำหน้าศาลา")
    with within(PUBLIC):
        found = Project.objects.get()
        assert (found.state, str(found.state_now.label)) == ("handed-over", "ชาวบ้านยืนยันว่าใช้ได้จริง")
        word = Acceptance.objects.get()
        assert (word.witnesses, word.on, word.note) == (2, date(2028, 3, 1), "น้ำไหลทุกบ้าน")
    assert Link.objects.filter(relation="confirmed-by", from_uid=project.uid).count() == 1
    with within(village.head):
        assert witnesses.names(
            subject_type="acceptance", subject_uid=word.uid, purpose="ตรวจคำร้อง", by=HEAD
        ) == NAMES  # fmt: skip
    assert Event.objects.get(action="witness.read").detail == {"purpose": "ตรวจคำร้อง"}


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ([], "acceptance.two-witnesses"),
        (["นางบุญมี สุขใจดี"], "acceptance.two-witnesses"),
        (["นางบุญมี สุขใจดี", "  "], "acceptance.two-witnesses"),
        (["นางบุญมี สุขใจดี", "นาย"], "acceptance.two-witnesses"),
        (["นางบุญมี สุขใจดี", "1"], "acceptance.two-witnesses"),
        ([*NAMES, "นางสาวคนที่สาม"], "acceptance.two-witnesses"),
        (["นางบุญมี สุขใจดี", "นาง บุญมี  สุขใจดี"], "acceptance.same-witness"),
        (["บุญมีสุขใจดี", "น.ส.บุญมี สุขใจดี"], "acceptance.same-witness"),
        (["นางบุญมี สุขใจดี", "นายสมชาย แผนงาม"], "acceptance.witness-is-doer"),
        (["ผู้ใหญ่บ้าน มาลี ใจงาม", "นายทองใบ แสงอรุณ"], "acceptance.witness-is-doer"),
        (["plan1", "นายทองใบ แสงอรุณ"], "acceptance.witness-is-doer"),
    ],
)
def test_two_different_witnesses_who_are_neither_doer_nor_head(village, project, names, code):
    User.objects.create_user("plan1", first_name="สมชาย", last_name="แผนงาม")
    User.objects.create_user("head4", first_name="มาลี", last_name="ใจงาม")
    with pytest.raises(Problem) as refusal:
        confirm(village, project, witnesses=names)
    assert refusal.value.code == code
    with everything():
        assert Project.objects.get().state == "completed"
        assert not Witness.objects.exists()
        assert not Acceptance.objects.exists()


def test_the_doer_may_not_confirm_whatever_way_is_tried(village, project):
    with pytest.raises(Denied):
        confirm(village, project, scope=village.officer, by=OFFICER)
    both = person_scope("village_head", village.area, name="plan1")
    with pytest.raises(Problem) as refusal:
        confirm(village, project, scope=both, by=OFFICER)
    assert (refusal.value.code, refusal.value.status) == ("acceptance.the-doer", 403)
    with pytest.raises(Problem):  # under another's name, in the doer's scope
        confirm(village, project, scope=both, by=HEAD)
    with pytest.raises(Problem):  # by the system in the doer's name
        confirm(village, project, scope=Scope("system:test", (), "system"), by=OFFICER)


@pytest.mark.parametrize("on", [date(2028, 3, 2), date(2028, 2, 29)])
def test_not_before_it_was_done_and_not_ahead(village, project, on):
    with pytest.raises(Problem) as refusal:
        confirm(village, project, on=on)
    assert refusal.value.code == "acceptance.day"


def test_what_is_no_photo_leaves_nothing(village, project):
    with pytest.raises(Problem) as refusal:
        confirm(village, project, picture=no_photo())
    assert refusal.value.code == "documents.not-a-picture"
    with everything():
        assert not Witness.objects.exists()
        assert Project.objects.get().state == "completed"


def test_the_page_gives_plan1_no_button_and_403_and_head4_the_form(village, project, client):
    client.force_login(make_person("tambon_officer", village.scene.tambon, username="plan1"))
    url = f"/projects/{project.uid}/do/confirm/"
    assert f'href="{url}"' not in client.get(project.get_absolute_url()).content.decode()
    assert client.get(url).status_code == 403
    assert client.post(url, {"witness_1": NAMES[0], "witness_2": NAMES[1]}).status_code == 403
    client.force_login(make_person("village_head", village.area, username="head4"))
    assert f'href="{url}"' in client.get(project.get_absolute_url()).content.decode()
    few = client.post(url, {"seen": "completed", "witness_1": NAMES[0], "witness_2": ""})
    assert few.status_code == 400
    assert "ต้องมีพยาน 2 คน" in few.content.decode()
    given = {"seen": "completed", "witness_1": NAMES[0], "witness_2": NAMES[1], "picture": photo()}
    assert client.post(url, given).status_code == 302
    with everything():
        assert Project.objects.get().state == "handed-over"
        picture = Acceptance.objects.get().picture
    client.logout()
    served = client.get(f"/acceptances/pictures/{picture.uid}.jpg")
    assert served.status_code == 200
    assert MAKER.encode() not in served.content


def test_the_names_are_nowhere_but_sealed_in_the_registry(village, project, client):
    client.force_login(make_person("village_head", village.area, username="head4"))
    url = f"/projects/{project.uid}/do/confirm/"
    given = {"seen": "completed", "witness_1": NAMES[0], "witness_2": NAMES[1]}
    answer = client.post(url, given, follow=True)
    pages = [answer.content]
    with everything():
        word = acceptance.of(project)
    for path in (project.get_absolute_url(), f"/thread/project/{project.uid}/"):
        for accept in ("text/html", "application/json"):
            pages.append(client.get(path, headers={"accept": accept}).content)
    client.logout()
    pages.append(client.get(project.get_absolute_url()).content)
    assert re.search("พยาน 2 คน|2 witnesses", pages[-1].decode())
    for page in pages:
        assert not leaks(page.decode(errors="replace"))
    for table in connection.introspection.table_names():
        assert not leaks(everything_in(table)), table
    with everything():
        kept = list(Witness.objects.order_by("ordinal"))
    assert [one.subject_uid for one in kept] == [word.uid] * 2
    assert [one.name for one in kept] == NAMES  # the control: they are there, and they open


def leaks(text: str) -> list[str]:
    parts = [part for name in NAMES for part in (name, *name.split()[1:], name.split()[0][3:])]
    escaped = [part.encode("unicode_escape").decode() for part in parts]
    return [part for part in (*parts, *escaped) if part in text]


def everything_in(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return "\n".join(repr(row) + str(row) for row in cursor.fetchall())


def test_others_read_no_names(village, project):
    confirm(village, project)
    with everything():
        uid = Acceptance.objects.get().uid
    ask = {"subject_type": "acceptance", "subject_uid": uid, "purpose": "อยากรู้", "by": "person:x"}
    for scope in (PUBLIC, village.officer, person_scope("evaluator", village.scene.tambon)):
        with within(scope), pytest.raises(Denied):
            witnesses.names(**ask)
    with within(person_scope("village_head", village.scene.villages[9])):
        assert witnesses.names(**ask) == []
    with within(village.head), pytest.raises(Problem):
        witnesses.names(**{**ask, "purpose": ""})
