"""How the thread names what it joins: a kind and a uid, as a log does."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID


class Ref(NamedTuple):
    """One object of any app: its kind («issue», «project») and its uid."""

    kind: str
    uid: UUID
