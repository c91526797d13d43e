"""What every page must stand: a small screen and a wide one, old eyes, no JavaScript, the keyboard, paper."""

from __future__ import annotations

import sqlite3
from functools import cache
from uuid import UUID

import pytest

from tests.journeys.walking import DESK, PHONE, Person

pytestmark = pytest.mark.browser

# One of each kind that everybody may read; {names} are looked up in the demo.
PUBLIC = [
    "/",
    "/areas/",
    "/areas/9901/",
    "/areas/990101/",
    "/areas/99010104/",
    "/areas/99010104/?round=2569",
    "/areas/99010109/",
    "/areas/99010114/",
    "/areas/99010104/rounds/compare/",
    "/areas/99010104/planning/",
    "/areas/99010104/projects/",
    "/areas/990101/projects/",
    "/areas/990101/wanted/",
    "/areas/99010104/plans/",
    "/areas/990101/plans/",
    "/areas/99010104/meetings/",
    "/areas/99010104/news/",
    "/areas/99010104/calendar/",
    "/issues/{issue}/",
    "/proposals/{proposal}/",
    "/projects/{project}/",
    "/plans/{village_plan}/",
    "/plans/{local_plan}/",
    "/plan-versions/{version}/",
    "/plan-versions/{before}/compare/{version}/",
    "/budget-lines/{line}/",
    "/activities/{activity}/",
    "/meetings/{meeting}/",
    "/effects/{effect}/",
    "/thread/project/{project}/",
    "/thread/cell/{cell}/",
    "/rules/",
    "/rules/project/",
    "/news/",
    "{report}",
    "/calendar/",
    "/calendar/{event}/",
    "/accounts/login/",
]
# What a head and an officer work on; (name, path).
AT_WORK = [
    ("head4", "/mine/"),
    ("head4", "/areas/99010104/"),
    ("head4", "/areas/99010104/planning/"),
    ("head4", "/areas/99010104/issues/new/"),
    ("head4", "/areas/99010104/issues/rank/"),
    ("head4", "/areas/99010104/proposals/new/"),
    ("head4", "/areas/99010104/meetings/record/"),
    ("head4", "/areas/99010104/plans/"),
    ("head4", "/projects/{lamps}/"),
    ("head4", "/projects/{lamps}/ask/"),
    ("head4", "/projects/{lamps}/activities/record/"),
    ("head4", "/projects/{lamps}/do/prepare/"),
    ("head2", "/proposals/{promised}/promise/"),
    ("head4", "/news/write/"),
    ("head4", "/calendar/write/"),
    ("plan1", "/thread/broken/"),
    ("plan1", "/areas/990101/plans/"),
    ("plan1", "/projects/{lamps}/"),
    ("plan1", "/budget-lines/{waiting}/do/commit/"),
    ("plan1", "/plan-versions/{version}/"),
    ("edit1", "/news/desk/"),
    ("eval1", "/effects/{effect}/do/lower/"),
]

SMALL_TEXT = """() => [...document.querySelectorAll('main *')].filter(e => e.childNodes.length && [...e.childNodes]
   .some(n => n.nodeType === 3 && n.textContent.trim()) && !e.closest('.vh,.sprite,option,script')
   && e.getClientRects().length && parseFloat(getComputedStyle(e).fontSize) < 15.9)
   .map(e => e.outerHTML.slice(0, 100))"""
WIDTH = "document.documentElement.scrollWidth"
# Where the focus stands: its number in the page, and whether one sees it.
FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
   const s = getComputedStyle(e), seen = s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0;
   return [[...document.querySelectorAll('*')].indexOf(e), seen || s.boxShadow !== 'none', e.outerHTML.slice(0, 100)] }"""
BUTTONS = """() => [...document.querySelectorAll('main button, main a.btn, main input:not([type=hidden]), main select,'
   + ' main textarea, main summary, .mast summary')].filter(e => e.getClientRects().length && !e.disabled
   && !(e.type === 'radio' && [...document.querySelectorAll('input[type=radio]')].some(o => o.name === e.name
   && o !== e))).map(e => [[...document.querySelectorAll('*')].indexOf(e), e.outerHTML.slice(0, 100)])"""


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_reads_without_javascript(chromium, demo_node, path):
    context = chromium.new_context(java_script_enabled=False, locale="th-TH")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    answer = page.goto(demo_node.url + named(demo_node.home, path))
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "th"
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDTH) <= width, f"it scrolls sideways at {width}"
        assert page.evaluate(SMALL_TEXT) == [], f"small letters at {width}"
    assert complaints == []
    page.emulate_media(media="print")
    assert not page.locator(".mast .menu").is_visible()
    assert not page.locator("main button:visible, main a.btn:visible").count(), "nothing to press on paper"
    context.close()


@pytest.mark.parametrize(("name", "path"), AT_WORK)
def test_a_page_of_work_fits_a_phone_and_the_keyboard(chromium, demo_node, name, path):
    person = Person(chromium, demo_node, name)
    complaints: list[str] = []
    person.page.on("console", lambda message: complaints.append(message.text))
    person.page.on("pageerror", lambda error: complaints.append(str(error)))
    assert person.go(named(demo_node.home, path)) == 200
    page = person.page
    assert page.locator("h1").count() == 1
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(WIDTH) <= width, f"it scrolls sideways at {width}"
        assert page.evaluate(SMALL_TEXT) == []
    wanted = dict(page.evaluate(BUTTONS))
    for number in reached(page):
        wanted.pop(number, None)
    assert wanted == {}, "not to be reached by the keyboard"
    assert complaints == []
    person.leave()


@pytest.mark.parametrize(
    "path", ["/", "/areas/99010104/", "/projects/{project}/", "/calendar/", "/thread/project/{project}/"]
)
def test_keyboard_on_a_page_that_everybody_reads(chromium, demo_node, path):
    visitor = Person(chromium, demo_node)
    visitor.go(named(demo_node.home, path))
    visitor.page.keyboard.press("Tab")
    assert visitor.page.evaluate("document.activeElement.className") == "skip"
    wanted = dict(visitor.page.evaluate(BUTTONS))
    for number in reached(visitor.page):
        wanted.pop(number, None)
    assert wanted == {}
    visitor.leave()


@pytest.mark.parametrize(
    "path", ["/areas/99010104/", "/projects/{project}/", "/thread/project/{project}/", "/effects/{effect}/"]
)
def test_prints_on_paper(chromium, demo_node, path, tmp_path):
    visitor = Person(chromium, demo_node)
    visitor.go(named(demo_node.home, path))
    visitor.page.pdf(path=str(tmp_path / "page.pdf"), format="A4", print_background=True)
    assert (tmp_path / "page.pdf").stat().st_size > 10_000
    visitor.leave()


def reached(page) -> set[int]:
    """Press Tab until the focus comes back; where it has stood. It is seen wherever it stands."""
    found: set[int] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here is None or here[0] in found:
            break
        assert here[1], f"one does not see that the focus stands on {here[2]}"
        found.add(here[0])
    return found


def named(home, path: str) -> str:
    """The path with the names of the demo looked up."""
    return path.format(**addresses(home)) if "{" in path else path


@cache
def addresses(home) -> dict[str, str]:
    """Name → uid (or path) of what the demo's story made."""
    found = {}
    with sqlite3.connect(f"file:{home}/sarn.sqlite3?mode=ro", uri=True) as db:
        for name, sql in LOOK_UP.items():
            row = db.execute(sql).fetchone()
            assert row is not None, f"the demo has no {name}"
            value = str(row[0])
            found[name] = value if value.startswith("/") else str(UUID(value))
    return found


_WELL = "project_id = (select id from planning_project where title = 'ประปาบาดาล ม.4')"
_LOCAL = "select id from planning_plan where kind = 'local' order by first_year desc limit 1"
LOOK_UP = {
    "project": "select uid from planning_project where title = 'ประปาบาดาล ม.4'",
    "lamps": "select uid from planning_project where title = 'ไฟโซลาร์ 3 จุดหน้าวัด ม.4'",
    "issue": "select uid from planning_issue where title = 'น้ำใช้ไม่พอ'",
    "proposal": f"select uid from planning_proposal where {_WELL}",
    "promised": "select uid from planning_proposal where title = 'ประปาบาดาล ม.2'",
    "village_plan": "select uid from planning_plan where kind = 'village' and area_id ="
    " (select id from areas_area where code = '99010104')",
    "local_plan": "select uid from planning_plan where kind = 'local' order by first_year desc",
    "version": f"select uid from planning_planversion where plan_id = ({_LOCAL}) and number = 2",
    "before": f"select uid from planning_planversion where plan_id = ({_LOCAL}) and number = 1",
    "line": f"select uid from planning_budgetline where {_WELL} order by id",
    "waiting": "select uid from planning_budgetline where state = 'approved'",
    "activity": f"select uid from planning_activity where {_WELL} and state = 'done' order by id",
    "meeting": "select uid from meetings_meeting where state = 'recorded'",
    "effect": "select uid from indicators_effectresult where superseded_by is null and area_id ="
    " (select id from areas_area where code = '99010104')",
    "cell": "select cell_uid from planning_issue where title = 'น้ำใช้ไม่พอ'",
    "report": "select '/news/' || slug || '/' from portal_newsreport where state = 'published' order by id",
    "event": "select uid from portal_calendarevent where state = 'published' order by id desc",
}
