"""Addresses of phones (`/v1/…`, ODK's words) and of the pages about collection."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from sarn.collection import api, views


class SmallNumber(IntConverter):
    """A programme's number: at most what its column holds."""

    regex = "[0-9]{1,5}"


register_converter(SmallNumber, "small")

app_name = "collection"
_KEY = "v1/key/<str:token>/projects/<small:programme>"
_BARE = "v1/projects/<small:programme>"

urlpatterns = [
    path(f"{_KEY}/submission", api.submission, name="submission"),
    path(f"{_KEY}/formList", api.form_list, name="form-list"),
    path(f"{_KEY}/forms/<uuid:version>.xml", api.form, name="form"),
    path(f"{_KEY}/forms/<uuid:version>/manifest", api.manifest, name="manifest"),
    path(f"{_KEY}/forms/<uuid:version>/media/<str:name>", api.media, name="media"),
    path(f"{_BARE}/submission", api.no_token, name="submission-without-token"),
    path(f"{_BARE}/formList", api.no_token, name="form-list-without-token"),
    path("areas/<str:code>/households/", views.households, name="households"),
    path("areas/<str:code>/submissions/", views.submissions, name="submissions"),
]
