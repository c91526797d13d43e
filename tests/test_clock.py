"""The clock of the node: the machine's, or one that was set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sarn.config import environment
from sarnkit import clock


@pytest.fixture(autouse=True)
def machine_time():
    yield
    clock.set_to(None)


def test_it_goes_by_the_machine():
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_it_goes_on_from_the_moment_that_was_set():
    clock.set_to(datetime(2028, 1, 31, 18, 30, tzinfo=UTC))
    assert timedelta(0) <= clock.now() - datetime(2028, 1, 31, 18, 30, tzinfo=UTC) < timedelta(seconds=5)
    assert clock.today().isoformat() == "2028-02-01"  # it is past midnight in Thailand
    clock.set_to(None)
    assert clock.now().year < 2028 or datetime.now(UTC).year >= 2028


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        clock.set_to(datetime(2028, 1, 31))


@pytest.mark.parametrize("value", ["tomorrow", "2028-02-01T09:00"])
def test_a_wrong_setting_stops_the_start(monkeypatch, value):
    monkeypatch.setenv("SARN_CLOCK", value)
    with pytest.raises(environment.WrongSetting, match="SARN_CLOCK"):
        environment.moment("SARN_CLOCK")


def test_the_setting_is_read(monkeypatch):
    monkeypatch.setenv("SARN_CLOCK", "2028-02-01T09:00+07:00")
    assert environment.moment("SARN_CLOCK") == datetime(2028, 2, 1, 2, tzinfo=UTC)
    monkeypatch.setenv("SARN_CLOCK", "")
    assert environment.moment("SARN_CLOCK") is None


def test_where_nothing_is_set_the_folder_of_the_demo_may_say_it(monkeypatch, tmp_path):
    kept = tmp_path / "clock"
    monkeypatch.setenv("SARN_CLOCK", "")
    assert environment.moment("SARN_CLOCK", kept) is None
    kept.write_text("2028-02-15T09:00+07:00\n")
    assert environment.moment("SARN_CLOCK", kept) == datetime(2028, 2, 15, 2, tzinfo=UTC)
    monkeypatch.setenv("SARN_CLOCK", "2028-02-01T09:00+07:00")
    assert environment.moment("SARN_CLOCK", kept) == datetime(2028, 2, 1, 2, tzinfo=UTC)
