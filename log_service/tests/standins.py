"""A small server that stands where the owner of trashed objects is."""

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
