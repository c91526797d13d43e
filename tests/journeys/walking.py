"""Somebody at a browser of their own: goes to pages, fills boxes by their labels, presses what is written there."""

from __future__ import annotations

import io
import itertools
import os
import re
from pathlib import Path
from typing import Any

from tests.conftest import Node, sign_in

PHONE, DESK = 360, 1280

_count = itertools.count(1)
# (address of the node, sign-in name) → the cookies of somebody who has signed in there once through the page.
_signed_in: dict[tuple[str, str], Any] = {}


class Person:
    """A person (None: a visitor who has not signed in) with cookies of her own."""

    def __init__(self, chromium: Any, node: Node, name: str | None = None, *, width: int = PHONE) -> None:
        self.node, self.name = node, name or "visitor"
        known = _signed_in.get((node.url, name or ""))
        self.context = chromium.new_context(
            viewport={"width": width, "height": 800}, locale="th-TH", storage_state=known
        )
        self.page = self.context.new_page()
        if name and known is None:
            sign_in(self.page, node, name)
            _signed_in[node.url, name] = self.context.storage_state()

    def go(self, path: str) -> int:
        """Open the page of this path (or whole address); return the status of the answer."""
        answer = self.page.goto(path if path.startswith("http") else self.node.url + path)
        self._look()
        return int(answer.status)

    @property
    def path(self) -> str:
        """Where she stands, without the host."""
        return str(self.page.url).removeprefix(self.node.url)

    def words(self, selector: str = "body") -> str:
        """The visible text with all blanks made plain."""
        return plain(self.page.locator(selector).first.inner_text())

    def press(self, text: str, *, within: str = "main") -> None:
        """Press the button or follow the link that says this, and wait for the page behind it."""
        place = self.page.locator(within)
        found = place.get_by_role("button", name=text, exact=True).or_(
            place.get_by_role("link", name=text, exact=True)
        )
        with self.page.expect_navigation(wait_until="domcontentloaded"):
            found.first.click()
        self._look()

    def offers(self, text: str) -> bool:
        """Whether a button or a link says this."""
        place = self.page.locator("main")
        named = place.get_by_role("button", name=text, exact=True).or_(
            place.get_by_role("link", name=text, exact=True)
        )
        return bool(named.count())

    def fill(self, **boxes: str) -> None:
        """Write into the boxes of these names."""
        for name, value in boxes.items():
            self.page.fill(f'main [name="{name}"]', value)

    def choose(self, name: str, label: str) -> None:
        """Choose in the list of this name the line that holds these words."""
        box = self.page.locator(f'main select[name="{name}"]')
        value = box.locator("option", has_text=re.compile(re.escape(label))).first.get_attribute("value")
        box.select_option(value)

    def photos(self, name: str, *files: bytes) -> None:
        """Put photos into the box of this name."""
        given = [
            {"name": f"IMG_{n}.jpg", "mimeType": "image/jpeg", "buffer": one}
            for n, one in enumerate(files, start=1)
        ]
        self.page.set_input_files(f'main input[name="{name}"]', given)

    def post(self, path: str, **said: str) -> int:
        """Send a form by hand, as somebody would who knows the address; return the status of the answer."""
        token = next(one["value"] for one in self.context.cookies() if one["name"] == "csrftoken")
        answer = self.context.request.post(
            self.node.url + path,
            form={"csrfmiddlewaretoken": token, **said},
            headers={"Referer": self.node.url + path},
            max_redirects=0,
        )
        return int(answer.status)

    def bring(self, path: str) -> bytes:
        """What a download of this path holds."""
        return bytes(self.context.request.get(self.node.url + path).body())

    def leave(self) -> None:
        """Close the browser."""
        self.context.close()

    def _look(self) -> None:
        """With SARN_SHOTS=folder, a picture of every page she comes to, for the eyes of whoever works on them."""
        folder = os.environ.get("SARN_SHOTS")
        if folder:
            name = re.sub(r"\W+", "-", self.path)[:60]
            self.page.screenshot(
                path=Path(folder) / f"{next(_count):03d}-{self.name}{name}.png", full_page=True
            )


def plain(text: str) -> str:
    """Text with every run of blanks, the unbreakable ones too, made one."""
    return re.sub(r"\s+", " ", text).strip()


def photo(colour: str) -> bytes:
    """A JPEG as a phone makes it: with the place inside."""
    from PIL import ExifTags, Image

    exif = Image.Exif()
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef], gps[ExifTags.GPS.GPSLatitude] = "N", (15.0, 14.0, 13.0)
    out = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG", exif=exif)
    return out.getvalue()
