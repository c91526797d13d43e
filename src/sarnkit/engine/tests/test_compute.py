"""A run: what stops it, what it flags, how files of every kind come to the same figures."""

import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pytest

from sarnkit.engine import Cell, compute, load_pack, rollup, value
from sarnkit.engine.tests.packs import share, write_pack
from sarnkit.problems import Problem

AREAS = {"v1": "t", "v2": "t", "t": "p", "p": None}


def homes(**columns):
    count = len(next(iter(columns.values())))
    rows = {"household_id": [f"h{i}" for i in range(count)], "village_code": ["v1"] * count, **columns}
    return pa.table(rows)


def run(folder, passes, table, engine, *, applies="", more="", areas=AREAS, year=2018, **others):
    pack = load_pack(write_pack(folder, share(passes, applies, more)))
    return compute(pack, {"household": table, **others}, areas=areas, year=year, connection=engine)


def counts(result, area="v1", part="share", group=""):
    cell = next(each for each in result.cells if (each.area, each.part, each.group) == (area, part, group))
    return cell.num, cell.den, cell.eligible, cell.missing


def test_it_counts_and_rolls_up(tmp_path, engine):
    table = homes(water=["yes", "no", None, "dk"], village_code=["v1", "v1", "v1", "v2"])
    result = run(tmp_path, "water", table, engine)
    assert counts(result, "v1") == (1, 2, 3, 1)
    assert counts(result, "v2") == (0, 0, 1, 1)
    assert counts(result, "t") == counts(result, "p") == (1, 2, 4, 2)
    assert [(each.area, each.rows) for each in result.units] == [("p", 4), ("t", 4), ("v1", 3), ("v2", 1)]
    assert (result.engine, result.flags) == ("duckdb", ())


def test_all_numbers_are_whole(tmp_path, engine):
    result = run(tmp_path, "water", homes(water=["yes", "no"]), engine)
    for cell in result.cells:
        assert all(
            type(getattr(cell, name)) is int
            for name in ("num", "den", "scale", "eligible", "missing", "unclear", "base")
        )


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["7", "8", "99", None]),
        pa.array(["7.0", "+8", "99.0", "NA"]),
        pa.array([7, 8, 99, None], pa.int8()),
        pa.array([7, 8, 99, None], pa.int64()),
        pa.array([7, 8, 99, None], pa.uint64()),
        pa.array([7.0, 8.0, 99.0, None], pa.float64()),
        pa.array([Decimal("7.00"), Decimal(8), Decimal(99), None], pa.decimal128(6, 2)),
    ],
    ids=lambda column: str(column.type),
)
def test_numbers_come_in_many_types(column, tmp_path, engine):
    assert counts(run(tmp_path, "rooms > 7", homes(rooms=column), engine)) == (1, 2, 4, 2)


@pytest.mark.parametrize(
    "column",
    [
        pa.array([True, False, None]),
        pa.array([1, 0, 9]),
        pa.array([1.0, 0.0, None]),
        pa.array(["Yes", " no", "DK"]),
    ],
)
def test_yes_and_no_come_in_many_types(column, tmp_path, engine):
    assert counts(run(tmp_path, "water", homes(water=column), engine)) == (1, 2, 3, 1)


@pytest.mark.parametrize(
    "column",
    [
        pa.array(["2018-01-31", ""]),
        pa.array([dt.date(2018, 1, 31), None]),
        pa.array([dt.datetime(2018, 1, 31), None]),
    ],
)
def test_dates_come_in_many_types(column, tmp_path, engine):
    assert counts(run(tmp_path, "since = '2018-01-31'", homes(since=column), engine)) == (1, 1, 2, 1)


@pytest.mark.parametrize(
    ("field", "cells", "count", "samples"),
    [
        ("water", ["yes", "maybe", "maybe", "2"], 3, "'2', 'maybe'"),
        ("rooms", ["1", "41", "-1", "3.5", "x", "1e1", "1_0", "NaN", "inf"], 8, "'-1', '1_0', '1e1'"),
        ("rooms", [1, 41, -1, 3], 2, "'-1', '41'"),
        ("rooms", [1.5, float("nan"), 2.0], 2, "'1.5', 'nan'"),
        ("land", ["2.555", "1001", "2.50"], 2, "'1001', '2.555'"),
        ("tenure", ["own", "NA", "hut"], 2, "'NA', 'hut'"),
        ("sources", ["tap", "tap sea"], 1, "'tap sea'"),
        ("since", ["2018-02-30", "31/1/2561", "2018-01-31"], 2, "'2018-02-30', '31/1/2561'"),
    ],
)
def test_a_cell_that_is_no_answer_stops_the_run(field, cells, count, samples, tmp_path, engine):
    with pytest.raises(Problem) as caught:
        run(tmp_path, f"{field} IS NOT NULL", homes(**{field: cells}), engine)
    said = caught.value.params
    assert caught.value.code == "engine.bad-cells"
    assert (said["table"], said["field"], said["count"], said["samples"]) == (
        "household",
        field,
        count,
        samples,
    )


def test_a_bad_cell_of_a_field_nobody_reads_does_no_harm(tmp_path, engine):
    assert counts(run(tmp_path, "water", homes(water=["yes"], rooms=["many"]), engine)) == (1, 1, 1, 0)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        ({"household_id": ["h1", "h1", "h2"]}, "engine.bad-keys", {"count": 1, "samples": "'h1'"}),
        ({"household_id": ["h1", "", None]}, "engine.bad-keys", {"count": 2, "samples": "''"}),
        ({"village_code": ["v1", "v9", "v9"]}, "engine.unknown-area", {"count": 2, "samples": "'v9'"}),
        ({"village_code": ["v1", "", None]}, "engine.unknown-area", {"count": 2}),
    ],
)
def test_keys_and_areas(change, code, said, tmp_path, engine):
    with pytest.raises(Problem) as caught:
        run(tmp_path, "water", homes(water=["yes"] * 3, **change), engine)
    assert caught.value.code == code
    assert said.items() <= caught.value.params.items()


def test_a_person_without_a_household_stops_the_run(tmp_path, engine):
    people = pa.table({"person_id": ["p1", "p2"], "household_id": ["h0", "h7"], "age": ["1", "2"]})
    with pytest.raises(Problem) as caught:
        run(tmp_path, "members > 0", homes(water=["yes"]), engine, person=people)
    assert caught.value.code == "engine.orphans"
    assert {"count": 1, "samples": "'h7'", "parent": "household"}.items() <= caught.value.params.items()


def test_a_table_that_is_needed_is_named(tmp_path, engine):
    with pytest.raises(Problem) as caught:
        run(tmp_path, "members > 0", homes(water=["yes"]), engine)
    assert (caught.value.code, caught.value.params["table"]) == ("engine.no-table", "person")


def test_a_key_column_that_is_not_there_is_named(tmp_path, engine):
    table = homes(water=["yes"]).rename_columns(["household", "village_code", "water"])
    with pytest.raises(Problem) as caught:
        run(tmp_path, "water", table, engine)
    assert (caught.value.code, caught.value.params["near"]) == ("engine.no-column", "household")


def test_a_column_that_no_file_has_is_flagged_and_missing_throughout(tmp_path, engine):
    result = run(tmp_path, "water OR roof", homes(water=["yes", "no"]), engine)
    assert counts(result) == (1, 1, 2, 1)
    assert [(flag.code, flag.indicator, flag.detail) for flag in result.flags] == [
        ("absent-column", "a1", "household.roof")
    ]


def test_a_year_outside_the_pack_is_flagged(tmp_path, engine):
    result = run(tmp_path, "water", homes(water=["yes"]), engine, year=2025)
    assert [(flag.code, flag.detail) for flag in result.flags] == [("year-outside-pack", "2025")]


def test_a_year_without_its_threshold_stops_the_run(tmp_path, engine):
    more = '[[threshold]]\nname = "line"\nvalue = 2\nyears = [2017, 2021]\nsource = "s"\nsource_year = 2017\n'
    with pytest.raises(Problem) as caught:
        run(tmp_path, "rooms > line", homes(rooms=["1"]), engine, more=more, year=2025)
    assert caught.value.code == "engine.no-threshold"


def test_breakdowns_stand_beside_the_total(tmp_path, engine):
    table = homes(
        water=["yes", "no", "yes", "yes"], tenure=["own", "own", "rent", None], roof=["yes", "no", "no", "no"]
    )
    result = run(tmp_path, "water", table, engine, more='by = ["tenure", "roof"]\n')
    assert counts(result) == (3, 4, 4, 0)
    assert counts(result, group="tenure=own") == (1, 2, 2, 0)
    assert counts(result, group="tenure=rent") == (1, 1, 1, 0)
    assert counts(result, group="roof=no") == (2, 3, 3, 0)
    assert {each.group for each in result.cells} == {"", "tenure=own", "tenure=rent", "roof=yes", "roof=no"}


def test_counting_by_a_field_that_is_missing_is_refused(tmp_path, engine):
    with pytest.raises(Problem) as caught:
        run(
            tmp_path,
            "water",
            homes(water=["yes", "no"], rooms=["2", ""]),
            engine,
            more='count_as = "rooms"\n',
        )
    assert (caught.value.code, caught.value.params["count"]) == ("engine.count-as-missing", 1)


def test_what_is_not_added_up_stays_in_the_village(tmp_path, engine):
    result = run(tmp_path, "water", homes(water=["yes"]), engine, more='aggregation = "none"\n')
    assert {cell.area for cell in result.cells} == {"v1"}


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_files_of_two_forms_are_read_together(kind, tmp_path, engine):
    """An older form without a question: those households are missing there, not refused."""
    old, new = tmp_path / f"old.{kind}", tmp_path / f"new.{kind}"
    write = pq.write_table if kind == "parquet" else pa_csv.write_csv
    write(homes(water=["yes", "no"]), old)
    write(homes(water=["yes"], roof=["yes"], household_id=["n1"]), new)
    result = run(tmp_path / "pack", "roof", [str(old), new], engine)
    assert counts(result) == (1, 1, 3, 2)


def test_a_province_folder_keeps_its_zero(tmp_path, engine):
    folder = tmp_path / "province=01"
    folder.mkdir()
    pq.write_table(homes(water=["yes"]).drop_columns(["village_code"]), folder / "part.parquet")
    pack = write_pack(tmp_path / "pack", share("water"))
    text = (
        (pack / "dictionary.toml")
        .read_text(encoding="utf-8")
        .replace('area = "village_code"', 'area = "province"')
    )
    (pack / "dictionary.toml").write_text(text, encoding="utf-8")
    result = compute(
        load_pack(pack),
        {"household": [folder / "part.parquet"]},
        areas={"01": None},
        year=2018,
        connection=engine,
    )
    assert counts(result, "01") == (1, 1, 1, 0)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("no.csv", None, "engine.no-file"), ("bad.parquet", b"hello", "engine.bad-file")],
)
def test_files_that_cannot_be_read(name, content, code, tmp_path, engine):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(Problem) as caught:
        run(tmp_path / "pack", "water", tmp_path / name, engine)
    assert caught.value.code == code


def test_one_connection_serves_packs_and_tables_in_turn(tmp_path, engine):
    """Nothing of a run may leak into the next, though the SQL is kept."""
    first = run(tmp_path / "a", "water", homes(water=["yes", "yes"]), engine)
    second = run(tmp_path / "a", "water", homes(water=["no"]), engine)
    other = run(tmp_path / "b", "NOT water", homes(water=["no"]), engine)
    assert (counts(first), counts(second), counts(other)) == ((2, 2, 2, 0), (0, 1, 1, 0), (1, 1, 1, 0))


def cell(area, num, den, **more):
    plain = {
        "code": "a1",
        "part": "share",
        "group": "",
        "scale": 1,
        "eligible": den,
        "missing": 0,
        "unclear": 0,
        "base": den,
    }
    return Cell(area=area, num=num, den=den, **{**plain, **more})


def test_rollup_adds_and_never_averages():
    cells = rollup([cell("v1", 1, 1), cell("v2", 1, 3)], AREAS)
    assert [(each.area, each.num, each.den) for each in cells] == [
        ("p", 2, 4),
        ("t", 2, 4),
        ("v1", 1, 1),
        ("v2", 1, 3),
    ]


def test_rollup_refuses_to_count_twice():
    with pytest.raises(Problem) as caught:
        rollup([cell("v1", 1, 1), cell("t", 1, 3)], AREAS)
    assert caught.value.code == "engine.counted-twice"


def test_rollup_refuses_a_circle_and_an_unknown_area():
    with pytest.raises(Problem, match="ancestor"):
        rollup([cell("a", 1, 1)], {"a": "b", "b": "a"})
    with pytest.raises(Problem, match="not known"):
        rollup([cell("x", 1, 1)], AREAS)


@pytest.mark.parametrize(
    ("num", "den", "scale", "figure"),
    [
        (51, 124, 1, "0.411290"),
        (0, 12, 1, "0.000000"),
        (1, 2000000, 1, "0.000001"),
        (1, 2000001, 1, "0.000000"),
        (6, 4, 4, "0.375000"),
        (0, 0, 1, None),
    ],
)
def test_value_rounds_once_and_half_up(num, den, scale, figure):
    found = value(cell("v1", num, den, scale=scale))
    assert found == (None if figure is None else Decimal(figure))
    assert str(found) == str(figure)


def test_large_tables_are_typed_on_the_way_and_give_the_same(tmp_path, engine, monkeypatch):
    """Above a size only the query is kept; small and large runs follow each other on one connection."""
    table = homes(water=["yes", "no", "dk"], rooms=["1", "2", "3"])
    kept = run(tmp_path, "water OR rooms > 2", table, engine)
    monkeypatch.setattr("sarnkit.engine._connections.KEPT_ROWS", 2)
    streamed = run(tmp_path, "water OR rooms > 2", table, engine)
    with pytest.raises(Problem) as caught:
        run(tmp_path, "water OR rooms > 2", homes(water=["yes", "no", "?"], rooms=["1", "2", "3"]), engine)
    monkeypatch.undo()
    again = run(tmp_path, "water OR rooms > 2", table, engine)
    assert kept.cells == streamed.cells == again.cells
    assert caught.value.params["samples"] == "'?'"
