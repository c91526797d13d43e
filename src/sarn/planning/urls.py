"""Addresses of planning."""

from __future__ import annotations

from django.urls import path

from sarn.planning.views import issues, money, plans, projects, promises, proposals, village

app_name = "planning"
urlpatterns = [
    path("areas/<str:code>/planning/", village.work, name="village"),
    path("areas/<str:code>/projects/", village.projects, name="projects"),
    path("areas/<str:code>/issues/new/", issues.new, name="new-issue"),
    path("areas/<str:code>/issues/rank/", issues.rank, name="rank-issues"),
    path("issues/from/<uuid:cell_uid>/", issues.raise_from_cell, name="raise-issue"),
    path("issues/<uuid:uid>/", issues.issue, name="issue"),
    path("issues/<uuid:uid>/reword/", issues.reword, name="reword-issue"),
    path("issues/<uuid:uid>/picture/", issues.picture, name="issue-picture"),
    path("issues/<uuid:uid>/do/<slug:name>/", issues.do, name="do-issue"),
    path("areas/<str:code>/proposals/new/", proposals.new, name="new-proposal"),
    path("proposals/<uuid:uid>/", proposals.proposal, name="proposal"),
    path("proposals/<uuid:uid>/edit/", proposals.edit, name="edit-proposal"),
    path("proposals/<uuid:uid>/parts/<int:order>/", proposals.who, name="who-does-it"),
    path("proposals/<uuid:uid>/promise/", promises.promise, name="promise"),
    path("proposals/<uuid:uid>/do/<slug:name>/", proposals.do, name="do-proposal"),
    path("projects/<uuid:uid>/", projects.project, name="project"),
    path("projects/<uuid:uid>/reword/", projects.reword, name="reword-project"),
    path("projects/<uuid:uid>/do/<slug:name>/", projects.do, name="do-project"),
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
