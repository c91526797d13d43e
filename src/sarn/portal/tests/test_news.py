"""News: written under one's own name, read by a second person, then by everybody (scenario 31)."""

from __future__ import annotations

import datetime

import feedparser
import pytest
from django.test import Client
from django.urls import reverse

from sarn.access.models import Denied
from sarn.access.scope import PUBLIC, within
from sarn.audit.models import Event
from sarn.portal import news
from sarn.portal.models import NewsPhoto, NewsReport
from sarn.portal.tests.news_scenes import (
    TITLE,
    WORDS,
    make_newsroom,
    standing_clock,  # noqa: F401
    structured_data,
    upload,
)
from sarn.portal.tests.scenes import squeezed, words
from sarnkit.clock import BANGKOK
from sarnkit.problems import Problem

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
FEEDS = ("/news/rss.xml", "/news/atom.xml", "/areas/990101/news/rss.xml", "/areas/99010104/news/atom.xml")


@pytest.fixture
def room():
    return make_newsroom()


def post(person, address, **boxes):
    return person.client.post(address, boxes)


def do(person, report, name, **boxes):
    return post(person, reverse("portal:do-news", kwargs={"uid": report.uid, "name": name}), **boxes)


def entries(address="/news/rss.xml"):
    response = Client().get(address)
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.get("bozo_exception")
    return parsed.entries


# Scenario 31.


def test_from_the_author_with_three_photos_to_everybody(room):
    boxes = {**WORDS, "area": "99010104", **upload(1), **upload(2), **upload(3)}
    response = post(room["aso4"], "/news/write/", **boxes)
    assert response.status_code == 302
    report = _only_report(room)
    assert report.state == "draft"
    assert do(room["aso4"], report, "submit").status_code == 302

    page = room["aso4"].client.get(report.get_absolute_url())
    assert "รอตรวจ" in words(page)
    everybody = Client()
    assert everybody.get(report.get_absolute_url()).status_code == 404
    for address in ("/", "/news/", "/areas/99010104/news/", "/sitemap.xml", *FEEDS):
        assert TITLE not in everybody.get(address).content.decode(), address
    photo = _photos(room, report)[0]
    small = reverse("portal:news-photo", kwargs={"uid": photo.uid, "size": "small"})
    assert everybody.get(small).status_code == 404

    assert report.title in words(room["edit1"].client.get("/news/desk/"))
    assert do(room["edit1"], report, "publish", seen="submitted").status_code == 302

    page = everybody.get(report.get_absolute_url())
    assert page.status_code == 200
    assert "รายงานโดย มาลี ใจงาม" in words(page)
    assert "23 พฤศจิกายน 2569" in words(page)
    assert page.content.decode().count("<img") == 3
    assert "aso4" not in page.content.decode()  # the account is nobody's business
    shown = everybody.get(small)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Cache-Control"].startswith("public")

    data = structured_data(page)
    assert data["@type"] == "NewsArticle"
    assert data["author"] == {"@type": "Person", "name": "มาลี ใจงาม", "jobTitle": "อาสาเก็บข้อมูล ม.4"}
    assert data["creditText"] == "รายงานโดย มาลี ใจงาม"
    assert data["datePublished"][:13] + data["datePublished"][-6:] == "2026-11-25T10+07:00"
    assert len(data["image"]) == 3

    for address in FEEDS:
        (entry,) = entries(address)
        assert entry.title == TITLE
        assert entry.author == "รายงานโดย มาลี ใจงาม อาสาเก็บข้อมูล ม.4"
        assert entry.id == f"urn:uuid:{report.uid}"
        assert everybody.get(entry.link).status_code == 200
    (entry,) = entries()
    assert entry.published_parsed[:4] == (2026, 11, 25, 3)
    assert entry.enclosures[0].type == "image/jpeg"


def _only_report(room):
    with within(room["aso4"].scope):
        return NewsReport.objects.get()


def _photos(room, report):
    with within(room["aso4"].scope):
        return news.photos_of([report])[report.pk]


def test_a_thai_address_works_and_stays_when_the_title_changes(room):
    report = room.published()
    assert report.slug == "เวทีบ้านหนองน้ำใสเลือกเรื่องน้ำ"
    assert Client().get(f"/news/{report.slug}/").status_code == 200
    room.move(report, "correct", "edit1", correction="แก้ชื่อหมู่บ้าน", title="หัวข่าวใหม่")
    response = Client().get(f"/news/{report.slug}/")
    assert response.status_code == 200
    assert "หัวข่าวใหม่" in words(response)


def test_two_reports_of_one_title_have_two_addresses(room):
    first, second, third = (room.report() for _ in range(3))
    assert [one.slug for one in (second, third)] == [f"{first.slug}-2", f"{first.slug}-3"]


@pytest.mark.parametrize("title", ["desk", "write", "photos", "rss.xml", "!!!", "news"])
def test_a_title_never_takes_the_address_of_a_page(room, title):
    report = room.published(title=title)
    response = Client().get(report.get_absolute_url())
    assert response.status_code == 200
    assert "รายงานโดย" in words(response)


# Who may what.


@pytest.mark.parametrize("who", ["aso4", "head4", "plan1", "pao1", "head9"])
def test_only_an_editor_publishes(room, who):
    report = room.report()
    room.move(report, "submit", "aso4")
    assert do(room[who], report, "publish").status_code in (403, 404)
    with within(PUBLIC), pytest.raises(NewsReport.DoesNotExist):
        NewsReport.objects.get(pk=report.pk)


def test_control_the_editor_does(room):
    assert room.published().opened


def test_nobody_publishes_her_own_report_but_another_editor_does(room):
    report = room.report("edit1", area=room.places.tambon)
    room.move(report, "submit", "edit1")
    response = do(room["edit1"], report, "publish")
    assert response.status_code == 403
    assert "บรรณาธิการอีกคน" in words(response)
    page = room["edit1"].client.get(report.get_absolute_url())
    assert "คนเขียนเปิดข่าวของตัวเองไม่ได้" in words(page)
    assert do(room["edit2"], report, "publish").status_code == 302


def test_nobody_corrects_her_own_report_alone(room):
    report = room.published("edit1", "edit2", area=room.places.tambon)
    with pytest.raises(Problem) as refused:
        room.move(report, "correct", "edit1", correction="แก้ตัวสะกด", lead="อย่างอื่น")
    assert refused.value.code == "news.four-eyes"


def test_a_neighbour_reads_no_draft_and_it_leaves_a_trace(room):
    report = room.report()
    before = Event.objects.filter(action="access.denied").count()
    assert room["head9"].client.get(report.get_absolute_url()).status_code == 404
    assert Event.objects.filter(action="access.denied").count() == before + 1


def test_who_has_no_news_in_her_role_writes_none(room):
    assert room["pao1"].client.get("/news/write/").status_code == 403
    assert Client().get("/news/write/").status_code == 302
    assert "เขียนข่าว" not in words(Client().get("/news/"))
    assert "เขียนข่าว" in words(room["aso4"].client.get("/news/"))


def test_an_area_that_is_not_hers_is_no_choice(room):
    response = post(room["aso4"], "/news/write/", **{**WORDS, "area": "99010109"})
    assert response.status_code == 400
    with within(room["plan1"].scope):
        assert not NewsReport.objects.exists()


def test_only_the_author_changes_a_draft(room):
    report = room.report()
    address = reverse("portal:rewrite-news", kwargs={"uid": report.uid})
    for who in ("head4", "edit1", "plan1"):
        assert post(room[who], address, **{**WORDS, "area": "99010104"}).status_code == 403
    boxes = {**WORDS, "area": "99010104", "title": "ชื่อใหม่"}
    assert post(room["aso4"], address, **boxes).status_code == 302
    with within(room["aso4"].scope):
        report.refresh_from_db()
    assert (report.title, report.slug) == ("ชื่อใหม่", "เวทีบ้านหนองน้ำใสเลือกเรื่องน้ำ")


def test_what_is_with_the_editor_is_not_changed_behind_her_back(room):
    report = room.report()
    room.move(report, "submit", "aso4")
    address = reverse("portal:rewrite-news", kwargs={"uid": report.uid})
    response = post(room["aso4"], address, **{**WORDS, "area": "99010104", "title": "แอบแก้"})
    assert response.status_code == 400
    assert "ดึงกลับมาก่อน" in words(response)
    assert do(room["aso4"], report, "take-back").status_code == 302
    assert post(room["aso4"], address, **{**WORDS, "area": "99010104", "title": "แก้แล้ว"}).status_code == 302


# Returned, corrected, put away.


def test_a_report_comes_back_with_a_reason_only(room):
    report = room.report()
    room.move(report, "submit", "aso4")
    refused = do(room["edit1"], report, "return", reason=" ")
    assert refused.status_code >= 400
    assert do(room["edit1"], report, "return", reason="ขาดชื่อสถานที่ ช่วยเติม").status_code == 302
    page = words(room["aso4"].client.get(report.get_absolute_url()))
    assert "ขาดชื่อสถานที่ ช่วยเติม" in page
    assert "ส่งให้บรรณาธิการ" in page


def test_a_correction_shows_its_day_and_the_log_keeps_the_former_text(room):
    report = room.published()
    published_at = report.published_at
    boxes = {
        "seen": "published",
        "correction": "แก้จำนวนคนมาเวทีจาก 68 เป็น 86",
        "title": TITLE,
        "place": WORDS["place"],
        "happened_on": "22/11/2569",
        "lead": "ข้อความที่ถูก",
        "body": WORDS["body"],
    }
    assert do(room["edit1"], report, "correct", **boxes).status_code == 302
    response = Client().get(report.get_absolute_url())
    page = words(response)
    assert "แก้เมื่อ 25 พฤศจิกายน 2569" in page
    assert "แก้จำนวนคนมาเวทีจาก 68 เป็น 86" in page
    assert "22 พฤศจิกายน 2569" in page
    assert structured_data(response)["datePublished"] == published_at.astimezone(BANGKOK).isoformat(
        timespec="seconds"
    )
    former = Event.objects.get(action="news.former-text").detail
    assert former["lead"] == WORDS["lead"]
    assert former["happened_on"] == "2026-11-23"
    assert Event.objects.get(action="news.correct").detail["lead"] == "ข้อความที่ถูก"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"lead": "อย่างอื่น"}, "news.no-correction"),
        ({"lead": "อย่างอื่น", "correction": "แก้"}, "news.no-correction"),
        ({"correction": "แก้ทุกอย่าง"}, "news.nothing-corrected"),
        ({"correction": "แก้ทุกอย่าง", "body": " "}, "news.incomplete"),
        ({"correction": "แก้วันที่", "happened_on": datetime.date(2027, 1, 1)}, "news.day-ahead"),
    ],
)
def test_a_correction_that_is_none_is_refused_and_changes_nothing(room, given, code):
    report = room.published()
    with pytest.raises(Problem) as refused:
        room.move(report, "correct", "edit1", **given)
    assert refused.value.code == code
    with within(PUBLIC):
        stored = NewsReport.objects.get(pk=report.pk)
    assert (stored.lead, stored.corrected_at) == (WORDS["lead"], None)


def test_what_is_put_away_is_gone_for_everybody_and_can_come_back(room):
    report = room.published()
    room.move(report, "archive", "edit1", reason="เจ้าของเรื่องขอ")
    assert Client().get(report.get_absolute_url()).status_code == 404
    assert entries() == []
    room.move(report, "reopen", "edit1")
    assert Client().get(report.get_absolute_url()).status_code == 200
    assert len(entries()) == 1


# Photos.


@pytest.mark.parametrize(
    ("boxes", "says"),
    [
        (upload(1, consent=None), "ถามคนในรูปก่อน"),
        (upload(1, alt=""), "ในรูปมีอะไร"),
        (upload(1, file=None), ""),
    ],
)
def test_a_photo_needs_words_and_consent(room, boxes, says):
    response = post(room["aso4"], "/news/write/", **{**WORDS, "area": "99010104", **boxes})
    if not says:  # the boxes of a photo that is not there are no matter
        assert response.status_code == 302
        return
    assert response.status_code == 400
    assert says in words(response)
    with within(room["aso4"].scope):
        assert not NewsReport.objects.exists()


def test_a_file_that_is_no_picture_keeps_nothing(room):
    from django.core.files.uploadedfile import SimpleUploadedFile

    fake = SimpleUploadedFile("photo.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    response = post(room["aso4"], "/news/write/", **{**WORDS, "area": "99010104", **upload(1, file=fake)})
    assert response.status_code == 400
    assert "ไม่ใช่รูปที่ใช้ได้" in words(response)
    with within(room["aso4"].scope):
        assert not NewsReport.objects.exists()


def test_an_editor_takes_a_photo_out_of_a_published_report(room):
    post(room["aso4"], "/news/write/", **{**WORDS, "area": "99010104", **upload(1), **upload(2)})
    report = _only_report(room)
    room.move(report, "submit", "aso4")
    room.move(report, "publish", "edit1")
    first, second = _photos(room, report)
    gone = reverse("portal:remove-photo", kwargs={"uid": first.uid})
    assert room["head4"].client.post(gone).status_code == 403
    assert room["edit1"].client.post(gone).status_code == 302
    assert (
        Client().get(reverse("portal:news-photo", kwargs={"uid": first.uid, "size": "large"})).status_code
        == 404
    )
    with within(PUBLIC):
        assert [one.pk for one in NewsPhoto.objects.all()] == [second.pk]


def test_the_author_takes_a_photo_out_of_her_draft_only(room):
    post(room["aso4"], "/news/write/", **{**WORDS, "area": "99010104", **upload(1)})
    report = _only_report(room)
    (photo,) = _photos(room, report)
    room.move(report, "submit", "aso4")
    with within(room["aso4"].scope), pytest.raises(Denied):
        news.remove_photo(photo, by="person:aso4")
    room.move(report, "take-back", "aso4")
    with within(room["aso4"].scope):
        news.remove_photo(photo, by="person:aso4")
        assert not NewsPhoto.objects.exists()


# Lists.


def test_a_place_has_its_own_news_and_pages_of_twelve(room):
    for number in range(13):
        room.published(title=f"ข่าวที่ {number}")
    room.published("head9", area=room.places.villages[1], title="ข่าวของ ม.9")
    first, second = (Client().get(f"/areas/99010104/news/?page={number}") for number in (1, 2))
    assert first.content.decode().count("<article") == 12
    assert second.content.decode().count("<article") == 1
    assert "ข่าวของม.9" not in squeezed(first) + squeezed(second)
    assert "ข่าวของม.9" in squeezed(Client().get("/areas/990101/news/"))
    for page in ("0", "999", "x"):
        assert Client().get(f"/news/?page={page}").status_code == 200


def test_every_page_says_where_the_feeds_are(room):
    room.published()
    for address in ("/", "/news/", "/areas/99010104/news/"):
        source = Client().get(address).content.decode()
        assert 'rel="alternate" type="application/rss+xml"' in source
        assert 'rel="alternate" type="application/atom+xml"' in source


def test_a_feed_that_has_not_changed_is_not_sent_again(room):
    room.published()
    response = Client().get("/news/rss.xml")
    again = Client().get("/news/rss.xml", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
    room.published(title="อีกข่าว")
    assert Client().get("/news/rss.xml", headers={"If-None-Match": response["ETag"]}).status_code == 200
