import json

import pytest

from sarn.config import health, heartbeat


def test_healthz_answers_without_a_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
class TestReadyz:
    def ask(self, client):
        answer = client.get("/readyz")
        return answer.status_code, json.loads(answer.content)

    def test_not_ready_before_a_worker_has_run(self, client):
        heartbeat.path().unlink(missing_ok=True)
        status, parts = self.ask(client)
        assert status == 503
        assert not parts["worker"]["ok"]
        assert parts["database"]["ok"]

    def test_ready_with_a_worker(self, client):
        heartbeat.beat()
        status, parts = self.ask(client)
        assert parts["worker"]["ok"]
        assert status == (200 if parts["disk"]["ok"] else 503)

    def test_a_worker_that_fell_silent_is_seen(self, client, monkeypatch):
        heartbeat.beat()
        monkeypatch.setattr(health, "WORKER_SILENT_SECONDS", -1)
        assert self.ask(client)[0] == 503

    def test_a_nearly_full_disk_is_said(self, client, monkeypatch):
        heartbeat.beat()
        monkeypatch.setattr(health, "DISK_LOW_PERCENT", 101)
        status, parts = self.ask(client)
        assert status == 503
        assert parts["disk"]["code"] == "operation.disk-nearly-full"
