"""One connection serves runs over files and over tables in memory, in any order."""

from __future__ import annotations

import itertools

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sarnkit.engine import connect


@pytest.mark.parametrize("order", list(itertools.permutations(["table", "parquet", "csv"])), ids="-".join)
def test_a_source_takes_the_place_of_any_other(tmp_path, order):
    table = pa.table({"a": ["1", "2"]})
    pq.write_table(table, tmp_path / "t.parquet")
    (tmp_path / "t.csv").write_text("a\n1\n")
    sources = {"table": table, "parquet": [str(tmp_path / "t.parquet")], "csv": [str(tmp_path / "t.csv")]}
    connection = connect()
    for kind in [*order, *order]:
        connection.source("raw_household", sources[kind])
        [row] = connection.rows("SELECT count(*) AS n FROM raw_household")
        assert row["n"] == (1 if kind == "csv" else 2)
