"""The documents are true: every file they name exists, every setting, command and refusal is in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sarn.config.environment import SETTINGS
from sarn.config.reference import PAGES
from sarnkit.problems import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
PAGES_BY_HAND = sorted(
    path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if path.name not in PAGES
)
NAMED = re.compile(r"`((?:src|docs|tests|tools|packs|forms|bench|locale|requirements)/[\w./\-]+)`")
LINKED = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_is_what_the_code_says(name, db):
    assert (ROOT / "docs/reference" / name).read_text() == PAGES[name]()


@pytest.mark.parametrize("path", PAGES_BY_HAND, ids=lambda path: path.name)
def test_named_files_exist(path):
    text = path.read_text()
    named = [ROOT / name for name in NAMED.findall(text)]
    linked = [path.parent / name for name in LINKED.findall(text)]
    assert [str(file) for file in named + linked if not file.exists()] == []


def test_every_environment_variable_is_in_the_table():
    """Code reads the environment through the table only."""
    listed = {setting.name for setting in SETTINGS}
    used = {
        name
        for path in (ROOT / "src").rglob("*.py")
        if "tests" not in path.parts and path.name != "settings_test.py"
        for name in re.findall(r"[\"'](SARN_[A-Z]+)[\"']", path.read_text())
    }
    settings_module = {"SARN_HOME", "SARN_FILES", "SARN_LAKE", "SARN_PACKS", "SARN_MENU", "SARN_ORIGIN"}
    assert used - settings_module <= listed


class TestCatalogue:
    def test_codes_are_well_formed(self):
        assert [code for code in CATALOGUE if not re.fullmatch(r"[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*", code)] == []

    def test_both_languages_name_the_same_parameters(self):
        assert [code for code, entry in CATALOGUE.items() if not entry.says_the_same()] == []

    def test_sentences_are_in_their_language(self):
        thai = re.compile(r"[\u0e00-\u0e7f]")
        assert [code for code, entry in CATALOGUE.items() if not thai.search(entry.th)] == []
        assert [code for code, entry in CATALOGUE.items() if thai.search(entry.en)] == []

    def test_every_code_is_raised_somewhere(self):
        """A refusal that nothing gives is dead."""
        code = "\n".join(
            path.read_text()
            for path in (ROOT / "src").rglob("*.py")
            if "tests" not in path.parts and "problems" not in path.parts
        )
        assert [name for name in CATALOGUE if f'"{name}"' not in code] == []

    def test_every_raised_code_is_in_the_catalogue(self):
        raised = {
            name
            for path in (ROOT / "src").rglob("*.py")
            if "tests" not in path.parts
            for name in re.findall(r"Problem\(\s*\"([^\"]+)\"", path.read_text())
        }
        assert raised - set(CATALOGUE) - {"form.unknown-type"} == set()
