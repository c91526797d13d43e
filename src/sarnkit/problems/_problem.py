"""The one exception that carries a refusal."""

from __future__ import annotations

from sarnkit.problems._catalogue import CATALOGUE
from sarnkit.problems._entry import Entry


class Problem(Exception):
    """A refusal from the catalogue.

    Raises KeyError for a code that is not in the catalogue and TypeError when the parameters are
    not exactly those of its sentences: both are faults of the programmer, found by tests.
    """

    def __init__(self, code: str, /, **params: object) -> None:
        entry = CATALOGUE[code]
        if set(params) != entry.parameters:
            raise TypeError(f"{code} takes {sorted(entry.parameters)}, got {sorted(params)}")
        self.entry: Entry = entry
        self.params = params
        super().__init__(self.sentence("en"))

    @property
    def code(self) -> str:
        """The stable code, e.g. `form.unknown-type`."""
        return self.entry.code

    @property
    def status(self) -> int:
        """The HTTP status of this refusal."""
        return self.entry.status

    def sentence(self, language: str = "th") -> str:
        """The sentence in Thai (`th`) or, for any other language, in English."""
        text = self.entry.th if language == "th" else self.entry.en
        return text.format(**self.params)
