"""Which calls are in the journal: all that were made, those of a transaction that was undone too."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import DatabaseError, transaction

from chassis import call_journal, http, registry
from chassis.errors import Refusal
from chassis.management.commands.worker import _edge
from chassis.messages import publish, relay
from chassis.models import OutboxMessage
from chassis.testing.contracts import check, load
from tests.sample.models import Note

pytestmark = pytest.mark.django_db(transaction=True)
ASKING = "/api/notes/asking/"
KEY = {"Idempotency-Key": "key-1", "X-Request-ID": "request-of-this-test"}
NOBODY = "http://127.0.0.1:9"


class Answering:
    """A service that answers every POST with this status, at `url`."""

    def __init__(self, status: int):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"{}")

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture
def target(monkeypatch):
    """`target(404)` answers so; `target(None)` is away."""
    started = []

    def target(status: int | None) -> None:
        url = NOBODY
        if status is not None:
            started.append(Answering(status))
            url = started[-1].url
        monkeypatch.setattr(registry, "addresses", lambda service: [url])

    monkeypatch.setattr(relay, "PAUSE_SECONDS", 0)
    http._breakers.clear()
    yield target
    http._breakers.clear()
    for each in started:
        each.server.shutdown()
        each.server.server_close()


def journal() -> list[dict]:
    rows = OutboxMessage.objects.filter(body__moduleName="journal_services").order_by("id")
    calls = [call for row in rows for call in row.body["data"]]
    for call in calls:
        check(call, load("messages/journal_services.create")["data"])
    return calls


def statuses() -> list[int]:
    return [call["statut"] for call in journal()]


@pytest.mark.parametrize(("answer", "status", "noted"), [(404, 409, 404), (None, 503, 0), (200, 200, 200)])
def test_a_call_is_noted_whatever_became_of_its_request(api, target, answer, status, noted):
    target(answer)
    assert api().post(ASKING, {}, headers=KEY).status_code == status
    [call] = journal()
    assert (call["statut"], call["service_cible"], call["chemin"], call["request_id"]) == (
        noted,
        "stock_service",
        "/internal/asked/",
        "request-of-this-test",
    )
    assert Note.objects.count() == (status == 200)


def test_without_a_key_too(api, target):
    target(404)
    api().post(ASKING, {})
    assert statuses() == [404]


def test_a_delivery_nobody_answered_is_noted_and_its_message_waits(target):
    target(None)
    publish("notes", "create", [{}], to=["stock_service"], ordering_key="1")
    relay.drain("stock_service")
    assert [(call["chemin"], call["statut"]) for call in journal()] == [("/internal/messages/", 0)]
    assert relay.waiting_targets() == ["log_service", "stock_service"]


def test_the_delivery_of_the_journal_is_not_in_it(target):
    target(None)
    publish("notes", "create", [{}], to=["log_service"], ordering_key="1")
    relay.drain("log_service")
    assert journal() == []


def test_a_target_that_is_away_is_not_asked_again_and_again(target, monkeypatch):
    """Each vain try leaves a row in the journal, whose message wakes the worker."""
    target(None)
    pauses = []
    monkeypatch.setattr(relay.time, "sleep", pauses.append)
    monkeypatch.setattr(relay, "PAUSE_SECONDS", 1.0)
    publish("notes", "create", [{}], to=["stock_service"], ordering_key="1")
    relay.drain("stock_service")
    assert pauses == [1.0]


def ask_and_refuse() -> None:
    with transaction.atomic():
        http.call("stock_service", "POST", "/internal/asked/", {})
        raise Refusal()


def test_what_a_job_asked_before_it_failed_is_noted(target):
    target(200)
    _edge(ask_and_refuse, "job")
    assert statuses() == [200]


def test_a_call_outside_of_a_transaction_is_told_at_once(target):
    target(200)
    with call_journal.outliving_transactions():
        http.call("stock_service", "POST", "/internal/asked/", {})
        assert statuses() == [200]


def test_calls_of_a_transaction_within_another_are_told_when_both_have_ended(target):
    target(200)
    with pytest.raises(Refusal), call_journal.outliving_transactions(), transaction.atomic():
        with pytest.raises(Refusal), call_journal.outliving_transactions():
            ask_and_refuse()
        raise Refusal()
    assert statuses() == [200]


def test_a_journal_that_cannot_be_written_fails_no_call(target, monkeypatch):
    target(200)

    def refuse(*args, **options):
        raise DatabaseError("no room left")

    monkeypatch.setattr(call_journal, "publish", refuse)
    assert http.call("stock_service", "POST", "/internal/asked/", {}).status == 200
