"""Addresses of plans."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarn.planning.views import plans

urlpatterns: list[URLPattern] = [
    path("areas/<str:code>/plans/", plans.of_area, name="plans"),
    path("areas/<str:code>/plans/begin/", plans.begin, name="begin-plan"),
    path("plans/<uuid:uid>/", plans.plan, name="plan"),
    path("plans/<uuid:uid>/next/", plans.next_version, name="next-version"),
    path("plan-versions/<uuid:uid>/", plans.version, name="version"),
    path("plan-versions/<uuid:uid>/compare/<uuid:other>/", plans.compare, name="compare-versions"),
    path("plan-versions/<uuid:uid>/take/", plans.take, name="take-projects"),
    path("plan-versions/<uuid:uid>/do/<slug:name>/", plans.do_version, name="do-plan-version"),
    path("plan-versions/<uuid:uid>/p02.xlsx", plans.p02_xlsx, name="p02-xlsx"),
    path("plan-versions/<uuid:uid>/p02.pdf", plans.p02_pdf, name="p02-pdf"),
    path("plan-versions/<uuid:uid>/book.pdf", plans.book_pdf, name="plan-book"),
    path("plan-entries/<uuid:uid>/", plans.entry, name="plan-entry"),
]
