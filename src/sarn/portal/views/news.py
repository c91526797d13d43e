"""News: the list, a report, its photos, the feeds; the desk where reports are written and read before others."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sarn.access.doors import door, find
from sarn.access.models import Denied
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.documents import pictures
from sarn.documents.models import Picture
from sarn.portal import addresses, conditional, events, feeds, markup, news, places, structured, writing
from sarn.portal.forms import CorrectForm, NewsForm, PhotoForm
from sarn.portal.models import NewsPhoto, NewsReport
from sarn.workflow.move_page import move_view
from sarnkit.problems import Problem

PER_PAGE = 12
# Photos that can be given at once; more are added afterwards.
SLOTS = 3
_A_DAY = 24 * 3600

do = move_view(NewsReport, {"correct": CorrectForm})


@door("published", "read", area=None)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Newest reports of the whole node."""
    return _listing(request, None)


@door("published", "read")
@require_safe
def listing_of(request: HttpRequest, code: str) -> HttpResponse:
    """Newest reports of an area and what lies below it."""
    return _listing(request, places.find(code))


def _listing(request: HttpRequest, area: Area | None) -> HttpResponse:
    found = news.published_in(area) if area else news.published()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    reports = list(page.object_list)
    context = {
        "area": area,
        "above": places.above(area) if area else [],
        "page": page,
        "reports": _with_photos(reports),
        "areas": writing.areas_with_news() if area is None else [],
        "rss": feeds.address("rss", area),
        "atom": feeds.address("atom", area),
        "may_write": writing.may_write(),
    }
    return render(request, "portal/news.html", context)


def _with_photos(reports: list[NewsReport]) -> list[tuple[NewsReport, NewsPhoto | None]]:
    photos = news.photos_of(reports)
    return [(one, next(iter(photos[one.pk]), None)) for one in reports]


@door("published", "read", area=None)
@require_safe
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """One report; before it is published only those at work in the area read it."""
    found: NewsReport = find(NewsReport, request, slug=markup.plain(slug))
    photos = news.photos_of([found])[found.pk]
    url = addresses.whole(request, found.get_absolute_url())
    images = [addresses.whole(request, feeds.photo_address(one)) for one in photos]
    context = {
        "report": found,
        "photos": photos,
        "body": markup.as_html(found.body),
        "byline": feeds.byline(found),
        "url": url,
        "images": images,
        "structured": structured.tag(structured.news_article(found, url=url, images=images))
        if found.state == "published"
        else "",
        "rewrites": news.may_rewrite(found),
        "is_editor": news.is_editor(found.area_path),
    }
    return render(request, "portal/report.html", context)


@door("published", "read", area=None)
@require_safe
def photo(request: HttpRequest, uid: uuid.UUID, size: str) -> HttpResponse:
    """A photo, as open as its report. Kept for a day only: consent can be taken back."""
    found: NewsPhoto = find(NewsPhoto, request, uid=uid)
    answer = pictures.response(found.picture, "small" if size == "small" else "large")
    answer["Cache-Control"] = f"{'public' if found.opened else 'private'}, max-age={_A_DAY}"
    return answer


@door("published", "read", area=None)
@require_safe
def feed(request: HttpRequest, kind: str) -> HttpResponse:
    """The newest reports as RSS or Atom."""
    return _feed(request, kind, "")


@door("published", "read")
@require_safe
def feed_of(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The same of an area."""
    return _feed(request, kind, code)


def _feed(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    made = {"rss": feeds.NewsRss, "atom": feeds.NewsAtom}[kind]()(request, code=code)
    return conditional.answer(request, made.content, made["Content-Type"], minutes=5)


# Writing.


@door("news", "write", area=None)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me: reports to read as an editor, my own, events that are not announced yet."""
    context = {"queue": news.queue(), "mine": news.mine(), "drafts": events.drafts(), "me": current().actor}
    return render(request, "portal/desk.html", context)


@door("news", "write", area=None)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """A new report."""
    form = NewsForm(request.POST or None, initial=writing.last_byline())
    writing.offer_areas(form, request)
    slots = _slots(request)
    problem = ""
    if request.method == "POST" and _all_valid(form, slots):
        try:
            kept = _keep(slots)
            made = news.write(area=form.cleaned_data["area"], texts=form.texts(), by=current().actor)
            news.add_photos(made, kept, by=current().actor)
        except Problem as refusal:
            problem = refusal.sentence(get_language() or "th")
        else:
            return redirect(made)
    return _written(request, form, slots, problem, None)


@door("news", "write", area=None)
@require_http_methods(["GET", "POST"])
def rewrite(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Changes to a draft of one's own."""
    found: NewsReport = find(NewsReport, request, uid=uid)
    if found.written_by != current().actor:
        raise Denied(f"{current().actor} did not write this report")
    initial = {name: getattr(found, name) for name in news.FIELDS}
    form = NewsForm(request.POST or None, initial=initial)
    form.fields["area"].offer([found.area])  # type: ignore[attr-defined]
    slots = _slots(request)
    problem = ""
    if request.method == "POST" and _all_valid(form, slots):
        try:
            kept = _keep(slots)
            news.rewrite(found, texts=form.texts(), by=current().actor)
            news.add_photos(found, kept, by=current().actor)
        except Problem as refusal:
            problem = refusal.sentence(get_language() or "th")
        else:
            return redirect(found)
    return _written(request, form, slots, problem, found)


@door("news", "write", area=None)
@require_POST
def remove_photo(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a photo away."""
    found: NewsPhoto = find(NewsPhoto, request, uid=uid)
    report_of = found.report
    news.remove_photo(found, by=current().actor)
    return redirect(report_of)


def _slots(request: HttpRequest) -> list[PhotoForm]:
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return [PhotoForm(data, files, prefix=f"photo{number}") for number in range(1, SLOTS + 1)]


def _all_valid(form: NewsForm, slots: list[PhotoForm]) -> bool:
    return all([form.is_valid(), *(slot.is_valid() for slot in slots)])


def _keep(slots: list[PhotoForm]) -> list[Picture]:
    """The pictures of the filled slots; a Problem of one of them is raised."""
    return [
        pictures.keep(slot.cleaned_data["file"], alt=slot.cleaned_data["alt"], by=current().actor)
        for slot in slots
        if slot.cleaned_data.get("file")
    ]


def _written(
    request: HttpRequest, form: NewsForm, slots: list[PhotoForm], problem: str, found: NewsReport | None
) -> HttpResponse:
    wrong = bool(problem or form.errors or any(slot.errors for slot in slots))
    context: dict[str, Any] = {
        "form": form,
        "slots": slots,
        "problem": problem,
        "report": found,
        "photos": news.photos_of([found])[found.pk] if found else [],
        "photos_lost": wrong and any(slot.files for slot in slots),
    }
    return render(request, "portal/write.html", context, status=400 if wrong else 200)
