"""Whatever a client sends to any documented route: never a 500, and a refusal that names the field."""

import json
import uuid
from collections.abc import Iterator

import pytest
import requests
from expected import PROBLEM

from ops import registry

HUGE = "9" * 5000
TEXTS = ["", "a\x00b", "'; DROP TABLE users;--", "\u202e\ufeff\U0001f529", "\x01\x1b[31m", "x" * 100_000]
NUMBERS = ["-1", "0", "1e400", "NaN", "Infinity", "٣", HUGE, "0.00000000001", "1,5"]
DATES = ["0000-00-00", "2026-02-30", "99999-01-01", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "-1"]
IDS = ["nul", "", "0" * 36, str(uuid.uuid4()) + "x", "{}"]
# what is inserted as it stands, because no JSON library writes it
LITERALS = ["NaN", "Infinity", "-Infinity", "1e400", HUGE, "-0", "null", "true", "[]", "{}", "[[[[]]]]"]
LITERALS += ["12345678901234567890", "-99999999999", "0.1e-300", '"\\ud800"', '[{"a": {"b": null}}]']
VALUES = ["a\x00b", "\u202e\U0001f529'%--", "x" * 300, "9" * 300, "-1", "NaN", "nul"]
VALUES += ["2026-02-30", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
STREAM = "/api/notifications/stream/"
ENDS_SESSION = ("logout", "logout-all")
BODIES = ("post", "put", "patch")


def hostile() -> Iterator[str]:
    """JSON texts of one value."""
    yield from LITERALS
    yield from (json.dumps(text) for text in TEXTS + NUMBERS + DATES + IDS)


HEADERS = ["If-Match", "If-None-Match", "Idempotency-Key", "Accept", "Accept-Language"]
HEADERS += ["X-Request-ID", "X-Forwarded-For", "Range", "Cookie", "User-Agent", "Origin"]
HEADER_VALUES = [
    b'"\xb2"',
    b"\xff\xfe",
    b'"' + b"9" * 5000 + b'"',
    b"a" * 3000,
    b";;,,==",
    b'"-1"',
    b"*",
    b"",
]


@pytest.fixture(scope="module")
def schemas(raw) -> dict[str, dict]:
    found = {}
    for service in registry.services():
        answer = raw("GET", f"{service.prefixes[0]}schema/", headers={"Accept": "application/json"})
        found[service.name] = answer.json()
    return found


@pytest.fixture
def send(account):
    """As an administrator of its own: wrong passwords are among what is sent."""
    administrator, session = account("administrateur"), requests.Session()

    def send(method: str, path: str, headers=(), **kwargs) -> requests.Response:
        sent = {"Authorization": administrator.authorization, "Content-Type": "application/json"}
        sent |= dict(headers)
        return session.request(method, administrator.base + path, headers=sent, timeout=30, **kwargs)

    return send


def routes(schema: dict, *methods: str) -> Iterator[tuple[str, str, dict]]:
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method in methods and path != STREAM and path.strip("/").split("/")[-1] not in ENDS_SESSION:
                yield method.upper(), path, operation


def concrete(path: str) -> str:
    """Ids of nothing in the holes, so that nothing is changed by what happens to be valid."""
    while "{" in path:
        path = path[: path.index("{")] + str(uuid.uuid4()) + path[path.index("}") + 1 :]
    return path


def fields(schema: dict, operation: dict) -> list[str]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if not content:
        return []
    shape = content["schema"]
    if "$ref" in shape:
        shape = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
    return list(shape.get("properties", {}))


def fault(answer: requests.Response, field: str | None = None) -> str | None:
    """What is wrong with this answer by the contract, None when nothing is."""
    if answer.status_code >= 500:
        return str(answer.status_code)
    if answer.status_code < 400:
        return None
    if "application/problem+json" not in answer.headers.get("Content-Type", ""):
        return f"{answer.status_code} {answer.headers.get('Content-Type')}"
    body = answer.json()
    if not set(body) >= PROBLEM:
        return f"{answer.status_code} without {PROBLEM - set(body)}"
    if answer.status_code == 400 and field is not None:
        names = {name.split(".")[0] for name in body.get("errors", {})}
        if not names & {field, "body"}:
            return f"400 names {sorted(names)}"
    return None


SERVICES = [service.name for service in registry.services()]


@pytest.mark.parametrize("service", SERVICES)
def test_no_value_in_the_fields_of_a_body_is_a_500(schemas, send, service):
    """The same value in every field of every route: each must refuse it, or take it, by itself."""
    wrong = []
    for method, path, operation in routes(schemas[service], *BODIES):
        names = fields(schemas[service], operation)
        for value in hostile() if names else ():
            body = ", ".join(f'"{name}": {value}' for name in names)
            found = fault(send(method, concrete(path), data=f"{{{body}}}".encode()))
            if found:
                wrong.append(f"{method} {path} {value[:40]}: {found}")
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_value_of_a_parameter_is_a_500_and_a_400_names_it(schemas, send, service):
    wrong = []
    for path, names, required in parameters(schemas[service]):
        for name in names:
            for value in VALUES:
                answer = send("GET", path, params={name: value})
                found = fault(answer, None if required else name)
                if found:
                    wrong.append(f"{path}?{name}={value[:40]!r}: {found}")
    assert wrong == []


def parameters(schema: dict) -> Iterator[tuple[str, list[str], bool]]:
    """The routes that are read with parameters, those, and whether one of them must be there."""
    for _, path, operation in routes(schema, "get"):
        asked = [each for each in operation.get("parameters", []) if each["in"] == "query"]
        if asked and "{" not in path:
            yield path, [each["name"] for each in asked], any(each.get("required") for each in asked)


@pytest.mark.parametrize("service", SERVICES)
def test_no_value_of_a_header_is_a_500(schemas, send, service):
    """The same value in every header that something reads."""
    wrong = []
    for method, path, _ in routes(schemas[service], "get", "delete", *BODIES):
        for value in HEADER_VALUES:
            sent = [(name, value) for name in HEADERS]
            found = fault(send(method, concrete(path), headers=sent, data=b"{}" if method != "GET" else None))
            if found:
                wrong.append(f"{method} {path} {value[:20]!r}: {found}")
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_id_in_a_path_is_a_500(schemas, send, service):
    wrong = []
    ids = ["nul", "0", "-1", "%00", "%ff", "%F0%9F%94%A9", "'", "..%2f", "%0a", "x" * 1000, "{}"]
    for method, path, _ in routes(schemas[service], "get", "delete", *BODIES):
        if "{" not in path:
            continue
        for value in ids:
            before, after = path[: path.index("{")], path[path.index("}") + 1 :]
            body = {} if method in ("GET", "DELETE") else {"data": b"{}"}
            answer = send(method, concrete(f"{before}{value}{after}"), **body)
            if answer.status_code >= 500 or (answer.status_code < 400 and method != "GET"):
                wrong.append(f"{method} {path} {value}: {answer.status_code}")
    assert wrong == []
