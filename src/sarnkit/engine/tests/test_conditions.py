"""What the condition language refuses, and that each refusal points at the word and says what to do."""

import pytest

from sarnkit.engine import load_pack
from sarnkit.engine.tests.packs import share, write_pack
from sarnkit.problems import Problem

HOSTILE = [
    "",
    "   ",
    "water; DROP TABLE household",
    "water = yes --",
    "water = yes /* c */",
    "household.water",
    "raw_household.water = yes",
    "(SELECT 1) = 1",
    "EXISTS(SELECT 1)",
    "rooms IN (SELECT rooms FROM household)",
    "rooms BETWEEN 3 AND (SELECT 5)",
    "read_csv('/etc/passwd') IS NULL",
    "read_text('/etc/passwd') = 'x'",
    "getenv('HOME') = 'x'",
    "sum(rooms) > 3",
    "abs(rooms) > 3",
    "coalesce(water, yes)",
    "row_number() OVER () = 1",
    "CASE WHEN water THEN yes END",
    "CAST(rooms AS VARCHAR) = '1'",
    "rooms::text = '1'",
    "rooms / 0 > 1",
    "rooms % 2 = 0",
    "rooms ** 9 > 1",
    "rooms << 62 > 1",
    "rooms || 'x' = 'x'",
    "$1 = rooms",
    "? = rooms",
    "@rooms = 1",
    ":rooms = 1",
    '"water"',
    "`water`",
    "water COLLATE C",
    "water IS TRUE",
    "water IS DISTINCT FROM roof",
    "tenure LIKE '%'",
    "tenure = 'own''; DROP TABLE x; --'",
    "tenure = 'own",
    "[1,2][1] = 1",
    "{'a':1}['a'] = 1",
    "x -> x",
    "water\x00",
    "ｗａｔｅｒ",
    "wаter = yes",
    "*",
    "water OR",
    "TABLE household",
    "VALUES (1)",
    "rooms = NULL",
    "rooms >= 99999999999999999999999",
    "rooms >= 1e400",
    "rooms >= 0x10",
    "rooms IN (rooms)",
    "rooms IN ()",
    "rooms IN (" + ",".join(["1"] * 500) + ")",
    "tenure IN ('own', 'hut')",
    "water > no",
    "tenure > 'own'",
    "rooms = 'own'",
    "rooms",
    "yes",
    "1 = 1",
    "water + 1 = 2",
    "since = '2018-02-30'",
    "selected(tenure, 'own')",
    "selected(sources)",
    "selected(sources, 'sea')",
    "current_date > since",
    "rooms * rooms * rooms * rooms * 1000000000000 * rooms > 1",
    "${water",
    "${household.water}",
    "(" * 500 + "water" + ")" * 500,
    "NOT " * 5000 + "water",
    "-" * 200 + "rooms > 0",
    " AND ".join(["water"] * 5000),
    "water AND " * 300 + "water",
]


def refusal(tmp_path, condition, more=""):
    written = condition.replace("\\", "\\\\").replace('"', '\\"').replace("\x00", "\\u0000")
    with pytest.raises(Problem) as caught:
        load_pack(write_pack(tmp_path, share(written, more=more)))
    return caught.value


@pytest.mark.parametrize("condition", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_is_refused_in_both_languages(condition, tmp_path):
    problem = refusal(tmp_path, condition)
    assert problem.code.startswith(("engine.condition-", "engine.bad-value"))
    assert "indicators/a1.toml" in problem.sentence("th")
    assert "passes" in problem.sentence("en")


def test_there_are_many():
    assert len(set(HOSTILE)) >= 40


@pytest.mark.parametrize(
    ("condition", "code", "word", "column", "near"),
    [
        ("water = yes AND roms > 1", "unknown-name", "roms", 17, "rooms"),
        ("${wather} = yes", "unknown-name", "wather", 3, "water"),
        ("roof AND tenure = 'ownn'", "answer", "'ownn'", 19, "own"),
        ("selected(sources, 'rian')", "answer", "'rian'", 19, "rain"),
        ("tenure IN ('own', 'fre')", "answer", "'fre'", 19, "free"),
    ],
)
def test_it_points_at_the_word_and_suggests_the_nearest(condition, code, word, column, near, tmp_path):
    problem = refusal(tmp_path, condition)
    assert problem.code == f"engine.condition-{code}"
    assert (problem.params["word"], problem.params["column"], problem.params["near"]) == (word, column, near)


@pytest.mark.parametrize(
    ("condition", "column"),
    [("water = yes ? 1", 13), ("rooms / 2 > 1", 7), ('water AND "roof"', 11), ("water -- x", 7)],
)
def test_a_character_that_cannot_stand_there_is_pointed_at(condition, column, tmp_path):
    problem = refusal(tmp_path, condition)
    assert (problem.code, problem.params["column"]) == ("engine.condition-character", column)


def test_a_division_is_told_to_become_a_multiplication(tmp_path):
    assert "multiplication" in refusal(tmp_path, "rooms / members > 1").sentence("en")


def test_a_product_that_could_leave_64_bits_asks_for_a_max(tmp_path):
    problem = refusal(tmp_path, "owed * owed > 1")
    assert problem.code == "engine.condition-overflow"
    assert "max" in problem.sentence("en")


def test_an_item_s_condition_is_named_by_its_place(tmp_path):
    items = '[[item]]\ncode = "1"\ntitle = { en = "i" }\npasses = "water"\n[[item]]\ncode = "2"\ntitle = { en = "i" }\npasses = "wter"\n'
    text = share("water").replace('"share"', '"all_of"').replace('passes = "water"\n', "") + items
    with pytest.raises(Problem) as caught:
        load_pack(write_pack(tmp_path, text))
    assert caught.value.params["key"] == "item[2].passes"


@pytest.mark.parametrize(
    "spelling",
    [
        "water = yes and rooms >= 2",
        "WATER_=yes",
        "  water=YES\n AND rooms>=2 ",
        "${water} = yes AND (${rooms} >= 2)",
    ],
)
def test_spelling_does_not_change_the_definition(spelling, tmp_path):
    if spelling == "WATER_=yes":
        assert refusal(tmp_path, spelling).code == "engine.condition-unknown-name"
        return
    plain = load_pack(write_pack(tmp_path / "a", share("water = yes AND rooms >= 2")))
    spelt = load_pack(write_pack(tmp_path / "b", share(spelling.replace("\n", " "))))
    assert spelt.indicators["a1"].definition_hash == plain.indicators["a1"].definition_hash
