"""The strips of many objects at once, for lists: a handful of queries however many they are."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping

from django.db.models import Q

from sarn.thread import links, nodes, queries, strip
from sarn.thread.models import Link
from sarn.thread.nodes import Node
from sarn.thread.refs import Ref
from sarn.thread.strip import Strip
from sarn.thread.walks import Stop, Walk

Beside = Mapping[Ref, set[Ref]]


def of_many(refs: Iterable[Ref]) -> dict[Ref, Strip]:
    """Each object that the current scope may see → its strip, the same as `strip.of` draws.

    One query for each link of the longest thread, and one for each kind that is met.
    """
    starts = [Ref(*one) for one in refs]
    if not starts:
        return {}
    closed = frozenset(nodes.hubs())
    beside = _links(starts, closed)
    reached = {start: _reach(start, beside, closed) for start in starts}
    shown = nodes.find(set().union(*reached.values()))
    return {start: _strip(start, found, shown) for start, found in reached.items() if start in shown}


def _links(starts: Iterable[Ref], closed: frozenset[str]) -> Beside:
    """The standing links that are met from any of the starts, both ways, as neighbours."""
    beside: dict[Ref, set[Ref]] = defaultdict(set)
    known, edge, count = set(starts), set(starts), 0
    for _ in range(2 * links.MOST):
        uids = {one.uid for one in edge}
        met = Link.objects.standing().filter(Q(from_uid__in=uids) | Q(to_uid__in=uids))[: queries.CAP]
        ends = set()
        for link in met:
            beside[link.source].add(link.target)
            beside[link.target].add(link.source)
            ends |= {link.source, link.target}
        count += len(met)
        edge = {one for one in ends - known if one.kind not in closed}
        known |= ends
        if not edge or count > queries.CAP:
            break
    return beside


def _reach(start: Ref, beside: Beside, closed: frozenset[str]) -> set[Ref]:
    """What hangs together with the start; a hub is entered and not passed through unless it is the start."""
    reached, waiting = {start}, deque([start])
    while waiting:
        here = waiting.popleft()
        if here.kind in closed and here != start:
            continue
        for there in beside.get(here, ()):
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    return reached


def _strip(start: Ref, found: set[Ref], shown: Mapping[Ref, Node]) -> Strip:
    order = sorted(found, key=lambda one: (nodes.place_of(one.kind), one not in shown, one.uid))
    stops = {
        ref: Stop(f"n{number}", ref.kind, nodes.step_of(ref.kind), shown.get(ref))
        for number, ref in enumerate(order, 1)
    }
    return strip.of_walk(start, Walk(stops[start], tuple(stops.values()), edges=(), cut=False))
