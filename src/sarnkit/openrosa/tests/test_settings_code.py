"""The QR code of ODK Collect."""

from __future__ import annotations

import base64
import json
import zlib

from sarnkit.openrosa import read_settings_code, settings_code

URL = "https://sarn.example/v1/key/0123/projects/1"


def test_the_layers_are_those_that_collect_peels_off() -> None:
    code = settings_code(URL, "ตำบลห้วยสาธิต", icon="ห", color="#1b5e20")
    packed = base64.b64decode(code, validate=True)
    assert packed[0] == 0x78  # a zlib header, not raw deflate
    settings = json.loads(zlib.decompress(packed).decode("utf-8"))
    assert settings["general"] == {
        "server_url": URL,
        "form_update_mode": "match_exactly",
        "autosend": "wifi_and_cellular",
        "app_language": "th",
    }
    assert settings["project"] == {"name": "ตำบลห้วยสาธิต", "icon": "ห", "color": "#1b5e20"}


def test_general_and_admin_are_always_there() -> None:
    settings = read_settings_code(settings_code(URL, "x"))
    assert {"general", "admin"} <= settings.keys()
    assert settings["admin"] == {"change_server": False}


def test_what_the_caller_sets_wins() -> None:
    code = settings_code(
        URL, "x", general={"autosend": "off"}, admin={"change_server": True, "edit_saved": False}
    )
    settings = read_settings_code(code)
    assert settings["general"]["autosend"] == "off"
    assert settings["admin"] == {"change_server": True, "edit_saved": False}


def test_it_fits_a_qr_picture() -> None:
    assert len(settings_code(URL.replace("0123", "f" * 64), "ตำบลห้วยสาธิต อำเภอเมืองสาธิต")) < 1_000
