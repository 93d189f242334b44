"""Calls to addresses that people wrote: public ones only, bounded in time and size, never led elsewhere."""

import ipaddress
import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from chassis import outbound

LOOPBACK = [ipaddress.ip_network("127.0.0.0/8")]


@contextmanager
def receiver(answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", *, pause: float = 0):
    """A server that says these bytes (one at a time, with a pause between them, if so wished)."""
    listening = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve():
        while True:
            try:
                connected, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connected,), daemon=True).start()

    def talk(connected):
        with connected:
            said = connected.recv(65_536)
            while said.startswith(b"POST") and not said.endswith(b"}"):
                said += connected.recv(65_536)
            heard.append(said)
            try:
                for piece in [bytes([byte]) for byte in answer] if pause else [answer]:
                    connected.sendall(piece)
                    time.sleep(pause)
            except OSError:
                pass

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/hook?a=1", heard
    finally:
        listening.shutdown(socket.SHUT_RDWR)  # closing alone would leave accept() waiting
        listening.close()


def post(url, **options):
    return outbound.post(url, b'{"a": 1}', {"Content-Type": "application/json"}, **options)


def test_what_is_posted_arrives_and_the_answer_is_told():
    with receiver() as (url, heard):
        reply = post(url, allowed=LOOPBACK)
    assert (reply.ok, reply.status, reply.error, reply.excerpt) == (True, 200, None, "ok")
    assert reply.address == "127.0.0.1"
    assert heard[0].startswith(b"POST /hook?a=1 HTTP/1.1\r\n") and heard[0].endswith(b'{"a": 1}')


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",
        "0",
        "2130706433",
        "0x7f.1",
        "127.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:a9fe:a9fe]",
        "[fe80::1]",
        "[fd00::1]",
        "[fec0::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ],
)
def test_an_address_that_is_not_public_is_not_called(host):
    with receiver() as (url, heard):
        port = url.split(":")[2].split("/")[0]
        reply = post(f"http://{host}:{port}/")
    assert (reply.error, reply.status) == (outbound.FORBIDDEN, None)
    assert heard == []
    assert outbound.forbidden_address(f"http://{host}/") is not None


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_public_addresses_are_public(address):
    assert outbound.is_public(address)


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    rows = [(2, 1, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(outbound.socket, "getaddrinfo", lambda *args, **options: rows)
    reply = post("http://mixed.example/")
    assert (reply.error, reply.address) == (outbound.FORBIDDEN, "10.0.0.1")


def test_a_name_that_changes_its_mind_gains_nothing(monkeypatch):
    """Resolved once: the address that was looked at is the one that is called."""
    asked = []
    real = socket.getaddrinfo

    def resolve(host, *args, **options):
        if host != "rebind.example":
            return real(host, *args, **options)
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", args[0]))]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", resolve)
    with receiver() as (url, heard):
        reply = post(url.replace("127.0.0.1", "rebind.example"), allowed=LOOPBACK)
    assert (reply.ok, asked) == (True, ["rebind.example"])
    assert b"Host: rebind.example:" in heard[0]


def test_a_redirection_is_not_followed():
    with receiver() as (elsewhere, heard):
        answer = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n".encode()
        with receiver(answer) as (url, _):
            reply = post(url, allowed=LOOPBACK)
    assert (reply.ok, reply.status, reply.error) == (False, 302, outbound.REDIRECT)
    assert heard == []


def test_an_unknown_name_and_a_closed_port_are_told_apart():
    assert post("http://nobody.invalid/").error == outbound.UNKNOWN_NAME
    with receiver() as (url, _):
        pass
    assert post(url, allowed=LOOPBACK).error == outbound.CONNECTION


@pytest.mark.parametrize("pause", [0.05, 5])
def test_a_receiver_that_drips_is_cut_off(monkeypatch, pause):
    monkeypatch.setattr(outbound, "TOTAL_SECONDS", 0.5)
    with receiver(b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1_000, pause=pause) as (url, _):
        started = time.monotonic()
        reply = post(url, allowed=LOOPBACK)
    assert reply.error == outbound.TIMEOUT
    assert time.monotonic() - started < 20  # its whole body drips for longer


def test_only_the_beginning_of_an_answer_is_read():
    with receiver(b"HTTP/1.1 200 OK\r\n\r\n" + b"x\x00" * 2_000_000) as (url, _):
        reply = post(url, allowed=LOOPBACK)
    assert reply.ok
    assert len(reply.excerpt) == outbound.EXCERPT_LENGTH
    assert "\x00" not in reply.excerpt


@pytest.mark.parametrize("answer", [b"", b"hello\r\n\r\n", b"HTTP/1.1 99 Odd\r\n\r\n"])
def test_an_answer_that_is_no_http_is_a_failure(answer):
    with receiver(answer) as (url, _):
        reply = post(url, allowed=LOOPBACK)
    assert not reply.ok
    assert reply.error in (outbound.ANSWER, outbound.CONNECTION)


def test_a_server_without_a_good_certificate_is_refused():
    with receiver() as (url, heard):
        reply = post(url.replace("http:", "https:"), allowed=LOOPBACK)
    assert reply.error == outbound.TLS
    assert not any(b"POST" in one for one in heard)


def test_no_proxy_of_the_environment_is_asked(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with receiver() as (url, _):
        assert post(url, allowed=LOOPBACK).ok


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "http://",
        "example.org",
        "http://a:b@example.org/",
        "http://example.org:99999/",
        "http://example.org:0/",
        "http://exa mple.org/",
        "http://example.org/\r\nX: y",
        "http://é.example/",
        "http:\\\\example.org",
        "http://[::1/",
    ],
)
def test_what_is_no_address_to_call_is_said(url):
    assert outbound.problem_with(url)


@pytest.mark.parametrize(
    "url", ["http://example.org", "https://example.org:8443/a?b=c", "http://[2606:4700::1111]/"]
)
def test_what_is_an_address_to_call_is_taken(url):
    assert outbound.problem_with(url) is None


def test_an_honest_server_is_understood():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.send_response(503)
            self.end_headers()
            self.wfile.write(self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        reply = post(f"http://127.0.0.1:{server.server_port}", allowed=LOOPBACK)
    finally:
        server.shutdown()
        server.server_close()
    assert (reply.ok, reply.status, reply.error, reply.excerpt) == (False, 503, None, '{"a": 1}')
