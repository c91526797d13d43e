"""A village whose registry a test may write."""

from __future__ import annotations

import pytest

from sarn.access.tests.scopes import everything
from sarn.areas.tests.factories import make_tambon


@pytest.fixture
def tambon(db):
    with everything():
        yield make_tambon()


@pytest.fixture
def village(tambon):
    """บ้านหนองน้ำใส ม.4."""
    return tambon.villages[0]
