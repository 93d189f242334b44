"""Small servers that stand where other processes are: the owner of a trashed object, and Consul."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.db import connections


class _Server:
    """Answers what `respond(method, path, body, headers)` returns: (status, JSON)."""

    def __init__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _answer(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                status, content = outer.respond(self.command, self.path, body, self.headers)
                raw = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("X-Consul-Index", "1")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            do_GET = do_POST = _answer

            def log_message(self, *args):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()

    def respond(self, method, path, body, headers):
        raise NotImplementedError

    def stop(self):
        self._http.shutdown()
        self._http.server_close()


class Owner(_Server):
    """A service that holds deleted objects. It keeps what it was asked, and may be told to refuse or fail."""

    def __init__(self, contract: dict):
        self.example = contract["answers"]["200"]["example"]
        self.asked: list[tuple[str, dict, str]] = []
        self.answer: tuple[int, dict] | None = None
        self.before_answer = lambda: None
        self._lock = threading.Lock()
        super().__init__()

    def respond(self, method, path, body, headers):
        with self._lock:
            self.asked.append((path, body, headers["Idempotency-Key"]))
        try:
            self.before_answer()
        finally:
            connections.close_all()  # it runs in a thread of this server
        return self.answer or (200, self.example | body)


class Consul(_Server):
    """The three questions this service asks of Consul."""

    def __init__(self):
        self.instances: dict[str, list[tuple[int, bool, str]]] = {}
        self.values: dict[str, str] = {}
        super().__init__()

    def respond(self, method, path, body, headers):
        if path.startswith("/v1/catalog/services"):
            return 200, {"consul": []} | {name: [] for name in self.instances}
        if path.startswith("/v1/health/service/"):
            name = path.split("/")[4].split("?")[0]
            return 200, [self._node(name, *instance) for instance in self.instances.get(name, [])]
        rows = [
            {"Key": key, "Value": base64.b64encode(text.encode()).decode()}
            for key, text in self.values.items()
        ]
        return (200, rows) if rows else (404, None)

    @staticmethod
    def _node(name: str, port: int, healthy: bool, version: str) -> dict:
        return {
            "Node": {"Address": "127.0.0.1"},
            "Service": {
                "ID": f"{name}-127.0.0.1-{port}",
                "Service": name,
                "Address": "127.0.0.1",
                "Port": port,
                "Tags": ["traefik.enable=true", f"version={version}"],
            },
            "Checks": [{"Status": "passing" if healthy else "critical"}],
        }
