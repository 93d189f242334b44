"""The catcher's HTTP side: pages for people, /api/mails for programs."""

import json
from dataclasses import asdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from ops.mailbox import page
from ops.mailbox.store import Store

HTML = "text/html; charset=utf-8"
JSON = "application/json"
FILE = "application/octet-stream"  # saved, never shown: anybody may send anything
# style-src: a mail's own styles; nothing is loaded from elsewhere, no script runs
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; form-action 'self'"


def serve(store: Store, host: str, port: int) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            url = urlsplit(self.path)
            to = parse_qs(url.query).get("to", [""])[0]
            match url.path.strip("/").split("/"):
                case [""]:
                    self._answer(HTML, page.mailbox(store.find(to), to))
                case ["health"]:
                    self._answer(JSON, '{"status": "ok"}')
                case ["api", "mails"]:
                    mails = [asdict(mail) for mail in store.find(to)]
                    self._answer(JSON, json.dumps(mails, ensure_ascii=False))
                case ["mails", mail_id, *rest] if (mail := store.get(mail_id)) and rest in ([], ["html"]):
                    self._answer(HTML, _in_new_tabs(mail.html) if rest else page.mail(mail))
                case ["mails", mail_id, "files", number] if (file := store.file(mail_id, number)) is not None:
                    self._answer(FILE, file)
                case _:
                    self.send_error(404)

        def do_DELETE(self):
            if self.path != "/api/mails":
                return self.send_error(404)
            store.clear()
            return self._answer(JSON, "[]")

        def _answer(self, kind: str, content: str | bytes) -> None:
            body = content if isinstance(content, bytes) else content.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Content-Security-Policy", POLICY)
            self.send_header("X-Content-Type-Options", "nosniff")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return ThreadingHTTPServer((host, port), Handler)


def _in_new_tabs(html: str) -> str:
    return html.replace("<head>", '<head><base target="_blank">', 1)
