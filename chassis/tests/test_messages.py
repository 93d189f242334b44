"""Outbox, relay, inbox: what is committed arrives, once in effect, in order per key."""

import select
import threading

import pytest
from django.db import OperationalError, connection, transaction

from chassis import http
from chassis.identifiers import new_id
from chassis.messages import inbox, publish, relay
from chassis.models import InboxMessage, OutboxMessage
from chassis.parsing import ENVELOPE_DEPTH, MAX_DEPTH
from chassis.testing.clients import service_client
from tests.sample.models import Note


def message(**changes):
    return {
        "moduleName": "notes",
        "method": "create",
        "serviceName": "log_service",
        "serviceSource": "auth_service",
        "id": str(new_id()),
        "emis_le": "2026-11-20T10:00:00Z",
        "correlation_id": "",
        "acteur_id": None,
        "version": 1,
        "data": [{"text": "hello"}],
    } | changes


def deliver(*messages):
    return service_client("auth_service").post("/internal/messages/", list(messages)).json()["results"]


@pytest.mark.django_db
def test_a_message_takes_effect_and_its_duplicate_does_not():
    one = message()
    assert [r["state"] for r in deliver(one, one)] == ["done", "duplicate"]
    assert Note.objects.count() == 1


@pytest.mark.django_db
def test_a_message_that_fails_leaves_nothing_and_holds_back_no_other():
    bad = message(data=[{"text": "half"}, {"text": "x", "then": "fail"}])
    assert [r["state"] for r in deliver(bad, message())] == ["failed", "done"]
    assert [n.text for n in Note.objects.all()] == ["hello"]
    assert InboxMessage.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("the server is away"), http.CallFailed("no answer")])
def test_what_lacks_something_else_is_asked_for_later(error, monkeypatch):
    def handle(message):
        Note.objects.create(text="half")
        raise error

    monkeypatch.setitem(inbox._handlers, ("notes", "create"), (handle, None))
    [result] = deliver(message())
    assert result["state"] == "later"
    assert str(error) in result["reason"]
    assert not Note.objects.exists()
    assert not InboxMessage.objects.exists()


def lines(*texts, **changes):
    return [message(moduleName="lines", data=[{"text": text}], **changes) for text in texts]


@pytest.mark.django_db
def test_messages_taken_together_are_one_transaction_and_few_statements(django_assert_num_queries):
    delivery = [*lines(*"abcde"), message(), *lines(*"fgh")]
    with django_assert_num_queries(8):  # of the eight lines: savepoint, inbox, notes, savepoint; four more
        assert [r["state"] for r in deliver(*delivery)] == ["done"] * 9
    assert Note.objects.count() == InboxMessage.objects.count() == 9


@pytest.mark.django_db
def test_of_messages_taken_together_each_takes_effect_once():
    [a, b, c] = lines(*"abc")
    assert [r["state"] for r in deliver(a, b, a)] == ["done", "done", "duplicate"]
    assert [(r["id"], r["state"]) for r in deliver(b, c)] == [(b["id"], "duplicate"), (c["id"], "done")]
    assert Note.objects.count() == 3


@pytest.mark.django_db
def test_of_messages_taken_together_a_bad_one_alone_fails():
    assert [r["state"] for r in deliver(*lines("a", "", "c"))] == ["done", "failed", "done"]
    assert sorted(note.text for note in Note.objects.all()) == ["a", "c"]
    assert InboxMessage.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("texts", ["a", "ab"], ids=["alone", "together"])
def test_what_is_taken_together_from_one_service_is_taken_from_no_other(texts):
    others = lines(*texts, method="print", serviceSource="stock_service")
    answer = service_client("stock_service").post("/internal/messages/", others).json()
    assert {(r["state"], r["reason"]) for r in answer["results"]} == {
        ("failed", "no handler for lines.print of stock_service")
    }
    assert Note.objects.count() == InboxMessage.objects.count() == 0
    assert {r["state"] for r in deliver(*lines(*texts, method="print"))} == {"done"}


def test_the_same_messages_taken_together_at_once_take_effect_once(race):
    one = lines(*"abcdefghij")
    results = race([lambda: deliver(*one), lambda: deliver(*reversed(one))] * 4)
    states = [result["state"] for answer in results for result in answer]
    assert (states.count("done"), states.count("duplicate")) == (10, 70)
    assert Note.objects.count() == 10


@pytest.mark.django_db
def test_whatever_a_client_may_send_fits_into_a_message():
    value = "x"
    for _ in range(MAX_DEPTH - 1):
        value = {"a": value}
    assert deliver(message(data=[{"text": "deep", "apres": value}]))[0]["state"] == "done"
    for _ in range(ENVELOPE_DEPTH):
        value = {"a": value}
    answer = service_client("auth_service").post("/internal/messages/", [message(data=[{"apres": value}])])
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_message_nobody_handles_is_said_to_fail():
    assert deliver(message(method="unknown"))[0]["state"] == "failed"


@pytest.mark.django_db
def test_a_revocation_is_taken_from_auth_service_alone():
    data = [{"sid": "s", "expire_le": "2099-01-01T00:00:00Z"}]
    revoke = message(moduleName="sessions", method="revoke", data=data)
    other = service_client("stock_service").post(
        "/internal/messages/", [revoke | {"serviceSource": "stock_service"}]
    )
    assert other.json()["results"][0]["state"] == "failed"
    assert deliver(revoke)[0]["state"] == "done"


@pytest.mark.django_db
def test_a_service_cannot_speak_for_another():
    response = service_client("auth_service").post(
        "/internal/messages/", [message(serviceSource="stock_service")]
    )
    assert response.status_code == 403


def test_one_message_delivered_twenty_times_at_once_takes_effect_once(race):
    one = message()
    race([lambda: deliver(one)] * 20)
    assert Note.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_not_published():
    with pytest.raises(RuntimeError), transaction.atomic():
        publish("notes", "create", [{"text": "a"}], to=["stock_service"], ordering_key="1")
        raise RuntimeError
    assert OutboxMessage.objects.count() == 0


class Target:
    """Stands where the other service is: takes what the relay posts, and may refuse or be away."""

    def __init__(self, monkeypatch):
        self.taken: list[dict] = []
        self.journaled: dict[str, bool] = {}
        self.away = False
        self.refuses: set[str] = set()
        self.lacks: set[str] = set()
        self.unreadable: set[str] = set()
        self._lock = threading.Lock()
        monkeypatch.setattr(http, "call", self.call)

    def call(self, target, method, path, body, **options):
        self.journaled[target] = options["journal"]
        if self.away:
            raise http.CallFailed()
        if self.unreadable & {m["data"][0]["text"] for m in body}:
            return http.Answer(400, {"code": "donnees_invalides"})
        with self._lock:
            self.taken += body
        state = [
            {
                "id": m["id"],
                "state": self.state_of(m["data"][0]["text"]),
                "reason": "no",
            }
            for m in body
        ]
        return http.Answer(200, {"results": state})

    def state_of(self, text):
        if text in self.lacks:
            return "later"
        return "failed" if text in self.refuses else "done"

    def texts(self):
        return [m["data"][0]["text"] for m in self.taken]


@pytest.fixture
def target(monkeypatch):
    return Target(monkeypatch)


def publish_texts(*texts, key="k"):
    for text in texts:
        publish("notes", "create", [{"text": text}], to=["stock_service"], ordering_key=key)


@pytest.mark.django_db(transaction=True)
def test_messages_of_one_key_arrive_in_order(target):
    publish_texts("1", "2", "3")
    relay.drain("stock_service")
    assert target.texts() == ["1", "2", "3"]
    assert relay.waiting_targets() == []


@pytest.mark.django_db(transaction=True)
def test_a_target_that_is_away_loses_nothing(target, monkeypatch):
    monkeypatch.setattr(relay, "PAUSE_SECONDS", 0)
    target.away = True
    publish_texts("1")
    relay.drain("stock_service")
    assert relay.waiting_targets() == ["stock_service"]
    target.away = False
    relay.drain("stock_service")
    assert target.texts() == ["1"]


@pytest.mark.django_db(transaction=True)
def test_deliveries_are_in_the_journal_of_calls_but_not_those_that_bring_it(target):
    publish("notes", "create", [{"text": "a"}], to=["stock_service", "log_service"], ordering_key="k")
    for name in ("stock_service", "log_service"):
        relay.drain(name)
    assert target.journaled == {"stock_service": True, "log_service": False}


@pytest.mark.django_db(transaction=True)
def test_a_refused_message_waits_and_holds_back_its_own_key_only(target):
    target.refuses = {"bad"}
    publish_texts("bad", "after", key="a")
    publish_texts("other", key="b")
    relay.drain("stock_service")
    assert target.texts() == ["bad", "other"]
    row = OutboxMessage.objects.get(body__data__0__text="bad")
    assert (row.attempts, row.last_error, row.sent_at) == (1, "no", None)


@pytest.mark.django_db(transaction=True)
def test_a_message_that_its_target_cannot_take_yet_is_never_given_up(target, monkeypatch):
    monkeypatch.setattr(relay, "LATER_SECONDS", 0)
    target.lacks = {"first"}
    publish_texts("first", "after")
    for _ in range(relay.MAX_ATTEMPTS + 3):
        relay.deliver("stock_service")
    row = OutboxMessage.objects.get(body__data__0__text="first")
    assert (row.attempts, row.last_error, row.sent_at, row.dead_at) == (0, "no", None, None)
    assert set(target.texts()) == {"first"}
    target.lacks = set()
    relay.drain("stock_service")
    assert target.texts()[-2:] == ["first", "after"]


@pytest.mark.django_db(transaction=True)
def test_a_message_that_has_to_wait_is_not_asked_for_at_once(target):
    target.lacks = {"first"}
    publish_texts("first")
    relay.drain("stock_service")
    assert target.texts() == ["first"]
    assert relay.waiting_targets() == []


@pytest.mark.django_db(transaction=True)
def test_a_message_the_target_cannot_read_holds_back_no_other(target):
    target.unreadable = {"5"}
    for n in range(12):
        publish_texts(str(n), key=str(n))
    relay.drain("stock_service")
    assert sorted(target.texts(), key=int) == [str(n) for n in range(12) if n != 5]
    row = OutboxMessage.objects.get(body__data__0__text="5")
    assert (row.attempts, row.sent_at) == (1, None)
    assert row.last_error.startswith("answered 400")


@pytest.mark.django_db(transaction=True)
def test_a_message_refused_too_often_is_given_up_and_lets_the_next_pass(target):
    target.refuses = {"bad"}
    publish_texts("bad", "after")
    OutboxMessage.objects.filter(body__data__0__text="bad").update(attempts=relay.MAX_ATTEMPTS - 1)
    relay.drain("stock_service")
    assert target.texts() == ["bad", "after"]
    assert OutboxMessage.objects.get(body__data__0__text="bad").dead_at is not None


def test_two_relays_at_once_send_each_message_once_and_in_order(race, target):
    for key in range(20):
        publish_texts(*[f"{key}-{n}" for n in range(5)], key=str(key))
    race([lambda: relay.drain("stock_service")] * 4)
    relay.drain("stock_service")
    assert len(target.texts()) == len(set(target.texts())) == 100
    for key in range(20):
        of_key = [text for text in target.texts() if text.startswith(f"{key}-")]
        assert of_key == [f"{key}-{n}" for n in range(5)]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_commits_late_with_a_low_id_is_not_skipped(target):
    publish_texts("late")
    OutboxMessage.objects.update(id=1)
    publish_texts("early", key="b")
    OutboxMessage.objects.filter(body__data__0__text="late").update(dead_at="2026-01-01T00:00Z")
    relay.drain("stock_service")
    OutboxMessage.objects.update(dead_at=None)
    relay.drain("stock_service")
    assert target.texts() == ["early", "late"]


@pytest.mark.django_db(transaction=True)
def test_a_committed_message_wakes_the_worker_at_once():
    listening = connection.copy()
    try:
        with listening.cursor() as cursor:
            cursor.execute("LISTEN outbox")
        publish("notes", "create", [{}], to=["auth_service"], ordering_key="1")
        assert select.select([listening.connection], [], [], 1)[0]
    finally:
        listening.close()
