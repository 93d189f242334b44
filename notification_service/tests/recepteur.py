"""A program elsewhere that webhooks call: it remembers what it heard, and answers as it is told."""

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Appel:
    chemin: str
    headers: dict[str, str]
    corps: bytes


@dataclass
class Recepteur:
    """While `libre` is cleared it answers nobody."""

    statut: int = 200
    reponse: bytes = b"merci"
    appels: list[Appel] = field(default_factory=list)
    libre: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self):
        outer = self
        self.libre.set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                corps = self.rfile.read(int(self.headers["Content-Length"]))
                outer.appels.append(Appel(self.path, dict(self.headers), corps))
                outer.libre.wait(5)
                self.send_response(outer.statut)
                self.send_header("Location", "http://127.0.0.1:1/")
                self.end_headers()
                self.wfile.write(outer.reponse)

            def log_message(self, *args):
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/crochet"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def arreter(self) -> None:
        self.libre.set()
        self._server.shutdown()
        self._server.server_close()
