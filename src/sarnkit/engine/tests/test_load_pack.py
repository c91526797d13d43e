"""What the checker of packs says: file, key, remedy, and the nearest name."""

import pytest

from sarnkit.engine import KINDS, load_pack
from sarnkit.engine._definitions import COMPUTED
from sarnkit.engine.tests.packs import DICTIONARY, EXAMPLE, PACK, SHARE, share, write_pack
from sarnkit.problems import Problem

THRESHOLD = (
    '[[threshold]]\nname = "line"\nvalue = 2\nyears = [2017, 2021]\nsource = "s"\nsource_year = 2017\n'
)


def refused(folder, indicator=SHARE, **parts):
    with pytest.raises(Problem) as caught:
        load_pack(write_pack(folder, indicator, **parts))
    return caught.value


def test_a_pack_is_read(tmp_path):
    pack = load_pack(write_pack(tmp_path, share("rooms >= line", more=THRESHOLD)))
    indicator = pack.indicators["a1"]
    assert (pack.id, pack.version, pack.years, pack.confidence) == ("sample", "1.0.0", (2017, 2021), "high")
    assert indicator.fields == {"rooms"}
    assert indicator.threshold("line", 2018).value == 2
    assert indicator.threshold("line", 2022) is None
    assert len(pack.content_hash) == len(indicator.definition_hash) == 64


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in COMPUTED])
def test_a_kind_not_computed_yet_is_named(kind, tmp_path):
    problem = refused(tmp_path, SHARE.replace('"share"', f'"{kind}"'))
    assert (problem.code, problem.params["kind"]) == ("engine.kind-not-computed", kind)
    assert "share" in problem.sentence("th")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("passes =", "pases ="), "engine.unknown-key", {"key": "pases", "near": "passes"}),
        (('kind = "share"', 'kind = "sharee"'), "engine.bad-value", {"key": "kind"}),
        (('unit = "household"', 'unit = "house"'), "engine.bad-value", {"key": "unit"}),
        (('unit = "household"', 'unit = "village"'), "engine.unknown-name", {"key": "unit"}),
        (('code = "a1"', 'code = "A1"'), "engine.bad-value", {"key": "code"}),
        (('code = "a1"', 'code = "b1"'), "engine.file-name", {"code": "b1"}),
        (('disclosure = "ordinary"\n', ""), "engine.missing-key", {"key": "disclosure"}),
        (('passes = "water = yes"\n', ""), "engine.missing-key", {"key": "passes"}),
        (('title = { en = "Water" }', 'title = "Water"'), "engine.bad-value", {"key": "title"}),
        (('"ordinary"', '"public"'), "engine.bad-value", {"key": "disclosure"}),
        (("passes =", 'by = ["rooms"]\npasses ='), "engine.unknown-name", {"key": "by", "name": "rooms"}),
        (("passes =", 'aggregation = "recompute"\npasses ='), "engine.not-computed", {}),
        (("passes =", "cutoff = 1\npasses ="), "engine.foreign-key", {"key": "cutoff", "kind": "share"}),
        (("passes =", "bands = []\npasses ="), "engine.foreign-key", {"key": "bands"}),
        (("passes =", "code ="), "engine.not-toml", {"file": "indicators/a1.toml"}),
    ],
)
def test_an_indicator(change, code, said, tmp_path):
    assert change[0] in SHARE
    problem = refused(tmp_path, SHARE.replace(*change))
    assert problem.code == code
    assert said.items() <= problem.params.items()
    assert problem.params["file"] == "indicators/a1.toml"


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (('area = "village_code"', 'aera = "village_code"'), "engine.unknown-key", {"near": "area"}),
        ((', area = "village_code"', ""), "engine.table-root", {"key": "tables.household"}),
        (
            ('parent = "household" }\nloan', 'parent = "hous" }\nloan'),
            "engine.unknown-name",
            {"near": "household"},
        ),
        (('key = "household_id", ', ""), "engine.table-key", {"child": "person"}),
        (
            ('{ type = "yes_no", missing = ["dk", "9"] }', '{ type = "bool" }'),
            "engine.bad-value",
            {"key": "household.water.type"},
        ),
        (
            ('"yes_no", blank = "no"', '"yes_no", blank = "maybe"'),
            "engine.bad-value",
            {"key": "household.seen.blank"},
        ),
        (("min = 0, max = 40", "min = 50, max = 40"), "engine.bad-value", {"key": "household.rooms.max"}),
        (("places = 2, ", ""), "engine.missing-key", {"key": "household.land.places"}),
        (('count = "person" }', 'count = "persons" }'), "engine.unknown-name", {"near": "person"}),
        (('sum = "loan.amount"', 'sum = "loan.amonut"'), "engine.unknown-name", {"near": "amount"}),
        (('where = "age < 15"', 'where = "agee < 15"'), "engine.condition-unknown-name", {"near": "age"}),
        (
            ('any = "person", where = "ill = yes"', 'any = "person"'),
            "engine.missing-key",
            {"key": "household.any_ill.where"},
        ),
        (("[person]\nage", "[person]\nwater"), "engine.used-twice", {"name": "water"}),
        (("[person]\nage", "[person]\ncase"), "engine.reserved-name", {"name": "case"}),
        (("[person]\nage", "[persons]\nage"), "engine.unknown-key", {"key": "persons", "near": "person"}),
        (
            ('missing = ["dk"] }\nsources', 'missing = ["OWN"] }\nsources'),
            "engine.bad-value",
            {"key": "household.tenure.missing"},
        ),
    ],
)
def test_a_dictionary(change, code, said, tmp_path):
    assert change[0] in DICTIONARY
    problem = refused(tmp_path, dictionary=DICTIONARY.replace(*change, 1))
    assert problem.code == code
    assert said.items() <= problem.params.items()
    assert problem.params["file"] == "dictionary.toml"


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        (('confidence = "high"\n', ""), "engine.missing-key", "confidence"),
        (('confidence = "high"', 'confidence = "sure"'), "engine.bad-value", "confidence"),
        (("[2017, 2021]", "[2560, 2564]"), "engine.bad-value", "years"),
        (("[2017, 2021]", "[2021, 2017]"), "engine.bad-value", "years"),
        (('version = "1.0.0"', 'version = "1"'), "engine.bad-value", "version"),
        (("format = 1", "format = 2"), "engine.bad-value", "format"),
        (("licence =", "license ="), "engine.unknown-key", "license"),
    ],
)
def test_a_pack_file(change, code, key, tmp_path):
    problem = refused(tmp_path, pack=PACK.replace(*change))
    assert (problem.code, problem.params["key"], problem.params["file"]) == (code, key, "pack.toml")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (THRESHOLD.replace("source_year = 2017\n", ""), "engine.missing-key"),
        (THRESHOLD.replace("2021]", "2020]"), "engine.threshold-gap"),
        (THRESHOLD + THRESHOLD, "engine.threshold-years"),
        (THRESHOLD.replace('"line"', '"rooms"'), "engine.used-twice"),
        (THRESHOLD + THRESHOLD.replace('"line"', '"other"'), "engine.unknown-name"),
    ],
)
def test_thresholds(more, code, tmp_path):
    assert refused(tmp_path, share("rooms >= line", more=more)).code == code


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ('at_least = "95%"\nsource = "s"', "engine.missing-key"),
        ('source = "s"\nsource_year = 2017', "engine.bad-value"),
        ('at_least = "95%"\nat_most = "5%"\nsource = "s"\nsource_year = 2017', "engine.bad-value"),
        ('at_least = "195%"\nsource = "s"\nsource_year = 2017', "engine.bad-value"),
        ('at_least = "ninety"\nsource = "s"\nsource_year = 2017', "engine.bad-value"),
    ],
)
def test_targets(target, code, tmp_path):
    assert refused(tmp_path, share("water", more=f"[[target]]\nyear = 2018\n{target}\n")).code == code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ('indicator = "a1"\nversion = "one"', "engine.bad-value"),
        ('indicator = "a1"\nversion = "1.2.3.4"', "engine.bad-value"),
        ('indicator = "z2"\nversion = "1"', "engine.unknown-name"),
    ],
)
def test_comparable_with_an_earlier_version(more, code, tmp_path):
    comparable = f'[[comparable_with]]\n{more}\nhow = "same"\n'
    assert refused(tmp_path, share("water", more=comparable)).code == code


@pytest.mark.parametrize(
    ("example", "code", "said"),
    [
        (EXAMPLE.replace("| household_id |\n", "household_id\n"), "engine.drawn-table", {"line": 1}),
        (
            EXAMPLE.replace("| household_id |\n", "| household_id |\n| a | b |\n"),
            "engine.drawn-table",
            {"line": 2},
        ),
        (EXAMPLE.replace("household_id", "watr"), "engine.unknown-key", {"near": "water"}),
        (EXAMPLE.replace("household =", "houshold ="), "engine.unknown-key", {"near": "household"}),
        (
            EXAMPLE.replace(
                '"one household that said nothing"',
                '"one household that said nothing"\nrun = { weight = "w" }',
            ),
            "engine.not-computed",
            {},
        ),
        (EXAMPLE.replace("| 1 |\n", ""), "engine.drawn-table", {"key": "example[1].expect"}),
        ("", "engine.missing-key", {"key": "example"}),
    ],
)
def test_examples(example, code, said, tmp_path):
    problem = refused(tmp_path, example=example)
    assert problem.code == code
    assert said.items() <= problem.params.items()


def test_files_that_are_not_there(tmp_path):
    with pytest.raises(Problem) as caught:
        load_pack(tmp_path)
    assert (caught.value.code, caught.value.params["file"]) == ("engine.no-pack", "pack.toml")


def test_two_files_of_one_code(tmp_path):
    write_pack(tmp_path)
    (tmp_path / "indicators/a1-again.toml").write_text(SHARE + EXAMPLE, encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_pack(tmp_path)
    assert caught.value.code == "engine.used-twice"


def test_maps_are_refused_by_name_until_they_are_read(tmp_path):
    write_pack(tmp_path)
    (tmp_path / "maps").mkdir()
    (tmp_path / "maps/survey.toml").write_text("format = 1\n", encoding="utf-8")
    with pytest.raises(Problem) as caught:
        load_pack(tmp_path)
    assert (caught.value.code, caught.value.params["key"]) == ("engine.not-computed", "maps")


def test_a_pack_is_checked_again_when_a_file_changed(tmp_path):
    first = load_pack(write_pack(tmp_path))
    assert load_pack(tmp_path) is first
    write_pack(tmp_path, share("roof = yes"))
    assert load_pack(tmp_path).indicators["a1"].fields == {"roof"}
