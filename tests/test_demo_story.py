"""The story on a whole node: its numbers, its words, its days, and what nobody else is shown."""

from __future__ import annotations

import json
import re
import time
import urllib.request

import pytest

from tests.test_done_when import rows

pytestmark = pytest.mark.browser  # needs the served demo, though no browser

WELL = "(select uid from planning_project where title = 'ประปาบาดาล ม.4')"


def get(node, path: str) -> str:
    with urllib.request.urlopen(node.url + path) as answer:
        return answer.read().decode()


def thread(node) -> str:
    [(uid,)] = rows(node, f"select uid from planning_project where uid = {WELL}")
    return f"project/{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}"


def test_the_words_follow_from_the_counts(demo_node):
    told = rows(
        demo_node,
        "select a.code, e.state, e.word, e.cause_word, e.grade, e.shown from indicators_effectresult e"
        " join areas_area a on a.id = e.area_id where e.superseded_by is null order by 1",
    )
    assert told == [
        ("99010104", "accepted", "clearly-better", "probably-better", "ค", 1),
        ("99010109", "accepted", "", "", "ข", 0),  # its word is the village's own
    ]


def test_six_villages_were_chosen_before_any_money(demo_node):
    chosen = rows(
        demo_node,
        "select a.code from indicators_comparisonmember m join indicators_promise p on p.id = m.promise_id"
        f" join areas_area a on a.id = m.area_id where p.subject_uid = {WELL} order by 1",
    )
    assert [code for (code,) in chosen] == [f"990101{number:02}" for number in (1, 2, 3, 6, 8, 11)]
    [(compared, frozen)] = rows(
        demo_node, f"select compared_at, frozen_at from indicators_promise where subject_uid = {WELL}"
    )
    assert compared < frozen


def test_the_money_of_the_well(demo_node):
    lines = rows(
        demo_node,
        "select source, fiscal_year, asked, approved, committed, disbursed, l.state from planning_budgetline l"
        f" join planning_project p on p.id = l.project_id where p.uid = {WELL} order by l.id",
    )
    assert lines == [
        ("local", 2027, 42_000_000, 30_000_000, 29_800_000, 29_800_000, "closed"),
        ("fund", 2027, 12_000_000, 12_000_000, 12_000_000, 12_000_000, "closed"),
    ]


def test_a_line_of_300_000_waits_for_its_first_commitment(demo_node):
    waiting = rows(
        demo_node,
        "select fiscal_year, asked, approved, committed, l.state from planning_budgetline l"
        " join planning_project p on p.id = l.project_id where p.title = 'ประปาบาดาล ม.2'",
    )
    assert waiting == [(2028, 42_000_000, 30_000_000, 0, "approved")]


def test_both_ends_of_the_thread_lead_to_the_same_nodes(demo_node):
    whole = json.loads(get(demo_node, f"/api/v1/thread/{thread(demo_node)}"))
    text = json.dumps(whole, ensure_ascii=False)
    assert {"51", "32"} <= set(re.findall(r"\d+", text))
    assert "น้ำใช้ไม่พอ" in text
    # Witnesses are two, and nowhere named.
    assert "น้ำใสสาธิต" not in text + get(demo_node, f"/thread/{thread(demo_node)}/")


def test_nothing_bears_the_day_on_which_it_was_built(demo_node):
    """Control: rows that only say when they were written go by the machine."""
    dated = {
        "audit_event": "at",
        "thread_link": "at",
        "planning_project": "state_since",
        "planning_issue": "state_since",
        "indicators_cell": "made_at",
        "portal_newsreport": "published_at",
        "collection_submissionversion": "received_at",
    }
    for table, column in dated.items():
        [(first, last)] = rows(demo_node, f"select min({column}), max({column}) from {table}")
        assert "2026-10-01" <= first[:10] <= last[:10] <= "2028-02-15", table
    [(machine,)] = rows(demo_node, "select max(published_at) from collection_formversion")
    assert machine[:4] != "2028"


def test_one_project_has_no_figure_behind_it_and_one_proposal_was_refused(demo_node):
    [(reason,)] = rows(
        demo_node, "select no_issue_reason from planning_proposal where title = 'ขุดลอกสระน้ำสาธารณะ ม.7'"
    )
    assert reason == "คำสั่งเร่งด่วนภัยแล้ง"
    [(why,)] = rows(demo_node, "select state_reason from planning_proposal where state = 'rejected'")
    assert "1,120,000" in why


def test_two_reports_are_out_and_one_waits(demo_node):
    states = rows(demo_node, "select state, count(*) from portal_newsreport group by 1 order by 1")
    assert states == [("published", 2), ("submitted", 1)]
    assert rows(demo_node, "select report_id, count(*) from portal_newsphoto group by 1") == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]


def test_the_build_names_the_page_of_the_whole_thread(demo_node):
    said = demo_node.sarn("demo", "--no-serve").stdout
    assert f"/thread/{thread(demo_node)}/" in said.strip().splitlines()[-1]


PRACTICE = (
    "select den from indicators_cell where area_code = '99010202' and code = 'w1' and superseded_by is null"
)


def test_a_practice_household_moves_only_its_own_counter(demo_node):
    of_the_tambon = "select count(*) from collection_submission where area_path like '%.990101.%'"
    before = rows(demo_node, of_the_tambon)
    demo_node.sarn("demo", "--send-one", "--port", demo_node.url.rsplit(":", 1)[1])
    end = time.monotonic() + 60
    while (3,) not in rows(demo_node, PRACTICE):  # read and counted
        assert time.monotonic() < end, rows(demo_node, PRACTICE)
        time.sleep(0.2)
    answered = rows(
        demo_node,
        "select count(*) from collection_targethousehold where outcome = 'answered' and area_path like '%.990102.%'",
    )
    assert answered == [(3,)]
    assert rows(demo_node, of_the_tambon) == before
