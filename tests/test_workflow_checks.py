"""Every table is registered and promises no role what the policy refuses."""

from __future__ import annotations

from types import SimpleNamespace

from sarn.meetings.models import Meeting
from sarn.workflow import checks, tables
from sarn.workflow.tables import Move, State, Table


def test_every_model_with_states_keeps_the_rules():
    assert len(checks.stateful_models()) >= 7
    assert checks.check_tables() == []


def test_a_role_that_may_not_write_is_found(monkeypatch):
    table = Table(
        kind="meeting",
        label="m",
        states=(State("a", "A"), State("b", "B")),
        moves=(Move("go", "Go", ("a",), "b", roles=("pao_officer",)),),
    )
    monkeypatch.setitem(tables._TABLES, "meeting", table)
    monkeypatch.setattr(checks, "apps", SimpleNamespace(get_models=lambda: [Meeting]))
    assert [one.id for one in checks.check_tables()] == ["workflow.E002"]
    monkeypatch.delitem(tables._TABLES, "meeting")
    assert [one.id for one in checks.check_tables()] == ["workflow.E001"]
