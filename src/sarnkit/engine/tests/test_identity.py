"""The definition hash changes with the figure and with nothing else."""

import pytest

from sarnkit.engine import load_pack
from sarnkit.engine.tests.packs import DICTIONARY, PACK, SHARE, share, write_pack

THRESHOLD = (
    '[[threshold]]\nname = "line"\nvalue = 2\nyears = [2017, 2021]\nsource = "s"\nsource_year = 2017\n'
)
COUNTED = share("rooms >= line AND children > 1", "roof", THRESHOLD)


def digest(folder, indicator=COUNTED, **parts):
    return load_pack(write_pack(folder, indicator, **parts)).indicators["a1"].definition_hash


@pytest.mark.parametrize(
    "same",
    [
        COUNTED.replace("Water", "Rooms"),
        COUNTED.replace("higher is better", "neither"),
        COUNTED.replace("ordinary", "sensitive"),
        COUNTED.replace('source = "s"', 'source = "another"'),
        COUNTED.replace("value = 2", "value = 2.0"),
        COUNTED + '[[target]]\nyear = 2018\nat_least = "50%"\nsource = "s"\nsource_year = 2018\n',
    ],
)
def test_words_and_targets_are_not_in_it(same, tmp_path):
    assert digest(tmp_path / "b", same) == digest(tmp_path / "a")


@pytest.mark.parametrize(
    "other",
    [
        COUNTED.replace("> 1", "> 2"),
        COUNTED.replace('applies = "roof"', 'applies = "water"'),
        COUNTED.replace("value = 2", "value = 3"),
        COUNTED.replace("[2017, 2021]", "[2016, 2021]"),
        COUNTED.replace("passes =", 'count_as = "members"\npasses ='),
        COUNTED.replace("passes =", 'aggregation = "none"\npasses ='),
    ],
)
def test_what_changes_a_figure_is(other, tmp_path):
    assert digest(tmp_path / "b", other) != digest(tmp_path / "a")


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ('missing = ["99"]', 'missing = ["98"]', True),
        ('where = "age < 15"', 'where = "age < 16"', True),
        ('missing = ["999"]', 'missing = ["998"]', True),
        ('missing = ["dk", "9"]', 'missing = ["dk"]', False),
        ("max = 40", "max = 50", False),
    ],
)
def test_fields_count_by_what_is_touched(old, new, changes, tmp_path):
    assert old in DICTIONARY
    other = digest(tmp_path / "b", dictionary=DICTIONARY.replace(old, new))
    assert (other != digest(tmp_path / "a")) is changes


def test_the_pack_s_hash_is_of_its_files(tmp_path):
    one = load_pack(write_pack(tmp_path / "a", SHARE)).content_hash
    assert load_pack(write_pack(tmp_path / "b", SHARE)).content_hash == one
    assert load_pack(write_pack(tmp_path / "c", SHARE, pack=PACK + "# note\n")).content_hash != one
