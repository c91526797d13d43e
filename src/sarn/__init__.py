"""Sarn: one thread from an answer to a plan and back. The floors are in pyproject.toml."""
