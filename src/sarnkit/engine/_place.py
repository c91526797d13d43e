"""Where in a pack something stands, and the nearest name to a wrong one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A file of the pack (relative to it) and a key in it."""

    file: str
    key: str

    def below(self, key: str | int) -> Place:
        """The place of a key, or of the nth table counted from 1, inside this one."""
        inner = f"[{key}]" if isinstance(key, int) else (f".{key}" if self.key else key)
        return Place(self.file, f"{self.key}{inner}")


def nearest(word: str, known: Iterable[str]) -> str:
    """The known name most like a word; failing that the known names themselves, at most eight."""
    names = sorted(known)
    near = difflib.get_close_matches(word, names, 1, 0.5)
    if near:
        return near[0]
    return ", ".join(names[:8]) + (" …" if len(names) > 8 else "") if names else "–"
