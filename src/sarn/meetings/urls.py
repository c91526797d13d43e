"""Addresses of meetings."""

from __future__ import annotations

from django.urls import path

from sarn.meetings import views

app_name = "meetings"
urlpatterns = [
    path("areas/<str:code>/meetings/", views.meetings, name="meetings"),
    path("areas/<str:code>/meetings/record/", views.record, name="record"),
    path("areas/<str:code>/meetings/plan/", views.plan, name="plan"),
    path("meetings/<uuid:uid>/", views.meeting, name="meeting"),
    path("meetings/<uuid:uid>/correct/", views.correct, name="correct"),
    path("meetings/<uuid:uid>/do/<slug:name>/", views.do_meeting, name="do-meeting"),
]
