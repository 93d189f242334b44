"""The Postman collection, generated from the OpenAPI documents of the six services.

python -m ops.postman        # writes docs/postman/gestion-de-stock.postman_collection.json
"""

import json
import re
from typing import Any

from ops import django_command, registry
from ops import instance as instances
from ops.instance import Instance
from ops.paths import ROOT

FOLDER = ROOT / "docs" / "postman"
FILE = FOLDER / "gestion-de-stock.postman_collection.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
METHODS = ("get", "post", "put", "patch", "delete")
DEPTH = 6  # examples of recursive shapes end here

LOGIN_PATH = "/api/auth/login/"
KEEP_TOKEN = [
    "pm.test('200', () => pm.response.to.have.status(200));",
    "pm.collectionVariables.set('access', pm.response.json().access);",
]
IS_OK = ["pm.test('200', () => pm.response.to.have.status(200));"]
# answers that never end, or that are no 200 without more
NOT_TRIED = {"/api/notifications/stream/", "/api/auth/verify/", "/api/auth/confirm/", "/Gateway/confirmation"}


class Document:
    """One service's OpenAPI document."""

    def __init__(self, content: dict[str, Any]):
        self._content = content

    def requests(self) -> list[dict[str, Any]]:
        return [
            self._request(path, method, operation)
            for path, operations in self._content["paths"].items()
            for method, operation in operations.items()
            if method in METHODS
        ]

    def _request(self, path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
        parameters = [self._resolve(each) for each in operation.get("parameters", ())]
        required = [p for p in parameters if p["in"] == "query" and p.get("required")]
        request: dict[str, Any] = {
            "method": method.upper(),
            "url": _url(path, [p for p in parameters if p["in"] == "query"]),
            "description": operation.get("description", ""),
        }
        if operation.get("x-permission") == "@public":
            request["auth"] = {"type": "noauth"}
        if method == "post":
            request["header"] = [{"key": "Idempotency-Key", "value": "{{$guid}}"}]
        body = self._body(operation)
        if body:
            request["body"] = body
        item: dict[str, Any] = {"name": f"{method.upper()} {path}", "request": request}
        plain_get = method == "get" and "{" not in path and not required and path not in NOT_TRIED
        if path == LOGIN_PATH:
            credentials = {"email": "{{email}}", "password": "{{password}}"}
            request["body"] = _json(credentials)
            item["event"] = _test(KEEP_TOKEN)
        elif plain_get:
            item["event"] = _test(IS_OK)
        return item

    def _body(self, operation: dict[str, Any]) -> dict[str, Any] | None:
        content = operation.get("requestBody", {}).get("content", {})
        if "application/json" in content:
            return _json(self._example(content["application/json"]))
        if "multipart/form-data" in content:
            fields = self._resolve(content["multipart/form-data"]["schema"]).get("properties", {})
            return {"mode": "formdata", "formdata": [_form_field(*each) for each in fields.items()]}
        return None

    def _example(self, media: dict[str, Any]) -> Any:
        for example in media.get("examples", {}).values():
            return example["value"]
        return self._value(media.get("schema", {}), DEPTH)

    def _value(self, schema: dict[str, Any], depth: int) -> Any:
        schema = self._resolve(schema)
        for key in ("example", "default"):
            if key in schema:
                return schema[key]
        for key in ("allOf", "oneOf", "anyOf"):
            if key in schema:
                return self._value(schema[key][0], depth)
        if "enum" in schema:
            return schema["enum"][0]
        if depth == 0:
            return None
        kind = schema.get("type")
        if kind == "object" or "properties" in schema:
            properties = schema.get("properties", {}).items()
            return {
                name: self._value(each, depth - 1) for name, each in properties if not each.get("readOnly")
            }
        if kind == "array":
            return [self._value(schema.get("items", {}), depth - 1)]
        return {"integer": 1, "number": 1, "boolean": True}.get(kind, _text(schema))

    def _resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            found: Any = self._content
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema


def _text(schema: dict[str, Any]) -> str:
    samples = {
        "uuid": "01930000-0000-7000-8000-000000000001",
        "date": "2026-01-31",
        "date-time": "2026-01-31T12:00:00Z",
        "email": "personne@exemple.fr",
        "decimal": "1.00",
        "uri": "https://exemple.fr/",
    }
    return samples.get(schema.get("format", ""), "texte")


def _url(path: str, query: list[dict[str, Any]]) -> dict[str, Any]:
    postman_path = re.sub(r"{(\w+)}", r":\1", path)
    return {
        "raw": "{{api}}" + postman_path,
        "host": ["{{api}}"],
        "path": postman_path.removeprefix("/").split("/"),
        "query": [
            {"key": p["name"], "value": "", "description": p.get("description", ""), "disabled": True}
            for p in query
        ],
        "variable": [{"key": name, "value": ""} for name in re.findall(r"{(\w+)}", path)],
    }


def _json(value: Any) -> dict[str, Any]:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}


def _form_field(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("format") == "binary":
        return {"key": name, "type": "file", "src": []}
    return {"key": name, "type": "text", "value": schema.get("default", "")}


def _test(lines: list[str]) -> list[dict[str, Any]]:
    return [{"listen": "test", "script": {"type": "text/javascript", "exec": lines}}]


def collection(instance: Instance) -> dict[str, Any]:
    folders = []
    for service in registry.services():
        text = django_command.must(instance, service, "spectacular", "--format", "openapi-json")
        requests = Document(json.loads(text)).requests()
        # first the one that the others need the token of
        requests.sort(key=lambda item: item["name"] != f"POST {LOGIN_PATH}")
        folders.append({"name": service.name, "description": service.description, "item": requests})
    return {
        "info": {
            "name": "Gestion de Stock",
            "schema": SCHEMA,
            "description": "Run POST /api/auth/login/ first: it keeps the token for the others.",
        },
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access}}", "type": "string"}]},
        "variable": [{"key": "access", "value": ""}],
        "item": folders,
    }


def text(instance: Instance) -> str:
    return json.dumps(collection(instance), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def problem(instance: Instance) -> str:
    """What is wrong with the file in the repository; empty when nothing is."""
    good = FILE.exists() and FILE.read_text(encoding="utf-8") == text(instance)
    return "" if good else "it differs from the OpenAPI documents: python -m ops.postman"


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    FILE.write_text(text(instances.current()), encoding="utf-8")
    print(FILE.relative_to(ROOT))
