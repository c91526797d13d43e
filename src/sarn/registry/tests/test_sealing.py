"""Personal fields lie sealed in the database, bound to their row."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.db import connection

from sarn.registry import houses, keys
from sarn.registry.models import Person
from sarnkit.problems import Problem
from sarnkit.uid import uuid7

# A key is made only after a look into the database.
pytestmark = pytest.mark.django_db
NAME, CID = "สมชาย ใจดี", "1234567890121"


@pytest.fixture
def person(village):
    household = houses.enrol(village=village, number="1", by="person:test")[0]
    return Person.objects.create(
        household=household, area_path=village.path, ordinal=1, name=NAME, citizen_id=CID,
        source_version_uid=uuid7(), source_path="/member[1]",
    )  # fmt: skip


@pytest.mark.storage
def test_it_comes_back_and_is_not_in_the_table(person):
    again = Person.objects.get()
    assert (again.name, again.citizen_id) == (NAME, CID)
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, citizen_id FROM registry_person")
        stored = " ".join(cursor.fetchone())
    assert NAME not in stored
    assert CID not in stored
    assert stored.startswith("seal-1:")


@pytest.mark.storage
def test_it_is_sealed_anew_only_when_it_changes(person):
    again = Person.objects.get()
    before = Person._meta.get_field("name").raw(again)
    again.sex = "m"
    again.save()
    assert Person._meta.get_field("name").raw(Person.objects.get()) == before
    again.name = "มาลี"
    again.save()
    assert Person.objects.get().name == "มาลี"


@pytest.mark.storage
def test_a_value_moved_to_another_row_does_not_open(person):
    other = Person.objects.create(
        household=person.household, area_path=person.area_path, ordinal=2,
        source_version_uid=uuid7(), source_path="/member[2]",
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registry_person SET name = (SELECT name FROM registry_person WHERE ordinal = 1) WHERE ordinal = 2"
        )
    with pytest.raises(Problem) as refusal:
        _ = Person.objects.get(pk=other.pk).name
    assert refusal.value.code == "registry.cannot-open"


@pytest.mark.storage
def test_a_queryset_cannot_write_it_in_the_clear(person):
    with pytest.raises(TypeError, match="sealed"):
        Person.objects.update(name=NAME)


def test_the_same_text_never_looks_the_same_twice():
    uid = uuid7()
    place = {"table": "t", "field": "f", "uid": uid}
    assert keys.seal(NAME, **place) != keys.seal(NAME, **place)


@pytest.mark.parametrize("changed", [{"table": "u"}, {"field": "g"}, {"uid": uuid7()}])
def test_it_opens_in_its_own_place_only(changed):
    place = {"table": "t", "field": "f", "uid": uuid7()}
    sealed = keys.seal(NAME, **place)
    assert keys.unseal(sealed, **place) == NAME
    with pytest.raises(Problem):
        keys.unseal(sealed, **{**place, **changed})


@pytest.mark.parametrize("broken", ["", "seal-1:", "seal-1:AAAA", "seal-9:AAAA", "../x:AAAA", "seal-1:%%"])
def test_broken_values_are_refused(broken):
    with pytest.raises(Problem):
        keys.unseal(broken, table="t", field="f", uid=uuid7())


def test_keys_are_their_owners_only(settings, tmp_path):
    settings.SARN_HOME = tmp_path
    keys.blind_index(CID)
    keys.seal(NAME, table="t", field="f", uid=uuid7())
    keys.pseudonym("person", uuid7(), "2569")
    made = sorted((tmp_path / "keys").iterdir())
    assert [one.name for one in made] == [
        "registry-index.key",
        "registry-pseudonym.key",
        "registry-seal-1.key",
    ]
    assert {stat.S_IMODE(Path(one).stat().st_mode) for one in made} == {0o600}


def test_pseudonyms_differ_by_kind_round_and_node(settings, tmp_path):
    uid = uuid7()
    here = keys.pseudonym("person", uid, "2569")
    assert here == keys.pseudonym("person", uid, "2569")
    assert len({here, keys.pseudonym("person", uid, "2570"), keys.pseudonym("household", uid, "2569")}) == 3
    settings.SARN_HOME = tmp_path
    assert keys.pseudonym("person", uid, "2569") != here
    assert str(uid).replace("-", "") not in here
