"""Settings of the test suite: the same house with a cheap hasher and its own folder."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "SARN_TEST_HOME" not in os.environ:
    os.environ["SARN_TEST_HOME"] = tempfile.mkdtemp(prefix="sarn-test-")
    atexit.register(shutil.rmtree, os.environ["SARN_TEST_HOME"], ignore_errors=True)
os.environ["SARN_HOME"] = os.environ["SARN_TEST_HOME"]
for _name in ("SARN_CLOCK", "SARN_FILES", "SARN_LAKE", "SARN_ORIGIN", "SARN_HTTPS", "SARN_DEBUG"):
    os.environ.pop(_name, None)

from sarn.config.settings import *  # noqa: E402, F403
from sarn.config.settings import STATIC_ROOT, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# The manifest storage wants collectstatic first.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise warns at every start about a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
