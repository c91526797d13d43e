"""The client that stands for a phone (`tools/odk/client.mjs`), against a server that notes what it hears."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sarnkit.openrosa import convert_xlsform, extract, read_form, read_multipart
from tests.conftest import ROOT

pytestmark = [
    pytest.mark.odk,
    pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed"),
]

FORM = ROOT / "forms" / "household.xlsx"
FILES = {
    "sarn_villages.csv": "name,label\n99010104,บ้านหนองน้ำใส ม.4\n".encode(),
    "sarn_houses.csv": b"name,label,village\nhouse-1,12/3,99010104\nhouse-2,9,99010199\n",
}
PERSON = {
    "name": "สมมติ สาธิต",
    "citizen_id": "1990100000011",
    "sex": "female",
    "birth_year": 2520,
    "residence": "registered_present",
    "full_time_student": "no",
    "unable_disabled": "no",
    "works": "yes",
}


def household(**changes: object) -> dict:
    """A household of one person as the client takes it, with some answers changed."""
    answers = {
        "/data/place/village": "99010104",
        "/data/place/house": "house-1",
        "/data/place/household_number": 1,
        "/data/visit/outcome": "answered",
        "/data/consent/agreed": "yes",
        "/data/consent/agreed_help": "yes",
        "/data/home/house_secure": "yes",
        "/data/home/house_durable": "yes",
        "/data/water/drinking_water": "yes",
        "/data/water/water_use": "no",
        **{f"/data/member[1]/{name}": value for name, value in PERSON.items()},
        "/data/income/income_main": 90000,
        "/data/saving/saves": "dk",
    }
    answers.update({name.replace("__", "/"): value for name, value in changes.items()})
    return {"key": "one", "repeats": {"/data/member": 1}, "answers": answers}


class Server(ThreadingHTTPServer):
    """Serves the household form as a node would; `heard` holds what was posted."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server_address[1]}"
        self.xform = convert_xlsform(FORM.read_bytes(), FORM.name).xform
        self.hash = hashlib.md5(self.xform, usedforsecurity=False).hexdigest()
        self.answer = 201
        self.heard: list[tuple[Message, bytes]] = []


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path, base = self.path.partition("?")[0], self.server.address
        if path.endswith("/formList"):
            self.reply(
                f'<xforms xmlns="http://openrosa.org/xforms/xformsList"><xform><formID>household</formID>'
                f"<name>x</name><version>1</version><hash>md5:{self.server.hash}</hash>"
                f"<downloadUrl>{base}/form.xml?x=1</downloadUrl><manifestUrl>{base}/manifest</manifestUrl>"
                f"</xform></xforms>".encode()
            )
        elif path == "/form.xml":
            self.reply(self.server.xform)
        elif path == "/manifest":
            entries = "".join(
                f"<mediaFile><filename>{name}</filename>"
                f"<hash>md5:{hashlib.md5(data, usedforsecurity=False).hexdigest()}</hash>"
                f"<downloadUrl>{base}/media/{name}</downloadUrl></mediaFile>"
                for name, data in FILES.items()
            )
            self.reply(
                f'<manifest xmlns="http://openrosa.org/xforms/xformsManifest">{entries}</manifest>'.encode()
            )
        else:
            self.reply(FILES[path.rpartition("/")[2]])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.headers, body))
        message = '<OpenRosaResponse><message nature="">ได้รับแล้ว</message></OpenRosaResponse>'
        self.reply(message.encode(), self.server.answer)

    def reply(self, data: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("X-OpenRosa-Version", "1.0")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def client(*options: str, lines: list[dict] | None = None) -> subprocess.CompletedProcess[str]:
    given = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines or [])
    return subprocess.run(
        ["node", "tools/odk/client.mjs", *options],
        input=given,
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def results(ended: subprocess.CompletedProcess[str]) -> list[dict]:
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def sent(server: Server) -> bytes:
    """The XML of the one submission that the server heard."""
    [(headers, body)] = server.heard
    assert headers["X-OpenRosa-Version"] == "1.0"
    with read_multipart(headers["Content-Type"], int(headers["Content-Length"]), body) as parts:
        return parts.xml.read()


def test_a_household_is_filled_checked_and_sent(server):
    [result] = results(client("--server", server.address, "--form", "household", lines=[household()]))
    assert (result["status"], result["violations"], result["notAsked"]) == (201, [], [])
    assert result["message"] == "ได้รับแล้ว"
    xml = sent(server)
    assert xml.decode() == result["xml"]
    rows = extract(read_form(server.xform), xml).rows
    assert rows[0].values["/water/water_use"].text == "no"
    assert [row.values["/member/age"].typed for row in rows[1:]] == [49]


def test_an_answer_that_the_form_refuses_is_reported_and_not_sent(server):
    wrong = household(**{"/data/member[1]/citizen_id": "1990100000012"})
    [result] = results(client("--server", server.address, "--form", "household", lines=[wrong]))
    [violation] = result["violations"]
    assert violation["reference"] == "/data/member[1]/citizen_id"
    assert violation["condition"] == "constraint"
    assert "เลขไม่ถูกต้อง" in violation["message"]
    assert result["status"] is None
    assert server.heard == []


def test_a_house_of_another_village_is_not_offered(server):
    other = household(**{"/data/place/house": "house-2"})
    [result] = results(client("--server", server.address, "--form", "household", lines=[other]))
    assert [one["reference"] for one in result["violations"]] == ["/data/place/house"]
    assert server.heard == []


def test_questions_after_a_refusal_are_not_asked(server):
    declined = household(**{"/data/consent/agreed": "no"})
    [result] = results(client("--server", server.address, "--form", "household", lines=[declined]))
    assert "/data/water/water_use" in result["notAsked"]
    assert result["status"] == 201
    assert b"water_use" not in sent(server)


def test_kept_instances_are_sent_again_byte_for_byte(server):
    kept = results(client("--server", server.address, "--form", "household", "--keep", lines=[household()]))
    assert kept[0]["status"] is None
    assert server.heard == []
    [result] = results(client("--server", server.address, "--resend", lines=kept))
    assert result["status"] == 201
    assert sent(server).decode() == kept[0]["xml"]


def test_a_refusal_of_the_server_is_passed_on(server):
    server.answer = 409
    [result] = results(client("--server", server.address, "--form", "household", lines=[household()]))
    assert result["status"] == 409


def test_a_form_whose_bytes_are_not_those_of_the_list_is_not_used(server):
    server.hash = "0" * 32
    ended = client("--server", server.address, "--form", "household", lines=[household()])
    assert ended.returncode == 1
    assert "the list promises" in ended.stderr


def test_by_itself_it_fills_every_question_and_two_members(server):
    [result] = results(client("--server", server.address, "--form", "household", "--auto", "1"))
    assert result["violations"] == []
    assert result["status"] == 201
    assert result["filled"]["/data/member[2]/name"]
    assert "/data/member[3]/name" not in result["filled"]
