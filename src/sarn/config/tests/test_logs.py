import json
import logging

from sarn.config.logs import JSONFormatter, masked

TOKEN = "a" * 64


def test_path_token_is_masked_wherever_it_stands():
    for text in (
        f"/v1/key/{TOKEN}/projects/1/formList",
        f"GET http://h/v1/key/{TOKEN}?deviceID=x",
        f"'/key/{TOKEN}'",
    ):
        assert TOKEN not in masked(text)
        assert "/key/…" in masked(text)


def test_a_token_in_a_slightly_wrong_address_is_masked():
    for path in ("/v1/key//{}/x", "/v1/KEY/{}/x", "/v1/keys/{}", "/v1/key/%20{}/projects", "/{}"):
        assert TOKEN not in masked(path.format(TOKEN))


def test_other_paths_stay_whole():
    assert masked("/areas/99010104/") == "/areas/99010104/"


def test_a_line_is_json_and_masked_in_trace_and_message():
    try:
        raise ValueError(f"/v1/key/{TOKEN}/x")
    except ValueError:
        import sys

        record = logging.LogRecord("n", logging.ERROR, __file__, 1, "at /key/%s", (TOKEN,), sys.exc_info())
    line = JSONFormatter().format(record)
    assert TOKEN not in line
    said = json.loads(line)
    assert (said["level"], said["fault"]) == ("error", "ValueError")
    assert "test_logs.py" in said["trace"]


def test_what_a_fault_said_is_not_logged():
    """It may quote an answer."""
    answer = bytes.fromhex("e0b8aae0b8a1e0b8abe0b88de0b8b4e0b887").decode()
    try:
        raise ValueError(answer)
    except ValueError:
        import sys

        record = logging.LogRecord("n", logging.ERROR, __file__, 1, "fault", (), sys.exc_info())
    assert answer not in JSONFormatter().format(record)


def test_request_line_of_a_phone_carries_no_token(client, caplog, db):
    with caplog.at_level(logging.INFO, logger="sarn.request"):
        client.get(f"/v1/key/{TOKEN}/projects/1/formList")
    fields = [record.fields for record in caplog.records if record.name == "sarn.request"]
    assert len(fields) == 1
    assert TOKEN not in json.dumps(fields)
    assert fields[0]["status"] == 400 or fields[0]["status"] == 403
