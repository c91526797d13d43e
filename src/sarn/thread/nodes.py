"""What may stand on the thread: each app says at start which kinds of object it has and how to show them.

This app knows no other. `register` is called in an app's `ready()`; `find` asks the apps for what the
current scope may see, and what they leave out becomes grey: a kind and a step, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sarn.access.models import Denied
from sarn.thread.refs import Ref

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Step = Literal[1, 2, 3, 4, 5, 6, 7]
STEPS: tuple[Step, ...] = (1, 2, 3, 4, 5, 6, 7)
STEP_NAMES: dict[Step, StrOrPromise] = {
    1: _("Indicator"),
    2: _("Issue"),
    3: _("Proposal"),
    4: _("Project"),
    5: _("Budget"),
    6: _("Activity"),
    7: _("Did it get better?"),
}


@dataclass(frozen=True)
class Node:
    """One object as its own app shows it to whoever asks.

    `state` is its state in plain words, `facts` short sentences (the first is shown in the strip),
    `on` the day it stands for, `superseded` that the figures were corrected after it was used.
    """

    uid: UUID
    kind: str
    title: str
    url: str = ""
    state: str = ""
    facts: tuple[str, ...] = ()
    superseded: bool = False
    on: date | None = None
    picture_urls: tuple[str, ...] = ()

    @property
    def ref(self) -> Ref:
        """How links name it."""
        return Ref(self.kind, self.uid)


@dataclass(frozen=True)
class Relation:
    """That `source` may be joined to `target` by the relation `name`, and how that reads.

    `label` stands between the two in a sentence: «51 of 124 households» *points at* «water runs short».
    """

    source: str
    name: str
    target: str
    label: StrOrPromise


Resolver = Callable[[Collection[UUID]], Mapping[UUID, Node]]


@dataclass(frozen=True)
class NodeType:
    """A kind of object that may stand on the thread.

    `resolve` runs in the current scope and returns only what it may see; `step` is None for what stands
    beside the seven steps (a meeting); a `hub` is shared by many threads (an evidence cell): a walk
    enters it and goes no further. `relations` begin or end at this kind, each declared once, by
    whichever of its two kinds belongs to the app that draws the links.
    """

    kind: str
    step: Step | None
    label: StrOrPromise
    resolve: Resolver
    relations: tuple[Relation, ...] = ()
    hub: bool = False


_types: dict[str, NodeType] = {}


def register(node_type: NodeType) -> None:
    """Add a kind; called in `ready()`.

    Raises ValueError for a kind registered before, and for a relation that neither begins nor ends here.
    """
    if node_type.kind in _types:
        raise ValueError(f"the kind {node_type.kind} is registered twice")
    for relation in node_type.relations:
        if node_type.kind not in {relation.source, relation.target}:
            raise ValueError(f"{node_type.kind} declares {relation.name}, which is none of its own")
    _types[node_type.kind] = node_type


def type_of(kind: str) -> NodeType | None:
    """What is registered under the kind."""
    return _types.get(kind)


def step_of(kind: str) -> Step | None:
    """The step where the kind stands."""
    found = _types.get(kind)
    return found.step if found else None


def label_of(kind: str) -> str:
    """The name of the kind in the reader's language."""
    found = _types.get(kind)
    return str(found.label) if found else kind


def place_of(kind: str) -> tuple[int, int]:
    """Where the kind stands among the others: its step, then the order of registration."""
    known = [*_types]
    return step_of(kind) or len(STEPS) + 1, known.index(kind) if kind in _types else len(known)


def hubs() -> list[str]:
    """Kinds that walks do not pass through."""
    return [kind for kind, node_type in _types.items() if node_type.hub]


def relation_of(source: str, name: str, target: str) -> Relation | None:
    """The declared relation between two kinds."""
    for kind in (source, target):
        for relation in _types[kind].relations if kind in _types else ():
            if (relation.source, relation.name, relation.target) == (source, name, target):
                return relation
    return None


def find(refs: Iterable[Ref]) -> dict[Ref, Node]:
    """The nodes that the current scope may see; the others are not in the answer. One call a kind.

    A resolver whose whole data class is closed to the scope may let `Denied` rise: then none is seen.
    """
    by_kind: dict[str, set[UUID]] = {}
    for ref in refs:
        by_kind.setdefault(ref.kind, set()).add(ref.uid)
    found: dict[Ref, Node] = {}
    for kind, uids in by_kind.items():
        for uid, node in _resolve(kind, uids).items():
            if uid in uids:  # a resolver that answers more than it was asked adds nothing
                found[Ref(kind, uid)] = node
    return found


def _resolve(kind: str, uids: set[UUID]) -> Mapping[UUID, Node]:
    if kind not in _types:
        return {}
    try:
        return _types[kind].resolve(uids)
    except Denied:
        return {}
