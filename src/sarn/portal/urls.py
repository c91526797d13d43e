"""Addresses of the public site."""

from __future__ import annotations

from django.urls import path

from sarn.portal.views import areas, comparing, events, front, news, posters

app_name = "portal"
urlpatterns = [
    path("", front.front_page, name="front"),
    path("robots.txt", front.robots, name="robots"),
    path("sitemap.xml", front.sitemap, name="sitemap"),
    path("areas/", areas.areas, name="areas"),
    path("areas/<str:code>/", areas.area, name="area"),
    path("areas/<str:code>/figures.csv", areas.figures_csv, name="figures"),
    path("areas/<str:code>/rounds/compare/", comparing.compare, name="compare"),
    path("areas/<str:code>/rounds/<str:round_code>/release/", areas.release, name="release"),
    path("areas/<str:code>/poster.pdf", posters.pdf, name="poster-pdf"),
    path("areas/<str:code>/poster.png", posters.png, name="poster-png"),
    path("areas/<str:code>/og.png", posters.og, name="og"),
    # News. A slug may be anything that is not one of these (slugs.RESERVED).
    path("news/", news.listing, name="news"),
    path("news/rss.xml", news.feed, {"kind": "rss"}, name="news-rss"),
    path("news/atom.xml", news.feed, {"kind": "atom"}, name="news-atom"),
    path("news/desk/", news.desk, name="desk"),
    path("news/write/", news.write, name="write-news"),
    path("news/<uuid:uid>/write/", news.rewrite, name="rewrite-news"),
    path("news/<uuid:uid>/do/<slug:name>/", news.do, name="do-news"),
    path("news/photos/<uuid:uid>/<slug:size>.jpg", news.photo, name="news-photo"),
    path("news/photos/<uuid:uid>/remove/", news.remove_photo, name="remove-photo"),
    path("news/<str:slug>/", news.report, name="report"),
    path("areas/<str:code>/news/", news.listing_of, name="area-news"),
    path("areas/<str:code>/news/rss.xml", news.feed_of, {"kind": "rss"}, name="area-news-rss"),
    path("areas/<str:code>/news/atom.xml", news.feed_of, {"kind": "atom"}, name="area-news-atom"),
    # The calendar.
    path("calendar/", events.month, name="calendar"),
    path("calendar.ics", events.feed, name="ics"),
    path("calendar/write/", events.write, name="write-event"),
    path("calendar/<uuid:uid>/", events.event, name="event"),
    path("calendar/<uuid:uid>/write/", events.rewrite, name="rewrite-event"),
    path("calendar/<uuid:uid>/do/<slug:name>/", events.do, name="do-event"),
    path("areas/<str:code>/calendar/", events.month_of, name="area-calendar"),
    path("areas/<str:code>/calendar.ics", events.feed_of, name="area-ics"),
]
