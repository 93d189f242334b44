"""In a shell that names a proxy the system still asks its own processes itself."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ops.tests.proxy import behind_a_proxy

ASKING = """
import sys
from types import SimpleNamespace
from ops import backup, restore, wait
[url] = sys.argv[1:]
assert """


class Consul(BaseHTTPRequestHandler):
    """Its KV holds one value; every other page is 200 as well."""

    def do_GET(self):
        self._answer([{"Key": "config/a/b", "Value": "MQ=="}] if "/kv/" in self.path else {"leader": "here"})

    def do_PUT(self):
        self._answer(True)

    def _answer(self, content):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(content).encode())

    def log_message(self, *_):
        pass


@pytest.fixture
def url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Consul)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    "holds",
    [
        "wait.http_status(url) == 200",
        "wait.http_json(url) == {'leader': 'here'}",
        "backup.configuration(SimpleNamespace(url=lambda name: url)) == {'config/a/b': '1'}",
        "restore._configure(url, {'config/a/b': '1'}) is None",
    ],
)
def test_what_is_ours_is_asked_past_any_proxy(url, holds):
    behind_a_proxy(f"{ASKING}{holds}", url)
