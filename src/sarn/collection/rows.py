"""Plain INSERTs for the one hot path of the house, the intake.

The ORM spends several times what the database does on a row; a submission is two or three rows and
must cost the node little. Columns, defaults and conversions are the models' own, so that SQLite
and PostgreSQL get what the ORM would have written. This goes past the scoped manager: callers take
`area_path` from the token of the request and from nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], values: dict[str, Any], *, unless: Sequence[str] = ()) -> int | None:
    """Insert one row and return its primary key.

    `values` is by column attribute (`form_id`, not `form`); what is left out takes the field's
    default. With `unless`, names of a unique constraint's columns, a row that is there already
    wins and None is returned.
    """
    sql, columns = _statement(model, tuple(unless), connection.vendor)
    row = []
    for name, default, prepare in columns:
        value = values[name] if name in values else default()
        row.append(prepare(value) if prepare else value)
    with connection.cursor() as cursor:
        cursor.execute(sql, row)
        made = cursor.fetchone()
    return int(made[0]) if made else None


_Column = tuple[str, Callable[[], Any], Callable[[Any], Any] | None]


@lru_cache
def _statement(
    model: type[models.Model], unless: tuple[str, ...], vendor: str
) -> tuple[str, tuple[_Column, ...]]:
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    conflict = f" ON CONFLICT ({', '.join(map(quote, unless))}) DO NOTHING" if unless else ""
    sql = (
        f"INSERT INTO {quote(model._meta.db_table)} ({names}) "  # noqa: S608 (names of our own models)
        f"VALUES ({', '.join(['%s'] * len(fields))}){conflict} RETURNING id"
    )
    return sql, tuple((str(field.attname), field.get_default, _preparer(field)) for field in fields)


# Text and numbers go to both databases as they are; asking the field for each costs as much as the INSERT.
_AS_IS = {models.CharField, models.PositiveSmallIntegerField, models.PositiveIntegerField, models.ForeignKey}


def _preparer(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    if type(field) in _AS_IS:
        return None
    return lambda value: field.get_db_prep_save(value, connection)
