"""Refusals about forums and meetings."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
