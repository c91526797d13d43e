"""Public forms that nobody wrote for us: each publishes, or is refused with a clear sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sarn.collection import publishing
from sarn.collection.tests.conftest import phone_for
from sarnkit.problems import Problem

ROOT = Path(__file__).resolve().parents[4]
pytestmark = pytest.mark.corpus
CORPUS = Path(os.environ.get("SARN_CORPUS") or ROOT.parent / "shared") / "forms"
FORMS = sorted(
    path
    for path in CORPUS.glob("*")
    if path.suffix in (".xlsx", ".xls", ".xml") and "submission" not in path.name
)


@pytest.mark.skipif(not FORMS, reason=f"the corpus of public forms is not at {CORPUS} (SARN_CORPUS)")
@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_publishes_or_says_why_not(path, programme, village):
    version, problem = published(path, programme)
    if version is None:
        assert problem.code.startswith("form.")
        assert problem.sentence("th") != problem.sentence("en")
        return
    served = phone_for(village).get(f"forms/{version.uid}.xml")
    assert served.getvalue() == bytes(version.xform)
    assert version.schema["fields"]


def published(path, programme):
    try:
        return publishing.publish(path.read_bytes(), path.name, programme=programme, by="person:test"), None
    except Problem as problem:
        return None, problem
