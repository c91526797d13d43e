"""Addresses of planning: issues, proposals and projects here; plans and money in their own modules."""

from __future__ import annotations

from django.urls import path

from sarn.planning import urls_money, urls_plans
from sarn.planning.views import issues, projects, promises, proposals, village

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
    path("projects/<uuid:uid>/do/<slug:name>/", projects.do, name="do-project"),
    *urls_plans.urlpatterns,
    *urls_money.urlpatterns,
]
