"""The commands of collection, as an operator types them."""

from __future__ import annotations

import io

import pytest
from django.core.management import call_command

from sarn.accounts.models import DeviceToken
from sarn.collection import phones, rounds, worker
from sarn.collection.models import FormVersion, Programme, Record
from sarn.collection.tests import forms
from sarnkit.openrosa import read_settings_code
from sarnkit.problems import Problem

pytestmark = pytest.mark.storage


def sarn(*arguments):
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def published(tambon, tmp_path):
    path = tmp_path / "household.xml"
    path.write_bytes(forms.xform(files=["a.csv"]))
    sarn("forms", "programme", "1", "--name", "ห้วยสาธิต", "--area", "990101")
    return sarn("forms", "publish", str(path), "--personal", "note")


def test_publish_says_what_will_be_personal_and_what_is_missing(published):
    assert Programme.objects.get().name == "ห้วยสาธิต"
    assert "/note (yes)" in published
    assert "/member/cid (person.citizen_id)" in published
    assert "File a.csv: MISSING" in published
    assert "household 1 open" in sarn("forms", "list")


def test_a_version_is_closed(published):
    sarn("forms", "state", "household", "1", "closed")
    assert FormVersion.objects.get().state == "closed"
    with pytest.raises(Problem):
        sarn("forms", "state", "household", "9", "closed")


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_a_token_comes_as_an_address_and_a_picture(published, tmp_path, suffix):
    picture = tmp_path / f"qr.{suffix}"
    out = sarn(
        "collect", "token", "--area", "99010104", "--server", "https://data.example.org", "--qr", str(picture)
    )
    address = (
        out.split()[-2]
        if "http" in out.split()[-2]
        else next(one for one in out.split() if one.startswith("http"))
    )
    assert address.startswith("https://data.example.org/v1/key/")
    assert picture.read_bytes()[:4] in (b"\x89PNG", b"<?xm")
    token = DeviceToken.objects.get()
    assert address.split("/")[5] not in f"{token.token_sha256} {token.name} {sarn('collect', 'list')}"
    sarn("collect", "revoke", str(token.uid))
    assert DeviceToken.objects.get().revoked_at
    with pytest.raises(Problem):
        sarn("collect", "revoke", "nothing")


def test_without_a_file_the_picture_is_drawn_in_the_terminal(published):
    assert "█" in sarn("collect", "token", "--area", "99010104")


def test_the_picture_holds_what_collect_reads():
    code = phones.picture("https://x/v1/key/T/projects/1", name="สาน")
    assert code.error
    settings = read_settings_code(phones.settings_of("https://x/v1/key/T/projects/1", name="สาน"))
    assert settings["general"]["server_url"] == "https://x/v1/key/T/projects/1"
    assert settings["general"]["form_update_mode"] == "match_exactly"
    assert settings["project"]["name"] == "สาน"


@pytest.mark.parametrize(
    "arguments",
    [
        ("forms", "publish", "/nowhere.xlsx"),
        ("forms", "programme", "1", "--name", "x", "--area", "00000000"),
        ("collect", "token", "--area", "00000000"),
        ("collect", "token", "--area", "99010104", "--programme", "77"),
        ("rounds", "close", "2569", "99010104"),
        ("extract", "--since", "31/12/2569"),
    ],
)
def test_wrong_arguments_are_refused_with_a_sentence(published, arguments):
    with pytest.raises(Problem) as refusal:
        sarn(*arguments)
    assert refusal.value.sentence("th")


def test_a_round_from_the_command_line(published, village, phone_of_village):
    from sarn.registry import houses

    household = houses.enrol(village=village, number="1", by="person:test")[0]
    sarn(
        "rounds", "open", "2569", "--form", "household", "--area", "990101", "--reference-year", "2025",
        "--opens", "2026-01-01", "--closes", "2026-12-31",
    )  # fmt: skip
    phone_of_village.send(forms.instance(house=str(household.house.uid), outcome="answered"))
    assert sarn("extract").strip() == "1"
    assert "99010104 บ้านหนองน้ำใส ม.4 collecting 1/1" in sarn("rounds", "list")
    sarn("rounds", "close", "2569", "99010104")
    sarn("rounds", "check", "2569", "99010104")
    assert rounds.find_village("2569", "99010104").state == "checked"
    assert sarn("lake").strip() == "1"
    assert sarn("lake").strip() == "0"
    assert sarn("extract", "--since", "2020-01-01").strip() == "1"


@pytest.fixture
def phone_of_village(published, village):
    from sarn.collection.tests.conftest import phone_for

    return phone_for(village)


def test_the_worker_reads_what_is_due_and_then_writes_the_lake(phone_of_village, monkeypatch):
    written = []
    monkeypatch.setattr(worker, "refresh_lake", lambda: bool(written.append(True)) or True)
    monkeypatch.setitem(worker._state, "behind", False)
    assert worker.tick() == 0
    assert written == []
    phone_of_village.send(forms.instance())
    assert worker.tick() == 1
    assert Record.objects.count() == 1
    assert written == [True]
    assert worker.tick() == 0
    assert written == [True]


def test_a_lake_that_failed_is_tried_again(phone_of_village, monkeypatch):
    outcomes = [False, True]
    monkeypatch.setattr(worker, "refresh_lake", lambda: outcomes.pop(0))
    phone_of_village.send(forms.instance())
    for _ in range(3):
        worker.tick()
    assert outcomes == []
