"""Names of columns: short where they can be, never twice, never one of ours."""

from __future__ import annotations

import pytest

from sarn.collection.tables import columns_of


@pytest.mark.parametrize(
    ("paths", "columns"),
    [
        (["/age", "/house/roof"], ["age", "roof"]),
        (["/a/age", "/b/age"], ["a__age", "b__age"]),
        (["/a/Age", "/age"], ["a__Age", "age"]),
        (["/round", "/a/round"], ["answer__round", "a__round"]),
        (["/round"], ["answer__round"]),
        (["/a__b", "/a/b", "/c/b"], ["a__b", "answer__a__b", "c__b"]),
    ],
)
def test_columns(paths, columns):
    named = columns_of(paths)
    assert [named[path] for path in paths] == columns
