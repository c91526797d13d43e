"""Refusals about news reports and calendar events."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
