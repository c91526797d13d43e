"""Every worked example of every pack, on the engine and on the plain second one."""

import os
from pathlib import Path

import pytest

from sarnkit.engine import load_pack, run_examples
from sarnkit.engine._examples import VILLAGE
from sarnkit.engine.tests import reference
from sarnkit.problems import Problem

ROOT = Path(__file__).resolve().parents[4]
CORPUS = Path(os.environ.get("SARN_CORPUS", ROOT.parent / "shared")) / "pack-examples"
PACKS = sorted((ROOT / "packs").iterdir())


def draws_derived(pack, example):
    """The plain engine derives for itself; an example that draws a derived field is for DuckDB only."""
    drawn = {field for rows in example.tables.values() if rows for field in rows[0]}
    return any(pack.dictionary.fields[name].derivation for name in drawn & set(pack.dictionary.fields))


CASES = [
    pytest.param(folder, code, number, id=f"{folder.name}:{code}:{number}")
    for folder in PACKS
    for pack in [load_pack(folder)]
    for code, indicator in pack.indicators.items()
    for number, example in enumerate(indicator.examples)
    if not draws_derived(pack, example)
]


def test_there_are_packs():
    assert {folder.name for folder in PACKS} >= {"bmn-2560", "demo-water"}


@pytest.mark.parametrize("folder", PACKS, ids=lambda folder: folder.name)
def test_examples_agree_on_duckdb(folder, engine):
    results = run_examples(load_pack(folder), engine)
    assert results
    assert [result for result in results if not result.agrees] == []


@pytest.mark.parametrize(("folder", "code", "number"), CASES)
def test_examples_agree_in_plain_python(folder, code, number):
    pack = load_pack(folder)
    indicator = pack.indicators[code]
    example = indicator.examples[number]
    tables = {
        name: [{"village_code": VILLAGE, **row} for row in rows] for name, rows in example.tables.items()
    }
    for table in pack.dictionary.tables:
        tables.setdefault(table, [])
    key = pack.dictionary.tables[indicator.unit].key
    judged = reference.outcomes(pack, indicator, tables, example.year)
    for row, (_, outcome, _) in zip(tables[indicator.unit], judged["share"], strict=True):
        if row.get("result"):
            assert (row[key], outcome) == (row[key], row["result"])


def test_every_indicator_shows_a_missing_unit():
    """A pack that never says what a missing answer does has not said what it counts."""
    for folder in PACKS:
        for code, indicator in load_pack(folder).indicators.items():
            drawn = [row.get("result") for each in indicator.examples for row in each.tables[indicator.unit]]
            assert "missing" in drawn, f"{folder.name}:{code}"


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="SARN_CORPUS has no pack-examples")
def test_the_samples_of_the_format(engine):
    assert all(result.agrees for result in run_examples(load_pack(CORPUS / "bmn-three"), engine))
    for name, kind in (("af-four", "alkire_foster"), ("food-fcs", "score")):
        with pytest.raises(Problem) as refusal:
            load_pack(CORPUS / name)
        assert refusal.value.code == "engine.kind-not-computed"
        assert refusal.value.params["kind"] == kind


def test_a_wrong_example_is_noticed(tmp_path, engine):
    """The control: the same machinery must be able to fail."""
    text = (ROOT / "packs/demo-water/indicators/w1-water-short.toml").read_text(encoding="utf-8")
    for name in ("pack.toml", "dictionary.toml"):
        (tmp_path / name).write_text(
            (ROOT / "packs/demo-water" / name).read_text(encoding="utf-8"), encoding="utf-8"
        )
    (tmp_path / "indicators").mkdir()
    wrong = text.replace("| 2   | 3   | 5 ", "| 1   | 3   | 5 ").replace(
        "| h3           | yes       | fail ", "| h3           | yes       | pass "
    )
    assert wrong != text
    (tmp_path / "indicators/w1.toml").write_text(wrong, encoding="utf-8")
    found = [
        difference
        for result in run_examples(load_pack(tmp_path), engine)
        for difference in result.differences
    ]
    assert {(each.where, each.expected, each.found) for each in found} >= {
        ("share num", "1", "2"),
        ("household h3", "pass", "fail"),
    }
