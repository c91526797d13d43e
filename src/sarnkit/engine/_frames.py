"""Typed rows with all they need beside them: own fields, ancestors' fields, derived fields, the area."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sarnkit.engine._definitions import Derivation, Dictionary
from sarnkit.engine._expressions import Binder
from sarnkit.engine._nodes import fields_of
from sarnkit.engine._reading import AREA, KEY, PARENT


class Frames:
    """Typed Ibis tables read through a dictionary; `typed` is of the form that `typed_table` makes.

    `given` names derived fields that a worked example draws and that are then taken as drawn.
    """

    def __init__(
        self, ibis: Any, dictionary: Dictionary, typed: Mapping[str, Any], given: frozenset[str] = frozenset()
    ):
        self.ibis, self.dictionary, self.typed, self.given = ibis, dictionary, typed, given

    def derives(self, name: str) -> Derivation | None:
        """How a field is derived, unless it was given."""
        return None if name in self.given else self.dictionary.fields[name].derivation

    def rows(self, table: str, names: frozenset[str], *, area: bool = False) -> Any:
        """Rows of a table with the named fields (its own, its ancestors', derived ones) and, if asked, the area."""
        own = [name for name in sorted(names) if self.dictionary.fields[name].table == table]
        up = frozenset(names) - set(own)
        typed = self.typed[table]
        plain = [name for name in own if not self.derives(name)]
        rows = typed.select(*[name for name in (KEY, AREA, PARENT) if name in typed.columns], *plain)
        parent = self.dictionary.tables[table].parent
        if parent is not None and (up or area):
            rows = self._with_parent(rows, parent, up, area)
        for child, wanted in self._derived(own).items():
            rows = self._with_derived(rows, child, wanted)
        return rows

    def _with_parent(self, rows: Any, parent: str, names: frozenset[str], area: bool) -> Any:
        above = self.rows(parent, names, area=area)
        taken = [*sorted(names), *([AREA] if area else [])]
        joined = rows.inner_join(above, rows[PARENT] == above[KEY])
        return joined.select(*[rows[name] for name in rows.columns], *[above[name] for name in taken])

    def _derived(self, names: list[str]) -> dict[str, dict[str, Derivation]]:
        """Derived fields by the child table they read."""
        found: dict[str, dict[str, Derivation]] = {}
        for name in names:
            how = self.derives(name)
            if how is not None:
                found.setdefault(how.table, {})[name] = how
        return found

    def _with_derived(self, rows: Any, child: str, wanted: Mapping[str, Derivation]) -> Any:
        names = fields_of(*(how.where for how in wanted.values())) | {
            how.column for how in wanted.values() if how.column
        }
        below = self.rows(child, frozenset(names))
        binder = Binder(self.ibis, below, {})
        columns: dict[str, Any] = {PARENT: below[PARENT]}
        for name, how in wanted.items():
            where = self.ibis.literal(True) if how.where is None else binder.bind(how.where)
            columns.update(_hits(self.ibis, name, how, where, below))
        narrow = below.select(**columns)
        sums = {name: narrow[name].sum() for name in narrow.columns if name != PARENT}
        counted = narrow.group_by(PARENT).aggregate(**sums)
        joined = rows.left_join(counted, rows[KEY] == counted[PARENT])
        return joined.select(
            *[rows[name] for name in rows.columns],
            **{name: _value(self.ibis, name, how, counted) for name, how in wanted.items()},
        )


def _hits(ibis: Any, name: str, how: Derivation, where: Any, below: Any) -> dict[str, Any]:
    """What to add up over the child's rows so that a derived field follows from the sums."""
    unknown = where.isnull()
    hits = where
    if how.how == "sum":
        column = below[how.column]
        unknown = unknown | (where & column.isnull())
        hits = ibis.ifelse(where, column, ibis.null("int64"))
    elif how.how == "all":
        hits = ~where
    return {f"{name}__hits": hits, f"{name}__unknown": unknown}


def _value(ibis: Any, name: str, how: Derivation, counted: Any) -> Any:
    """count and sum are missing when any row concerned is unknown; any and all follow OR and AND."""
    hits = counted[f"{name}__hits"].fill_null(0)
    unknown = counted[f"{name}__unknown"].fill_null(0) > 0
    if how.how in {"count", "sum"}:
        return ibis.ifelse(unknown, ibis.null("int64"), hits)
    found = ibis.literal(how.how == "any")
    return ibis.cases((hits > 0, found), (unknown, ibis.null("boolean")), else_=~found)
