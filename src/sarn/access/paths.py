"""Area paths in columns: codes joined by dots, ended by a dot, compared by prefix.

The closing dot keeps `TH.30.01.` from matching `TH.30.011.`.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler

PATH = re.compile(r"(?:[A-Za-z0-9-]+\.)+")
AFTER_DOT = "/"  # the character after "." in ASCII: every path below P is < P[:-1] + "/"


def is_path(text: str) -> bool:
    """Whether the text is a path: "TH.C18.99." is, "TH.C18.99" and "" are not."""
    return PATH.fullmatch(text) is not None


def check_path(text: str) -> None:
    """Django validator of a path."""
    if not is_path(text):
        raise ValidationError(f"«{text}» is not an area path: codes joined by dots, with a dot at the end")


class AreaPathField(models.CharField):  # type: ignore[type-arg]
    """A path of areas from the country down, e.g. "TH.C18.99.9901.990101.99010104."."""

    default_validators = [check_path]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 80)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if isinstance(value, str) and not is_path(value):
            raise ValueError(f"«{value}» is not an area path")
        return value


@AreaPathField.register_lookup
class Within(Lookup):
    """`path__within=P`: the area of path P and everything below it.

    SQLite compares a range, so that the index is used (its LIKE would not use it); PostgreSQL uses
    LIKE, which the field's pattern index answers under any collation.
    """

    lookup_name = "within"

    def _sides(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any], str]:
        left, params = self.process_lhs(compiler, connection)
        if not isinstance(self.rhs, str):
            raise TypeError("__within takes a path, not an expression")
        return left, list(params), self.rhs

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params, path = self._sides(compiler, connection)
        return f"({left} >= %s AND {left} < %s)", (*params, path, *params, path[:-1] + AFTER_DOT)

    def as_postgresql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, params, path = self._sides(compiler, connection)
        return f"{left} LIKE %s", (*params, path + "%")  # a path holds no wildcard (PATH)
