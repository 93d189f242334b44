"""The server of the UI: what it serves, what it does not, and the policy it sends."""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

UI = Path(__file__).resolve().parent.parent


@pytest.fixture
def get(monkeypatch):
    monkeypatch.syspath_prepend(str(UI))
    monkeypatch.setenv("UI_API_URL", "http://127.0.0.1:18090/")
    monkeypatch.delitem(sys.modules, "server", raising=False)
    import server

    def call(path, **environ):
        answer = {}

        def start_response(status, headers):
            answer.update(status=int(status.split()[0]), headers=dict(headers))

        body = server.app({"PATH_INFO": path, "REQUEST_METHOD": "GET", **environ}, start_response)
        return answer["status"], answer["headers"], b"".join(body)

    return call


def test_an_unknown_path_is_the_application(get):
    for path in ("/", "/users", "/pieces/12"):
        status, headers, body = get(path)
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert b'<div id="app">' in body


def test_an_unknown_file_is_a_404_and_the_sources_of_the_server_are_not_served(get):
    for path in ("/js/absent.js", "/server.py", "/package.json", "/../server.py", "/.gitignore"):
        assert get(path)[0] == 404


def test_the_policy_allows_the_import_map_by_its_digest_and_nothing_inline(get):
    _, headers, body = get("/")
    import_map = re.search(rb'<script type="importmap">(.*?)</script>', body, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(import_map).digest()).decode()
    policy = headers["Content-Security-Policy"]
    assert f"script-src 'self' 'sha256-{digest}'" in policy
    assert "connect-src 'self' http://127.0.0.1:18090;" in policy
    assert "unsafe" not in policy


def test_files_carry_the_policy_too(get):
    status, headers, _ = get("/js/main.js")
    assert status == 200
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in headers


def test_the_configuration_gives_the_address_of_the_api(get):
    values = json.loads(get("/config.json")[2])
    assert values["api"] == "http://127.0.0.1:18090"
    assert values["demo"] == []


def test_demo_accounts_are_told_without_their_passwords(get, monkeypatch, tmp_path):
    import server

    file = tmp_path / "demo.json"
    account = {"role": "lecteur", "email": "l@demo.test", "password": "secret"}
    file.write_text(json.dumps({"comptes": [account]}))
    monkeypatch.setattr(server, "DEMO", str(file))
    body = get("/config.json")[2]
    assert b"l@demo.test" in body
    assert b"secret" not in body


def test_the_bodies_of_the_gateway_are_problems(get):
    for code in (404, 503):
        status, headers, body = get(f"/errors/{code}.json")
        assert (status, headers["Content-Type"]) == (200, "application/problem+json")
        assert json.loads(body)["status"] == code


def test_health(get):
    assert json.loads(get("/health")[2])["status"] == "ok"


def test_localhost_leads_to_the_name_the_api_has_so_that_the_cookie_is_sent(get):
    status, headers, _ = get("/users", HTTP_HOST="localhost:5500")
    assert (status, headers["Location"]) == (307, "http://127.0.0.1:5500/users")
    for host in ("127.0.0.1:5500", "stock.example.org", "//evil.example", ""):
        assert get("/users", HTTP_HOST=host)[0] == 200
