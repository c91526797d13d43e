"""The page that teaches a newcomer is tried: its files are a pack, its commands run, its mistake is caught."""

import re
import textwrap
from pathlib import Path

import pytest

from sarnkit.engine import COMPUTED, KINDS, cli
from sarnkit.problems import Problem

DOCS = Path(__file__).resolve().parents[4] / "docs"
BLOCK = re.compile(r"^ *```toml\n( *# (\S+\.toml)\n.*?)^ *```$", re.S | re.M)


@pytest.fixture
def pack(tmp_path):
    text = (DOCS / "how-to/add-an-indicator.md").read_text(encoding="utf-8")
    for body, name in BLOCK.findall(text):
        path = tmp_path / "my-tambon" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(body), encoding="utf-8")
    return tmp_path / "my-tambon"


def test_the_files_of_the_page_are_a_pack_whose_example_agrees(pack, capsys):
    assert cli.main(["check", str(pack)]) == 0
    assert "1 worked examples agree" in capsys.readouterr().out


def test_the_mistake_it_invites_is_caught(pack, capsys):
    file = pack / "indicators/e1-looked-in.toml"
    file.write_text(
        file.read_text(encoding="utf-8").replace('"elderly >= 1"', '"elderley >= 1"'), encoding="utf-8"
    )
    assert cli.main(["check", str(pack)]) == 1
    said = capsys.readouterr().err
    assert "elderley (character 1). Nearest: elderly." in said


def test_it_reads_aloud(pack, capsys):
    assert cli.main(["explain", str(pack), "e1", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert "Counts households where: «A neighbour looks in every week» = yes" in said
    assert "among households where: «People of 60 and over living here» ≥ 1" in said


def test_it_counts(pack, tmp_path, capsys):
    (tmp_path / "household.csv").write_text(
        "household_id,village_code,elderly,looked_in\nh1,v1,1,yes\nh2,v1,0,no\nh3,v1,2,no\n", encoding="utf-8"
    )
    (tmp_path / "areas.csv").write_text("area,parent\nv1,\n", encoding="utf-8")
    options = ["--table", f"household={tmp_path / 'household.csv'}", "--areas", str(tmp_path / "areas.csv")]
    out = tmp_path / "out.csv"
    assert cli.main(["compute", "--pack", str(pack), *options, "--year", "2026", "--out", str(out)]) == 0
    assert "e1,share,v1,,1,2,1,2,0,0,2,0.500000" in out.read_text(encoding="utf-8-sig")


def test_the_reference_says_which_kinds_are_computed():
    text = (DOCS / "reference/pack-format.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| kinds ")]
    computed, refused = (set(re.findall(r"`([a-z_]+)`", line.split("|")[1])) for line in lines)
    assert computed == set(COMPUTED)
    assert refused == set(KINDS) - set(COMPUTED)


def test_problems_are_what_a_caller_catches():
    with pytest.raises(Problem):
        cli.load_pack("no-such-folder")
