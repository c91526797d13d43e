"""One line of the catalogue."""

from __future__ import annotations

import string
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A refusal that Sarn can give.

    `code` is `subject.what`, stable for ever; `status` is the HTTP status where the refusal reaches
    the web; `th` and `en` are format strings over the same named parameters.
    """

    code: str
    status: int
    th: str
    en: str

    @property
    def parameters(self) -> frozenset[str]:
        """Names of the parameters that the sentences mention."""
        return _names(self.th) | _names(self.en)

    def says_the_same(self) -> bool:
        """Whether both sentences mention the same parameters."""
        return _names(self.th) == _names(self.en)


def _names(sentence: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in string.Formatter().parse(sentence) if name)
