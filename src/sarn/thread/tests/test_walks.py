"""Walks: both ways, the same from either end, hubs, depth, and what the asker may not see."""

from __future__ import annotations

import dataclasses
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from sarn.access.models import Denied
from sarn.thread import links, nodes, queries, walks
from sarn.thread.refs import Ref
from sarn.thread.tests.toys import join

pytestmark = [pytest.mark.storage, pytest.mark.django_db]


def refs(walk) -> set[Ref]:
    return {node.ref for node in walk.nodes}


def test_up_is_what_led_to_it_and_down_what_came_of_it(story):
    assert refs(walks.up(story.budget)) == {
        story.budget,
        story.project,
        story.proposal,
        story.issue,
        story.cell,
    }
    assert refs(walks.down(story.project)) == {
        story.project,
        story.entry,
        story.budget,
        story.activity,
        story.output,
        story.acceptance,
        story.effect,
    }
    assert story.later in refs(walks.up(story.effect))


def test_the_thread_is_the_same_from_every_node_of_it(story):
    for ref in story.refs:
        walk = walks.both(ref)
        assert refs(walk) == story.refs, ref
        assert len(walk.edges) == 11
        assert walk.start.node.ref == ref
        assert not walk.cut


def test_a_cell_shared_by_two_threads_is_entered_and_not_passed_through(story, toys):
    other = toys.make("issue", "น้ำเพื่อการเกษตร")
    answer = toys.make("proposal")
    join(story.cell, other)
    join(other, answer)
    assert refs(walks.both(story.project)) == story.refs
    assert refs(walks.both(answer)) == {answer, other, story.cell}
    assert refs(walks.both(story.cell)) == story.refs | {other, answer}
    assert refs(walks.down(story.cell)) == (story.refs - {story.later}) | {other, answer}


def test_a_proposal_may_answer_two_issues(story, toys):
    other = toys.make("issue", "ส้วมไม่มีน้ำ")
    join(other, story.proposal)
    assert refs(walks.both(other)) == refs(walks.both(story.effect)) == story.refs | {other}
    assert other in refs(walks.up(story.budget))
    assert other not in refs(walks.up(story.issue))


def test_an_ended_link_is_walked_no_more(story):
    with transaction.atomic():
        links.end(source=story.proposal, target=story.project, relation="becomes", by="person:test")
    assert refs(walks.both(story.issue)) == {story.cell, story.issue, story.proposal}
    assert story.proposal not in refs(walks.both(story.project))


def test_depth_counts_links(story):
    assert refs(walks.down(story.cell, 1)) == {story.cell, story.issue, story.effect}
    assert refs(walks.up(story.output, 2)) == {story.output, story.activity, story.project}
    assert refs(walks.both(story.proposal, 1)) == {story.issue, story.proposal, story.project}


def test_an_object_without_links_is_a_thread_of_one(toys):
    issue = toys.make("issue", "ไฟทางมืดหน้าวัด")
    walk = walks.both(issue)
    assert (refs(walk), walk.edges) == ({issue}, ())


def test_what_is_not_there_or_closed_or_of_no_kind_starts_no_walk(story, toys):
    toys.close(story.issue)
    for ref in (story.issue, Ref("issue", uuid4()), Ref("ghost", uuid4()), Ref("project", story.budget.uid)):
        with pytest.raises(walks.NotSeen):
            walks.both(ref)


def test_a_closed_node_keeps_its_place_and_nothing_else(story, toys):
    toys.close(story.project, story.meeting)
    walk = walks.both(story.budget)
    assert refs(walk) == story.refs - {story.project}
    (grey,) = [stop for stop in walk.stops if stop.node is None]
    assert (grey.kind, grey.step) == ("project", 4)
    beside = [edge for edge in walk.edges if grey.key in {edge.source, edge.target}]
    assert len(beside) == 6
    assert {(edge.on, edge.reason, edge.share, edge.meeting) for edge in beside} == {(None, "", None, None)}
    (first,) = [edge for edge in walk.edges if edge.relation == "points-at"]
    assert (first.reason, first.meeting) == ("ตกเกณฑ์สองปีติดกัน", None)


def test_the_forum_that_decided_is_named(story):
    (first,) = [edge for edge in walks.up(story.issue).edges if edge.relation == "points-at"]
    assert first.meeting.title == "เวทีหมู่บ้าน ม.4"


def test_a_resolver_is_asked_once_a_kind(story, toys):
    toys.asked.clear()
    walks.both(story.project)
    assert sorted(toys.asked) == sorted(set(toys.asked))


def test_a_resolver_that_answers_more_than_it_was_asked_adds_nothing(story, toys):
    every = toys.made
    stranger = toys.make("budget-line")
    nodes._types["budget-line"] = dataclasses.replace(
        nodes._types["budget-line"], resolve=lambda uids: dict(every)
    )
    assert stranger not in refs(walks.both(story.project))
    assert refs(walks.both(story.project)) == story.refs


def test_a_class_that_is_closed_to_the_asker_is_grey(story):
    def closed(uids):
        raise Denied("public may not read plan in any area")

    nodes._types["budget-line"] = dataclasses.replace(nodes._types["budget-line"], resolve=closed)
    assert refs(walks.both(story.project)) == story.refs - {story.budget}
    with pytest.raises(walks.NotSeen):
        walks.both(story.budget)


def test_a_walk_is_one_query(story):
    for way in (walks.up, walks.down, walks.both):
        with CaptureQueriesContext(
            connection,
        ) as seen:
            way(story.project)
        assert len(seen) == 1, way
        assert "WITH RECURSIVE" in seen[0]["sql"]


def test_a_walk_uses_the_indexes(story):
    """On SQLite the plan is the same for few rows and many; PostgreSQL is measured in bench/thread.py."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL scans small tables")
    with CaptureQueriesContext(connection) as seen:
        queries.reach(story.project, "both", ["cell"])
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN QUERY PLAN " + seen[0]["sql"])
        plan = [row[3] for row in cursor.fetchall()]
    steps = [line for line in plan if line.startswith("SEARCH l ")]
    assert sum("COVERING INDEX thread_link_down" in line for line in steps) == 1
    assert sum("COVERING INDEX thread_link_up" in line for line in steps) == 1
    assert not [line for line in plan if line.startswith("SCAN") and line[5:] not in {"w", "CONSTANT ROW"}], (
        plan
    )


def test_a_thread_of_more_links_than_a_walk_brings_says_so(story, toys, monkeypatch):
    monkeypatch.setattr(queries, "CAP", 10)
    walk = walks.both(story.project)
    assert walk.cut
    assert len(walk.edges) == 10
