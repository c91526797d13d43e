"""Scopes for tests of any app."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from sarn.access.scope import Grant, Scope, within


def everything() -> AbstractContextManager[Scope]:
    """A context in which everything is allowed, for setting a test up."""
    return within(Scope("system:test", (), "system"))


def person_scope(role: str, area: Any, duty: str = "", name: str = "") -> Scope:
    """The scope of a person with one role in one area (an Area or a path)."""
    path = area if isinstance(area, str) else area.path
    return Scope(f"person:{name or role}", (Grant(role, path, duty),), "person")


def device_scope(area: Any, name: str = "test") -> Scope:
    """The scope of a phone's token for one area (an Area or a path)."""
    path = area if isinstance(area, str) else area.path
    return Scope(f"device:{name}", (Grant("device", path),), "device")
