"""Addresses of measured effects."""

from __future__ import annotations

from django.urls import path

from sarn.indicators import views
from sarn.indicators.forms import LowerForm
from sarn.indicators.models import EffectResult
from sarn.workflow.move_page import move_view

app_name = "indicators"
urlpatterns = [
    path("effects/<uuid:uid>/", views.effect, name="effect"),
    path(
        "effects/<uuid:uid>/do/<slug:name>/",
        move_view(EffectResult, forms={"lower": LowerForm}),
        name="do-effect",
    ),
]
