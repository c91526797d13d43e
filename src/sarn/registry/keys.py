"""The key ring: sealing of personal fields, the blind index of citizen IDs, pseudonyms.

Keys lie in SARN_HOME/keys, never in the database, and are made on first use, readable by their
owner only; a key that is missing while the database holds what was made with it has been lost, and
no new one takes its place. Sealing is AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce; the table, field and
uid go in as associated data, so that a sealed value moved to another row does not open.
Index and pseudonyms are HMAC-SHA-256 under keys of their own: without the key all 10^12 citizen
IDs could be tried in days.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connection

from sarnkit.problems import Problem

# The name of the sealing key new values get; older keys of the ring still open what they sealed.
CURRENT = "seal-1"
KEY_BYTES = 32
NONCE_BYTES = 12


class KeyRingFault(Problem):
    """The key ring does not fit the database: a fault of the node, never of what is being read."""


def seal(text: str, *, table: str, field: str, uid: UUID) -> str:
    """`key-name:base64(nonce + ciphertext + tag)` of the text, bound to its place."""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(CURRENT, _folder()).encrypt(nonce, text.encode(), _place(table, field, uid))
    return f"{CURRENT}:{base64.b64encode(nonce + sealed).decode()}"


def unseal(sealed: str, *, table: str, field: str, uid: UUID) -> str:
    """The text again. Raises Problem `registry.cannot-open` for another place, key or bytes.

    Raises KeyRingFault where the key itself is lost or damaged.
    """
    name, _, body = sealed.partition(":")
    try:
        raw = base64.b64decode(body, validate=True)
        opened = _cipher(name, _folder()).decrypt(
            raw[:NONCE_BYTES], raw[NONCE_BYTES:], _place(table, field, uid)
        )
    except (InvalidTag, ValueError, OSError) as fault:
        raise Problem("registry.cannot-open", table=table, field=field, uid=uid) from fault
    return opened.decode()


def blind_index(text: str) -> str:
    """The same 64 hex digits for the same text: finds a citizen ID without opening any."""
    return _hmac("index", text)


def pseudonym(kind: str, uid: UUID | str, round_code: str) -> str:
    """The key of a household, person or submission outside the registry: 24 hex digits (96 bits).

    It differs from round to round, so that lists of two rounds that left the house cannot be
    joined without the key ring.
    """
    return _hmac("pseudonym", f"{kind}\0{uid}\0{round_code}")[:24]


def _hmac(name: str, text: str) -> str:
    return hmac.new(_key(name, _folder(), create=True), text.encode(), hashlib.sha256).hexdigest()


def _place(table: str, field: str, uid: UUID) -> bytes:
    return f"{table}\0{field}\0{uid}".encode()


def _folder() -> Path:
    return Path(settings.SARN_HOME) / "keys"


@lru_cache
def _cipher(name: str, folder: Path) -> AESGCM:
    return AESGCM(_key(name, folder, create=name == CURRENT))


@lru_cache
def _key(name: str, folder: Path, *, create: bool) -> bytes:
    if not name.replace("-", "").isalnum():
        raise ValueError("no such key")
    path = folder / f"registry-{name}.key"
    if create and not path.exists():
        # Looked for once more: another process may just have made it and used it.
        if any(used() for used in _USED.get(name, ())) and not path.exists():
            raise KeyRingFault("registry.key-missing", key=path.name, folder=str(folder))
        _make(path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyRingFault("registry.key-damaged", key=path.name, folder=str(folder))
    return key


def used_by(name: str, table: str, *columns: str) -> None:
    """Rows of the table with text in one of the columns were made with the key of this name."""

    def used() -> bool:
        quoted = connection.ops.quote_name
        where = " OR ".join(f"{quoted(column)} <> ''" for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT 1 FROM {quoted(table)} WHERE {where} LIMIT 1")  # noqa: S608 (names of ours)
            return cursor.fetchone() is not None

    _USED.setdefault(name, []).append(used)


_USED: dict[str, list[Callable[[], bool]]] = {}


def _make(path: Path) -> None:
    # Written whole under another name first and linked into place: of two processes that start
    # together one wins, and neither ever reads half a key.
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(f".{os.getpid()}-{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    parent = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(parent)
    finally:
        os.close(parent)
