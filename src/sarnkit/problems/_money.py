"""Refusals about budget lines, activities, outputs and confirmation."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
