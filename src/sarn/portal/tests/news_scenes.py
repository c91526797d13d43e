"""People of ตำบลห้วยสาธิต who write, edit and read, each in a browser of her own."""

from __future__ import annotations

import datetime
import io
import json
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from sarn.access.scope import Scope, within
from sarn.accounts.models import User
from sarn.accounts.roles import scope_of
from sarn.accounts.tests.factories import make_person
from sarn.areas.models import Area
from sarn.areas.tests.factories import Tambons, make_tambon
from sarn.portal import events, news
from sarn.portal.models import CalendarEvent, NewsReport
from sarn.workflow import moving
from sarnkit import clock

NOW = datetime.datetime(2026, 11, 25, 3, 0, tzinfo=datetime.UTC)  # ten in the morning in Thailand
TITLE = "เวทีบ้านหนองน้ำใสเลือกเรื่องน้ำ"
WORDS = {
    "title": TITLE,
    "place": "ศาลากลางบ้านหนองน้ำใส",
    "happened_on": "23 พ.ย. 2569",
    "lead": "ชาวบ้าน 86 คนดูตัวเลขที่เก็บเอง แล้วเลือกเรื่องน้ำเป็นเรื่องแรก",
    "body": "ย่อหน้าแรก\n\nย่อหน้าที่สอง **ตัวหนา**",
    "author_name": "มาลี ใจงาม",
    "author_role": "อาสาเก็บข้อมูล ม.4",
}


@dataclass
class Person:
    """Somebody with a role, her browser and her scope."""

    user: User
    client: Client

    @property
    def scope(self) -> Scope:
        return scope_of(self.user)

    @property
    def actor(self) -> str:
        return self.user.actor


@dataclass
class Newsroom:
    """aso4 writes, edit1 publishes; edit2 sits above at the amphoe; head9 belongs elsewhere."""

    places: Tambons
    people: dict[str, Person]

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    @property
    def village(self) -> Area:
        return self.places.villages[0]

    def report(self, writer: str = "aso4", **changes: Any) -> NewsReport:
        """A draft."""
        person = self[writer]
        given = {**WORDS, "happened_on": datetime.date(2026, 11, 23), **changes}
        area = given.pop("area", self.village)
        with within(person.scope):
            return news.write(area=area, texts=news.Texts(**given), by=person.actor)

    def published(self, writer: str = "aso4", editor: str = "edit1", **changes: Any) -> NewsReport:
        """A report that everybody reads."""
        found = self.report(writer, **changes)
        self.move(found, "submit", writer)
        self.move(found, "publish", editor)
        return found

    def event(self, host: str = "head4", **changes: Any) -> CalendarEvent:
        """«เวทีประชาคม ม.4» on 8 December 2569 at nine, announced."""
        person = self[host]
        span = changes.pop("span", None) or at(datetime.date(2026, 12, 8))
        given = {
            "area": self.village,
            "title": "เวทีประชาคม ม.4",
            "place": "ศาลากลางบ้าน",
            "organiser": "คณะกรรมการหมู่บ้าน ม.4",
            **changes,
        }
        with within(person.scope):
            made = events.draft(span=span, by=person.actor, **given)
        self.move(made, "publish", host)
        return made

    def move(self, found: Any, name: str, who: str, **given: Any) -> Any:
        person = self[who]
        with within(person.scope):
            return moving.move(found, name, by=person.actor, **given)


def at(day: datetime.date, hour: int = 9) -> events.Span:
    return events.Span.at(day, datetime.time(hour), None, datetime.time(hour + 3))


def make_newsroom() -> Newsroom:
    """Tambon ห้วยสาธิต with ม.4 and ม.9, and the people of both."""
    places = make_tambon()
    mine, other = places.villages
    cast = {
        "aso4": ("volunteer", mine),
        "head4": ("village_head", mine),
        "head9": ("village_head", other),
        "plan1": ("tambon_officer", places.tambon),
        "edit1": ("editor", places.tambon),
        "edit2": ("editor", places.amphoe),
        "pao1": ("pao_officer", places.province),
    }
    people = {}
    for name, (role, area) in cast.items():
        user = make_person(role, area, username=name)
        client = Client(raise_request_exception=True)
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        people[name] = Person(user, client)
    return Newsroom(places, people)


def jpeg(shade: int = 90) -> bytes:
    """A photo of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (shade, 120, 60)).save(out, "JPEG")
    return out.getvalue()


def upload(number: int = 1, **changes: Any) -> dict[str, Any]:
    """The boxes of one photo of the form."""
    boxes = {
        "file": SimpleUploadedFile(f"photo{number}.jpg", jpeg(number * 40), "image/jpeg"),
        "alt": f"ชาวบ้านติดสติกเกอร์ รูปที่ {number}",
        "consent": "on",
        **changes,
    }
    return {f"photo{number}-{name}": value for name, value in boxes.items() if value is not None}


def structured_data(response: Any) -> dict[str, Any]:
    """The JSON-LD of a page."""
    source = response.content.decode()
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', source, re.S)
    assert len(found) == 1, source[:400]
    data: dict[str, Any] = json.loads(found[0])
    return data


@pytest.fixture
def standing_clock():
    """The clock of the node at NOW."""
    clock.set_to(NOW)
    yield
    clock.set_to(None)
