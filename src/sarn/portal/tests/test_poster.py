"""The poster and the card of a village: public figures only, kept under their hash."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image
from pypdf import PdfReader

from sarn.access.scope import PUBLIC, within
from sarn.areas.models import Area
from sarn.documents import paper
from sarn.documents.tests.reading import text_of
from sarn.indicators.tests.factories import make_figure, make_scene, make_targets
from sarn.portal import poster
from sarn.portal.tests.scenes import signed_in, tambon, village

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.SARN_HOME = tmp_path


def said(area: Area) -> dict:
    with translation.override("th"), within(PUBLIC):
        return poster.values(area)


def test_the_village_reads_its_figure_in_the_pdf():
    made = tambon()
    response = Client().get("/areas/99010104/poster.pdf")
    assert response["Content-Type"] == "application/pdf"
    text = "".join(text_of(response.content).split())
    for words in (
        "บ้านหนองน้ำใสหมู่ที่4",
        "51",
        "จาก124หลัง",
        "น้ำใช้ไม่พอ",
        "ไม่ใช่ที่ตั้งบ้าน",
        "ตกเกณฑ์",
        "ตอบแล้ว124จาก131หลัง",
        "ข้อมูลสมมุติ",
    ):
        assert words in text, words
    assert made.villages[4].code not in text


def test_a_small_village_has_a_poster_that_says_why_there_are_no_figures():
    made = tambon()
    response = Client().get("/areas/99010109/poster.pdf")
    text = "".join(text_of(response.content).split())
    assert "ไม่แสดงตัวเลข" in text
    assert "22ครัวเรือนตอบ" in text
    assert "อาจรู้ว่าเป็นบ้านใคร" in text
    for figure in ("40.9", "59.1", "9จาก22", "13จาก22"):
        assert figure not in text
    assert said(made.villages[9])["figure"] is None
    # Not even for its head: a poster hangs where everybody sees it.
    head = signed_in("village_head", made.villages[9])
    assert head.get("/areas/99010109/poster.pdf").content == response.content


@pytest.mark.parametrize(("number", "says"), [(14, "รอเวทีหมู่บ้านรับรอง")])
def test_a_village_that_waits_for_its_forum_shows_nothing(number, says):
    made = tambon()
    values = said(made.villages[number])
    assert values["figure"] is None
    assert says in values["why"][0]
    assert "20" not in str(values).replace("2569", "")


def test_an_unreleased_village_gives_its_exact_figures_to_nobody():
    made = village()
    assert said(made.villages[4])["figure"] is None
    made.release(4)
    assert said(made.villages[4])["figure"] == 51


def test_what_is_not_shown_is_told():
    made = tambon()
    make_figure(made, 4, 2, 124, "10")
    made.release(4)
    values = said(made.villages[4])
    assert values["hidden"] == "ไม่แสดง 1 เรื่อง เพราะอาจรู้ว่าเป็นบ้านใคร"


def test_two_rounds_stand_side_by_side_with_the_count_first():
    first = village()
    first.release(4)
    area = first.villages[4]
    second = next_round(first)
    make_figure(second, 4, 32, 121)
    make_targets(second, 4, answered=121, closed_house=9)
    second.release(4)
    values = said(area)
    assert values["figure"] == 32
    assert [one["count"] for one in values["rounds"]] == ["51 จาก 124", "32 จาก 121"]
    assert values["changed"].startswith("นับได้ลดลง 19 หลัง")
    assert "26.0" in values["doubt"]
    text = "".join(text_of(Client().get("/areas/99010104/poster.pdf").content).split())
    assert "นับได้ลดลง19หลัง" in text


def next_round(scene):
    """Another round of the same villages, a year later."""
    import datetime
    from dataclasses import replace

    from sarn.access.tests.scopes import everything
    from sarn.collection.models import Round, VillageRound

    with everything():
        old = scene.round
        opened = Round.objects.create(
            code="2570",
            title="รอบ 2570",
            programme=old.programme,
            form_def=old.form_def,
            reference_year=2026,
            opens_on=datetime.date(2026, 10, 1),
            closes_on=datetime.date(2026, 12, 31),
        )
        for one in scene.villages.values():
            VillageRound.objects.create(round=opened, area=one, area_path=one.path, state="checked")
    return replace(scene, round=opened)


@pytest.mark.parametrize("count", [30, 131, 700])
def test_the_most_that_a_village_can_tell_is_one_sheet(count):
    long = "ซ่อมสะพานไม้ข้ามห้วยหน้าวัดหนองน้ำใสที่ชำรุดจากน้ำท่วมเมื่อปีที่แล้ว"
    rounds = [
        {
            "code": code,
            "name": f"รอบ {code}",
            "num": count // 3,
            "den": count,
            "count": f"{count // 3} จาก {count}",
            "percent": "33.3 %",
        }
        for code in ("2569", "2570")
    ]
    data = {
        "title": "บ้านหนองน้ำใสเหนือ หมู่ที่ 14", "kicker": "ข้อมูลของเรา เราเก็บเอง", "span": "รอบ 2569–2570", "place": "ตำบลห้วยสาธิต", "invented": "ข้อมูลสมมุติ",
        "figure": count // 3, "rest": f"จาก {count} หลัง", "sentence": "ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ " * 2, "status": "miss", "status_word": "ตกเกณฑ์",
        "target": "เกณฑ์ ไม่เกิน 20 %", "range": "น่าจะอยู่ระหว่าง 19.4 ถึง 35.0 %", "rounds": rounds, "houses": True, "changed": "นับได้ลดลง 119 หลัง จาก 151 เหลือ 132",
        "doubt": "ลดลง 14.7 จุด น่าจะอยู่ระหว่าง 26.0 ถึง 2.8 จุด", "answered": "ตอบแล้ว 121 จาก 130 ครัวเรือน", "certified": "เวทีหมู่บ้านรับรองแล้ว",
        "hidden": "ไม่แสดง 1 เรื่อง", "counting": "หนึ่งรูปคือหนึ่งครัวเรือน", "pairs": [("โครงการ", f"{long} (ทำอยู่)")] * 7,
    }  # fmt: skip
    (page,) = PdfReader(io.BytesIO(poster._typeset("pdf", data))).pages
    assert page.mediabox.height > page.mediabox.width


def test_sizes_of_the_pictures():
    tambon()
    sizes = {}
    for name in ("poster.png", "og.png"):
        response = Client().get(f"/areas/99010104/{name}")
        assert response["Content-Type"] == "image/png"
        sizes[name] = Image.open(io.BytesIO(response.content)).size
    assert sizes["og.png"] == (1200, 630)
    width, height = sizes["poster.png"]
    assert (width, round(height / width, 2)) == (1169, 1.41)


def test_made_once_until_a_figure_changes(monkeypatch, tmp_path):
    made = tambon()
    client = Client()
    first = client.get("/areas/99010104/og.png")
    calls = []
    real = paper.png
    monkeypatch.setattr(paper, "png", lambda *args, **kwargs: calls.append(1) or real(*args, **kwargs))
    assert client.get("/areas/99010104/og.png").content == first.content
    assert client.get("/areas/99010104/og.png", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert calls == []
    make_figure(made, 4, 50, 124)
    made.release(4)
    assert client.get("/areas/99010104/og.png").content != first.content
    assert calls == [1]
    assert len(list((tmp_path / "made").iterdir())) == 1


def test_only_villages_have_a_poster():
    make_scene([4])
    for code in ("990101", "99", "00000000"):
        assert Client().get(f"/areas/{code}/poster.pdf").status_code == 404


def test_the_page_of_the_village_leads_to_poster_and_card():
    tambon()
    source = Client().get("/areas/99010104/").content.decode()
    assert 'property="og:image" content="http://testserver/areas/99010104/og.png"' in source
    assert 'href="/areas/99010104/poster.pdf"' in source


def test_a_hostile_name_stays_text():
    made = tambon()
    Area.objects.filter(pk=made.villages[4].pk).update(name_th='#panic("x") *หนา* $x$ <b>')
    text = "".join(text_of(Client().get("/areas/99010104/poster.pdf").content).split())
    assert '#panic("x")*หนา*$x$<b>' in text
