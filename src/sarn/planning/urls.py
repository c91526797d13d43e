"""Addresses of planning: issues, proposals and projects here; plans and money in their own modules."""

from __future__ import annotations

from sarn.planning import urls_money, urls_plans

app_name = "planning"
urlpatterns = [
    *urls_plans.urlpatterns,
    *urls_money.urlpatterns,
]
