"""The page of a measured effect, as each reader meets it."""

import re
from fractions import Fraction

import pytest
from django.test import Client

from sarn.accounts.tests.factories import make_person
from sarn.indicators import effects
from sarn.indicators.models import EffectResult
from sarn.indicators.tests.factories import make_figure, release_village
from sarn.indicators.tests.stories import make_story
from sarn.workflow import moving

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return make_story()


def signed_in(role, area):
    client = Client()
    client.force_login(make_person(role, area), backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response):
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text).replace("\N{NO-BREAK SPACE}", " "))


def result_of(story):
    with story.evaluator():
        return effects.current(story.project).get()


def test_the_evaluator_reads_numbers_words_and_buttons(story):
    story.whole()
    response = signed_in("evaluator", story.first.tambon).get(result_of(story).get_absolute_url())
    text = text_of(response)
    for said in (
        "นับได้ลดลง 19 หลัง จาก 51 เหลือ 32",
        "−14.7 จุด (−26.0 ถึง −2.8)",
        "ดีขึ้นชัดเจน",
        "−12.8 จุด (−25.8 ถึง +0.2)",
        "น่าจะดีขึ้นเพราะโครงการ",
        "มีหมู่บ้านเปรียบเทียบ 6 แห่ง จึงพูดได้ไม่เกินโอกาสบังเอิญ 1 ใน 7",
        "จาก 41 เหลือ 25 %",
    ):
        assert said in text, said
    assert "พิสูจน์" not in text
    order = [text.index(said) for said in ("นับได้ลดลง", "−14.7", "−12.8", "1 ใน 7")]
    assert order == sorted(order)
    source = response.content.decode()
    assert "/do/accept/" in source
    assert "/do/lower/" in source


def test_proposed_it_is_for_those_who_work_on_it(story):
    story.whole()
    url = result_of(story).get_absolute_url()
    assert Client().get(url).status_code == 404
    assert signed_in("village_head", story.first.villages[9]).get(url).status_code == 404
    head = signed_in("village_head", story.first.villages[4])
    assert head.get(url).status_code == 200
    assert "/do/accept/" not in head.get(url).content.decode()
    assert head.post(url + "do/accept/").status_code == 403


def test_accepted_by_hand_everybody_reads_it(story):
    story.whole()
    url = result_of(story).get_absolute_url()
    client = signed_in("evaluator", story.first.tambon)
    assert client.get(url + "do/accept/").status_code == 200
    assert client.post(url + "do/accept/", {"seen": "proposed"}).status_code == 302
    assert client.post(url + "do/accept/", {"seen": "proposed"}).status_code == 409
    text = text_of(Client().get(url))
    assert "ดีขึ้นชัดเจน" in text
    assert "ค" in text


def test_only_weaker_words_are_offered_and_a_forged_one_is_refused(story):
    story.whole()
    url = result_of(story).get_absolute_url() + "do/lower/"
    client = signed_in("evaluator", story.first.tambon)
    source = client.get(url).content.decode()
    assert set(re.findall(r'<option value="([^"]*)"', source)) == {
        "", "slightly-better", "probably-better", "cannot-tell",
    }  # fmt: skip
    forged = client.post(
        url, {"seen": "proposed", "cause_lowered_to": "clearly-better", "reason": "เพราะอยากให้"}
    )
    assert forged.status_code == 400
    lowered = client.post(url, {"seen": "proposed", "cause_lowered_to": "cannot-tell", "reason": "ฝนดีกว่าทุกปี"})
    assert lowered.status_code == 302
    text = text_of(Client().get(result_of(story).get_absolute_url()))
    assert "ยังบอกไม่ได้ว่าเพราะโครงการหรือไม่" in text
    assert "ฝนดีกว่าทุกปี" in text


def test_of_a_small_village_the_public_learns_nothing(story):
    story.promise(9, target=Fraction(1, 5))
    story.count_second(9)
    result = result_of(story)
    with story.evaluator():
        moving.move(result, "accept", by="person:eval1")
    response = Client().get(result.get_absolute_url())
    text, source = text_of(response), response.content.decode()
    assert "ไม่แสดง เพราะอาจรู้ว่าเป็นบ้านใคร" in text
    for secret in ("40.9", "23.8", "17.1", "9/22", "5/21", "9 จาก 22", "cannot-tell", "ยังบอกไม่ได้"):
        assert secret not in source, secret
    with story.head(9):
        assert EffectResult.objects.get().notices == []
    own = text_of(signed_in("village_head", story.first.villages[9]).get(result.get_absolute_url()))
    assert "−17.1 จุด (−41.4 ถึง +10.6)" in own
    assert "ยังบอกไม่ได้" in own


def test_a_changed_definition_breaks_the_line(story):
    story.promise()
    make_figure(story.second, 4, 32, 121, answered=121, target=131, definition_hash="other")
    release_village(story.second.villages[4], "2570")
    response = signed_in("evaluator", story.first.tambon).get(result_of(story).get_absolute_url())
    assert 'class="brk"' in response.content.decode()
    text = text_of(response)
    assert "นิยามเปลี่ยน" in text
    for word in ("ดีขึ้นชัดเจน", "น่าจะดีขึ้น", "แทบไม่เปลี่ยน", "ยังบอกไม่ได้", "จุด ("):
        assert word not in text, word


def test_the_old_result_says_that_the_figures_were_corrected(story):
    story.whole()
    old = result_of(story)
    make_figure(story.second, 4, 30, 121, answered=121, target=131)
    release_village(story.second.villages[4], "2570")
    response = signed_in("evaluator", story.first.tambon).get(old.get_absolute_url())
    assert "ข้อมูลถูกแก้ภายหลัง" in text_of(response)
    assert result_of(story).get_absolute_url() in response.content.decode()
    assert "/do/accept/" not in response.content.decode()


def test_the_page_of_a_move_names_the_indicator_and_villages_out_of_the_rules_are_named(story):
    story.compared([1, 2, 3, 6, 8, 12])
    make_figure(story.second, 12, 30, 124, answered=124, target=133)
    release_village(story.second.villages[12], "2570")
    story.count_second(1, 2, 3, 6, 8, 4)
    url = result_of(story).get_absolute_url()
    client = signed_in("evaluator", story.first.tambon)
    assert "ครัวเรือนที่บางช่วงของปีน้ำใช้ไม่พอ" in text_of(client.get(url + "do/accept/"))
    assert "ที่เลือกเองนอกหลักนี้: บ้านใหม่ใบข้าว ม.12" in text_of(client.get(url))
