"""A fault of the node is not booked on the submission at which it struck."""

from __future__ import annotations

import logging

import pytest
from django.db import DataError, ProgrammingError

from sarn.collection import extraction, placing, records, worker
from sarn.collection.models import Extraction, Record, Submission
from sarn.collection.tests import forms
from sarn.collection.tests.conftest import answer
from sarn.registry import keys

pytestmark = pytest.mark.storage
KEY_GONE = keys.KeyRingFault("registry.key-missing", key="registry-pseudonym.key", folder="keys")


@pytest.fixture(autouse=True)
def lake(monkeypatch):
    monkeypatch.setattr(worker, "_FAULT_SECONDS", 0)
    monkeypatch.setattr(worker, "refresh_lake", lambda: True)


def breaking(fault):
    def breaks(*_, **__):
        raise fault

    return breaks


@pytest.mark.parametrize("fault", [OSError(5, "disk"), MemoryError(), ProgrammingError("no table"), KEY_GONE])
def test_all_stay_due_and_the_log_says_so(phone, form, monkeypatch, caplog, fault):
    answer(phone, 1)
    for number in (2, 3):
        phone.send(forms.instance(f"uuid:{number}", outcome="answered"))
    Submission.objects.update(extracted=0)
    kept = list(Record.objects.values_list("key", flat=True))
    with monkeypatch.context() as patched, caplog.at_level(logging.ERROR, "sarn.collection"):
        patched.setattr(records, "build", breaking(fault))
        assert worker.tick() == 0
    assert "3 submissions stay due" in caplog.text
    assert not Extraction.objects.filter(status="error").exists()
    assert list(Record.objects.values_list("key", flat=True)) == kept
    assert len(extraction.due()) == 3
    assert worker.tick() == 3
    assert set(Extraction.objects.values_list("status", flat=True)) == {"ok"}


@pytest.mark.parametrize("fault", [DataError("too long"), ValueError("odd"), KeyError("x")])
def test_control_a_fault_of_the_values_stops_nobody(phone, form, monkeypatch, caplog, fault):
    whole = placing.place
    for number in (1, 2):
        phone.send(forms.instance(f"uuid:{number}", outcome="answered"))
    with monkeypatch.context() as patched:
        patched.setattr(
            placing,
            "place",
            lambda version, *rest: (
                breaking(fault)() if version.instance_id == "uuid:1" else whole(version, *rest)
            ),
        )
        assert worker.tick() == 2
    assert dict(Extraction.objects.values_list("version__instance_id", "status")) == {
        "uuid:1": "error",
        "uuid:2": "ok",
    }
    assert type(fault).__name__ in caplog.text
    assert str(fault) not in caplog.text.replace(type(fault).__name__, "")


@pytest.mark.parametrize("damage", ["lost", "damaged"])
def test_a_pseudonym_key_that_comes_back(phone, form, settings, tmp_path, damage):
    """Lost while records were made with it: none is made anew, and nothing is marked."""
    settings.SARN_HOME = tmp_path
    path = tmp_path / "keys" / "registry-pseudonym.key"
    answer(phone, 1)
    made, key = list(Record.objects.values_list("key", flat=True)), path.read_bytes()
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(b"short")
    keys._key.cache_clear()
    Submission.objects.update(extracted=0)
    with pytest.raises(keys.KeyRingFault) as refusal:
        extraction.run()
    assert refusal.value.code == ("registry.key-missing" if damage == "lost" else "registry.key-damaged")
    assert not Extraction.objects.filter(status="error").exists()
    path.write_bytes(key)
    assert extraction.run() == 1
    assert list(Record.objects.values_list("key", flat=True)) == made
