"""The village of every test here."""

from __future__ import annotations

import pytest

from sarn.planning.tests.village import Village


@pytest.fixture
def village(db) -> Village:
    return Village()
