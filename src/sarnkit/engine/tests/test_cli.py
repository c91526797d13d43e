"""`sarn engine …` as a statistician meets it."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from sarnkit.engine import cli

PACKS = Path(__file__).resolve().parents[4] / "packs"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "household.csv").write_text(
        "household_id,village_code,water_use\nh1,99010104,no\nh2,99010104,yes\nh3,99010104,dk\n",
        encoding="utf-8",
    )
    (tmp_path / "person.csv").write_text(
        "person_id,household_id,age,residence\np1,h1,70,\np2,h2,70,\np3,h2,9,\n", encoding="utf-8"
    )
    (tmp_path / "areas.csv").write_text("area,parent\n99010104,990101\n990101,\n", encoding="utf-8")
    return tmp_path


def options(files, out, **changes):
    plain = {
        "--pack": str(PACKS / "demo-water"),
        "--table": f"household={files / 'household.csv'}",
        "--areas": str(files / "areas.csv"),
        "--year": "2025",
        "--out": str(files / out),
        **changes,
    }
    people = ["--table", f"person={files / 'person.csv'}"]
    return ["compute", *people, *(word for pair in plain.items() for word in pair)]


def test_check_says_how_many_examples_agree(capsys):
    assert cli.main(["check", str(PACKS / "demo-water"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["ok"], document["pack"], document["examples"]) == (True, "demo-water", 3)


def test_check_refuses_with_one_sentence_in_both_languages(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "ไม่มีไฟล์ pack.toml" in said
    assert "There is no pack.toml" in said
    assert "[engine.no-pack]" in said


def test_a_refusal_is_json_where_asked(tmp_path, capsys):
    assert cli.main(["check", str(tmp_path), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "engine.no-pack"


def test_explain_gives_sentences_and_sql(capsys):
    assert cli.main(["explain", str(PACKS / "bmn-2560"), "22"]) == 0
    said = capsys.readouterr().out
    for words in ("รายได้จากอาชีพหลัก", "38,000", "2565–2569", "ต่ำ ควรตรวจสอบ", "SELECT", "GROUP BY"):
        assert words in said


def test_explain_in_english(capsys):
    assert cli.main(["explain", str(PACKS / "bmn-2560"), "16", "--language", "en"]) == 0
    assert "members concerned are those where: «Age in complete years» ≥ 6" in capsys.readouterr().out


def test_explain_suggests_the_nearest_code(capsys):
    assert cli.main(["explain", str(PACKS / "demo-water"), "w2"]) == 1
    assert "w1" in capsys.readouterr().err


def test_compute_writes_csv(files, capsys):
    assert cli.main(options(files, "out.csv")) == 0
    with (files / "out.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    whole = [row for row in rows if not row["group"]]
    assert [(row["area"], row["num"], row["den"], row["missing"], row["value"]) for row in whole] == [
        ("990101", "1", "2", "1", "0.500000"),
        ("99010104", "1", "2", "1", "0.500000"),
    ]
    alone = [row for row in rows if row["group"] == "elders_only=yes" and row["area"] == "99010104"]
    assert [(row["num"], row["den"]) for row in alone] == [("1", "1")]
    assert "low-confidence w1 2025" in capsys.readouterr().err


def test_compute_writes_parquet(files, capsys):
    assert cli.main([*options(files, "out.parquet"), "--json"]) == 0
    table = pq.read_table(files / "out.parquet")
    assert str(table.schema.field("num").type) == "int64"
    assert str(table.schema.field("value").type) == "decimal128(18, 6)"
    assert json.loads(capsys.readouterr().out)["cells"] == table.num_rows == 6


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"--table": "household"}, "engine.bad-option"),
        ({"--table": "household=no.csv"}, "engine.no-file"),
        ({"--areas": "no.csv"}, "engine.no-file"),
        ({"--out": "out.xlsx"}, "engine.bad-option"),
    ],
)
def test_options_that_do_not_fit(change, code, files, capsys):
    assert cli.main(options(files, "out.csv", **change)) == 1
    assert f"[{code}]" in capsys.readouterr().err


def test_a_breakdown_needs_the_table_behind_it(files, capsys):
    words = options(files, "out.csv")
    assert cli.main([*words[:1], *words[3:]]) == 1
    assert "[engine.no-table]" in capsys.readouterr().err
