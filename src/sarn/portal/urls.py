"""Addresses of the public site."""

from __future__ import annotations

from django.urls import path

from sarn.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.front_page, name="front"),
    path("areas/", views.areas, name="areas"),
    path("areas/<str:code>/", views.area, name="area"),
    path("areas/<str:code>/figures.csv", views.figures_csv, name="figures"),
    path("areas/<str:code>/rounds/<str:round_code>/release/", views.release, name="release"),
]
