"""The only place that names a backend: duckdb:// today, spark:// and postgresql:// in a later issue.

duckdb, ibis and pyarrow are imported when a connection is opened, never before: an idle server that
shows definitions must stay small.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

from sarnkit.problems import Problem

TableSource = str | Path | Sequence[str | Path] | Any
"""Paths of Parquet or CSV files (one or several), or a pyarrow.Table."""

SCHEMES = ("duckdb",)
KEPT_ROWS = 200_000


def connect(url: str = "duckdb://") -> Connection:
    """A connection to an engine; use it for many runs, the first one pays for the imports.

    Raises `engine.unknown-engine` for another scheme.
    """
    if url.partition("://")[0] not in SCHEMES or not url.endswith("://"):
        raise Problem("engine.unknown-engine", url=url)
    return Connection()


class Connection:
    """DuckDB in memory. Ibis writes the SQL once a shape of data; after that the text is run again.

    One run at a time: a run's tables and views have fixed names.
    """

    dialect = "duckdb"

    def __init__(self) -> None:
        import duckdb
        import ibis

        self.ibis: Any = ibis
        self.fault: type[Exception] = duckdb.Error
        self.version: str = duckdb.__version__
        self.backend: Any = ibis.duckdb.connect()
        self.compiled: dict[Hashable, Any] = {}
        # nothing may be fetched from a network behind our back
        self.backend.raw_sql("SET autoinstall_known_extensions = false")
        self.backend.raw_sql("SET TimeZone = 'UTC'")

    def close(self) -> None:
        """Give the memory back."""
        self.backend.disconnect()

    def source(self, name: str, source: TableSource) -> Any:
        """Make the source readable under a name; return its Ibis schema. Raises `engine.no-file`, `engine.bad-file`."""
        # A table in memory cannot take the name of a view over files that an earlier run left.
        self.backend.con.unregister(name)
        self._execute(f'DROP VIEW IF EXISTS "{name}"')
        if hasattr(source, "schema") and hasattr(source, "to_pylist"):
            self.backend.con.register(name, source)
            return self.ibis.Schema.from_pyarrow(source.schema)
        paths = [str(path) for path in ([source] if isinstance(source, str | Path) else source)]
        for path in paths:
            if "://" not in path and not Path(path).is_file():
                raise Problem("engine.no-file", path=path)
        try:
            if all(path.endswith(".csv") for path in paths):
                options: dict[str, Any] = {"all_varchar": True, "header": True, "union_by_name": True}
                return self.backend.read_csv(paths, table_name=name, **options).schema()
            # province=01 stays the text 01, whatever the other folders are called
            options = {"union_by_name": True, "hive_types_autocast": False}
            return self.backend.read_parquet(paths, table_name=name, **options).schema()
        except self.fault:
            raise Problem("engine.bad-file", path=", ".join(paths)) from None

    def sql(self, expression: Any) -> str:
        """The SQL of an expression in this engine's dialect, select by select as the plan was written."""
        before = self.ibis.options.sql.fuse_selects
        self.ibis.options.sql.fuse_selects = False
        try:
            return str(self.backend.compile(expression))
        finally:
            self.ibis.options.sql.fuse_selects = before

    def stage(self, name: str, sql: str, of: str) -> None:
        """Name a query over the source `of`, so that later ones read it by that name.

        Small tables are kept as they come out, so that cells are read once; of large ones only the
        query is kept, so that memory stays flat.
        """
        for kind in ("VIEW", "TABLE"):
            exists = "SELECT 1 FROM duckdb_views()" if kind == "VIEW" else "SELECT 1 FROM duckdb_tables()"
            if self._execute(f"{exists} WHERE temporary AND {kind.lower()}_name = ?", [name]).fetchall():
                self._execute(f'DROP {kind} "{name}"')
        rows = self._execute(f'SELECT count(*) FROM "{of}"').fetchone()[0]  # noqa: S608 - a checked name
        kind = "TABLE" if rows <= KEPT_ROWS else "VIEW"
        self._execute(f'CREATE TEMP {kind} "{name}" AS {sql}')

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query. Raises `engine.run-failed` with the first line of the engine's own words."""
        found = self._execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> Any:
        try:
            return self.backend.con.execute(sql, values or None)
        except self.fault as error:
            raise Problem("engine.run-failed", detail=str(error).splitlines()[0][:300]) from None
