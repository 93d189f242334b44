"""docs/*-api.md against the running system: examples answer as shown, all routes and refusals are listed.

Rules for who writes such a document, docs/<name>-api.md for <name>_service:

Examples. The blocks that begin with ```sh run are run in order, in one bash with `set -euo pipefail`, from
the root of the repository, on a system with demo data. They must run again and again ($RANDOM in what must
be unique) and write files only below `$(mktemp -d)`. Replaced are `http://127.0.0.1:8090`,
`http://127.0.0.1:8025` (mails) and `.stack/demo.json`, nothing else. Call curl with -s, without -f and -w.
Other blocks (```sh) are not run. What an example answers stands in a comment that ends its line, or on
comment lines directly below it:

    post pieces/ '{"nom": "Vis M8"}'                       # 201
    P=$(post pieces/ '{"nom": "Vis M8"}' | json "d['id']")
    # 201 {"id": …, "reference": "PC-…", "nom": "Vis M8", "attributs": {}, …}
    get pieces/$P/ | json "d['version']"                   # = 1

- `# 201`: the status of the last answer curl had in this command; also `# 204, words`.
- `# 201 {…}`: the status and the JSON body, compared key by key, also when it went into a variable or a
  pipe. `…` as a value is anything; as the end of an object or a list, further keys or elements; within a
  string, any characters. Without `…` at its end an object has exactly the keys shown. It may go on over
  several comment lines.
- `# = text`: what the command prints, one such line for each line printed; `…` is any characters.
- An answer of 400 or more that no comment shows fails, whatever the command makes of it. Other comments are
  prose; one directly below a shown answer would belong to it, so leave an empty line between.

Routes. Tables whose first column is called `method and path` list every route of the OpenAPI file and no
other: `GET/POST users/ · GET users/{id}/`; a path without / at its start stands below the service's first
prefix, names in braces are free. The second column says who: `anyone`, `signed in`, or the permission in
backticks, as x-permission does. The row names the query parameters of its routes (`?ids=` or in backticks)
but page, page_size, cursor, search and ordering.

Refusals. Tables whose first column is called `code` have the status in the second: every error class of the
service, and of those that any service may answer as many as are useful. `a` · `b` share a status, or have
`401 · 400`; one code may have several.
"""

from pathlib import Path

import pytest
import shell_examples
from api_document import Document, refusal_faults, route_faults, routes

from ops.paths import ROOT

DOCUMENTS = sorted((ROOT / "docs").glob("*-api.md"))


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def document(request) -> Document:
    return Document(request.param.name, request.param.read_text())


@pytest.fixture
def here(demo, running):
    """The text with the addresses and the accounts of the system under test."""

    def replaced(text: str) -> str:
        text = text.replace("http://127.0.0.1:8090", demo["api"])
        text = text.replace("http://127.0.0.1:8025", running.instance.url("mail"))
        return text.replace(".stack/demo.json", str(running.instance.demo_file))

    return replaced


def test_the_examples_answer_what_is_shown(document, here, tmp_path):
    steps = shell_examples.steps(here(document.text))
    assert steps
    _none(shell_examples.run(steps, tmp_path, cwd=ROOT))


def test_every_route_is_listed_with_who_may_call_it_and_no_other(document, demo):
    _none(route_faults(document.routes(), routes(demo["api"], document.service)))


def test_every_refusal_is_listed_with_its_status_and_no_other(document):
    _none(refusal_faults(document.refusals(), document.service.folder))


def _none(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


HEALTH = "curl -s http://127.0.0.1:8090/api/pieces/health/"
WRONG = {
    "a wrong status": HEALTH + "  # 201",
    "a wrong value": HEALTH + '  # 200 {"status": "down", …}',
    "a key that is not there": HEALTH + '  # 200 {"etat": …, …}',
    "a key that is not shown": HEALTH + '  # 200 {"status": …}',
    "a list that is an object": HEALTH + "  # 200 […]",
    "an error that is not shown": HEALTH + "rien/",
    "an error in a pipe": HEALTH + "rien/ | cat",
    "a wrong line": "echo 1  # = 2",
    "a line that is not printed": "true  # = 2",
    "a command that fails": "false\n" + HEALTH + "  # 200",
    "neither status nor JSON": HEALTH + "  # 200 and so on",
    "an answer without a question": "true  # 200",
}


@pytest.mark.parametrize("example", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_example_is_found(example, here, tmp_path: Path):
    assert shell_examples.run(_steps(here(example)), tmp_path, cwd=ROOT) != []


def test_a_right_example_is_found_right(here, tmp_path):
    example = f"""{HEALTH}
# 200 {{"status": "ok", "service": "pieces_…",
#      "version": …, …}}

# this is prose
S=$({HEALTH} | tr -d ' ')  # 200 {{"status": "ok", …}}
printf 'a\\nb c\\n'
# = a
# = b …
cat <<END
two lines # 404
END
{HEALTH}rien/  # 404 {{"code": "introuvable", "status": 404, …}}
"""
    steps = _steps(here(example))
    assert [len(step.shown) for step in steps] == [2, 1, 2, 0, 1]
    assert shell_examples.run(steps, tmp_path, cwd=ROOT) == []


def _steps(example: str) -> list[shell_examples.Step]:
    return shell_examples.steps(f"```sh run\n{example}\n```\n")


TABLES = """
| method and path | who | |
|---|---|---|
| GET /api/pieces/ · scan/?code= | `pieces.lire` | filters `actif` |

| code | status | when |
|---|---|---|
| `piece_inconnue` · `code_ambigu` | 404 · 409 | |
"""
WRONG_TABLES = {
    "a method": ("GET /", "POST /"),
    "a path": ("scan/", "chercher/"),
    "a permission": ("`pieces.lire`", "`pieces.gerer`"),
    "a filter": ("`actif`", "`ouvert`"),
    "a parameter": ("?code=", ""),
    "a code": ("`code_ambigu`", "`code_flou`"),
    "a status": ("404 · 409", "404"),
}


@pytest.mark.parametrize("change", WRONG_TABLES.values(), ids=WRONG_TABLES.keys())
def test_a_wrong_table_is_found(change, demo):
    """Beside what these few rows leave out, one fault more."""

    def faults(text: str) -> set[str]:
        document = Document("pieces-api.md", text)
        declared = routes(demo["api"], document.service)
        found = route_faults(document.routes(), declared)
        return {*found, *refusal_faults(document.refusals(), document.service.folder)}

    assert change[0] in TABLES
    assert faults(TABLES.replace(*change)) - faults(TABLES)
