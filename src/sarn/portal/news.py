"""News reports: written, sent to the editor, published, corrected, put away.

**Four eyes.** Nobody publishes what she wrote herself, not even an editor: a report bears a name and a place,
and the one thing that guards a village against a careless or an unkind sentence is that a second person has
read it before all others do. The same holds for corrections, else a harmless report could be published and
then changed alone. Where a tambon has one editor, the editor of the amphoe publishes hers.

**Whose words.** A draft is changed by its author alone; an editor returns it with a reason or publishes it as it
is. A published report can be corrected by an editor: the day and what was wrong stand under it, the former text
stays in the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sarn.access.models import Denied
from sarn.access.scope import current
from sarn.areas.models import Area
from sarn.audit import log
from sarn.documents.models import Picture
from sarn.portal import markup, slugs
from sarn.portal.models import NewsPhoto, NewsReport
from sarn.workflow.tables import Given, Need
from sarnkit import clock
from sarnkit.problems import Problem

MOST_PHOTOS = 12
MOST_LETTERS = 20_000
# What may be corrected after publication; area and author stay.
TEXTS = ("title", "place", "happened_on", "lead", "body")


@dataclass(frozen=True)
class Texts:
    """What the author wrote. `happened_on` is the day that it tells of."""

    title: str
    place: str
    happened_on: date
    author_name: str
    lead: str
    body: str
    author_role: str = ""

    def cleaned(self) -> dict[str, Any]:
        """The fields as they are stored. Raises Problem `news.incomplete`, `news.day-ahead`, `news.too-long`."""
        found: dict[str, Any] = {
            name: markup.plain(getattr(self, name), lines=name == "body")
            for name in ("title", "place", "author_name", "author_role", "lead", "body")
        }
        for name in ("title", "place", "author_name", "lead", "body"):
            if not found[name]:
                raise Problem("news.incomplete", field=FIELDS[name])
        if len(found["body"]) > MOST_LETTERS:
            raise Problem("news.too-long", letters=len(found["body"]), most=MOST_LETTERS)
        if self.happened_on > clock.today():
            raise Problem("news.day-ahead")
        return {**found, "happened_on": self.happened_on}


FIELDS = {
    "title": _("Headline"),
    "place": _("Where it happened"),
    "happened_on": _("Day it happened"),
    "author_name": _("Reported by"),
    "author_role": _("Your part, as readers shall see it"),
    "lead": _("In one breath"),
    "body": _("The report"),
}


def write(*, area: Area, texts: Texts, by: str) -> NewsReport:
    """A new draft. Raises Denied, and Problem as `Texts.cleaned`."""
    values = texts.cleaned()
    with transaction.atomic():
        report = NewsReport.objects.create(
            area=area,
            area_path=area.path,
            slug=slugs.free(slugs.slug_of(values["title"]), _is_taken),
            written_by=by,
            written_at=clock.now(),
            **values,
        )
        _record("news.write", report, by)
    return report


def rewrite(report: NewsReport, *, texts: Texts, by: str) -> NewsReport:
    """The author's own changes to a draft; its address stays. Raises Denied, Problem `news.no-draft` and others."""
    values = texts.cleaned()
    with transaction.atomic():
        row = _draft_of(report, by)
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        _record("news.rewrite", row, by)
    return row


def add_photos(report: NewsReport, pictures: Sequence[Picture], *, by: str) -> list[NewsPhoto]:
    """Photos for a draft; `by` says that the people on them agree. Raises Problem `news.too-many-photos` and others."""
    with transaction.atomic():
        row = _draft_of(report, by)
        there = list(NewsPhoto.objects.filter(report=row))
        if len(there) + len(pictures) > MOST_PHOTOS:
            raise Problem("news.too-many-photos", most=MOST_PHOTOS)
        last = max((one.order for one in there), default=0)
        made = [
            NewsPhoto.objects.create(report=row, picture=picture, order=last + number, consent_by=by)
            for number, picture in enumerate(pictures, 1)
        ]
        if made:
            _record("news.photos", row, by, pictures=[str(one.picture.uid) for one in made])
    return made


def remove_photo(photo: NewsPhoto, *, by: str) -> None:
    """Take a photo away: from a draft its author, from any report an editor (somebody may have changed her mind).

    Raises Denied.
    """
    with transaction.atomic():
        report = NewsReport.objects.select_for_update().get(pk=photo.report_id)
        own = report.state == "draft" and _is_mine(report)
        if not own and not is_editor(report.area_path):
            raise Denied(f"{current().actor} may not take photos from this report")
        gone = str(photo.picture.uid)
        photo.delete()
        _record("news.photo-gone", report, by, picture=gone)


# What is read.


def published() -> QuerySet[NewsReport]:
    """Reports that everybody reads, newest first."""
    rows: QuerySet[NewsReport] = NewsReport.objects.filter(state="published")
    return rows.select_related("area").order_by("-published_at", "-pk")


def published_in(area: Area) -> QuerySet[NewsReport]:
    """The same of one area and the areas below it."""
    return published().filter(area_path__within=area.path)


def photos_of(reports: Iterable[NewsReport]) -> dict[int, list[NewsPhoto]]:
    """Report key → its photos with their pictures, in order; one query."""
    keys = [one.pk for one in reports]
    found: dict[int, list[NewsPhoto]] = {key: [] for key in keys}
    for photo in NewsPhoto.objects.filter(report__in=keys).select_related("picture").order_by("order", "pk"):
        found[photo.report_id].append(photo)
    return found


def mine() -> QuerySet[NewsReport]:
    """What the person at work has written and is not published."""
    rows: QuerySet[NewsReport] = NewsReport.objects.filter(
        written_by=current().actor, state__in=("draft", "submitted")
    )
    return rows.select_related("area").order_by("-state_since")


def queue() -> list[NewsReport]:
    """What waits for the editor at work, oldest first; her own are in it too, for another to publish."""
    waiting = NewsReport.objects.filter(state="submitted").select_related("area").order_by("state_since")
    return [one for one in waiting if is_editor(one.area_path)]


def is_editor(path: str) -> bool:
    """Whether the person at work edits the news of the area."""
    return any(one.role == "editor" and path.startswith(one.area_path) for one in current().grants)


def may_rewrite(report: NewsReport) -> bool:
    """Whether the person at work may change the words now."""
    return report.state == "draft" and _is_mine(report)


# What the table of states asks and does.


def _not_four_eyes(report: NewsReport, given: Given) -> Problem | None:
    scope = current()
    if scope.kind != "system" and report.written_by == scope.actor:
        return Problem("news.four-eyes")
    return None


def _not_the_author(report: NewsReport, given: Given) -> Problem | None:
    return None if _is_mine(report) else Problem("news.not-yours")


def _no_correction(report: NewsReport, given: Given) -> Problem | None:
    if len(markup.plain(str(given.get("correction") or ""))) < LEAST_WORDS:
        return Problem("news.no-correction")
    if all(given.get(name, getattr(report, name)) == getattr(report, name) for name in TEXTS):
        return Problem("news.nothing-corrected")
    return None


LEAST_WORDS = 5
FOUR_EYES = Need(_("somebody else than its author"), _not_four_eyes)
AUTHOR = Need(_("its author"), _not_the_author)
CORRECTION = Need(_("what was wrong, in words, and the right text"), _no_correction, of_given=True)


def keep_reason(report: NewsReport, given: Given, by: str) -> None:
    """The author reads why it came back."""
    report.returned_because = markup.plain(str(given["reason"]), lines=True)
    report.save(update_fields=["returned_because"])


def note_publication(report: NewsReport, given: Given, by: str) -> None:
    """The moment of the first publication is its date for good."""
    report.published_at = report.published_at or report.state_since
    report.published_by, report.returned_because = by, ""
    report.save(update_fields=["published_at", "published_by", "returned_because"])


def take_correction(report: NewsReport, given: Given, by: str) -> None:
    """The right text in the place of the wrong one, which the log keeps; the address stays."""
    former = {name: getattr(report, name) for name in TEXTS}
    right = Texts(
        author_name=report.author_name,
        author_role=report.author_role,
        **{name: given.get(name, value) for name, value in former.items()},
    ).cleaned()
    for name in TEXTS:
        setattr(report, name, right[name])
    report.corrected_at, report.correction = report.state_since, markup.plain(str(given["correction"]))
    report.save(update_fields=[*TEXTS, "corrected_at", "correction"])
    _record("news.former-text", report, by, **{**former, "happened_on": former["happened_on"].isoformat()})


def _draft_of(report: NewsReport, by: str) -> NewsReport:
    """The draft, locked, if it is the actor's own; raises Denied and Problem `news.no-draft`."""
    row: NewsReport = NewsReport.objects.select_for_update().get(pk=report.pk)
    if row.written_by != by:
        raise Denied(f"{by} did not write this report")
    if row.state != "draft":
        raise Problem("news.no-draft", state=row.state_now.label)
    return row


def _is_mine(report: NewsReport) -> bool:
    scope = current()
    return scope.kind == "system" or report.written_by == scope.actor


def _is_taken(slug: str) -> bool:
    # A plain queryset on purpose: a slug is taken for good, whoever may read the report; it shows nothing of it.
    rows: QuerySet[NewsReport] = QuerySet(NewsReport)
    return rows.filter(slug=slug).exists()


def _record(action: str, report: NewsReport, by: str, **detail: Any) -> None:
    log.record(action, by=by, object_type="news", object_uid=report.uid, area_path=report.area_path, **detail)


def newest_since(days: int) -> QuerySet[NewsReport]:
    """Published in the last so many days."""
    return published().filter(published_at__gte=clock.now() - timedelta(days=days))
