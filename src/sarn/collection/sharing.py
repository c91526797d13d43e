"""Persons whom more than one submission names: what one of them takes back, the others still say."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sarn.collection.models import Record, Round, Submission
from sarn.registry import keys
from sarn.registry.models import Person


@dataclass
class Others:
    """Other submissions by person: the oldest version that names her, and the keys of all of them."""

    versions: dict[UUID, UUID] = field(default_factory=dict)
    submissions: dict[UUID, set[int]] = field(default_factory=dict)

    def read_again(self, *, but: Collection[UUID]) -> None:
        """Make due what names any of the persons, except these, who are still told of."""
        due = {key for uid, found in self.submissions.items() if uid not in but for key in found}
        if due:
            Submission.objects.filter(pk__in=due).update(extracted=0)


def others_naming(persons: Iterable[Person], submission_id: int) -> Others:
    """Which submissions but this one name the persons: a record carries the key of its person."""
    found = Others()
    persons = list(persons)
    if not persons:
        return found
    rounds = ["", *Round.objects.values_list("code", flat=True)]
    by_key = {keys.pseudonym("person", person.uid, code): person.uid for person in persons for code in rounds}
    rows = Record.objects.filter(key__in=by_key).exclude(version__submission_id=submission_id)
    for key, version_uid, other in rows.values_list("key", "version__uid", "version__submission_id"):
        uid = by_key[key]
        # Version uids are UUIDv7 and sort by the moment they came.
        found.versions[uid] = min(version_uid, found.versions.get(uid, version_uid))
        found.submissions.setdefault(uid, set()).add(other)
    return found
