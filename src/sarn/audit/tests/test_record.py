"""An event stands and falls with its change; a refusal stands alone."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group  # any row will do as the thing changed
from django.db import connection, transaction

from sarn.audit import log
from sarn.audit.models import AppendOnly, Event

pytestmark = [pytest.mark.storage, pytest.mark.django_db(transaction=True)]


@transaction.atomic
def change_and_record() -> int:
    Group.objects.create(name="สาธิต")
    return log.record("group.add", by="system:test").pk


def test_an_event_says_who_did_what_where():
    with transaction.atomic():
        event = log.record(
            "area.rename", by="person:head4", object_type="area", object_uid="u", area_path="TH.", old="ก"
        )
    kept = Event.objects.get(uid=event.uid)
    assert (kept.actor, kept.action, kept.area_path, kept.detail) == (
        "person:head4",
        "area.rename",
        "TH.",
        {"old": "ก"},
    )


def test_recording_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="inside the transaction"):
        log.record("area.rename", by="person:head4")
    assert not Event.objects.exists()


def test_a_failing_event_takes_the_change_back(monkeypatch):
    def full(*args, **kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(log, "_write", full)
    with pytest.raises(OSError, match="disk full"):
        change_and_record()
    assert not Group.objects.exists()


def test_a_change_taken_back_takes_its_event_along():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        change_and_record() / 0
    assert not Group.objects.exists()
    assert not Event.objects.exists()


def test_a_refusal_survives_the_rollback_that_follows():
    log.deny("access.denied", by="person:head9", area_path="TH.")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert Event.objects.get().action == "access.denied"


def test_a_refusal_inside_a_transaction_is_a_fault():
    with transaction.atomic(), pytest.raises(RuntimeError, match="outside a transaction"):
        log.deny("access.denied", by="person:head9")


def test_an_event_needs_an_actor():
    with transaction.atomic(), pytest.raises(ValueError, match="actor"):
        log.record("area.add", by="")


def test_the_model_refuses_change_and_deletion():
    event = log.deny("x", by="public")
    for act in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(actor="y"),
    ):
        with pytest.raises(AppendOnly):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 'nobody'",
        "DELETE FROM audit_event",
        "DELETE FROM audit_event WHERE id > 0",
    ],
)
def test_the_database_refuses_what_goes_round_the_model(statement):
    log.deny("x", by="person:head4")
    with pytest.raises(Exception, match="append-only"), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Event.objects.get().actor == "person:head4"


def test_the_database_refuses_to_replace_a_row():
    event = log.deny("x", by="person:head4")
    columns = "uid, at, actor, action, object_type, object_uid, area_path, detail"
    copy = f"SELECT id, {columns.replace('actor,', chr(39) + 'nobody' + chr(39) + ',')} FROM audit_event"
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with pytest.raises(Exception, match=r"append-only|duplicate key"), connection.cursor() as cursor:
        cursor.execute(f"{verb} INTO audit_event (id, {columns}) {copy}")
    assert Event.objects.get(uid=event.uid).actor == "person:head4"
