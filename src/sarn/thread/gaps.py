"""Broken threads: rules of the apps above, each of which finds what lacks the step that should follow.

The apps register their rules in `ready()`; `find` runs in the current scope and returns only what it may
see: projects without evidence, issues without a proposal after 90 days, money without activity.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarn.thread.nodes import Node

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Rule:
    """One way in which a thread may be broken; `advice` says what to do about it."""

    code: str
    label: StrOrPromise
    find: Callable[[], Sequence[Node]]
    advice: StrOrPromise = ""


@dataclass(frozen=True)
class Found:
    """A rule and what it found."""

    rule: Rule
    nodes: tuple[Node, ...]


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    """Add a rule; called in `ready()`. Raises ValueError for a code used before."""
    if rule.code in _rules:
        raise ValueError(f"the rule {rule.code} is registered twice")
    _rules[rule.code] = rule


def report() -> list[Found]:
    """What each rule finds in the current scope, in the order of registration; a rule may find nothing."""
    return [Found(rule, tuple(rule.find())) for rule in _rules.values()]
