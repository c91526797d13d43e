"""Refusals about promises of effect, comparison villages and measured effects."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
