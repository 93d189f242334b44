"""A small server that stands where Consul is: the KV with its check-and-set, registrations, health."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


class ConsulStandIn:
    """`registered`: what was announced, by id. `values`: the KV as text. `instances`: what health tells."""

    def __init__(self):
        self.registered: dict[str, dict[str, Any]] = {}
        self.instances: dict[str, list[dict[str, Any]]] = {}
        self.values: dict[str, str] = {}
        self._indexes: dict[str, int] = {}
        self._index = 10
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def index(self, key: str) -> int:
        """The ModifyIndex of a key; one that a test wrote gets it when it is first asked for."""
        if key not in self._indexes:
            self._index += 1
            self._indexes[key] = self._index
        return self._indexes[key]

    def answer(self, method: str, path: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        if path.startswith("/v1/kv/"):
            return self._kv(method, path.removeprefix("/v1/kv/"), query, body)
        if path == "/v1/agent/service/register":
            told = json.loads(body)
            self.registered[told["id"]] = told
            return 200, None
        if path.startswith("/v1/agent/service/deregister/"):
            self.registered.pop(path.rsplit("/", 1)[1], None)
            return 200, None
        if path == "/v1/agent/services":
            return 200, self.registered
        if path == "/v1/catalog/services":
            return 200, {"consul": []} | {name: [] for name in self.instances}
        return 200, self.instances.get(path.removeprefix("/v1/health/service/"), [])

    def _kv(self, method: str, key: str, query: dict[str, str], body: bytes) -> tuple[int, Any]:
        with self._lock:
            if method == "GET":
                names = [n for n in self.values if n.startswith(key)] if "recurse" in query else [key]
                rows = [self._row(name) for name in sorted(names) if name in self.values]
                return (200, rows) if rows else (404, None)
            current = self.index(key) if key in self.values else 0
            if "cas" in query and int(query["cas"]) != current:
                return 200, False
            self._indexes.pop(key, None)
            if method == "PUT":
                self.values[key] = body.decode()
            else:
                self.values.pop(key, None)
            return 200, True

    def _row(self, key: str) -> dict[str, Any]:
        value = base64.b64encode(self.values[key].encode()).decode()
        return {"Key": key, "Value": value, "ModifyIndex": self.index(key)}

    def _handler(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                url = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(url.query, True).items()}
                status, content = outer.answer(self.command, url.path, query, body)
                raw = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("X-Consul-Index", str(outer._index))
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_PUT = do_DELETE = _answer

            def log_message(self, *args):
                pass

        return Handler


def instance(
    name: str, port: int, *, healthy: bool = True, version: str = "1.0.0", depuis: str = ""
) -> dict[str, Any]:
    """One row of what /v1/health/service/<name> answers."""
    status = "passing" if healthy else "critical"
    own = f"{name}-127.0.0.1-{port}"
    return {
        "Node": {"Address": "127.0.0.1"},
        "Service": {
            "ID": own,
            "Service": name,
            "Address": "127.0.0.1",
            "Port": port,
            "Tags": ["traefik.enable=true", f"version={version}", *([f"depuis={depuis}"] if depuis else [])],
        },
        "Checks": [
            {"Name": "Serf Health Status", "Status": "passing", "Output": "", "ServiceID": ""},
            {"Name": f"Service '{name}' check", "Status": status, "Output": "200 OK", "ServiceID": own},
        ],
    }
