"""Refusals about PDF, workbooks and pictures."""

from sarnkit.problems._entry import Entry

ENTRIES: tuple[Entry, ...] = ()
