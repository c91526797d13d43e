"""Refusals about issues, proposals, projects and plans."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
