"""The log of who did what, which lies below this app and is drawn here because it needs a door."""

from __future__ import annotations

from django.urls import path

from sarn.access import views

app_name = "audit_log"
urlpatterns = [path("", views.events, name="events")]
