"""Answers that are computed from other answers, and what that makes of them.

A name that a form joins into a note is still a name. So a value computed from a personal question is
personal too, over any number of steps, unless the form says `sarn:personal="no"` of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from sarnkit.openrosa.references import Reference, resolve
from sarnkit.openrosa.schema import FieldSchema

# These look at how many nodes there are, or at where one stands, and not into them.
_COUNTING: Final = frozenset(("count", "count-non-empty", "position", "indexed-repeat"))


class Paths:
    """The questions of a form, to be found by references."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.leaves = dict.fromkeys(paths)
        self.below: dict[str, list[str]] = {}
        for path in self.leaves:
            for cut in (at for at, character in enumerate(path) if character == "/"):
                self.below.setdefault(path[:cut], []).append(path)

    def meant_by(self, found: Iterable[Reference]) -> tuple[str, ...]:
        """The questions that the references mean, each once; of a group or repeat, all in it."""
        return tuple(dict.fromkeys(path for one in found for path in self._meant(one)))

    def _meant(self, one: Reference) -> Iterator[str]:
        pattern = resolve(one)
        if pattern is None:
            path = "".join(f"/{step}" for step in one.steps)
            hit = [path] if path in self.leaves or path in self.below else []
        else:
            hit = [path for path in (*self.leaves, *self.below) if pattern.fullmatch(path)]
        for path in hit:
            if path in self.leaves:
                yield path
            elif one.function not in _COUNTING:
                yield from self.below[path]


def spread_personal(fields: Sequence[FieldSchema]) -> tuple[FieldSchema, ...]:
    """The fields, with those made personal (`yes`) that are computed from a personal one.

    `derived_from` of these names the question that made them so.
    """
    users: dict[str, list[str]] = {}
    for one in fields:
        for path in one.refers:
            users.setdefault(path, []).append(one.path)
    personal = {one.path for one in fields if one.personal}
    because: dict[str, str] = {}
    waiting = [one.path for one in fields if one.personal]
    while waiting:
        source = waiting.pop(0)
        for user in users.get(source, ()):
            if user not in personal:
                personal.add(user)
                because[user] = source
                waiting.append(user)
    return tuple(
        replace(one, personal="yes", derived_from=because[one.path]) if one.path in because else one
        for one in fields
    )
