"""Weight of the first load of a village page, over the wire. Aim: 150 kB with fonts."""

from __future__ import annotations

import re
import statistics
import time
import urllib.request
from urllib.parse import urljoin

from bench import node

VILLAGE = "/areas/99010104/"


def fetch(url: str) -> tuple[int, str]:
    """Bytes on the wire (headers left out) and the text of a page or style sheet."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", "Accept-Language": "th"})
    with urllib.request.urlopen(request, timeout=20) as response:
        raw = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            import gzip

            return len(raw), gzip.decompress(raw).decode()
        return len(raw), raw.decode(errors="replace")


def main() -> None:
    """Load the page, its styles, and all four font files that they name."""
    with node.demo(), node.serving() as (_, port):
        base = f"http://127.0.0.1:{port}"
        size, html = fetch(base + VILLAGE)
        total = size
        print(f"{size / 1000:7.1f} kB  {VILLAGE}")
        for href in re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="(/static/[^"]+)"', html):
            size, text = fetch(base + href)
            total += size
            print(f"{size / 1000:7.1f} kB  {href}")
            if href.endswith(".css"):
                for name in sorted(set(re.findall(r"url\([\"']?([^)\"'#]+)", text))):
                    size, _ = fetch(urljoin(base + href, name))
                    total += size
                    print(f"{size / 1000:7.1f} kB  {name}")
        print(f"{total / 1000:7.1f} kB  together (aim: 150 kB)")
        trivial, page = times(base + "/healthz"), times(base + VILLAGE)
        print(
            f"{page:7.1f} ms  the page, median of 50; {page / trivial:.1f} × a trivial answer of the same server"
        )


def times(url: str, count: int = 50) -> float:
    """Median milliseconds of `count` requests one after the other."""
    took = []
    for _ in range(count):
        start = time.perf_counter()
        fetch(url)
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)
