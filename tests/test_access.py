"""Every address, asked by every role, in its own, a sibling, the parent and an unknown area.

What must happen is read from the policy table; what happens is seen from outside. An address without a
door, or with one that the table does not know, fails. The demo's cast in small: Mali (head of ม.4), Nok
(head of ม.9), Somchai (officer above), Arun (not signed in).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, include, path, reverse

from sarn.access import policy, reference
from sarn.access.doors import Door, area_path_of, behind, door, door_of, public_door, token_door
from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, current
from sarn.accounts.tests.factories import make_person
from sarn.areas.models import Area
from sarn.areas.tests.factories import Tambons, make_area, make_tambon
from sarn.audit.models import Event

pytestmark = [pytest.mark.storage, pytest.mark.django_db]
DENIED = "access.denied"


# Walking the addresses.


@dataclass(frozen=True)
class Address:
    """One URL pattern: its full name, its door and the converters of its parameters."""

    name: str
    route: str
    door: Door | None
    parameters: dict[str, Any]

    def url(self, code: str) -> str:
        """The address with this area code; other parameters get a value that fits and names nothing."""
        values = {name: _sample(converter) for name, converter in self.parameters.items()}
        if self.door is not None and self.door.area is not None:
            values[self.door.area] = code
        return reverse(self.name, kwargs=values)


def _sample(converter: Any) -> object:
    return {"IntConverter": 1, "UUIDConverter": uuid.UUID(int=1)}.get(type(converter).__name__, "2569")


def addresses(patterns: Iterable[Any] | None = None, space: str = "", route: str = "") -> Iterator[Address]:
    """Every pattern below the root URLconf."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from addresses(pattern.url_patterns, inner, here)
        else:
            found = door_of(pattern.callback)
            yield Address(f"{space}{pattern.name}", here, found, dict(pattern.pattern.converters))


def unknown(found: Iterable[Address]) -> list[str]:
    """Addresses that the matrix does not know: no door, or a door of a class or act outside the table."""
    bad = []
    for address in found:
        post = address.door
        if (
            post is None
            or (post.kind == "public" and not post.reason)
            or (post.kind == "policy" and (post.data_class, post.action) not in reachable())
            or (post.kind == "policy" and post.area is not None and post.area not in address.parameters)
        ):
            bad.append(address.route)
    return bad


def reachable() -> set[tuple[str, str]]:
    """Every (class, act) that some role may do."""
    return {(right.data_class, right.action) for right in reference.rows()}


def test_every_address_is_known_to_the_matrix():
    found = list(addresses())
    assert len(found) > 15
    assert unknown(found) == []


def test_every_judged_address_has_a_name():
    assert [one.route for one in addresses() if one.door.kind == "policy" and one.name.endswith("None")] == []


def test_an_address_that_the_matrix_does_not_know_fails():
    """The control of the two tests above and of the walk below."""
    patterns = [
        path("bare/", plain),
        path("reasonless/", public_door("")(plain)),
        path("never/", _with_door(Door("policy", "household", "release"))),
        path("elsewhere/<str:village>/", door("household", "read")(plain)),
        path("good/<str:code>/", door("household", "read")(plain)),
        path("phone/", token_door(plain)),
    ]
    assert unknown(addresses(patterns)) == ["bare/", "reasonless/", "never/", "elsewhere/<str:village>/"]


def plain(request, **kwargs):
    return HttpResponse(current().actor)


def _with_door(post: Door):
    def view(request):
        return plain(request)

    view.door = post
    return view


# Asking them.


@dataclass(frozen=True)
class Case:
    """Who asks, and which areas are asked for."""

    role: str
    duty: str
    own: Area
    codes: tuple[str, ...]


def cases(tree: Tambons) -> Iterator[Case]:
    """Each role (and duty) at each level it may be held at, with own, below, sibling, parent, unknown."""
    siblings = {
        "amphoe": make_area("9902", "amphoe", tree.province, "อีกอำเภอ"),
        "province": make_area("98", "province", tree.cluster, "อีกจังหวัด"),
        "tambon": tree.other_tambon,
        "village": tree.villages[1],
        "cluster": make_area("C17", "cluster", tree.country, "อีกกลุ่ม"),
    }
    own = {
        "village": tree.villages[0],
        "tambon": tree.tambon,
        "amphoe": tree.amphoe,
        "province": tree.province,
        "cluster": tree.cluster,
        "country": tree.country,
    }
    for role in policy.GRANTABLE:
        for level in policy.LEVELS[role]:
            if level not in own:
                continue
            area = own[level]
            parent = area.parent.code if area.parent else ""
            sibling = siblings[level].code if level in siblings else ""
            far = tree.other_villages[0].code
            codes = dict.fromkeys((area.code, tree.villages[0].code, far, sibling, parent, "00000000"))
            for duty in ("", *policy.DUTIES) if "duty" in _rules_of(role) else ("",):
                yield Case(role, duty, area, tuple(code for code in codes if code))


def _rules_of(role: str) -> set[str]:
    """The rules of a role's row; only one that knows *duty* has to be asked with a duty and without."""
    return {right.rule for right in reference.rows() if right.role == role}


def expected(case: Case, post: Door, code: str) -> str:
    """What the table says, told again in few words: "open", "403" or "404"."""
    table = {(right.role, right.data_class, right.action): right.rule for right in reference.rows()}
    rules = {table.get((role, post.data_class, post.action)) for role in (case.role, "public")}
    if not case.duty:
        rules.discard("duty")
    rules.discard(None)
    if not rules:
        return "403"
    if post.area is None:
        return "open"
    asked = Area.objects.filter(code=code).first()
    if asked is None:
        return "404"
    return "open" if "all" in rules or asked.path.startswith(case.own.path) else "404"


def happens(client: Client, url: str) -> str:
    """What is seen from outside; a refusal must have left its row."""
    before = Event.objects.filter(action=DENIED).count()
    status = client.get(url).status_code
    rows = Event.objects.filter(action=DENIED).order_by("-pk")
    assert status < 500, url
    if rows.count() == before:
        return "open" if status != 403 else "403 without a row"
    assert rows.count() == before + 1
    assert rows[0].detail["status"] == status
    return str(status)


@pytest.fixture
def tree(db) -> Tambons:
    return make_tambon()


def judged() -> list[Address]:
    return [address for address in addresses() if address.door is not None and address.door.kind == "policy"]


def test_every_role_gets_at_every_address_what_the_table_says(tree):
    asked, wrong = 0, []
    for number, case in enumerate(cases(tree)):
        client = Client(raise_request_exception=False)
        client.force_login(make_person(case.role, case.own, case.duty, username=f"p{number}"))
        for address in judged():
            everybody = policy.allows("public", address.door.data_class, address.door.action)
            for code in case.codes if address.door.area else case.codes[:1]:
                want, got = expected(case, address.door, code), happens(client, address.url(code))
                if everybody and want == "404":
                    want = "open"  # a page for everybody that does not exist is no refusal
                asked += 1
                if want != got:
                    wrong.append((case.role, case.duty, case.own.code, address.url(code), want, got))
    assert wrong == []
    assert asked > 100


def test_a_door_judges_a_post_as_it_judges_a_get(tree):
    client = Client(raise_request_exception=False)
    client.force_login(make_person("village_head", tree.villages[1], username="nok"))
    acts = [address for address in judged() if address.door.action != "read" and address.door.area]
    for address in acts:
        assert client.post(address.url(tree.villages[0].code), {}).status_code in {403, 404}, address
    assert Event.objects.exclude(action=DENIED).count() == 0
    assert Event.objects.filter(detail__method="POST").count() == len(acts) > 0


def test_a_page_to_read_takes_nothing(tree):
    client = Client(raise_request_exception=False)
    client.force_login(make_person("village_head", tree.villages[0], username="mali"))
    reading = [address for address in judged() if address.door.action == "read"]
    assert {
        client.generic(method, address.url(tree.villages[0].code)).status_code
        for address in reading
        for method in ("POST", "PUT", "DELETE", "PATCH")
    } == {405}


def test_arun_who_is_not_signed_in_is_asked_to(tree):
    client = Client(raise_request_exception=False)
    for address in judged():
        for code in (tree.villages[0].code, "00000000"):
            answer = client.get(address.url(code))
            if policy.allows("public", address.door.data_class, address.door.action):
                assert answer.status_code < 500
                assert "/accounts/login/" not in answer.headers.get("Location", "")
            else:
                assert answer.status_code == 302, address
                assert answer.headers["Location"].startswith("/accounts/login/?next=")
    assert not Event.objects.exists()


def test_a_person_without_any_role_is_like_the_public_but_known(tree):
    client = Client(raise_request_exception=False)
    client.force_login(make_person("", None, username="somebody"))
    for address in judged():
        public = policy.allows("public", address.door.data_class, address.door.action)
        assert happens(client, address.url(tree.villages[0].code)) == ("open" if public else "403")


def test_public_addresses_answer_everybody_without_a_fault():
    client = Client(raise_request_exception=False)
    for address in addresses():
        if address.door.kind == "public" and not address.parameters:
            status = client.get("/" + address.route).status_code if "(" not in address.route else 200
            assert status < 500 or address.route == "readyz", address


# How a door judges, on views of its own.


@door("household", "read")
def house_list(request, code):
    return HttpResponse(current().actor)


@door("account", "write", area=None)
def accounts(request):
    return HttpResponse("ok")


@door("round", "read")
def overreaching(request, code):
    with transaction.atomic():
        Group.objects.create(name="half-done")
        raise Denied("mali may not")


@door("published", "read")
def village(request, code):
    return HttpResponse(current().actor)


urlpatterns = [
    path("houses/<str:code>/", house_list),
    path("people/", accounts),
    path("over/<str:code>/", overreaching),
    path("village/<str:code>/", village),
    path("bare/", plain),
    path("help/", public_door("shows no data")(plain)),
    path("log/", include("sarn.access.urls")),
]


@pytest.fixture
def small(settings, tree):
    """The views above and their cast."""
    settings.ROOT_URLCONF = __name__
    cast = SimpleNamespace(tree=tree, arun=Client())
    for name, role, area in (
        ("mali", "village_head", tree.villages[0]),
        ("nok", "village_head", tree.villages[1]),
        ("somchai", "tambon_officer", tree.tambon),
    ):
        client = Client()
        client.force_login(make_person(role, area, username=name))
        setattr(cast, name, client)
    return cast


def test_the_head_of_another_village_gets_404_and_leaves_a_row(small):
    assert small.mali.get("/houses/99010104/").content == b"person:mali"
    assert not Event.objects.exists()
    assert small.nok.get("/houses/99010104/").status_code == 404
    row = Event.objects.get()
    assert (row.actor, row.action, row.object_type) == ("person:nok", DENIED, "household")
    assert row.area_path == small.tree.villages[0].path
    assert row.detail == {
        "act": "read",
        "status": 404,
        "method": "GET",
        "page": "/houses/99010104/",
        "code": "99010104",
    }


def test_a_role_that_never_may_gets_403_and_leaves_a_row(small):
    assert small.somchai.get("/houses/99010104/").status_code == 403  # no duty: aggregates only
    assert small.mali.get("/people/").status_code == 403
    assert [row.detail["status"] for row in Event.objects.order_by("pk")] == [403, 403]


def test_a_control_character_in_an_address_is_an_unknown_area(small):
    assert small.mali.get("/houses/%00/").status_code == 404
    assert Event.objects.get().detail["code"] == ""


def test_an_unknown_area_answers_as_a_foreign_one(small):
    known, unknown_ = small.nok.get("/houses/99010104/"), small.nok.get("/houses/12345678/")
    assert (known.status_code, unknown_.status_code) == (404, 404)
    assert known.content.replace(b"99010104", b"") == unknown_.content.replace(b"12345678", b"")
    assert Event.objects.count() == 2


def test_the_parent_area_is_not_the_heads(small):
    assert small.mali.get("/houses/990101/").status_code == 404


def test_everybody_reads_what_is_published_and_no_row_is_left(small):
    assert small.arun.get("/village/99010104/").content == b"public"
    assert small.nok.get("/village/99010104/").content == b"person:nok"
    assert small.arun.get("/village/12345678/").status_code == 404
    assert not Event.objects.exists()


def test_arun_comes_back_to_the_page_after_signing_in(small):
    small.arun.raise_request_exception = False
    answer = small.arun.get("/houses/99010104/?a=ข")
    assert answer.headers["Location"].startswith("/accounts/login/?next=/houses/99010104/%3Fa%3D")


def test_an_act_refused_within_an_open_page_leaves_its_row_though_the_work_is_undone(small):
    assert small.mali.get("/over/99010104/").status_code == 403
    assert Event.objects.get().detail["why"] == "mali may not"
    assert not Group.objects.exists()


def test_a_view_without_a_door_lets_nobody_in(small):
    for client in (small.arun, small.mali):
        assert client.get("/bare/").status_code == 403
    assert small.mali.get("/help/").content == b"person:mali"


def test_the_scope_of_a_request_ends_with_it(small):
    from sarn.access.scope import ScopeMissing

    small.mali.get("/houses/99010104/")
    with pytest.raises(ScopeMissing):
        current()


def test_a_grant_that_ended_yesterday_opens_nothing(small):
    from sarn.accounts.models import RoleGrant

    RoleGrant.objects.update(valid_to="2026-01-01", valid_from="2025-01-01")
    assert small.mali.get("/houses/99010104/").status_code == 403


def test_a_door_of_an_unknown_class_stops_the_start():
    for wrong in (("houses", "read"), ("household", "peek")):
        with pytest.raises(KeyError):
            door(*wrong)


def test_a_library_is_put_behind_a_door_whole():
    inner = [
        path("a/", lambda request: HttpResponse()),
        path("b/", door("account", "read", area=None)(plain)),
    ]
    found = behind([*inner], public_door("a library"))
    assert [door_of(pattern.callback).kind for pattern in found] == ["public", "policy"]


# The table itself.


def test_nothing_above_the_village_sees_its_results_and_nobody_else_releases_them():
    for role in policy.ROLES:
        may = [action for action in policy.ACTIONS if policy.allows(role, "result", action, "welfare")]
        assert may == {"village_head": ["read", "certify", "release"], "volunteer": ["read"]}.get(role, []), (
            role
        )
        if may:
            assert set(policy.LEVELS[role]) <= {"village", "khum"}


def test_an_officer_without_the_duty_sees_nobody_by_name():
    for data_class in ("household", "record", "sensitive", "economic", "submission"):
        assert not policy.allows("tambon_officer", data_class, "read")
        assert policy.allows("tambon_officer", data_class, "read", "welfare")


def test_an_administrator_has_no_right_to_data():
    for data_class in ("household", "record", "sensitive", "economic", "submission", "result", "audit"):
        assert not any(policy.allows("admin", data_class, action, "welfare") for action in policy.ACTIONS)


def test_a_phone_reads_no_answers_and_the_public_only_what_is_public():
    device = {
        right.data_class for right in reference.rows() if (right.role, right.action) == ("device", "read")
    }
    assert device == {"area", "form"}
    assert {right.data_class for right in reference.rows() if right.role == "public"} == {
        "area",
        "published",
        "reference",
    }
    assert policy.paths(PUBLIC, "published", "read") == ("",)


def test_the_table_speaks_only_of_what_it_knows():
    for right in reference.rows():
        assert right.data_class in policy.DATA_CLASSES
        assert right.action in policy.ACTIONS
        assert right.rule in {"own", "duty", "assigned", "all"}
    with pytest.raises(KeyError):
        policy.allows("volunteer", "gossip", "read")
    with pytest.raises(KeyError):
        policy.allows("king", "household", "read")
    for role in policy.ROLES:
        assert f"| {role} |" in reference.markdown()


def test_the_log_page_shows_a_reader_her_areas_only(settings, tree):
    from sarn.audit import log

    settings.ROOT_URLCONF = __name__
    log.deny("here", by="person:a", area_path=tree.villages[0].path)
    log.deny("elsewhere", by="person:b", area_path=tree.other_villages[0].path)
    log.deny("nowhere", by="person:c")
    client = Client()
    client.force_login(make_person("tambon_officer", tree.tambon))
    text = client.get(reverse("audit_log:events")).content.decode()
    assert "here" in text
    assert "elsewhere" not in text
    assert "nowhere" not in text
    client.force_login(make_person("dpo", tree.country))
    text = client.get(reverse("audit_log:events")).content.decode()
    assert all(word in text for word in ("here", "elsewhere", "nowhere"))


def test_the_resolver_knows_the_areas_of_today(tree):
    assert area_path_of("99010104") == tree.villages[0].path
    assert area_path_of("12345678") is None
