"""The visits of the round: instances written once and kept, sent until each is acknowledged, then read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from sarn.access import scope
from sarn.collection import extraction
from sarn.collection.models import FormVersion, Submission
from sarn.demo import odk, places, sending
from sarn.demo.answers import Visit, at_house, visits
from sarn.demo.building import PROGRAMME, Bar
from sarn.demo.instances import FORM_ID, instance_id_of, script, write
from sarn.demo.tambon import Village, villages
from sarn.registry.models import House

# Households of each village whose visit is filled by ODK's own engine: 28 in all.
BY_ENGINE = 2
THREADS = 4
_BATCH = 50

Counter = Callable[[int, str], Callable[[], object]]


@dataclass
class Collected:
    """What one pass did: instances filled by the engine, sent now, acknowledged before."""

    by_engine: int = 0
    sent: int = 0
    known: int = 0


def collect(version: FormVersion, secrets: dict[str, str], bar: Bar[Village], count: Counter) -> Collected:
    """Write what is missing and send what the node has not acknowledged yet.

    What the node has is asked of its database, not of a list kept beside it: a build that was killed
    between an answer and a note of it neither loses nor doubles anything.
    """
    acknowledged = set(
        Submission.objects.filter(form_id=version.form_id).values_list("instance_id", flat=True)
    )
    engine_waits: list[Visit] = []
    waiting: list[tuple[Visit, bytes]] = []
    done = Collected()
    for village in bar(villages(), "แบบสอบถาม · instances"):
        for visit, xml in _kept(village, version.version):
            if xml is None:
                engine_waits.append(visit)
            elif instance_id_of(xml) in acknowledged:
                done.known += 1
            else:
                waiting.append((visit, xml))
    if engine_waits or waiting:
        with sending.private_server(PROGRAMME) as address_of:
            waiting += _fill_by_engine(engine_waits, lambda visit: address_of(secrets[visit.village.code]))
            done.by_engine = len(engine_waits)
            done.sent = _send(waiting, secrets, address_of, count)
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


def by_engine(village: Village) -> set[str]:
    """Keys of the visits that ODK's engine fills: the first that found somebody at home."""
    answered = (visit.key for visit in visits(village) if visit.outcome == "answered")
    return set(islice(answered, BY_ENGINE))


def _kept(village: Village, version: str) -> list[tuple[Visit, bytes | None]]:
    """Every visit with its instance; None where the engine has yet to fill it."""
    uids = dict(House.objects.filter(area__code=village.code).values_list("number", "uid"))
    engine = by_engine(village)
    found: list[tuple[Visit, bytes | None]] = []
    for visit in visits(village):
        at_house(visit, str(uids[visit.number]))
        path = places.instance_file(village.code, visit.key)
        if not path.exists() and visit.key not in engine:
            places.write(path, write(visit, version), durable=False)  # can be written again, the same
        found.append((visit, path.read_bytes() if path.exists() else None))
    return found


def _fill_by_engine(waiting: list[Visit], server_of: Callable[[Visit], str]) -> list[tuple[Visit, bytes]]:
    """Filled by the engine and kept before they are sent: after a crash the same bytes go again."""
    by_key = {visit.key: visit for visit in waiting}
    scripts = ({**script(visit), "server": server_of(visit)} for visit in waiting)
    filled = []
    for key, xml in odk.fill(FORM_ID, scripts):
        places.write(places.instance_file(by_key[key].village.code, key), xml)
        filled.append((by_key[key], xml))
    return filled


def _send(
    waiting: list[tuple[Visit, bytes]],
    secrets: dict[str, str],
    address_of: Callable[[str], str],
    count: Counter,
) -> int:
    engine = {key for village in villages() for key in by_engine(village)}
    parcels = [
        sending.Parcel(visit.key, secrets[visit.village.code], xml)
        for visit, xml in sorted(waiting, key=lambda one: one[0].ended)  # as the days brought them
    ]
    step = count(len(parcels), "ส่งเข้าเครื่อง · submissions")
    sent = odk.send((one.key, address_of(one.secret), one.xml) for one in parcels if one.key in engine)
    others = (one for one in parcels if one.key not in engine)
    return sent + sending.send_all(others, address_of, threads=THREADS, done=step)
