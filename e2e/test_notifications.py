"""Notifications as people and programs get them: live, by webhook, after the service was away."""

import hashlib
import hmac
import http.client
import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
import requests
from client import eventually

STREAM = "/api/notifications/stream/"
WEBHOOKS = "/api/notifications/webhooks/"


class Stream:
    """One open stream, read in a thread: every event with the moment it came."""

    def __init__(self, api, **headers):
        api.login()
        url = urlsplit(api.base)
        self._client = http.client.HTTPConnection(url.hostname, url.port, timeout=60)
        self._client.request("GET", STREAM, headers={"Authorization": api.authorization, **headers})
        self._socket = self._client.sock
        self.response = self._client.getresponse()
        self.events: list[tuple[float, dict]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        event = {}
        try:
            while line := self.response.readline().decode():
                name, _, value = line.rstrip("\n").partition(": ")
                if name:
                    event[name] = json.loads(value) if name == "data" else value
                elif event:
                    self.events.append((time.monotonic(), event))
                    event = {}
        except (OSError, ValueError, http.client.HTTPException):
            return  # closed by the test

    def heard(self, name: str, **data) -> list[tuple[float, dict]]:
        wanted = data.items()
        named = [(moment, event) for moment, event in self.events if event.get("event") == name]
        return [(moment, event) for moment, event in named if wanted <= event["data"].items()]

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)  # whoever reads it is woken
        self._reader.join(5)
        self._client.close()


@pytest.fixture
def stream():
    opened = []

    def stream(api, **headers) -> Stream:
        opened.append(Stream(api, **headers))
        assert opened[-1].response.status == 200
        eventually(lambda: opened[-1].heard("pret"), within=5, every=0.05)
        return opened[-1]

    yield stream
    for one in opened:
        with suppress(OSError):  # closed by the test itself
            one.close()


@pytest.fixture
def low(admin, shop):
    """`low()` is a piece whose stock a movement has just taken below its threshold, and when that was."""

    def low() -> tuple[dict, float]:
        piece, place = shop.piece(), shop.emplacement()
        assert admin("PUT", f"/api/stock/seuils/{piece['id']}/", {"mini": "5"}).ok
        shop.receive(piece, place, "10")
        shop.move(piece, place, "OUT", "6")
        return piece, time.monotonic()

    return low


def test_a_movement_is_heard_through_the_gateway_within_a_second(user, stream, low):
    streams = [stream(user("magasinier")), stream(user("vendeur"))]
    piece, moved_at = low()
    for one in streams:
        [(heard_at, event)] = eventually(
            lambda one=one: one.heard("notification", piece_id=piece["id"]), within=5, every=0.01
        )
        assert heard_at - moved_at < 1
        assert (event["data"]["type"], event["data"]["lue"]) == ("stock_bas", False)


def test_what_was_missed_comes_first(user, stream, low):
    first = stream(user("lecteur"))
    known, _ = low()
    [(_, event)] = eventually(lambda: first.heard("notification", piece_id=known["id"]), within=20)
    first.close()
    missed, _ = low()
    rows = user("lecteur")
    eventually(lambda: rows.get("/api/notifications/", piece_id=missed["id"])["results"], within=20)
    again = stream(user("lecteur"), **{"Last-Event-ID": event["id"]})
    eventually(lambda: again.heard("notification", piece_id=missed["id"]), within=20)


def test_the_stream_asks_for_a_token(demo):
    response = requests.get(demo["api"] + STREAM, timeout=10)
    assert (response.status_code, response.json()["code"]) == (401, "non_authentifie")
    assert requests.get(f"{demo['api']}{STREAM}health/ready/", timeout=10).status_code == 404


class Receiver:
    """A program elsewhere, as a webhook's owner would write it."""

    def __init__(self):
        self.calls: list[tuple[dict, bytes]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.calls.append((dict(self.headers), body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def signed_with(self, secret: str) -> list[dict]:
        """The bodies that came with a good signature."""
        return [json.loads(body) for headers, body in self.calls if _is_good(secret, headers, body)]


def _is_good(secret: str, headers: dict, body: bytes) -> bool:
    pairs = [part.split("=", 1) for part in headers["Gestion-Signature"].split(",")]
    moment = next(value for name, value in pairs if name == "t")
    expected = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return abs(time.time() - int(moment)) < 300 and ["v1", expected] in pairs


@pytest.fixture
def receiver():
    one = Receiver()
    yield one
    one.server.shutdown()
    one.server.server_close()


def test_a_webhook_is_called_with_a_signature_that_its_receiver_can_check(admin, receiver, low):
    body = {"nom": "Essai", "url": receiver.url, "evenements": ["niveaux.bas"]}
    response = admin("POST", WEBHOOKS, body)
    if response.status_code == 409:
        pytest.skip("this instance may not call this machine: WEBHOOK_ALLOWED_NETWORKS=127.0.0.1/32")
    webhook = response.json()
    try:
        piece, _ = low()
        [told] = eventually(lambda: receiver.signed_with(webhook["secret"]), within=15)
        assert (told["evenement"], told["donnees"]["piece_id"]) == ("niveaux.bas", piece["id"])
        assert receiver.signed_with("whsec_autre") == []
        [row] = admin.get(f"{WEBHOOKS}{webhook['id']}/livraisons/")["results"]
        assert row["id"] == told["id"]
        eventually(
            lambda: admin.get(f"/api/notifications/livraisons/{row['id']}/")["etat"] == "reussie", within=5
        )
    finally:
        assert admin("DELETE", f"{WEBHOOKS}{webhook['id']}/").status_code == 204


def test_a_webhook_into_the_private_network_is_refused(admin):
    for url in ("http://169.254.169.254/latest/", "http://10.0.0.1/", "http://[::1]:8500/"):
        response = admin("POST", WEBHOOKS, {"nom": "Essai", "url": url, "evenements": ["*"]})
        assert (response.status_code, response.json()["code"]) == (409, "adresse_interdite"), url
