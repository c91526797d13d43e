"""What the page of a thread shows: the seven steps with their objects, the picture, each link in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sarn.thread import diagram, nodes, strip
from sarn.thread.nodes import Node
from sarn.thread.strip import Strip, StripStep
from sarn.thread.walks import Edge, Stop, Walk

# Objects of a step that stand open; the rest is folded under its number.
OPEN = 4
# Links that are read out in words without being asked for.
LINKS_OPEN = 30


@dataclass(frozen=True)
class Item:
    """One object of a step: its number in the picture, and the forums that brought it here."""

    number: str
    kind: str
    node: Node
    here: bool
    forums: tuple[Node, ...]


@dataclass(frozen=True)
class StepColumn:
    """One step of the page."""

    step: StripStep
    shown: tuple[Item, ...]
    folded: tuple[Item, ...]


@dataclass(frozen=True)
class Sentence:
    """One link: what stands before it, what after it."""

    edge: Edge
    source: Stop
    target: Stop


@dataclass(frozen=True)
class Page:
    """All of it."""

    node: Node
    kind: str
    strip: Strip
    columns: tuple[StepColumn, ...]
    picture: str
    sentences: tuple[Sentence, ...]
    cut: bool

    @property
    def links_open(self) -> bool:
        """Whether the links are few enough to be read without asking."""
        return len(self.sentences) <= LINKS_OPEN


def page_of(walk: Walk) -> Page:
    """The page of a walk from both sides."""
    if walk.start.node is None:
        raise ValueError("a page is of something that may be seen")
    seven = strip.of_walk(walk.start.node.ref, walk)
    return Page(
        node=walk.start.node,
        kind=nodes.label_of(walk.start.kind),
        strip=seven,
        columns=_columns(walk, seven),
        picture=diagram.draw(walk, walk.start.key),
        sentences=_sentences(walk),
        cut=walk.cut,
    )


def _columns(walk: Walk, seven: Strip) -> tuple[StepColumn, ...]:
    numbers = diagram.numbers(walk)
    forums: dict[str, dict[Node, None]] = {}
    for edge in walk.edges:
        if edge.meeting is not None:
            forums.setdefault(edge.target, {})[edge.meeting] = None
    columns = []
    for step in seven.steps:
        items = [
            Item(
                number=numbers[stop.key],
                kind=nodes.label_of(stop.kind),
                node=stop.node,
                here=stop == walk.start,
                forums=tuple(forums.get(stop.key, ())),
            )
            for stop in step.stops
            if stop.node is not None
        ]
        shown = set(sorted(items, key=_first_of_each_kind(items))[:OPEN])
        columns.append(
            StepColumn(
                step,
                tuple(item for item in items if item in shown),
                tuple(item for item in items if item not in shown),
            )
        )
    return tuple(columns)


def _first_of_each_kind(items: list[Item]) -> Callable[[Item], tuple[bool, int]]:
    """What stands open: the page's own object, then the first of each kind, then the second of each."""
    ranks: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for item in items:
        ranks[item.number] = counts[item.kind]
        counts[item.kind] += 1
    return lambda item: (not item.here, ranks[item.number])


def _sentences(walk: Walk) -> tuple[Sentence, ...]:
    stops = {stop.key: stop for stop in walk.stops}
    return tuple(Sentence(edge, stops[edge.source], stops[edge.target]) for edge in walk.edges)
