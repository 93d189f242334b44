"""stock_service as its contract shows it: real HTTP on loopback, the answers of the contract's examples."""

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.db import connections

from chassis.testing import contracts

RETIRER = contracts.load("calls/stock.retirer_piece")
DEPENDANCES = contracts.load("calls/stock.dependances")


class StockDouble:
    """`asked` is what came in; `before_answer` is called while the caller waits."""

    def __init__(self):
        self.asked: list[dict] = []
        self.away = False
        self.before_answer: Callable[[], None] = lambda: None
        self.answer_with(200)
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, args=[0.01], daemon=True).start()

    def answer_with(self, status: int, body: dict | None = None) -> None:
        example = RETIRER["answers"].get(str(status), {}).get("example")
        self._answer = status, body if body is not None else example

    def addresses(self, service: str) -> list[str]:
        assert service == "stock_service"
        return [] if self.away else [f"http://127.0.0.1:{self._server.server_port}"]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(double):
        """`self` is the request's handler below."""

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                double.asked.append(
                    {
                        "path": self.path,
                        "body": json.loads(body),
                        "key": self.headers["Idempotency-Key"],
                        "token": self.headers["Authorization"],
                    }
                )
                double.before_answer()
                connections.close_all()  # those that before_answer opened in this thread
                status, answer = double._answer
                content = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def do_GET(self):
                double.asked.append({"path": self.path, "token": self.headers["Authorization"]})
                content = json.dumps(DEPENDANCES["answers"]["200"]["example"]).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args):
                pass

        return Handler
