"""The Postman collection: a story to begin with, then every request of the six OpenAPI documents.

python -m ops.postman        # writes docs/postman/gestion-de-stock.postman_collection.json
"""

import json
import re
from typing import Any

from ops import django_command, postman_scripts, registry
from ops import instance as instances
from ops.instance import Instance
from ops.openapi_document import FORM, Document, Operation
from ops.paths import ROOT
from ops.postman_story import BODIES, LOGIN, STORY, Step

FOLDER = ROOT / "docs" / "postman"
FILE = FOLDER / "gestion-de-stock.postman_collection.json"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
DESCRIPTION = """\
Choose the environment *Gestion de Stock, local*, set `password` in it (those of the demo accounts are in
`.stack/demo.json`) and send *Story / Log in*: it keeps the tokens, which every other request uses and renews.

- **Story**: run the folder. One part goes from the catalogue to the paid invoice, every answer is checked.
- **A folder per service**: every request there is. A list keeps the id of its first row as a variable
  (`piece_id`, `commande_id` …), which the requests about one object use.
- To run everything, set `reads_only` to `1`: the folders of the services then send only what changes nothing.
"""
# they never end, or answer 404 where there is no picture
NOT_IN_A_RUN = ("/stream/", "/image/")
QUERIES = {"ids": "{{piece_id}}", "code": "{{reference}}", "date": "2026-01-31"}
# what no list gives; the story and the lists give the others
VARIABLES = {"access": "", "refresh": "", "service": "log_service", "cle": "corbeille_jours", "run": "1"}


def collection(instance: Instance) -> dict[str, Any]:
    return {
        "info": {"name": "Gestion de Stock", "schema": SCHEMA, "description": DESCRIPTION},
        "auth": {"type": "bearer", "bearer": [{"key": "token", "value": "{{access}}", "type": "string"}]},
        "event": postman_scripts.events(before=postman_scripts.RENEW),
        "variable": [{"key": key, "value": value} for key, value in VARIABLES.items()],
        "item": [_story(), *(_folder(instance, service) for service in registry.services())],
    }


def _story() -> dict[str, Any]:
    return {
        "name": "Story",
        "description": "From the catalogue to the paid invoice: run the folder from its first request.",
        "item": [_step(number, step) for number, step in enumerate(STORY, 1)],
    }


def _step(number: int, step: Step) -> dict[str, Any]:
    request: dict[str, Any] = {"method": step.method, "url": _address(step.path), "header": []}
    if step.method == "POST":
        request |= {"header": [_key()], "body": _json(step.body)}
    if step.path == LOGIN:
        request["auth"] = {"type": "noauth"}
    before = postman_scripts.NEW_RUN if number == 1 else ""
    events = postman_scripts.events(before=before, after=postman_scripts.of_step(step))
    return {"name": f"{number:02d} {step.name}", "request": request, "event": events}


def _folder(instance: Instance, service: registry.Service) -> dict[str, Any]:
    text = django_command.must(instance, service, "spectacular", "--format", "openapi-json")
    operations = Document(json.loads(text)).operations()
    by_prefix = [
        {
            "name": prefix,
            "item": [_item(each, operations) for each in operations if each.path.startswith(prefix)],
        }
        for prefix in service.prefixes
    ]
    return {
        "name": service.name,
        "description": service.description,
        "item": by_prefix if len(by_prefix) > 1 else by_prefix[0]["item"],
        "event": postman_scripts.events(before=postman_scripts.ONLY_READS),
    }


def _item(operation: Operation, others: list[Operation]) -> dict[str, Any]:
    request: dict[str, Any] = {
        "method": operation.method,
        "url": _url(operation),
        "description": operation.content.get("description", ""),
    }
    if operation.is_public:
        request["auth"] = {"type": "noauth"}
    if operation.method == "POST":
        request["header"] = [_key()]
    body = _body(operation, others)
    if body:
        request["body"] = body
    never = operation.path.endswith(NOT_IN_A_RUN)
    before = postman_scripts.NEVER_IN_A_RUN if never else ""
    return {
        "name": operation.name,
        "request": request,
        "event": postman_scripts.events(before=before, after="" if never else _tests(operation, others)),
        "response": _answers(operation, request),
    }


def _tests(operation: Operation, others: list[Operation]) -> str:
    if operation.path == LOGIN:
        return postman_scripts.of_step(STORY[0])
    status, _ = operation.success
    scripts = [postman_scripts.is_status(status)]
    schema = operation.answer_schema()
    if operation.method == "GET" and schema.get("required"):
        scripts.append(postman_scripts.has_fields(sorted(schema["required"])))
    variable = _about_one(operation, others)
    if variable and "results" in schema.get("properties", {}):
        scripts.append(postman_scripts.keep_first(variable))
    return "\n".join(scripts)


def _about_one(operation: Operation, others: list[Operation]) -> str:
    """The variable of the requests about one object of this list: piece_id of /api/pieces/."""
    if operation.method != "GET":
        return ""
    last = operation.path.rstrip("/").rsplit("/", 1)[-1]
    for other in others:
        found = re.search(rf"/{re.escape(last)}/{{(\w+)}}/$", other.path)
        if found and other.method == "GET":
            return found[1]
    return ""


def _body(operation: Operation, others: list[Operation]) -> dict[str, Any] | None:
    form = operation.body_schema(FORM)
    if form:
        fields = form.get("properties", {}).items()
        return {"mode": "formdata", "formdata": [_form_field(*each) for each in fields]}
    return _json(_content(operation, others)) if operation.body_schema() else None


def _content(operation: Operation, others: list[Operation]) -> Any:
    """What was written for it, what the story sends, what its object is made with, or its required fields."""
    if operation.name in BODIES:
        return BODIES[operation.name]
    for step in STORY:
        path = re.sub(r"{{(\w+)}}", r"{\1}", step.path)
        if (step.method, path) == (operation.method, operation.path) and step.status < 400:
            return step.body
    maker = re.sub(r"{\w+}/$", "", operation.path)
    for other in others:
        if operation.method in ("PUT", "PATCH") and other.name == f"POST {maker}":
            return _content(other, others)
    schema = operation.body_schema()
    example = operation.document.example(schema)
    return _with_variables({name: example[name] for name in schema.get("required", ())})


def _with_variables(value: Any) -> Any:
    """Ids are those the lists have kept."""
    if isinstance(value, list):
        return [_with_variables(each) for each in value]
    if isinstance(value, dict):
        return {
            name: f"{{{{{name}}}}}" if name.endswith("_id") else _with_variables(each)
            for name, each in value.items()
        }
    return value


def _answers(operation: Operation, request: dict[str, Any]) -> list[dict[str, Any]]:
    """The good answer as an example beside the request."""
    schema = operation.answer_schema()
    if not schema:
        return []
    return [
        {
            "name": str(operation.success[0]),
            "code": operation.success[0],
            "header": [{"key": "Content-Type", "value": "application/json"}],
            "originalRequest": {"method": request["method"], "url": request["url"]},
            "body": json.dumps(operation.document.example(schema), ensure_ascii=False, indent=1),
            "_postman_previewlanguage": "json",
        }
    ]


def _url(operation: Operation) -> dict[str, Any]:
    address = _address(re.sub(r"{(\w+)}", r":\1", operation.path))
    address["query"] = [
        {
            "key": each["name"],
            "value": QUERIES.get(each["name"], f"{{{{{each['name']}}}}}") if each.get("required") else "",
            "description": each.get("description", ""),
            "disabled": not each.get("required"),
        }
        for each in operation.query
    ]
    address["variable"] = [{"key": name, "value": f"{{{{{name}}}}}"} for name in operation.variables]
    return address


def _address(path: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    pairs = (each.split("=") for each in query.split("&") if each)
    return {
        "raw": "{{api}}" + path + (f"?{query}" if query else ""),
        "host": ["{{api}}"],
        "path": path.removeprefix("/").split("/"),
        "query": [{"key": key, "value": value} for key, value in pairs],
    }


def _key() -> dict[str, str]:
    return {"key": "Idempotency-Key", "value": "{{$guid}}"}


def _json(value: Any) -> dict[str, Any]:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return {"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}}


def _form_field(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    if schema.get("format") == "binary":
        return {"key": name, "type": "file", "src": []}
    return {"key": name, "type": "text", "value": schema.get("default", "")}


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
