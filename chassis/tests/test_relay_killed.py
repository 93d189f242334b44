"""A relay that is killed at the worst moment: what it posted is posted again, and takes effect once."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.db import connections

from chassis import registry
from chassis.auth import service_tokens
from chassis.messages import publish, relay
from chassis.models import InboxMessage, OutboxMessage
from tests.sample.models import Note

TIMES = 50
TARGET = "log_service"  # the sample service itself: what it sends arrives in its own inbox


class _Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def receiving(monkeypatch, settings):
    key = Path(settings.STATE_DIR, "private_keys", f"{settings.SERVICE_NAME}.pem")
    settings.SERVICE_KEY = key.read_text()
    service_tokens._own_key.cache_clear()
    server = ThreadedWSGIServer(("127.0.0.1", 0), _Silent)
    server.set_app(WSGIHandler())
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setattr(registry, "addresses", lambda service: [f"http://127.0.0.1:{server.server_port}"])
    yield
    server.shutdown()
    server.server_close()
    service_tokens._own_key.cache_clear()


def _killed_between_post_and_mark() -> int:
    """The signal that ended a process of its own, in which a relay delivered a batch up to its mark."""
    pid = os.fork()
    if pid == 0:
        # Inside the child, which must not touch what it shares with its parent, nor ever return to pytest.
        for connection in connections.all():
            connection.connection = None
        relay._mark = lambda rows, results: os.kill(os.getpid(), signal.SIGKILL)
        try:
            relay.deliver(TARGET)
        finally:
            os._exit(1)
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


@pytest.mark.django_db(transaction=True)
def test_a_relay_killed_fifty_times_between_its_post_and_its_mark_tells_everything_once(receiving):
    for number in range(TIMES):
        publish("notes", "create", [{"text": str(number)}], to=[TARGET], ordering_key=str(number))
        assert _killed_between_post_and_mark() == signal.SIGKILL
        assert OutboxMessage.objects.filter(sent_at=None).count() == number + 1  # nothing was ever marked
    assert Note.objects.count() == TIMES  # the killed ones had posted
    patience = time.monotonic() + 60  # a slow answer is none: the relay comes again, as in the worker
    while OutboxMessage.objects.filter(target=TARGET, sent_at=None).exists() and time.monotonic() < patience:
        relay.drain(TARGET)
    assert OutboxMessage.objects.filter(target=TARGET, sent_at=None).count() == 0
    assert sorted(Note.objects.values_list("text", flat=True), key=int) == [str(n) for n in range(TIMES)]
    assert InboxMessage.objects.count() == TIMES
