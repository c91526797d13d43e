"""Keeping what was refused after its sender was known: nothing authenticated is thrown away."""

from __future__ import annotations

import hashlib
import io
import tempfile
from typing import IO, BinaryIO, cast

from django.db import transaction

from sarn.access import scope
from sarn.accounts.models import DeviceToken
from sarn.audit import log
from sarn.collection import blobs
from sarn.collection.models import Quarantine
from sarnkit.openrosa import ACCEPT_LENGTH, SubmissionHead
from sarnkit.problems import Problem

_MEMORY = 1 << 20


class Copy:
    """A request's body as a stream that remembers what was read from it."""

    def __init__(self, source: BinaryIO | IO[bytes]) -> None:
        self.source = source
        # Lives as long as the request; `close` ends it.
        self.kept = tempfile.SpooledTemporaryFile(max_size=_MEMORY, dir=str(blobs.drafts()))  # noqa: SIM115

    def read(self, size: int, /) -> bytes:
        """The next bytes, b"" at the end; OSError where the connection broke."""
        chunk = self.source.read(size)
        self.kept.write(chunk)
        return chunk

    def drain(self) -> None:
        """Read what is left, up to what a phone may send in one request."""
        try:
            while self.kept.tell() < ACCEPT_LENGTH and self.read(
                min(1 << 16, ACCEPT_LENGTH - self.kept.tell())
            ):
                pass
        except OSError:
            return  # the connection broke: what came is what there is

    def close(self) -> None:
        """Forget what was read."""
        self.kept.close()


def keep(
    problem: Problem,
    body: Copy,
    *,
    token: DeviceToken,
    headers: dict[str, str],
    head: SubmissionHead | None = None,
) -> None:
    """Keep the body and the reason, durably, in the token's area.

    The same body refused to the same token for the same reason is kept once, however often the
    phone tries again.
    """
    if problem.code != "openrosa.body-too-large":  # the phone must send that one in another way in any case
        body.drain()
    sha256, size = _store(body)
    # Written for every refusal, so it may not depend on who reads the submission later.
    with transaction.atomic(), scope.system("intake"):
        seen = Quarantine.objects.filter(token_uid=token.uid, reason=problem.code, body=sha256)
        if seen.exists():
            return
        kept = Quarantine.objects.create(
            area_path=token.area_path,
            reason=problem.code,
            detail=problem.sentence("en")[:500],
            headers=headers,
            body=sha256,
            size=size,
            form_id=head.form_id if head else "",
            instance_id=head.instance_id if head else "",
            token_uid=token.uid,
        )
        log.record(
            "submission.quarantine",
            by=f"device:{token.uid}",
            object_type="quarantine",
            object_uid=str(kept.uid),
            area_path=token.area_path,
            reason=problem.code,
        )


def _store(body: Copy) -> tuple[str, int]:
    stream = cast(io.BufferedRandom, body.kept)
    size = stream.tell()
    stream.seek(0)
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    blobs.store_stream(stream, sha256=digest, size=size)
    return digest, size
