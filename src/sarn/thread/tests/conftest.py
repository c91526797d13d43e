"""The play village for every test here."""

from __future__ import annotations

import pytest

from sarn.thread.tests import toys as play


@pytest.fixture
def toys():
    with play.registered() as made:
        yield made


@pytest.fixture
def story(db, toys):
    return play.Story(toys)
