"""The control of the kill loop: an intake that says 201 first and commits a moment later.

Never part of the product. It is here to show that the loop would notice such an intake.
"""

from __future__ import annotations

import io
import threading
import time

from sarn.config.wsgi import application as honest

ANSWER = (
    b"<OpenRosaResponse xmlns='http://openrosa.org/http/response'><message>early</message></OpenRosaResponse>"
)
BEFORE_COMMIT = 0.03  # seconds


def application(environ, start_response):
    """WSGI: reads the body, answers, and only then hands it to the real intake."""
    if environ["REQUEST_METHOD"] != "POST":
        return honest(environ, start_response)
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    later = {**environ, "wsgi.input": io.BytesIO(body)}
    threading.Thread(target=commit, args=(later,), daemon=True).start()
    start_response("201 Created", [("Content-Type", "text/xml"), ("Content-Length", str(len(ANSWER)))])
    return [ANSWER]


def commit(environ):
    time.sleep(BEFORE_COMMIT)
    b"".join(honest(environ, lambda *_: None))
