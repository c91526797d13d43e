"""A key that is gone while rows made with it are there is never replaced by a new one."""

from __future__ import annotations

import pytest

from sarn.registry import houses, keys
from sarn.registry.models import Person, PersonalAnswer
from sarnkit.problems import Problem
from sarnkit.uid import uuid7

pytestmark = pytest.mark.storage
CID = "1234567890121"


@pytest.fixture
def ring(settings, tmp_path, village):
    settings.SARN_HOME = tmp_path
    yield tmp_path / "keys"
    forget()


def forget():
    """What a new process knows of the keys: nothing."""
    keys._key.cache_clear()
    keys._cipher.cache_clear()


def make_person(village, **sealed):
    household = houses.enrol(village=village, number="1", by="person:test")[0]
    return Person.objects.create(
        household=household, area_path=village.path, ordinal=1,
        source_version_uid=uuid7(), source_path="/member[1]", **sealed,
    )  # fmt: skip


def seal():
    return keys.seal("ก", table="t", field="f", uid=uuid7())


def refusal_of(act):
    forget()
    with pytest.raises(Problem) as refusal:
        act()
    return refusal.value


@pytest.mark.parametrize("sealed", ["name", "citizen_id", "answer"])
def test_a_lost_sealing_key_stops(ring, village, sealed):
    if sealed == "answer":
        PersonalAnswer.objects.create(
            area_path=village.path, source_version_uid=uuid7(), path="/tel", value="081"
        )
    else:
        make_person(village, **{sealed: CID})
    (ring / "registry-seal-1.key").unlink()
    problem = refusal_of(seal)
    assert (problem.code, problem.params["key"]) == ("registry.key-missing", "registry-seal-1.key")
    assert not (ring / "registry-seal-1.key").exists()


def test_the_key_that_comes_back_opens_again(ring, village):
    make_person(village, name="สมชาย")
    key = (ring / "registry-seal-1.key").read_bytes()
    (ring / "registry-seal-1.key").unlink()
    refusal_of(seal)
    (ring / "registry-seal-1.key").write_bytes(key)
    forget()
    assert Person.objects.get().name == "สมชาย"


def test_a_lost_index_key_stops(ring, village):
    make_person(village, citizen_id_index=keys.blind_index(CID))
    (ring / "registry-index.key").unlink()
    assert refusal_of(lambda: keys.blind_index(CID)).code == "registry.key-missing"


def test_a_damaged_key_is_named(ring, village):
    seal()
    (ring / "registry-seal-1.key").write_bytes(b"short")
    assert refusal_of(seal).code == "registry.key-damaged"


def test_control_a_fresh_node_makes_its_keys(ring, village):
    """Houses are enrolled before anything is sealed; a row without sealed text needs no key."""
    make_person(village)
    assert not ring.exists()
    seal()
    assert (ring / "registry-seal-1.key").exists()
