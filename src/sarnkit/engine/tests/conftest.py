"""One engine for all tests: opening it costs more than any of them."""

import pytest

from sarnkit.engine import connect


@pytest.fixture(scope="session")
def engine():
    connection = connect()
    yield connection
    connection.close()
