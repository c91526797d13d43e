"""The base of every model whose state only the engine moves.

Its `state` cannot be written by hand: `save`, `update`, `bulk_update` and `bulk_create` refuse it. What
stands around the ORM (a cursor) is held by tests/test_scope.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.db import models

from sarn.access.models import Openable, ScopedManager, ScopedQuerySet
from sarn.workflow import tables
from sarn.workflow.tables import State, Table
from sarnkit import clock
from sarnkit.uid import uuid7

_ENGINE_ONLY = frozenset({"state", "state_since", "opened"})
_moving: ContextVar[bool] = ContextVar("sarn_moving", default=False)


class HandMoved(TypeError):
    """Code tried to set a state without the engine: a fault of the programmer."""


@contextmanager
def by_the_engine() -> Iterator[None]:
    """While the block runs, states may be written. Only `workflow.moving` enters it."""
    token = _moving.set(True)
    try:
        yield
    finally:
        _moving.reset(token)


M = TypeVar("M", bound="Stateful")


class StatefulQuerySet(ScopedQuerySet[M]):
    """Rows whose state nobody sets in bulk."""

    def update(self, **values: Any) -> int:
        if _ENGINE_ONLY & set(values) and not _moving.get():
            raise HandMoved(f"{self.model.__name__}: states are moved by workflow.moving.move")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_update(self, objs: Iterable[M], fields: Sequence[str], batch_size: int | None = None) -> int:  # type: ignore[override]
        if _ENGINE_ONLY & set(fields):
            raise HandMoved(f"{self.model.__name__}: states are moved by workflow.moving.move")
        return super().bulk_update(objs, fields, batch_size)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        for row in rows:
            row._refuse_hand_moved()
        return super().bulk_create(rows, *args, **kwargs)


class StatefulManager(ScopedManager[M]):
    """The manager of every model with states."""

    queryset_class = StatefulQuerySet


class _TableOf:
    """The registered table of a model's `workflow_kind`: tables know what follows a move, models do not."""

    def __get__(self, instance: Any, owner: type[Stateful]) -> Table:
        return tables.of(owner.workflow_kind)


class Stateful(Openable):
    """An object that goes through the states of its table; its state says whether it is open.

    A subclass sets `workflow_kind` (of a table that its app registers at start) and `data_class`, and
    inherits `Meta(Stateful.Meta)`.
    """

    workflow_kind: ClassVar[str]
    table = _TableOf()

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    state = models.CharField(max_length=20, editable=False)
    state_since = models.DateTimeField(default=clock.now, editable=False)

    if TYPE_CHECKING:
        objects: StatefulManager[Any]
    else:
        objects = StatefulManager()

    class Meta(Openable.Meta):
        abstract = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.state:
            self.state = self.table.start
            self.opened = self.table.state(self.state).opened
        self._stored_state: str | None = None

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        row._stored_state = row.__dict__.get("state")
        return row

    @classmethod
    def judged_by(cls) -> tuple[str, ...]:
        return (*super().judged_by(), "state")

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._stored_state = self.state

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_hand_moved()
        super().save_base(*args, **kwargs)
        self._stored_state = self.state

    def _refuse_hand_moved(self) -> None:
        expected = self.table.start if self._state.adding else self._stored_state
        opened = self.table.state(self.state).opened
        if not _moving.get() and (self.state != expected or self.opened != opened):
            raise HandMoved(f"{type(self).__name__}: states are moved by workflow.moving.move")

    @property
    def state_now(self) -> State:
        """The row of the table that the object stands in."""
        return self.table.state(self.state)

    def open_parts(self) -> None:
        """Let the object's parts be as open as it is itself."""
        _open_parts(self, opened=self.opened)


P = TypeVar("P", bound="Part")


class PartQuerySet(ScopedQuerySet[P]):
    """Parts, as open as what they belong to."""

    def bulk_create(self, objs: Iterable[P], *args: Any, **kwargs: Any) -> list[P]:
        rows = list(objs)
        for row in rows:
            row.take_after()
        return super().bulk_create(rows, *args, **kwargs)


class PartManager(ScopedManager[P]):
    """The manager of every model of parts."""

    queryset_class = PartQuerySet


class Part(Openable):
    """A row that belongs to a stateful object (or to a part of one): in its area, and opened with it.

    A subclass names the foreign key to what it belongs to in `whole`.
    """

    whole: ClassVar[str]

    if TYPE_CHECKING:
        objects: PartManager[Any]
    else:
        objects = PartManager()

    class Meta(Openable.Meta):
        abstract = True

    def take_after(self) -> None:
        """Take area and openness from what the row belongs to."""
        whole = getattr(self, self.whole)
        self.area_path, self.opened = whole.area_path, whole.opened

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        self.take_after()
        super().save_base(*args, **kwargs)


def _open_parts(whole: Openable, *, opened: bool) -> None:
    for relation in type(whole)._meta.related_objects:
        model = relation.related_model
        if not isinstance(model, type) or not issubclass(model, Part) or relation.field.name != model.whole:
            continue
        rows = list(model.objects.filter(**{model.whole: whole}))
        model.objects.filter(pk__in=[row.pk for row in rows]).update(opened=opened)
        for row in rows:
            _open_parts(row, opened=opened)
