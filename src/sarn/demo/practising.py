"""บ้านลองทำ: a village whose counter may move before an audience, in a programme and a tambon of its own."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sarn.access import scope
from sarn.collection import phones
from sarn.collection.models import FormVersion
from sarn.demo import building, sending, timeline
from sarn.demo.collecting import Trip, acknowledged, kept_of
from sarn.demo.instances import instance_id_of
from sarn.demo.sending import DemoError
from sarn.demo.tambon import practice

_YEAR = timedelta(days=366)


def open_up() -> Trip:
    """The form, the round and the token of the practice village; give the visits that come with the build."""
    plan, village = practice().round, practice().village
    version = building.publish_form(plan, practice().programme)
    building.open_round(plan, version, village.tambon)
    secrets = building.issue_tokens(plan, [village], practice().programme, life=_YEAR)
    return Trip(plan, (village,), version, secrets, practice().programme, 0, practice().sent)


def phone(server: str) -> str:
    """The address for ODK Collect, with the token of the practice village."""
    _, secret = _token()
    return phones.address(server, secret, practice().programme)


def send_one(server: str) -> str:
    """Send the next household that has not answered to the running server, as a phone; return its key.

    Raises DemoError where all have answered, and where no server answers.
    """
    version, secret = _token()
    with scope.system("demo"):
        village = practice().village
        secrets = {village.code: secret}
        trip = Trip(practice().round, (village,), version, secrets, practice().programme, 0)
        known = acknowledged(version)
        waiting = [one for one in kept_of(trip, village) if instance_id_of(one.xml or b"") not in known]
    if not waiting:
        raise DemoError("บ้านลองทำตอบครบทุกหลังแล้ว · Every household of the practice village has answered.")
    address_of = partial(phones.address, server)
    try:
        sending.send_all([waiting[0].parcel()], address_of, threads=1, done=lambda: None)
    except DemoError as fault:
        if fault.__cause__ is None:  # it was heard and refused
            raise
        raise DemoError(
            f"ไม่มีเครื่องตอบที่ {server} เปิดด้วย sarn serve ก่อน · Nothing answers at {server}: start it with `sarn serve`."
        ) from fault
    return waiting[0].visit.key


def _token() -> tuple[FormVersion, str]:
    if not timeline.is_told():
        raise DemoError(
            "ยังไม่ได้สร้างชุดสาธิต สั่ง sarn demo ก่อน · The demo is not built here yet: run `sarn demo` first."
        )
    timeline.stand(timeline.NOW)
    versions = FormVersion.objects.filter(form__programme_id=practice().programme)
    secrets = building.kept_tokens(practice().round)
    return versions.latest("pk"), secrets[practice().village.code]
