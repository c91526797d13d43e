"""Addresses of money, of work done and of their photos."""

from __future__ import annotations

from django.urls import URLPattern, path

from sarn.planning.views import money

urlpatterns: list[URLPattern] = [
    path("areas/<str:code>/wanted/", money.wanted, name="wanted"),
    path("projects/<uuid:uid>/ask/", money.ask, name="ask-money"),
    path("budget-lines/<uuid:uid>/", money.budget_line, name="budget-line"),
    path("budget-lines/<uuid:uid>/correct/", money.correct, name="correct-money"),
    path("budget-lines/<uuid:uid>/do/<slug:name>/", money.do_budget_line, name="do-budget-line"),
    path("projects/<uuid:uid>/activities/plan/", money.plan_activity, name="plan-activity"),
    path("projects/<uuid:uid>/activities/record/", money.record_activity, name="record-activity"),
    path("activities/<uuid:uid>/", money.activity, name="activity"),
    path("activities/<uuid:uid>/do/<slug:name>/", money.do_activity, name="do-activity"),
    path("activities/pictures/<uuid:uid>.jpg", money.activity_picture, name="activity-picture"),
    path(
        "activities/pictures/<uuid:uid>-small.jpg",
        money.activity_picture,
        {"size": "small"},
        name="activity-picture-small",
    ),
    path("acceptances/pictures/<uuid:uid>.jpg", money.acceptance_picture, name="acceptance-picture"),
    path(
        "acceptances/pictures/<uuid:uid>-small.jpg",
        money.acceptance_picture,
        {"size": "small"},
        name="acceptance-picture-small",
    ),
]
