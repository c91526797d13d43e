"""The base of every model that carries people's data: nothing is read or written outside a scope.

How each hole of a plain manager is closed stands in docs/decisions/0002-deny-by-default.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, reduce
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models, transaction
from django.db.models import Q
from django.db.models.sql import Query

from sarn.access import policy
from sarn.access.paths import AreaPathField
from sarn.access.scope import Scope, current

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["AreaPathField", "Denied", "Openable", "Scoped", "ScopedManager", "ScopedQuerySet", "covers"]


class Denied(PermissionError):
    """The scope does not reach so far. Doors answer it with a refusal and an audit row."""


# While Django saves or deletes it looks the row up through the base manager: then the right to write
# counts, for a phone may send what it may never read.
_action: ContextVar[str] = ContextVar("sarn_action", default="read")


@contextmanager
def _writing() -> Iterator[None]:
    token = _action.set("write")
    try:
        yield
    finally:
        _action.reset(token)


def covers(data_class: str, action: str, path: str) -> bool:
    """Whether the current scope may do this in the whole area of the path."""
    return path.startswith(policy.paths(current(), data_class, action))


def _refuse(scope: Scope, action: str, data_class: str, where: str) -> Denied:
    return Denied(f"{scope.actor} may not {action} {data_class} in {where}")


def _require(row: Scoped, action: str) -> None:
    """Raise Denied unless the current scope may do it to this row as it stands in memory."""
    scope, path = current(), row.area_path
    if path and path.startswith(policy.paths(scope, row.data_class, action)):
        return
    if path and path.startswith(policy.assigned_paths(scope, row.data_class, action)) and row.assigned_lookup:
        household = reduce(getattr, row.assigned_lookup.split("__"), row)
        if str(household) in scope.households:
            return
    raise _refuse(scope, action, row.data_class, path or "an unnamed area")


class ScopedQuery(Query):
    """A query that runs only in the scope that it was built in, and joins nothing that is closed to it."""

    model: type[Scoped]
    sarn_scope: Scope | None = None
    sarn_write_only = False

    def get_compiler(self, *args: Any, **kwargs: Any) -> Any:
        self.check_scope(current())
        if self.sarn_write_only:
            raise Denied(f"{current().actor} may send rows of {self.model.__name__} and not read them")
        return super().get_compiler(*args, **kwargs)

    def check_scope(self, scope: Scope) -> None:
        """Raise Denied where another scope is at work than when the query was built."""
        if self.sarn_scope is not None and self.sarn_scope != scope:
            raise Denied(f"a query of {self.model.__name__} built in one scope was run in another")

    def join(self, join: Any, *args: Any, **kwargs: Any) -> str:
        """Refuse a join to a scoped model of a class that the scope may not read as widely as its own."""
        joined, own = _scoped_tables().get(join.table_name), self.model
        if joined is not None and joined.data_class != own.data_class:
            scope = self.sarn_scope or current()
            theirs = policy.paths(scope, joined.data_class, "read")
            ours = (*policy.reach(scope, own.data_class), *_open_paths(scope, own))
            if not all(path.startswith(theirs) for path in ours):
                raise Denied(f"{scope.actor} may not read {joined.data_class} through {own.data_class}")
        return super().join(join, *args, **kwargs)


def _open_paths(scope: Scope, model: type[Scoped]) -> tuple[str, ...]:
    """The area paths in which the scope may read rows of the model that have been opened."""
    return policy.paths(scope, model.open_class, "read") if model.open_class else ()


def _meets(scope: Scope, model: type[Scoped], action: str) -> bool:
    """Whether the scope may do it to any row of the model at all."""
    if policy.can_ever(scope, model.data_class, action):
        return True
    return action == "read" and bool(_open_paths(scope, model))


@cache
def _scoped_tables() -> dict[str, type[Scoped]]:
    return {model._meta.db_table: model for model in apps.get_models() if issubclass(model, Scoped)}


M = TypeVar("M", bound="Scoped")


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of the current scope; Django's own methods, each of which stays inside."""

    query: ScopedQuery
    _paths_changed_knowingly = False

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = ScopedQuery(model)
        super().__init__(model, query, using, hints)

    def _in_paths(self, action: str) -> Self:
        """Only rows where the current scope may do it.

        Raises ScopeMissing without a scope and Denied where the scope may nowhere do it.
        """
        scope, data_class = current(), self.model.data_class
        self.query.check_scope(scope)
        if not _meets(scope, self.model, action):
            raise _refuse(scope, action, data_class, "any area")
        whole = policy.paths(scope, data_class, action)
        rows = self if "" in whole else self.filter(self._where(scope, action, whole))
        rows.query.sarn_scope = scope
        return rows

    def _where(self, scope: Scope, action: str, whole: tuple[str, ...]) -> Q:
        where = Q(pk__in=[])
        for path in whole:
            where |= Q(area_path__within=path)
        lookup = self.model.assigned_lookup
        if lookup and scope.households:
            for path in policy.assigned_paths(scope, self.model.data_class, action):
                where |= Q(("area_path__within", path), (f"{lookup}__in", sorted(scope.households)))
        for path in _open_paths(scope, self.model) if action == "read" else ():
            where |= Q(opened=True) & (Q(area_path__within=path) if path else Q())
        return where

    # Loading part of a row must not hide its area, nor whether it is open, from `Scoped.from_db`.
    def only(self, *fields: Any) -> Any:
        return super().only(*self.model.judged_by(), *fields)

    def defer(self, *fields: Any) -> Any:
        return super().defer(*(field for field in fields if field not in self.model.judged_by()))

    def update(self, **values: Any) -> int:
        if "area_path" in values and not self._paths_changed_knowingly:
            path = values["area_path"]
            if not isinstance(path, str) or not covers(self.model.data_class, "write", path):
                raise _refuse(current(), "write", self.model.data_class, str(path))
        return super(ScopedQuerySet, self._in_paths("write")).update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        rows = self._in_paths("write")
        with _writing():
            return super(ScopedQuerySet, rows).delete()

    delete.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        if kwargs.get("update_conflicts") or (len(args) > 2 and args[2]):
            raise Denied("update_conflicts could write over a row of another area: read it, then update it")
        rows = list(objs)
        for row in rows:
            _require(row, "write")
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], fields: Sequence[str], batch_size: int | None = None) -> int:  # type: ignore[override]
        rows = tuple(objs)
        for row in rows:
            _require(row, "write")
        known = self.all()
        known._paths_changed_knowingly = True
        with transaction.atomic(using=self.db):
            changed: int = super(ScopedQuerySet, known).bulk_update(rows, fields, batch_size)
            if changed != len({row.pk for row in rows}):
                raise Denied("some of these rows belong to another area, or are gone")
        return changed

    def _clone(self) -> Any:
        clone = super()._clone()  # type: ignore[misc]
        clone._paths_changed_knowingly = self._paths_changed_knowingly
        return clone

    # save(), create() and bulk_create() all end here, and so would a way that Django adds later.
    def _insert(self, objs: Any, fields: Any, *args: Any, **kwargs: Any) -> Any:
        for row in objs:
            _require(row, "write")
        return super()._insert(objs, fields, *args, **kwargs)  # type: ignore[misc]

    def _raw_delete(self, using: Any) -> Any:
        return super(ScopedQuerySet, self._in_paths("write"))._raw_delete(using)


class ScopedManager(models.Manager[M]):
    """The manager of every scoped model: no scope, no rows, and no method that runs.

    A model with a queryset of its own names it in a subclass: `queryset_class = HouseQuerySet`.
    """

    queryset_class: ClassVar[Any] = ScopedQuerySet

    def get_queryset(self) -> ScopedQuerySet[M]:
        rows: ScopedQuerySet[M] = self.queryset_class(model=self.model, using=self._db)
        scope, action, data_class = current(), _action.get(), self.model.data_class
        if not _meets(scope, self.model, action) and policy.can_ever(scope, data_class, "write"):
            # A phone: create() must work, every SELECT must not.
            rows = rows._in_paths("write")
            rows.query.sarn_write_only = True
            return rows
        return rows._in_paths(action)


class Scoped(models.Model):
    """A row of one data class in one area.

    Subclasses set `data_class`, inherit `Meta(Scoped.Meta)` and give foreign keys to unscoped models
    `related_name="+"`; system checks hold them to it (access.checks).
    """

    data_class: str
    # The class under which rows that were opened are read; "" where none ever is (see `Openable`).
    open_class: str = ""
    # Path from this row to the uid of its household, for the rule *assigned*; "" hides the row from it.
    assigned_lookup: str = ""

    area_path = AreaPathField(db_index=True)

    if TYPE_CHECKING:  # each subclass gives its own, typed with its rows
        objects: ScopedManager[Any]
    else:
        objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = default_manager_name = "objects"

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """A row from the database; Denied where raw SQL or a join fetched it from outside the scope."""
        row = super().from_db(*args, **kwargs)
        scope, path = current(), row.__dict__.get("area_path", "")
        may = policy.reach(scope, cls.data_class, _action.get())
        if row.__dict__.get("opened") and _action.get() == "read":
            may = (*may, *_open_paths(scope, cls))
        if not path or not path.startswith(may):
            raise _refuse(scope, "read", cls.data_class, path or "an unnamed area")
        return row

    @classmethod
    def judged_by(cls) -> tuple[str, ...]:
        """The columns without which no row is loaded, as they say who may have it."""
        return ("area_path", "opened") if cls.open_class else ("area_path",)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _require(self, "write")
        self._require_stored()
        with _writing():
            return super().delete(*args, **kwargs)

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        _require(self, "write")  # before Django's own try, so that a refusal spoils no transaction
        super().save_base(*args, **kwargs)

    def _save_table(self, *args: Any, **kwargs: Any) -> bool:
        with _writing():
            return super()._save_table(*args, **kwargs)  # type: ignore[misc, no-any-return]

    def _do_update(self, *args: Any, **kwargs: Any) -> Any:
        updated = super()._do_update(*args, **kwargs)
        if not updated:
            self._require_stored()
        return updated

    def _require_stored(self) -> None:
        """Raise Denied where the database holds this key in an area that the scope may not write in."""
        # A plain queryset on purpose: it tells where the row lies and shows nothing of it.
        rows: models.QuerySet[Scoped] = models.QuerySet(type(self)).filter(pk=self.pk)
        stored = rows.values_list("area_path", flat=True).first()
        whole = policy.reach(current(), self.data_class, "write")
        if stored is not None and not stored.startswith(whole):
            raise _refuse(current(), "write", self.data_class, "the area of a stored row")


class Openable(Scoped):
    """A row that belongs to its `data_class` until it is opened; from then on everybody reads it.

    Being opened gives the right to read under `open_class` and none to write. A join within one class is
    not judged row by row, so that a row is opened only together with, or after, the rows that it points to;
    loading a closed row through a join is refused by `from_db`.
    """

    open_class = "published"

    opened = models.BooleanField(default=False)

    class Meta(Scoped.Meta):
        abstract = True
