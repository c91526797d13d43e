"""What a phone scans: the address with its token as the settings code of ODK Collect."""

from __future__ import annotations

import io
from pathlib import Path

import segno

from sarnkit.openrosa import settings_code

_SCALE = 6  # pixels a module: readable from paper and from a projector


def address(server: str, secret: str, programme: int) -> str:
    """The server address of Collect for a token."""
    return f"{server.rstrip('/')}/v1/key/{secret}/projects/{programme}"


def picture(server_url: str, *, name: str) -> segno.QRCode:
    """The QR code that sets up Collect: address, exact form updates, automatic sending, Thai."""
    return segno.make(settings_of(server_url, name=name).decode(), error="m", micro=False)


def settings_of(server_url: str, *, name: str) -> bytes:
    """The text in the picture."""
    return settings_code(server_url, name, icon="ส")


def save(code: segno.QRCode, path: Path) -> None:
    """Write the picture; the kind is that of the name, .png or .svg."""
    code.save(str(path), scale=_SCALE, border=4)


def as_text(code: segno.QRCode) -> str:
    """The picture in block letters for a terminal."""
    out = io.StringIO()
    code.terminal(out, compact=True)
    return out.getvalue()
