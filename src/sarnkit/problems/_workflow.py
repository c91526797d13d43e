"""Refusals about moving an object from state to state."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
