"""Members of a household and personal answers, as one submission tells them.

Telling the same thing again gives the same rows: a member is found by her citizen ID in the
household, else by the place in the submission that first told of her, else, as long as one of the two
knows no number, by name, sex and year of birth. A newer submission replaces what an older one said; an
older one read again does not undo it. Whom a submission told of and tells of no more is not kept,
unless another submission names her.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sarn.registry import keys
from sarn.registry.models import Household, Person, PersonalAnswer, Residence
from sarnkit.thai import ACCEPTED, check_citizen_id, plain_citizen_id

WRONG = "wrong"  # class of a number that fails its check; it is kept as written, and not indexed


@dataclass(frozen=True)
class Member:
    """What a submission says of one member; `path` names the row, e.g. `/member[2]`."""

    path: str
    ordinal: int
    name: str = ""
    citizen_id: str = ""
    citizen_id_reason: str = ""
    sex: str = ""
    birth_year: int | None = None
    birth_date: date | None = None
    residence: str = ""
    months: int | None = None


@dataclass(frozen=True)
class Answer:
    """A personal answer; `member` is the path of the member's row, "" for the household's own."""

    path: str
    ordinal: str
    value: str
    member: str = ""


def told_by(versions: Iterable[UUID]) -> list[Person]:
    """The persons, in whatever household, of whom one of these versions told last."""
    return list(Person.objects.filter(source_version_uid__in=set(versions)).order_by("pk"))


def put_members(
    household: Household,
    members: Sequence[Member],
    *,
    version_uid: UUID,
    lineage: Iterable[UUID],
    on: date,
    shared: Mapping[UUID, UUID] | None = None,
    first: bool = False,
) -> dict[str, Person]:
    """The persons of the members by their paths, made or brought up to date.

    `lineage` are the versions of the same submission: those whom it put into another household come
    along, and those whom it names no more are removed. `shared` are persons whom other submissions name
    too, with the oldest version that does: they stay where they are and are handed back to it. `first` says
    that no version of the submission was read before, so that nothing of it has to be looked for.
    """
    shared = shared or {}
    versions = {version_uid, *lineage}
    told = [] if first else told_by(versions)
    known = {person.pk: person for person in told if person.uid not in shared}
    known |= {one.pk: one for one in Person.objects.filter(household=household).order_by("pk")}
    finder = _Finder(list(known.values()), household, versions, shared)
    put: dict[str, Person] = {}
    new: list[Member] = []
    confirmed: list[int] = []
    for member in members:
        person = finder.take(member)
        if person is None:
            person = Person(household=household, area_path=household.area_path)
            new.append(member)
            _write(person, member, version_uid)
        else:
            before = _said(person)
            moved = _move(person, household)
            written = _write(person, member, version_uid)
            if moved or (written and _said(person) != before):
                person.save()
            elif written:
                confirmed.append(person.pk)
        put[member.path] = person
    if confirmed:
        Person.objects.filter(pk__in=confirmed).update(source_version_uid=version_uid)
    _move_residences(put, members, household, on)
    Person.objects.bulk_create([put[member.path] for member in new])
    Residence.objects.bulk_create([_residence(put[member.path], household, member, on) for member in new])
    _release([person for person in told if person.pk not in finder.taken], shared)
    return put


def drop_members(versions: Iterable[UUID], shared: Mapping[UUID, UUID]) -> None:
    """Remove whom these versions of one submission told of; hand back the `shared` (see `put_members`)."""
    _release(told_by(versions), shared)


class _Finder:
    """Finds each member's person once: by citizen ID here, by place in the submission, by name and birth."""

    def __init__(
        self, known: list[Person], household: Household, versions: set[UUID], shared: Mapping[UUID, UUID]
    ) -> None:
        self.taken: set[int] = set()
        self.by_index: dict[str, Person] = {}
        self.by_place: dict[str, Person] = {}
        self.by_name: dict[tuple[str, str, int], list[Person]] = {}
        # Those who live here already before those who come along from another house.
        for person in sorted(known, key=lambda one: one.household_id != household.pk):
            if person.citizen_id_index:
                self.by_index.setdefault(person.citizen_id_index, person)
            if person.source_version_uid in versions and person.uid not in shared:
                self.by_place.setdefault(person.source_path, person)
            if person.household_id == household.pk and (named := _named(person)):
                self.by_name.setdefault(named, []).append(person)

    def take(self, member: Member) -> Person | None:
        index = _index(member.citizen_id)
        alike = self.by_name.get(_named(member) or ("", "", 0), ())
        for person in (
            self.by_index.get(index),
            self.by_place.get(member.path),
            # Two numbers are two people, whatever they are called.
            *(one for one in alike if not (index and one.citizen_id_index)),
        ):
            if person is not None and person.pk not in self.taken:
                self.taken.add(person.pk)
                return person
        return None


def _named(one: Person | Member) -> tuple[str, str, int] | None:
    """What tells who somebody without a number is, None where too little is known."""
    name = " ".join(one.name.split())
    return (name, one.sex, one.birth_year) if name and one.birth_year is not None else None


def _said(person: Person) -> tuple[object, ...]:
    """All that a submission says of a person, but which one said it."""
    return (
        person.ordinal, person.name, person.citizen_id, person.citizen_id_class, person.citizen_id_index,
        person.sex, person.birth_year, person.birth_date, person.source_path,
    )  # fmt: skip


def _move(person: Person, household: Household) -> bool:
    """Take her and her residences along to the household; False where she is there already."""
    if person.household_id == household.pk:
        return False
    person.household, person.area_path = household, household.area_path
    person.residences.update(household=household, area_path=household.area_path)
    return True


def _release(persons: Iterable[Person], shared: Mapping[UUID, UUID]) -> None:
    for person in persons:
        if person.uid not in shared:
            person.delete()
            continue
        # The older submission tells of her again when it is read the next time, which has to follow.
        person.source_version_uid = shared[person.uid]
        person.save()
        person.residences.all().delete()


def put_answers(
    answers: Sequence[Answer],
    *,
    household: Household | None,
    persons: dict[str, Person],
    area_path: str,
    version_uid: UUID,
    lineage: Iterable[UUID],
    first: bool = False,
) -> None:
    """The personal answers of a submission in place of those it told before; `first`: it told none."""
    if not first:
        PersonalAnswer.objects.filter(source_version_uid__in={version_uid, *lineage}).delete()
    PersonalAnswer.objects.bulk_create(
        PersonalAnswer(
            area_path=area_path,
            household=household,
            person=persons.get(answer.member),
            source_version_uid=version_uid,
            path=answer.path[:500],
            ordinal=answer.ordinal[:60],
            value=answer.value,
        )
        for answer in answers
    )


def citizen_id_class(text: str, reason: str = "") -> str:
    """`valid`, `other` or `g-code` (`sarnkit.thai.check_citizen_id`), `wrong`, or the reason for none."""
    if not plain_citizen_id(text):
        return reason[:20]
    verdict = check_citizen_id(text)
    return verdict if verdict in ACCEPTED else WRONG


def _index(citizen_id: str) -> str:
    if citizen_id_class(citizen_id) not in ACCEPTED:
        return ""
    return keys.blind_index(plain_citizen_id(citizen_id))


def _write(person: Person, member: Member, version_uid: UUID) -> bool:
    """Whether the person now says what the member does: not where a newer submission spoke of her."""
    # Version uids are UUIDv7 and sort by the moment they came.
    if person.pk and person.source_version_uid > version_uid:
        return False
    person.ordinal = member.ordinal
    person.name = member.name
    person.citizen_id = member.citizen_id
    person.citizen_id_class = citizen_id_class(member.citizen_id, member.citizen_id_reason)
    person.citizen_id_index = _index(member.citizen_id)
    person.sex = member.sex[:20]
    person.birth_year = member.birth_year
    person.birth_date = member.birth_date
    person.source_version_uid = version_uid
    person.source_path = member.path[:500]
    return True


def _move_residences(
    put: Mapping[str, Person], members: Sequence[Member], household: Household, on: date
) -> None:
    """Each person who was known has one open residence; another kind or length ends it and begins the next."""
    known = [person.pk for person in put.values() if person.pk]
    rows = Residence.objects.filter(person__in=known, household=household, valid_to=None) if known else ()
    open_ones = {one.person_id: one for one in sorted(rows, key=lambda one: -one.pk)}
    for member in members:
        person = put[member.path]
        if person.pk:
            _move_residence(open_ones.get(person.pk), person, household, member, on)


def _move_residence(
    open_one: Residence | None, person: Person, household: Household, member: Member, on: date
) -> None:
    kind = member.residence[:60]
    if open_one is not None:
        if (open_one.kind, open_one.months) == (kind, member.months) or on < open_one.valid_from:
            return
        if on == open_one.valid_from:
            open_one.kind, open_one.months = kind, member.months
            open_one.save()
            return
        open_one.valid_to = on
        open_one.save()
    _residence(person, household, member, on).save()


def _residence(person: Person, household: Household, member: Member, on: date) -> Residence:
    return Residence(
        person=person,
        household=household,
        area_path=household.area_path,
        kind=member.residence[:60],
        months=member.months,
        valid_from=on,
    )
