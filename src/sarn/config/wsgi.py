"""The web entry point that granian loads."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sarn.config.settings")
application = get_wsgi_application()

# What was loaded by now stays: the collector need not look through it with every request.
gc.collect()
gc.freeze()
