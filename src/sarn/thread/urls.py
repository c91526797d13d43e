"""Addresses of the thread."""

from __future__ import annotations

from django.urls import path

from sarn.thread import api, views

app_name = "thread"
urlpatterns = [
    path("thread/broken/", views.broken, name="broken"),
    path("thread/<slug:kind>/<uuid:uid>/", views.thread, name="thread"),
    path("api/v1/thread/<slug:kind>/<uuid:uid>", api.thread, name="api"),
]
