"""The settings code that ODK Collect reads from a QR picture."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping


def settings_code(
    server_url: str,
    project_name: str,
    *,
    icon: str = "",
    color: str = "",
    language: str = "th",
    general: Mapping[str, object] | None = None,
    admin: Mapping[str, object] | None = None,
) -> bytes:
    """The text of the QR picture: settings as JSON, deflated (zlib header), in base64.

    `server_url` holds the token: whoever has the picture can send. Both `general` and `admin` are
    always there, for Collect refuses settings that lack either. By default forms follow the server
    exactly, sending is automatic, and the server cannot be changed on the phone.
    """
    settings = {
        "general": {
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "autosend": "wifi_and_cellular",
            "app_language": language,
            **(general or {}),
        },
        "admin": {"change_server": False, **(admin or {})},
        "project": {
            "name": project_name,
            **({"icon": icon} if icon else {}),
            **({"color": color} if color else {}),
        },
    }
    text = json.dumps(settings, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode("utf-8"), 9))


def read_settings_code(code: bytes) -> dict[str, object]:
    """The settings in a code, as Collect would read them."""
    settings: dict[str, object] = json.loads(zlib.decompress(base64.b64decode(code, validate=True)))
    return settings
