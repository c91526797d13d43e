"""Indicators: definitions in a folder of text, counted by an engine, explained to a reader.

    pack = load_pack("packs/bmn-2560")
    result = compute(pack, {"household": files, "person": files}, areas=parents, year=2025)
    [(cell.area, cell.num, cell.den, value(cell)) for cell in result.cells]

Only whole numbers cross the boundary to the engine; a share is worked out once, by `value`. The format
of packs is docs/reference/pack-format.md. Importing this package costs little: sqlglot is imported when
the first condition is read, duckdb, ibis and pyarrow when a connection is opened.
"""

from sarnkit.engine._compute import compute
from sarnkit.engine._connections import Connection, TableSource, connect
from sarnkit.engine._definitions import COMPUTED, KINDS, Indicator, Pack
from sarnkit.engine._examples import Difference, ExampleResult, check_examples, run_examples
from sarnkit.engine._explain import explain
from sarnkit.engine._packs import load_pack
from sarnkit.engine._results import Cell, Flag, Result, UnitRows, value
from sarnkit.engine._rollup import rollup

__all__ = [
    "COMPUTED",
    "KINDS",
    "Cell",
    "Connection",
    "Difference",
    "ExampleResult",
    "Flag",
    "Indicator",
    "Pack",
    "Result",
    "TableSource",
    "UnitRows",
    "check_examples",
    "compute",
    "connect",
    "explain",
    "load_pack",
    "rollup",
    "run_examples",
    "value",
]
