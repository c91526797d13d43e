"""An agreed version stands fast whatever way a change comes: the database refuses it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from sarn.access.tests.scopes import everything
from sarn.planning import freezing
from sarn.planning.models import PlanEntry, PlanEntryYear, PlanVersion, Project
from sarn.planning.tests.plan_scenes import HEAD, Place, announce, make_place, make_project, village_draft
from sarn.workflow import moving

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


@pytest.fixture
def place(db) -> Place:
    return make_place()


@contextmanager
def tampering() -> Iterator[None]:
    """What somebody does who owns the database: the guard of versions is taken down for a moment."""
    name, table = "planning_planversion_no_change", "planning_planversion"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            connection.check_constraints()  # PostgreSQL alters no table for which checks still wait
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
            yield
            connection.check_constraints()
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")
            return
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s", [name])
        (sql,) = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {name}")
        yield
        cursor.execute(sql)


def doors(version: PlanVersion, other: Project) -> dict[str, object]:
    """Every way into a version that the ORM and a cursor have."""
    entry = PlanEntry.objects.get(version=version)
    years = PlanEntryYear.objects.filter(entry=entry)

    def saved() -> None:
        year = years.get()
        year.satang += 1
        year.save()

    def by_cursor() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE planning_planentryyear SET satang = 1 WHERE entry_id = %s", [entry.pk])

    return {
        "update of an entry": lambda: PlanEntry.objects.filter(pk=entry.pk).update(strategy="ใหม่"),
        "update of its money": lambda: years.update(satang=1),
        "save of its money": saved,
        "a cursor": by_cursor,
        "another year": lambda: PlanEntryYear.objects.create(entry=entry, fiscal_year=2030, satang=5),
        "another entry": lambda: PlanEntry.objects.create(
            version=version, project=other, entered_by=HEAD, entered_at=entry.entered_at
        ),
        "deleting money": years.delete,
        "deleting an entry": entry.delete,
    }


def refused(act: object) -> bool:
    try:
        with transaction.atomic():
            act()  # type: ignore[operator]
    except IntegrityError:
        return True
    return False


def test_no_way_leads_into_an_announced_version(place: Place):
    version = announce(place, village_draft(place, make_project(place.village)))
    other = make_project(place.village, "โครงการอื่น")
    with everything():
        assert {name: refused(act) for name, act in doors(version, other).items()} == dict.fromkeys(
            doors(version, other), True
        )
        assert refused(lambda: PlanVersion.objects.filter(pk=version.pk).update(snapshot={}))
        assert refused(lambda: PlanVersion.objects.filter(pk=version.pk).update(sha256="a" * 64))
        PlanEntryYear.objects.all().update(opened=True)  # as the engine does it


def test_a_draft_is_open_and_a_reopened_version_too(place: Place):
    version = village_draft(place, make_project(place.village))
    with everything():
        assert not refused(doors(version, make_project(place.village, "อื่น"))["save of its money"])
        moving.move(version, "hear", by=HEAD)
        assert not refused(doors(version, make_project(place.village, "อีก"))["another entry"])


def test_a_copy_changed_together_with_its_hash_is_seen(place: Place):
    version = announce(place, village_draft(place, make_project(place.village)))
    with everything():
        changed = {**version.snapshot, "entries": []}
        with tampering():
            PlanVersion.objects.filter(pk=version.pk).update(
                snapshot=changed, sha256=freezing.hash_of(changed)
            )
        version.refresh_from_db()
        assert freezing.hash_of(version.snapshot) == version.sha256
        assert freezing.is_as_announced(version) is False
