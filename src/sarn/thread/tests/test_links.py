"""Links: drawn once, in a transaction, without a circle, for ever; and two at once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from sarn.audit.models import AppendOnly
from sarn.thread import links, nodes, queries
from sarn.thread.models import Link, LinkEnd
from sarn.thread.nodes import NodeType, Relation
from sarn.thread.refs import Ref
from sarn.thread.tests.toys import join
from sarnkit.problems import Problem

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


def refused(code, act, *args, **kwargs):
    with pytest.raises(Problem) as caught:
        act(*args, **kwargs)
    assert caught.value.code == code


def end(**names):
    with transaction.atomic():
        return links.end(by="person:test", **names)


def test_a_link_says_who_when_why_and_which_forum(toys):
    forum = uuid4()
    cell, issue = toys.make("cell"), toys.make("issue")
    made = join(cell, issue, reason="ตกเกณฑ์", share=2500, meeting=forum)
    link = Link.objects.get()
    assert link == made
    assert (link.source, link.target, link.relation) == (cell, issue, "points-at")
    assert (link.by, link.reason, link.share, link.meeting_uid) == ("person:test", "ตกเกณฑ์", 2500, forum)


def test_an_undeclared_relation_is_refused(toys):
    cell, issue, project = toys.make("cell"), toys.make("issue"), toys.make("project")
    refused("thread.undeclared", join, cell, issue, "becomes")
    refused("thread.undeclared", join, issue, cell, "points-at")
    refused("thread.undeclared", join, Ref("cell", uuid4()), project, "points-at")
    refused("thread.undeclared", join, Ref("ghost", uuid4()), project, "points-at")


@pytest.mark.parametrize("share", [0, -1, 10001])
def test_a_share_lies_between_nothing_and_the_whole(toys, share):
    refused("thread.share", join, toys.make("cell"), toys.make("issue"), share=share)


def test_the_same_link_stands_once_and_can_be_drawn_again_after_its_end(toys):
    cell, issue = toys.make("cell"), toys.make("issue")
    first = join(cell, issue)
    refused("thread.duplicate", join, cell, issue)
    end(link=first, reason="ผูกผิดเรื่อง")
    assert list(Link.objects.standing()) == []
    refused("thread.no-link", end, link=first)
    second = join(cell, issue)
    assert (second.turn, list(Link.objects.standing())) == (2, [second])
    end(source=cell, target=issue, relation="points-at")
    refused("thread.no-link", end, source=cell, target=issue, relation="points-at")
    assert (Link.objects.count(), LinkEnd.objects.count()) == (2, 2)


def test_what_ended_closes_no_circle(toys):
    a, b = toys.make("step"), toys.make("step")
    there = join(a, b)
    refused("thread.cycle", join, b, a)
    end(link=there)
    join(b, a)


def test_no_circle_of_any_length(toys):
    chain = [toys.make("step") for _ in range(5)]
    for near, far in pairwise(chain):
        join(near, far)
    refused("thread.cycle", join, chain[-1], chain[0])
    refused("thread.cycle", join, chain[3], chain[1])
    refused("thread.cycle", join, chain[2], chain[2])
    join(chain[0], chain[4])  # a short cut is no circle


def test_a_chain_has_at_most_twelve_links(toys):
    chain = [toys.make("step") for _ in range(14)]
    for near, far in pairwise(chain[:7]):  # 6 links
        join(near, far)
    for near, far in pairwise(chain[7:13]):  # 5 more, apart
        join(near, far)
    join(chain[6], chain[7])  # together 12
    refused("thread.too-deep", join, chain[12], chain[13])
    refused("thread.too-deep", join, chain[13], chain[0])
    join(chain[11], chain[13])


def test_a_wide_mesh_is_judged_at_once(toys):
    """Each of 12 rows joined to each node of the next: 5**12 paths, 60 nodes."""
    rows = [[toys.make("step") for _ in range(5)] for _ in range(12)]
    for upper, lower in pairwise(rows):
        for near in upper:
            for far in lower:
                join(near, far)
    refused("thread.cycle", join, rows[-1][0], rows[0][0])


def failing_change(toys):
    with transaction.atomic():
        join(toys.make("cell"), toys.make("issue"))
        raise LookupError("after the link")


def test_a_link_needs_a_transaction(toys, transactional_db):
    cell, issue = toys.make("cell"), toys.make("issue")
    names = {"source": cell, "target": issue, "relation": "points-at", "by": "person:test"}
    with pytest.raises(RuntimeError):
        links.join(**names)
    link = join(cell, issue)
    with pytest.raises(RuntimeError):
        links.end(link=link, by="person:test")
    with pytest.raises(LookupError):
        failing_change(toys)
    assert list(Link.objects.all()) == [link]


def test_a_link_needs_an_actor(toys):
    with pytest.raises(ValueError, match="actor"), transaction.atomic():
        links.join(source=toys.make("cell"), target=toys.make("issue"), relation="points-at", by="")


def test_the_models_refuse_change(toys):
    link = join(toys.make("cell"), toys.make("issue"))
    ended = end(link=link)
    for act in (
        link.save,
        link.delete,
        ended.save,
        ended.delete,
        Link.objects.all().delete,
        LinkEnd.objects.all().delete,
        lambda: Link.objects.update(by="nobody"),
        lambda: Link.objects.bulk_update([link], ["by"]),
    ):
        with pytest.raises(AppendOnly):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE thread_link SET reason = 'x'",
        "DELETE FROM thread_link",
        "UPDATE thread_linkend SET reason = 'x'",
        "DELETE FROM thread_linkend",
    ],
)
def test_the_database_refuses_change(toys, statement):
    end(link=join(toys.make("cell"), toys.make("issue")))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as sql:
        sql.execute(statement)
    assert (Link.objects.get().reason, LinkEnd.objects.get().reason) == ("", "")


@pytest.mark.parametrize("table", ["thread_link", "thread_linkend"])
def test_nothing_is_replaced(toys, table):
    """SQLite's INSERT OR REPLACE, over the key itself and over the other unique keys."""
    end(link=join(toys.make("cell"), toys.make("issue")))
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite replaces")
    with connection.cursor() as sql:
        sql.execute(f"SELECT * FROM {table}")
        names, row = [column[0] for column in sql.description], sql.fetchone()
    for changed in ({}, {"id": 999, "uid": uuid4().hex}):
        values = {**dict(zip(names, row, strict=True)), "reason": "x", **changed}
        holes = ", ".join(["%s"] * len(values))
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as sql,
        ):
            sql.execute(
                f"INSERT OR REPLACE INTO {table} ({', '.join(values)}) VALUES ({holes})", [*values.values()]
            )


def test_the_registry_takes_a_kind_once_and_only_its_own_relations(toys):
    with pytest.raises(ValueError, match="twice"):
        nodes.register(NodeType("cell", 1, "cell", lambda uids: {}))
    with pytest.raises(ValueError, match="none of its own"):
        nodes.register(NodeType("new", 1, "new", lambda uids: {}, (Relation("a", "b", "c", "x"),)))


class Together:
    """Runs acts in threads, each with its own connection, all let go at one moment."""

    def __init__(self, *acts):
        gate = threading.Barrier(len(acts))

        def run(act):
            try:
                gate.wait(10)
                with transaction.atomic():
                    act()
                return "done"
            except Problem as refusal:
                return refusal.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(acts)) as threads:
            self.answers = sorted(threads.map(run, acts))


def drawing(source, target, relation="leads-to"):
    return lambda: links.join(source=source, target=target, relation=relation, by="person:test")


@pytest.mark.django_db(transaction=True)
def test_there_and_back_at_once_one_is_refused(toys):
    for _ in range(10):
        a, b = toys.make("step"), toys.make("step")
        assert Together(drawing(a, b), drawing(b, a)).answers == ["done", "thread.cycle"]


@pytest.mark.django_db(transaction=True)
def test_the_same_link_eight_times_at_once_stands_once(toys):
    a, b = toys.make("step"), toys.make("step")
    answers = Together(*[drawing(a, b)] * 8).answers
    assert answers == ["done"] + ["thread.duplicate"] * 7
    assert Link.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_link_ended_eight_times_at_once_ends_once(toys):
    link = join(toys.make("step"), toys.make("step"))
    answers = Together(*[lambda: links.end(link=link, by="person:test")] * 8).answers
    assert answers == ["done"] + ["thread.no-link"] * 7


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_a_circle_would_close(toys, monkeypatch):
    """Control: on PostgreSQL the race is real, and the lock is what stops it."""
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one transaction write at a time")
    gate = threading.Barrier(2)
    shape = links._keep_in_shape

    def look_together(source, target):
        shape(source, target)
        gate.wait(10)

    monkeypatch.setattr(queries, "lock", lambda: None)
    monkeypatch.setattr(links, "_keep_in_shape", look_together)
    a, b = toys.make("step"), toys.make("step")
    assert Together(drawing(a, b), drawing(b, a)).answers == ["done", "done"]
