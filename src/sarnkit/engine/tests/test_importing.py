"""An idle server imports the engine for its definitions; that must stay small."""

import subprocess
import sys
from pathlib import Path

import sarnkit.engine

HEAVY = ("duckdb", "ibis", "pyarrow", "pandas", "sqlglot", "numpy", "django")
ROOT = Path(__file__).resolve().parents[4]


def imported(code):
    script = f"import sys\n{code}\nprint(','.join(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    return run.stdout.strip().splitlines()[-1:] or [""]


def test_importing_brings_nothing_heavy():
    assert imported("import sarnkit.engine, sarnkit.engine.cli") == [""]


def test_reading_and_explaining_a_pack_brings_the_parser_only():
    code = (
        "from sarnkit.engine import explain, load_pack\nexplain(load_pack('packs/bmn-2560'), '08', sql=False)"
    )
    assert imported(code) == ["sqlglot"]


def test_the_control_computing_does():
    assert "duckdb" in imported("from sarnkit.engine import connect\nconnect()")[0]


def test_the_public_face_is_what_it_says():
    assert sorted(sarnkit.engine.__all__) == sorted(set(sarnkit.engine.__all__))
    assert all(hasattr(sarnkit.engine, name) for name in sarnkit.engine.__all__)
