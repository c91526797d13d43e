"""The seven steps of an object in one line: what is there, what is missing, what is not yours to see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from sarn.thread import walks
from sarn.thread.nodes import STEP_NAMES, STEPS, Node, Step
from sarn.thread.refs import Ref
from sarn.thread.walks import Stop, Walk

State = Literal["there", "missing", "not yours"]


@dataclass(frozen=True)
class StripStep:
    """One step: its state, how many objects stand there, and those that may be seen."""

    number: Step
    state: State
    stops: tuple[Stop, ...]

    @property
    def name(self) -> str:
        """«เรื่องที่ต้องแก้»."""
        return str(STEP_NAMES[self.number])

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What may be seen of this step."""
        return tuple(stop.node for stop in self.stops if stop.node is not None)

    @property
    def first(self) -> Node | None:
        """The first that may be seen."""
        return next(iter(self.nodes), None)

    @property
    def grey(self) -> int:
        """How many are there and not the asker's to see."""
        return len(self.stops) - len(self.nodes)

    @property
    def missing(self) -> str:
        """In plain words what is not there yet."""
        return {
            1: _("No indicator stands behind it yet."),
            2: _("It has not become an issue yet."),
            3: _("There is no proposal yet."),
            4: _("There is no project yet."),
            5: _("There is no budget yet."),
            6: _("Nothing has been carried out yet."),
            7: _("Whether it got better has not been measured yet."),
        }[self.number]

    @property
    def words(self) -> str:
        """The step and its state, as it is heard."""
        if self.state == "there":
            return _("%(step)s: there") % {"step": self.name}
        if self.state == "missing":
            return _("%(step)s: not yet") % {"step": self.name}
        return _("%(step)s: not open to you") % {"step": self.name}


@dataclass(frozen=True)
class Strip:
    """The seven steps of one object."""

    ref: Ref
    steps: tuple[StripStep, ...]

    @property
    def woven(self) -> int:
        """Steps where something stands that may be seen."""
        return sum(step.state == "there" for step in self.steps)

    @property
    def grey(self) -> int:
        """Steps where all that stands is not the asker's to see."""
        return sum(step.state == "not yours" for step in self.steps)

    @property
    def spoken(self) -> str:
        """All seven in words."""
        return ", ".join(step.words for step in self.steps)

    @property
    def runs(self) -> list[tuple[int, int]]:
        """Where the thread goes on from a step to the next one: pairs of first and last step."""
        runs: list[tuple[int, int]] = []
        for step in self.steps:
            if step.state == "missing":
                continue
            if runs and runs[-1][1] == step.number - 1:
                runs[-1] = (runs[-1][0], step.number)
            else:
                runs.append((step.number, step.number))
        return [run for run in runs if run[0] < run[1]]


def of(ref: Ref) -> Strip:
    """The strip of an object in the current scope. Raises walks.NotSeen."""
    return of_walk(ref, walks.both(ref))


def of_walk(ref: Ref, walk: Walk) -> Strip:
    """The strip of a walk that was made already."""
    return Strip(Ref(*ref), tuple(_step(number, walk.at(number)) for number in STEPS))


def _step(number: Step, stops: tuple[Stop, ...]) -> StripStep:
    if not stops:
        return StripStep(number, "missing", ())
    seen = any(stop.node is not None for stop in stops)
    return StripStep(number, "there" if seen else "not yours", stops)
