"""A tambon, a programme, a published form, a phone: what most tests here stand on."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from sarn.access.tests.scopes import everything
from sarn.accounts import tokens
from sarn.accounts.models import DeviceToken
from sarn.areas.models import Area
from sarn.areas.tests.factories import Tambons, make_tambon
from sarn.collection import extraction, publishing, rounds
from sarn.collection.models import FormVersion, Programme, Round, Submission, VillageRound
from sarn.collection.tests import forms
from sarn.registry import houses
from sarn.registry.models import Household

# What a request of a phone passes through; the rest of the house is not needed for it.
_PHONES = "sarn.collection.surface.PhoneMiddleware"
WHOLE = list(django_settings.MIDDLEWARE)
MIDDLEWARE = django_settings.MIDDLEWARE[: django_settings.MIDDLEWARE.index(_PHONES) + 1]


@dataclass
class Phone:
    """ODK Collect, as far as the server can tell."""

    secret: str
    token: DeviceToken
    programme: int = 1

    @property
    def base(self) -> str:
        return f"/v1/key/{self.secret}/projects/{self.programme}"

    def get(self, path: str, **headers: str) -> Any:
        return self._client().get(self._full(path), **{**forms.HEADERS, **headers})

    def head(self, path: str, **headers: str) -> Any:
        return self._client().head(self._full(path), **{**forms.HEADERS, **headers})

    def send(self, xml: bytes, files: Any = (), **headers: str) -> Any:
        return self.post(forms.body(xml, files), **headers)

    def post(self, data: bytes, content_type: str = forms.CONTENT_TYPE, **headers: str) -> Any:
        # A plain stream instead of the test client's: a server's stream may end before its announced length.
        wire = {
            "CONTENT_TYPE": content_type,
            "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": io.BytesIO(data),
        }
        path = f"{self.base}/submission?deviceID=collect:abc"
        return self._client().generic("POST", path, data, **{**forms.HEADERS, **wire, **headers})

    def _full(self, path: str) -> str:
        return path if path.startswith("/v1/") else f"{self.base}/{path}"

    def _client(self) -> Client:
        return Client(raise_request_exception=False)


@pytest.fixture
def surface(settings: Any, tmp_path: Path) -> None:
    """Only the phones' side of the house, with its own folder of files."""
    settings.ROOT_URLCONF = "sarn.collection.urls"
    settings.MIDDLEWARE = MIDDLEWARE
    settings.SARN_FILES = tmp_path / "files"
    settings.SARN_LAKE = tmp_path / "lake"


@pytest.fixture
def tambon(db: Any, surface: None) -> Iterator[Tambons]:
    """The invented tambon; the test itself may read and write everything."""
    extraction.schema_of.cache_clear()
    with everything():
        yield make_tambon()


@pytest.fixture
def village(tambon: Tambons) -> Area:
    """บ้านหนองน้ำใส ม.4."""
    return tambon.villages[0]


@pytest.fixture
def programme(tambon: Tambons) -> Programme:
    return publishing.set_up_programme(number=1, name="ห้วยสาธิต", area=tambon.tambon, by="person:test")


@pytest.fixture
def form(programme: Programme) -> FormVersion:
    return publishing.publish(forms.xform(), "household.xml", programme=programme, by="person:test")


def phone_for(area: Area, programme: int = 1, form_ids: Any = ()) -> Phone:
    """A phone with a fresh token for the area."""
    token, secret = tokens.issue(
        name="phone", area=area, programme_id=programme, form_ids=form_ids, by="person:test"
    )
    return Phone(secret, token, programme)


@pytest.fixture
def phone(form: FormVersion, village: Area) -> Phone:
    """A phone of ม.4 that may send every form of programme 1."""
    return phone_for(village)


ROUND_OPENS = datetime.date(2026, 1, 1)


@pytest.fixture
def houses_here(village: Area) -> list[Household]:
    """Three households of ม.4."""
    return [houses.enrol(village=village, number=number, by="person:test")[0] for number in ("1", "2", "3")]


@pytest.fixture
def village_round(form: FormVersion, tambon: Tambons, houses_here: Any) -> VillageRound:
    """Round 2569 open in the whole tambon."""
    open_round(form, tambon.tambon)
    return rounds.find_village("2569", tambon.villages[0].code)


def open_round(form: FormVersion, area: Area, code: str = "2569", **changes: Any) -> Round:
    """Open a round of the form in the area."""
    given: dict[str, Any] = {
        "code": code,
        "title": f"จปฐ. {code}",
        "programme": form.form.programme,
        "form": form.form,
        "area": area,
        "reference_year": int(code) - 544,
        "opens_on": ROUND_OPENS,
        "closes_on": ROUND_OPENS.replace(month=12, day=31),
        "by": "person:test",
    }
    return rounds.open_round(**{**given, **changes})


def answer(phone: Phone, number: int, household: Household | None = None, **answers: Any) -> Submission:
    """Send an answer of the household and extract it."""
    answers.setdefault("outcome", "answered")
    if household is not None:
        answers.setdefault("house", str(household.house.uid))
    assert phone.send(forms.instance(f"uuid:{number}", **answers)).status_code == 201
    extraction.run()
    return Submission.objects.get(instance_id=f"uuid:{number}")
