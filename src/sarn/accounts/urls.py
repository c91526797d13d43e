"""Signing in, signing out, password and second factor: allauth's views behind our doors."""

from __future__ import annotations

from allauth.urls import urlpatterns as allauth_patterns
from django.urls import path

from sarn.access.doors import behind, public_door
from sarn.accounts import views

urlpatterns = [
    # Stands before allauth's own: without a mail server its answer would promise a mail.
    path("password/reset/", views.password_reset, name="account_reset_password"),
    *behind(allauth_patterns, public_door("signing in; allauth asks for the session where it needs one")),
]
