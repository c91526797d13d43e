"""A table that cannot be is refused when it is made."""

from __future__ import annotations

import pytest

from sarn.workflow.tables import Move, State, Table, of, register, registered

A, B, C = State("a", "A"), State("b", "B", opened=True), State("c", "C")


GO = Move("go", "Go", ("a",), "b", roles=("village_head",))


def table(states=(A, B), moves=(GO,), kind="toy"):
    return Table(kind=kind, label="toy", states=states, moves=moves)


def test_a_table_tells_its_start_and_its_ways():
    made = table()
    assert made.start == "a"
    assert [one.name for one in made.moves_from("a")] == ["go"]
    assert made.moves_from("b") == []
    assert made.event(made.move("go")) == "toy.go"


@pytest.mark.parametrize(
    ("states", "moves", "says"),
    [
        ((A, A), (), "used twice"),
        ((A, B), (Move("go", "Go", ("a",), "b"), Move("go", "Go", ("b",), "a")), "used twice"),
        ((A, B), (Move("go", "Go", ("a",), "z"),), "unknown state"),
        ((A, B), (Move("go", "Go", ("z",), "b"),), "unknown state"),
        ((A, B, C), (Move("go", "Go", ("a",), "b"),), "nothing leads to c"),
        ((A, B), (Move("go", "Go", ("a",), "b", roles=("king",)),), "unknown role"),
    ],
)
def test_a_table_that_cannot_be_is_refused(states, moves, says):
    with pytest.raises(ValueError, match=says):
        table(states, moves)


def test_two_tables_of_one_kind_are_refused():
    known = registered()[0]
    assert of(known.kind) is known
    assert register(known) is known
    with pytest.raises(ValueError, match="two tables"):
        register(table(kind=known.kind))
