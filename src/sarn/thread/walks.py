"""Walking the thread: what led to an object, what came of it, or all that hangs together with it.

`both` finds the same nodes from either end of a thread. A hub, an evidence cell that many threads share,
is entered and not passed through unless the walk starts there, or one cell would draw in the whole
village. Standing links make chains of at most `links.MOST` (12); a walk brings at most `queries.CAP`
links and says so in `cut` where there were more.

What the current scope may not see is a stop without a node: kind and step, no uid, no date, no reason.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sarn.thread import nodes, queries
from sarn.thread.models import Link
from sarn.thread.nodes import Node, Step
from sarn.thread.queries import Direction
from sarn.thread.refs import Ref
from sarnkit.clock import BANGKOK

# The kind under which forums register themselves, for the links that one of them decided.
MEETING = "meeting"


class NotSeen(LookupError):
    """The walk was to start at something that does not exist, or that the asker may not see."""


@dataclass(frozen=True)
class Stop:
    """One node of a walk; `key` is its name within this walk, `node` None where the asker may not see it."""

    key: str
    kind: str
    step: Step | None
    node: Node | None


@dataclass(frozen=True)
class Edge:
    """One link of a walk, between two keys. Beside a grey stop only the relation is told."""

    source: str
    target: str
    relation: str
    label: str
    share: int | None = None
    on: date | None = None
    reason: str = ""
    meeting: Node | None = None


@dataclass(frozen=True)
class Walk:
    """Stops in the order of the seven steps, and the links between them in the order of drawing."""

    start: Stop
    stops: tuple[Stop, ...]
    edges: tuple[Edge, ...]
    cut: bool

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What the asker may see."""
        return tuple(stop.node for stop in self.stops if stop.node is not None)

    def at(self, step: Step) -> tuple[Stop, ...]:
        """The stops of one step, seen ones before grey ones of the same kind."""
        return tuple(stop for stop in self.stops if stop.step == step)


def up(ref: Ref, depth: int | None = None) -> Walk:
    """What led to it. Raises NotSeen."""
    return walk(ref, "up", depth)


def down(ref: Ref, depth: int | None = None) -> Walk:
    """What came of it. Raises NotSeen."""
    return walk(ref, "down", depth)


def both(ref: Ref, depth: int | None = None) -> Walk:
    """All that hangs together with it, the same from either end. Raises NotSeen."""
    return walk(ref, "both", depth)


def walk(ref: Ref, direction: Direction, depth: int | None = None) -> Walk:
    """The walk in a direction; `depth` counts links from the start, None goes as far as there are links."""
    ref = Ref(*ref)
    found, cut = queries.reach(ref, direction, nodes.hubs())
    if depth is not None:
        near = _within(ref, direction, depth, found)
        found = [link for link in found if link.source in near and link.target in near]
    refs = {ref, *(end for link in found for end in (link.source, link.target))}
    forums = {Ref(MEETING, link.meeting_uid) for link in found if link.meeting_uid}
    shown = nodes.find(refs | forums)
    if ref not in shown:
        raise NotSeen(f"{ref.kind} {ref.uid}")
    stops = {one: Stop(f"n{number}", *_seen(one, shown)) for number, one in enumerate(_order(refs, shown), 1)}
    edges = tuple(_edge(link, stops, shown) for link in sorted(found, key=lambda link: link.pk))
    return Walk(stops[ref], tuple(stops.values()), edges, cut)


def _within(start: Ref, direction: Direction, depth: int, found: Iterable[Link]) -> set[Ref]:
    """The refs at most `depth` links away."""
    beside: dict[Ref, list[Ref]] = {}
    for link in found:
        if direction != "up":
            beside.setdefault(link.source, []).append(link.target)
        if direction != "down":
            beside.setdefault(link.target, []).append(link.source)
    away, waiting = {start: 0}, deque([start])
    while waiting:
        here = waiting.popleft()
        if away[here] == depth:
            continue
        for there in beside.get(here, ()):
            if there not in away:
                away[there] = away[here] + 1
                waiting.append(there)
    return set(away)


def _order(refs: Iterable[Ref], shown: dict[Ref, Node]) -> list[Ref]:
    """By step, kind, seen or not, day, age; nothing of a grey one has a part in it but a hash of its uid."""

    def key(ref: Ref) -> tuple[object, ...]:
        place, node = nodes.place_of(ref.kind), shown.get(ref)
        if node is None:
            return *place, True, date.max, hash(ref.uid)
        return *place, False, node.on or date.max, ref.uid.int

    return sorted(refs, key=key)


def _seen(ref: Ref, shown: dict[Ref, Node]) -> tuple[str, Step | None, Node | None]:
    return ref.kind, nodes.step_of(ref.kind), shown.get(ref)


def _edge(link: Link, stops: dict[Ref, Stop], shown: dict[Ref, Node]) -> Edge:
    source, target = stops[link.source], stops[link.target]
    declared = nodes.relation_of(link.from_type, link.relation, link.to_type)
    label = str(declared.label) if declared else link.relation
    if source.node is None or target.node is None:
        return Edge(source.key, target.key, link.relation, label)
    return Edge(
        source.key,
        target.key,
        link.relation,
        label,
        share=link.share,
        on=link.at.astimezone(BANGKOK).date(),
        reason=link.reason,
        meeting=shown.get(Ref(MEETING, link.meeting_uid)) if link.meeting_uid else None,
    )
