"""All addresses of the house."""

from __future__ import annotations

from django.urls import include, path

from sarn.config import health, home, refusals

handler403 = refusals.forbidden
handler404 = refusals.not_found

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("mine/", home.mine, name="mine"),
    path("accounts/", include("sarn.accounts.urls")),
    path("audit/", include("sarn.access.urls")),
    path("rules/", include("sarn.workflow.urls")),
    path("", include("sarn.thread.urls")),
    path("", include("sarn.meetings.urls")),
    path("", include("sarn.indicators.urls")),
    path("", include("sarn.planning.urls")),
    path("", include("sarn.portal.urls")),
    path("", include("sarn.collection.urls")),
]
