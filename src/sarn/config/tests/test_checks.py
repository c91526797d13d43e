import sqlite3

import pytest
from django.db import connection

from sarn.config import checks


def test_the_library_is_sound():
    assert sqlite3.sqlite_version_info >= (3, 51, 3)
    assert checks.sqlite_version(None) == []


def test_an_old_library_is_refused(monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 40, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.40.1")
    [error] = checks.sqlite_version(None)
    assert "3.40.1" in error.msg
    assert "3.51.3" in error.hint


@pytest.mark.django_db
class TestDurability:
    @pytest.fixture(autouse=True)
    def _sqlite_only(self):
        if connection.vendor != "sqlite":
            pytest.skip("PRAGMAs are SQLite's")

    def test_the_open_connection_is_durable(self):
        assert checks.sqlite_durability(None, ["default"]) == []

    def test_a_weak_setting_is_found(self, monkeypatch):
        monkeypatch.setitem(checks.NEEDED, "synchronous", "3")
        [error] = checks.sqlite_durability(None, ["default"])
        assert "synchronous" in error.msg
