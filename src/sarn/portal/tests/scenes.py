"""ตำบลห้วยสาธิต as the public and the heads meet it."""

from __future__ import annotations

import re

from django.test import Client

from sarn.accounts.models import User
from sarn.accounts.tests.factories import make_person
from sarn.areas.models import Area
from sarn.indicators.tests.factories import Scene, make_figure, make_scene, make_targets

# num, den of w1 as in the design's tambon page; ม.9 is too small to show, ม.14 waits for its forum.
W1 = {
    1: (38, 96), 2: (44, 110), 3: (29, 80), 4: (51, 124), 5: (11, 88), 6: (60, 141), 7: (33, 92),
    8: (22, 60), 9: (9, 22), 10: (8, 104), 11: (47, 118), 12: (9, 97), 13: (17, 101), 14: (20, 70),
}  # fmt: skip


def tambon() -> Scene:
    """All fourteen villages; those of 1 to 13 have released."""
    scene = make_scene()
    for number, (num, den) in W1.items():
        make_figure(scene, number, num, den)
        make_figure(scene, number, den - num, den, "10")
    make_targets(scene, 4, answered=124, closed_house=3, working_away=3, refused=1)
    make_targets(scene, 9, answered=22, closed_house=2)
    scene.release(*range(1, 14))
    return scene


def village() -> Scene:
    """ม.4 with its figures, before its forum."""
    scene = make_scene([4, 5])
    make_figure(scene, 4, 51, 124, target=131)
    make_figure(scene, 4, 73, 124, "10", target=131)
    make_targets(scene, 4, answered=124, closed_house=3, working_away=3, refused=1)
    return scene


def signed_in(role: str, area: Area) -> Client:
    """A browser in which a person with this role has signed in."""
    person: User = make_person(role, area)
    client = Client(raise_request_exception=True)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def words(response) -> str:
    """What stands on the page, blanks made plain and markup left out."""
    text = re.sub(r"<(style|script|svg class=\"sprite\").*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)).replace("\N{NO-BREAK SPACE}", " ")


def squeezed(response) -> str:
    """The same without any blank, for sentences that markup runs through."""
    return re.sub(r"\s+", "", words(response))
