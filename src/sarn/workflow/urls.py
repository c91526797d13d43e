"""Addresses of the rules; each app has the addresses of its own moves."""

from __future__ import annotations

from django.urls import path

from sarn.workflow import views

app_name = "workflow"
urlpatterns = [
    path("", views.rules, name="rules"),
    path("<slug:kind>/", views.rules, name="rules-of"),
]
