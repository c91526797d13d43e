"""tools/print-fonts.sh: what it leaves, what it says, and that a second run changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[4] / "tools" / "print-fonts.sh"
FILES = {"Laksaman.ttf", "Laksaman-Bold.ttf"}
# A stand-in for apt and dpkg: a package whose files say nothing but their names.
APT = """#!/bin/bash
case "$1" in
  download) [ -e "$LISTS/lists" ] && [ "$2" = fonts-tlwg-laksaman-ttf ] && touch "$2_1_all.deb" ;;
  update) [ -z "$OFFLINE" ] && touch "$LISTS/lists" || { echo "E: no network"; exit 100; } ;;
esac
"""
DPKG = """#!/bin/bash
[ "$1" = -x ] || exit 2
to="$3/usr/share/fonts/truetype/tlwg"; doc="$3/usr/share/doc/fonts-tlwg-laksaman-ttf"
mkdir -p "$to" "$doc"; echo licence > "$doc/copyright"
for name in Laksaman Laksaman-Bold Laksaman-Italic; do echo font > "$to/$name.ttf"; done
"""


@pytest.fixture
def run(tmp_path: Path):
    """Runs the script on a machine made up of `tools`, with or without root."""

    def go(*, tools: bool = True, root: bool = True, **more: str) -> str:
        bin_ = tmp_path / "bin"
        shutil.rmtree(bin_, ignore_errors=True)
        bin_.mkdir()
        for name in ["bash", "dirname", "mktemp", "rm", "mkdir", "cp", "mv", "chmod", "tail", "touch"]:
            (bin_ / name).symlink_to(shutil.which(name))
        fakes = {"id": f"#!/bin/bash\necho {0 if root else 1000}\n"}
        if tools:
            fakes |= {"apt-get": APT, "dpkg": DPKG, "apt-cache": '#!/bin/bash\n[ -e "$LISTS/lists" ]\n'}
        for name, text in fakes.items():
            (bin_ / name).write_text(text)
            (bin_ / name).chmod(0o755)
        environment = {
            "PATH": str(bin_),
            "LISTS": str(tmp_path),
            "SARN_SYSTEM_FONTS": str(tmp_path / "system"),
            "SARN_PRINT_FONTS": str(tmp_path / "fonts"),
            **more,
        }
        bash = shutil.which("bash")
        done = subprocess.run([bash, SCRIPT], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr  # it never stops a set-up
        return done.stdout

    return go


def left(tmp_path: Path) -> set[str]:
    folder = tmp_path / "fonts"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def test_root_on_a_machine_with_empty_lists(run, tmp_path: Path) -> None:
    assert "Laksaman in" in run()
    assert left(tmp_path) == FILES | {"LICENCE.txt"}
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "fonts").iterdir()}
    assert run() == ""
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "fonts").iterdir()} == before


def test_another_user_with_lists(run, tmp_path: Path) -> None:
    (tmp_path / "lists").touch()
    assert "Laksaman in" in run(root=False)
    assert left(tmp_path) >= FILES


def test_another_user_without_lists_is_told_what_to_do(run, tmp_path: Path) -> None:
    said = run(root=False)
    assert said.startswith("skip: print font Laksaman: ")
    assert "apt-get update" in said
    assert left(tmp_path) == set()


@pytest.mark.parametrize(
    ("options", "why"), [({"tools": False}, "no apt-get"), ({"OFFLINE": "1"}, "E: no network")]
)
def test_where_it_cannot_be_had_that_is_said(run, tmp_path: Path, options: dict, why: str) -> None:
    said = run(**options)
    assert said.startswith("skip: ")
    assert why in said
    assert left(tmp_path) == set()


def test_the_copy_of_the_system_is_enough(run, tmp_path: Path) -> None:
    (tmp_path / "system").mkdir()
    for name in FILES:
        (tmp_path / "system" / name).write_bytes(b"font")
    assert run() == ""
    assert left(tmp_path) == set()


def test_half_a_font_is_mended(run, tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Laksaman.ttf").write_bytes(b"")
    run()
    assert left(tmp_path) == FILES | {"LICENCE.txt"}
    assert [path.name for path in tmp_path.glob("fonts.*")] == []
    assert os.access(tmp_path / "fonts" / "Laksaman.ttf", os.R_OK)
