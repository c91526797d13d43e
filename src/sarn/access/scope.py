"""Whose eyes and hands the running code has: the scope, carried by the context and never assumed.

There is no default. Code that touches a scoped model without a scope gets `ScopeMissing`; a new
thread starts without one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

log = logging.getLogger("sarn.access")


class ScopeMissing(RuntimeError):
    """A scoped model was touched outside any scope: a fault of the programmer."""


@dataclass(frozen=True)
class Grant:
    """A role in an area, perhaps with a duty; `area_path` ends with a dot, "" is everywhere."""

    role: str
    area_path: str
    duty: str = ""


Kind = Literal["person", "device", "system", "public"]


@dataclass(frozen=True)
class Scope:
    """Who acts (`actor` as the audit log writes it) and what was granted.

    `households` holds the uids that are assigned to a volunteer; the rule *assigned* of the policy
    shows those and no others.
    """

    actor: str
    grants: tuple[Grant, ...]
    kind: Kind
    households: frozenset[str] = frozenset()


PUBLIC = Scope("public", (Grant("public", ""),), "public")

# Work that no person's grants can carry. A test counts these and where each is used.
SYSTEM_REASONS = frozenset(
    {
        "areas",  # importing and exporting the area tree
        "accounts",  # the command that makes people and grants
        "attachments",  # lists that go to phones with a form
        "command",  # an operator's command on the node itself
        "computing",  # indicator runs
        "confirming",  # the sealed names of those who bore witness
        "demo",  # the invented tambon
        "effects",  # proposing measured effects when a round is released
        "extraction",  # raw submissions to typed records
        "following",  # a move that another one brings about, such as a plan replaced by its next version
        "health",  # counts for readyz and metrics
        "intake",  # finding what a phone has sent before
        "lake",  # rebuilding the Parquet files
        "publishing",  # forms and packs
        "release",  # turning certified results into public cells
        "rounds",  # opening and closing rounds
        "token",  # finding the token of a request
    }
)

_current: ContextVar[Scope | None] = ContextVar("sarn_scope", default=None)


def current() -> Scope:
    """The scope of the running code.

    Raises ScopeMissing where nobody has set one.
    """
    scope = _current.get()
    if scope is None:
        raise ScopeMissing("no scope: use access.scope.within(…) or access.scope.system(…)")
    return scope


@contextmanager
def within(scope: Scope) -> Iterator[Scope]:
    """Run the block with this scope, and restore the former one afterwards."""
    token = _current.set(scope)
    try:
        yield scope
    finally:
        _current.reset(token)


@contextmanager
def system(reason: str) -> Iterator[Scope]:
    """Run the block with every right, for one of `SYSTEM_REASONS`; the log says so.

    Raises LookupError for a reason that is not on the list.
    """
    if reason not in SYSTEM_REASONS:
        raise LookupError(f"«{reason}» is not among access.scope.SYSTEM_REASONS")
    log.debug("system scope", extra={"fields": {"reason": reason}})
    with within(Scope(f"system:{reason}", (), "system")) as scope:
        yield scope
