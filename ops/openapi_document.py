"""One service's OpenAPI document, read for what a person needs who sends a request by hand."""

import re
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "post", "put", "patch", "delete")
DEPTH = 6  # examples of recursive shapes end here
JSON = "application/json"
FORM = "multipart/form-data"
SAMPLES = {
    "uuid": "01930000-0000-7000-8000-000000000001",
    "date": "2026-01-31",
    "date-time": "2026-01-31T12:00:00Z",
    "email": "personne@exemple.fr",
    "decimal": "1.00",
    "uri": "https://exemple.fr/",
}


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    content: dict[str, Any]
    document: "Document"

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def is_public(self) -> bool:
        return self.content.get("x-permission") == "@public"

    @property
    def query(self) -> list[dict[str, Any]]:
        resolved = (self.document.resolve(each) for each in self.content.get("parameters", ()))
        return [each for each in resolved if each["in"] == "query"]

    @property
    def variables(self) -> list[str]:
        return re.findall(r"{(\w+)}", self.path)

    @property
    def success(self) -> tuple[int, dict[str, Any]]:
        """The status of the good answer, and its content by type."""
        status = min(int(status) for status in self.content["responses"])
        return status, self.content["responses"][str(status)].get("content", {})

    def answer_schema(self) -> dict[str, Any]:
        """Of the good answer; empty when that is no JSON."""
        return self.document.resolve(self.success[1].get(JSON, {}).get("schema", {}))

    def body_schema(self, kind: str = JSON) -> dict[str, Any]:
        """Of what is sent; empty when nothing of that kind is."""
        body = self.content.get("requestBody", {}).get("content", {})
        return self.document.resolve(body.get(kind, {}).get("schema", {}))


class Document:
    def __init__(self, content: dict[str, Any]):
        self._content = content

    def operations(self) -> list[Operation]:
        return [
            Operation(method.upper(), path, operation, self)
            for path, operations in self._content["paths"].items()
            for method, operation in operations.items()
            if method in METHODS
        ]

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            found: Any = self._content
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def example(self, schema: dict[str, Any], depth: int = DEPTH) -> Any:
        schema = self.resolve(schema)
        for key in ("example", "default"):
            if key in schema:
                return schema[key]
        for key in ("allOf", "oneOf", "anyOf"):
            if key in schema:
                return self.example(schema[key][0], depth)
        if "enum" in schema:
            return schema["enum"][0]
        if depth == 0:
            return None
        kind = schema.get("type")
        if kind == "object" or "properties" in schema:
            properties = schema.get("properties", {}).items()
            return {name: self.example(each, depth - 1) for name, each in properties}
        if kind == "array":
            return [self.example(schema.get("items", {}), depth - 1)]
        text = SAMPLES.get(schema.get("format", ""), "texte")
        return {"integer": 1, "number": 1, "boolean": True}.get(kind, text)
