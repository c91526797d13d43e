"""Addresses of the public site."""

from __future__ import annotations

from django.urls import path

from sarn.portal.views import areas

app_name = "portal"
urlpatterns = [
    path("", areas.front_page, name="front"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/figures.csv", areas.figures_csv, name="figures"),
    path("areas/<str:code>/rounds/<str:round_code>/release/", areas.release, name="release"),
]
