"""Serve the UI: static files, the security headers, and /config.json. Run by gunicorn as `server:app`."""

import base64
import hashlib
import json
import os
import re
import uuid
from pathlib import Path
from urllib.parse import urlsplit

from whitenoise import WhiteNoise

UI = Path(__file__).resolve().parent
API = os.environ.get("UI_API_URL", "http://127.0.0.1:8090").rstrip("/")
CONSUL = os.environ.get("UI_CONSUL_URL", "http://127.0.0.1:8500/ui/")
TRAEFIK = os.environ.get("UI_TRAEFIK_URL", "http://127.0.0.1:8091/dashboard/")
DEMO = os.environ.get("UI_DEMO_FILE")  # the demo.json of the local stack, when there is one

INDEX = (UI / "index.html").read_text(encoding="utf-8")
# the import map must be inline, so its digest is the one exception of script-src
MAP = re.search(r'<script type="importmap">(.*?)</script>', INDEX, re.DOTALL)[1]
MAP_DIGEST = base64.b64encode(hashlib.sha256(MAP.encode()).digest()).decode()
# where pictures are shown from when they are kept with an image host or an object store
IMAGE_HOSTS = " ".join(os.environ.get("UI_IMAGE_HOSTS", "").split())
CSP = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' 'sha256-{MAP_DIGEST}'",
        "style-src 'self'",
        "font-src 'self'",
        f"img-src 'self' data: blob: {API} {IMAGE_HOSTS}".rstrip(),
        f"connect-src 'self' {API}",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}


def demo_accounts() -> list[dict]:
    """Role and address of each demo account; the password stays in the file."""
    if not DEMO or not Path(DEMO).is_file():
        return []
    accounts = json.loads(Path(DEMO).read_text(encoding="utf-8")).get("comptes", [])
    return [{"role": account["role"], "email": account["email"]} for account in accounts]


def same_site(host: str) -> str | None:
    """The address to use instead, when this one and the API's are two names of one machine.

    To a browser localhost and 127.0.0.1 are two sites: the session cookie does not go from one to the other.
    """
    name, _, port = host.partition(":")
    api = urlsplit(API)
    if name == api.hostname or not {name, api.hostname} <= {"localhost", "127.0.0.1"}:
        return None
    return f"{api.scheme}://{api.hostname}:{port if port.isdecimal() else 80}"


def answer(start_response, status, content_type, body):
    headers = [("Content-Type", content_type), ("Content-Length", str(len(body))), *HEADERS.items()]
    start_response(status, [*headers, ("Cache-Control", "no-cache")])
    return [body]


def problem(start_response, told, request_id):
    """What the gateway answers by itself, with the id of the request as every answer has it."""
    if not REQUEST_ID.fullmatch(request_id):
        request_id = str(uuid.uuid4())
    body = json.dumps(told | {"request_id": request_id}, ensure_ascii=False).encode()
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    start_response("200 OK", [*headers, ("X-Request-ID", request_id), ("Cache-Control", "no-store")])
    return [body]


def dynamic(environ, start_response):
    """What is not a file: the configuration, the runner's health check, and the paths of the application."""
    path = environ["PATH_INFO"]
    if path in PROBLEMS:
        return problem(start_response, PROBLEMS[path], environ.get("HTTP_X_REQUEST_ID", ""))
    if path == "/config.json":
        values = {"api": API, "consul": CONSUL, "traefik": TRAEFIK, "demo": demo_accounts()}
        return answer(start_response, "200 OK", "application/json", json.dumps(values).encode())
    if path == "/health":
        return answer(start_response, "200 OK", "application/json", b'{"status": "ok", "service": "ui"}')
    if "." in path.rsplit("/", 1)[-1]:
        return answer(start_response, "404 Not Found", "application/problem+json", NOT_FOUND)
    other = same_site(environ.get("HTTP_HOST", ""))
    if other:
        start_response("307 Temporary Redirect", [("Location", other + path), ("Content-Length", "0")])
        return []
    return answer(start_response, "200 OK", "text/html; charset=utf-8", INDEX.encode())


def add_headers(headers, path, url):
    for name, value in HEADERS.items():
        headers[name] = value
    # kept by the browser and revalidated: a new release shows at once
    headers["Cache-Control"] = "no-cache"


NOT_FOUND = (UI / "errors" / "404.json").read_bytes()
PROBLEMS = {f"/errors/{file.name}": json.loads(file.read_bytes()) for file in (UI / "errors").glob("*.json")}
REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")  # as chassis/request_id.py keeps one
app = WhiteNoise(
    dynamic,
    add_headers_function=add_headers,
    allow_all_origins=False,
    autorefresh=bool(os.environ.get("UI_RELOAD")),
)
for folder in ("js", "css", "vendor", "assets"):
    app.add_files(UI / folder, prefix=f"{folder}/")
