"""The visits of a round: instances written once and kept, sent until each is acknowledged, then read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from sarn.access import scope
from sarn.collection import extraction
from sarn.collection.models import FormVersion, Submission
from sarn.demo import odk, places, sending, visiting
from sarn.demo.answers import Visit, at_house
from sarn.demo.building import PROGRAMME, Bar
from sarn.demo.instances import FORM_ID, instance_id_of, script, write
from sarn.demo.sending import AddressOf, Parcel
from sarn.demo.tambon import RoundPlan, Village
from sarn.registry.models import House

# Households of each village whose visit is filled by ODK's own engine: 28 in all, in each round.
BY_ENGINE = 2
THREADS = 4
_BATCH = 50

Counter = Callable[[int, str], Callable[[], object]]


@dataclass(frozen=True)
class Trip:
    """Who is visited in a round and with what: form, tokens by village code, how many by ODK's engine.

    `most` visits of each village are made, None for all of them.
    """

    plan: RoundPlan
    villages: tuple[Village, ...]
    version: FormVersion
    secrets: dict[str, str]
    programme: int = PROGRAMME
    by_engine: int = BY_ENGINE
    most: int | None = None


@dataclass
class Collected:
    """What one pass did: instances filled by the engine, sent now, acknowledged before."""

    by_engine: int = 0
    sent: int = 0
    known: int = 0


@dataclass
class Kept:
    """A visit with its instance, None where the engine has yet to fill it."""

    visit: Visit
    trip: Trip
    engine: bool
    xml: bytes | None

    def parcel(self) -> Parcel:
        """What is sent."""
        secret = self.trip.secrets[self.visit.village.code]
        return Parcel(self.visit.key, secret, self.xml or b"", self.trip.programme)


def collect(trips: Iterable[Trip], bar: Bar[tuple[Trip, Village]], count: Counter) -> Collected:
    """Write what is missing and send what the node has not acknowledged yet.

    What the node has is asked of its database, not of a list kept beside it: a build that was killed
    between an answer and a note of it neither loses nor doubles anything.
    """
    trips = list(trips)
    places_to_go = [(trip, village) for trip in trips for village in trip.villages]
    there = {trip.version.form_id: acknowledged(trip.version) for trip in trips}
    done = Collected()
    waiting: list[Kept] = []
    for trip, village in bar(places_to_go, "แบบสอบถาม · instances"):
        for kept in kept_of(trip, village):
            if kept.xml is not None and instance_id_of(kept.xml) in there[trip.version.form_id]:
                done.known += 1
            else:
                waiting.append(kept)
    if waiting:
        with sending.private_server(trips[0].plan.sent_at) as address_of:
            step = count(len(waiting), "ส่งเข้าเครื่อง · submissions")
            # The engine has a processor of its own while the other phones send.
            with ThreadPoolExecutor(1) as beside:
                filled = beside.submit(_by_engine, [one for one in waiting if one.engine], address_of)
                done.sent = _send([one for one in waiting if not one.engine], address_of, step)
                done.by_engine, sent = filled.result()
            done.sent += sent
    return done


def read_all(count: Counter) -> int:
    """Extract what is due, a batch at a time; return how many submissions were read."""
    with scope.system("demo"):
        step = count(len(extraction.due()), "อ่านคำตอบ · extraction")
    read = 0
    while found := extraction.run(_BATCH):
        read += found
        for _ in range(found):
            step()
    return read


def kept_of(trip: Trip, village: Village) -> list[Kept]:
    """Every visit of the trip to the village with its instance, written where it was not yet."""
    uids = dict(House.objects.filter(area__code=village.code).values_list("number", "uid"))
    for_engine = trip.by_engine
    found: list[Kept] = []
    for visit in visiting.visits(village, trip.plan)[: trip.most]:
        # The engine fills the first that found somebody at home.
        engine = visit.outcome == "answered" and for_engine > 0
        for_engine -= engine
        at_house(visit, str(uids[visit.number]))
        path = places.instance_file(village.code, visit.key)
        if not path.exists() and not engine:
            places.write(path, write(visit, trip.version.version), durable=False)  # again the same
        found.append(Kept(visit, trip, engine, path.read_bytes() if path.exists() else None))
    return found


def acknowledged(version: FormVersion) -> set[str]:
    """The instanceIDs that the node has of this form."""
    found = Submission.objects.filter(form_id=version.form_id).values_list("instance_id", flat=True)
    return set(found)


def _by_engine(waiting: list[Kept], address_of: AddressOf) -> tuple[int, int]:
    """Filled by the engine, kept, then sent by it: after a crash the same bytes go again. (filled, sent)."""
    empty = {one.visit.key: one for one in waiting if one.xml is None}
    scripts = ({**script(one.visit), "server": _server(one, address_of)} for one in empty.values())
    for key, xml in odk.fill(FORM_ID, scripts):
        kept = empty[key]
        places.write(places.instance_file(kept.visit.village.code, key), xml)
        kept.xml = xml
    sent = odk.send((one.visit.key, _server(one, address_of), one.xml or b"") for one in waiting)
    return len(empty), sent


def _send(waiting: list[Kept], address_of: AddressOf, step: Callable[[], object]) -> int:
    # A village after the other, as its phones come to the hall; in each as the days brought them.
    waiting = sorted(waiting, key=lambda one: (one.visit.village.code, one.visit.ended))
    return sending.send_all((one.parcel() for one in waiting), address_of, threads=THREADS, done=step)


def _server(one: Kept, address_of: AddressOf) -> str:
    parcel = one.parcel()
    return address_of(parcel.secret, parcel.programme)
