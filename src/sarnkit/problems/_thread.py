"""Refusals about links of the evidence thread."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
