"""A load of phones: each keeps one connection and posts submissions one after the other.

Runs as a process of its own (`python -m bench.clients`), so that its work is not counted as the
server's. Bounded in count; prints one line of JSON.
"""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import threading
import time
import uuid

BOUNDARY = "sarn-bench"


def body(template: str, instance_id: str) -> bytes:
    """One multipart submission of about 3 kB without attachments."""
    xml = template.replace("{instance}", instance_id)
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="s.xml"\r\n'
        f"Content-Type: text/xml\r\n\r\n{xml}\r\n--{BOUNDARY}--\r\n"
    ).encode()


def phone(
    port: int, path: str, method: str, count: int, template: str, took: list[float], bad: list[int]
) -> None:
    """Send `count` requests one after the other over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"X-OpenRosa-Version": "1.0", "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    for _ in range(count):
        data = body(template, f"uuid:{uuid.uuid4()}") if method == "POST" else None
        start = time.perf_counter()
        connection.request(method, path, body=data, headers=headers if data else {})
        response = connection.getresponse()
        response.read()
        took.append(time.perf_counter() - start)
        if response.status not in (200, 201):
            bad.append(response.status)
    connection.close()


def main(port: int, path: str, method: str, clients: int, count: int, template_file: str) -> None:
    """Run `clients` phones that send `count` requests in all."""
    with open(template_file) as file:  # noqa: PTH123
        template = file.read()
    took: list[float] = []
    bad: list[int] = []
    share = count // clients
    threads = [
        threading.Thread(target=phone, args=(port, path, method, share, template, took, bad))
        for _ in range(clients)
    ]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wall = time.perf_counter() - start
    print(
        json.dumps(
            {"sent": len(took), "bad": bad[:3], "wall": wall, "median_ms": statistics.median(took) * 1000}
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), sys.argv[6])
