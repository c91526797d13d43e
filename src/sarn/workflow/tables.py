"""Tables of states: what an object can be, who may move it, what that needs and what follows.

PROPOSAL = Table(
    kind="proposal",
    label=_("proposal"),
    states=(State("draft", _("Draft")), State("passed", _("Passed by the forum"), opened=True)),
    moves=(
        Move(
            "pass", _("The forum passes it"), ("draft",), "passed",
            roles=("village_head",), takes=("meeting",), needs=(HAS_ISSUE_OR_REASON,),
        ),
    ),
)

A table is data: the engine (`moving`), the pages, the reference page and the tests read the same one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sarn.access import policy
from sarnkit.problems import Problem

Given = Mapping[str, Any]


@dataclass(frozen=True)
class State:
    """One state. `opened`: everybody may read an object in it; `ended`: nothing is waited for any more."""

    code: str
    label: Any
    opened: bool = False
    ended: bool = False


@dataclass(frozen=True)
class Need:
    """What a move needs, in words, and how its absence is found.

    `missing` gets the object as stored and what was given; it returns the refusal, or None. `of_given`:
    it looks at what was given, so that it cannot be told before somebody tries.
    """

    label: Any
    missing: Callable[[Any, Given], Problem | None]
    of_given: bool = False


@dataclass(frozen=True)
class Follow:
    """What a move brings about, in words; `act` runs in its transaction, before the event is written.

    `act` gets the object in its new state, what was given, and who did it. What it returns is written
    into the event, such as an amount before and after.
    """

    label: Any
    act: Callable[[Any, Given, str], Mapping[str, Any] | None]


@dataclass(frozen=True)
class Move:
    """One act. Without roles only the system does it; `takes` names what has to be given with it.

    What `unwritten` names is given and never kept in the log: names of people, files.
    """

    name: str
    label: Any
    sources: tuple[str, ...]
    target: str
    roles: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    follows: tuple[Follow, ...] = ()
    unwritten: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """All states and moves of one kind of object; the first state is where it begins.

    Raises ValueError for a table that cannot be: a name used twice, an unknown or unreachable state, an
    unknown role.
    """

    kind: str
    label: Any
    states: tuple[State, ...]
    moves: tuple[Move, ...]
    _states: dict[str, State] = field(init=False, repr=False, compare=False)
    _moves: dict[str, Move] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_states", {one.code: one for one in self.states})
        object.__setattr__(self, "_moves", {one.name: one for one in self.moves})
        faults = list(_faults(self))
        if faults:
            raise ValueError(f"table {self.kind}: " + "; ".join(faults))

    @property
    def start(self) -> str:
        """The state in which an object is made."""
        return self.states[0].code

    def state(self, code: str) -> State:
        """The state of this code; KeyError."""
        return self._states[code]

    def move(self, name: str) -> Move:
        """The move of this name; KeyError."""
        return self._moves[name]

    def moves_from(self, state: str) -> list[Move]:
        """The moves that lead out of the state, in the order of the table."""
        return [one for one in self.moves if state in one.sources]

    def event(self, move: Move) -> str:
        """The audit event that the move writes: «proposal.pass»."""
        return f"{self.kind}.{move.name}"


def _faults(table: Table) -> Iterator[str]:
    if len(table._states) != len(table.states) or len(table._moves) != len(table.moves):
        yield "a name is used twice"
    reached = {table.start} if table.states else set()
    for _ in table.moves:  # as many rounds as the longest way can have steps
        reached |= {one.target for one in table.moves if reached & set(one.sources)}
    for one in table.moves:
        named = {*one.sources, one.target}
        if named - set(table._states):
            yield f"{one.name} names an unknown state"
        if set(one.roles) - set(policy.GRANTABLE):
            yield f"{one.name} names an unknown role"
    if set(table._states) - reached:
        yield f"nothing leads to {', '.join(sorted(set(table._states) - reached))}"


_TABLES: dict[str, Table] = {}


def register(table: Table) -> Table:
    """Make the table known to the pages and tests that go through all of them; returns it.

    Raises ValueError where another table has its kind.
    """
    if _TABLES.setdefault(table.kind, table) is not table:
        raise ValueError(f"two tables of the kind {table.kind}")
    return table


def of(kind: str) -> Table:
    """The registered table of the kind; KeyError."""
    return _TABLES[kind]


def registered() -> tuple[Table, ...]:
    """Every registered table, by kind."""
    return tuple(_TABLES[kind] for kind in sorted(_TABLES))
