"""Declared states and who may move them: one table a kind of object, drawn on pages and held by tests."""
