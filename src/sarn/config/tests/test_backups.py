import hashlib
import json
import sqlite3

import pytest
from django.core.management import call_command
from django.db import connection

from sarn.areas.models import Area
from sarn.config import backups

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


def test_the_copy_can_be_read_back():
    Area.objects.create(
        code="TH", level="country", kind="country", name_th="สาธิต", path="TH.", valid_from="2020-01-01"
    )
    folder, manifest = backups.make(connection, reason="test")
    copy = folder / ("sarn.sqlite3" if connection.vendor == "sqlite" else "sarn.dump")
    assert hashlib.sha256(copy.read_bytes()).hexdigest() == manifest["sha256"]
    assert json.loads((folder / "manifest.json").read_text()) == manifest
    assert any(name.startswith("areas.") for name in manifest["migrations"])
    if connection.vendor == "sqlite":
        rows = sqlite3.connect(copy).execute("select name_th from areas_area").fetchall()
        assert rows == [("สาธิต",)]


def test_migrate_with_nothing_to_do_makes_no_backup(settings):
    before = sorted((settings.SARN_HOME / "backups").glob("*"))
    call_command("migrate", verbosity=0)
    assert sorted((settings.SARN_HOME / "backups").glob("*")) == before


def test_migrate_on_a_live_node_makes_a_backup_first(settings):
    call_command("migrate", "audit", "zero", verbosity=0)
    try:
        before = sorted((settings.SARN_HOME / "backups").glob("*"))
        call_command("migrate", verbosity=0)
        assert len(sorted((settings.SARN_HOME / "backups").glob("*/manifest.json"))) > len(before)
    finally:
        call_command("migrate", verbosity=0)
