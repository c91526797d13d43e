"""The phones' side of the house, for tests that count what phones sent."""

from __future__ import annotations

from sarn.collection.tests.conftest import (  # noqa: F401
    form,
    houses_here,
    phone,
    programme,
    surface,
    tambon,
    village,
    village_round,
)
